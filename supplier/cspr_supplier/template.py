"""The published template of a table of notifications, and its description for machines (CSVW)."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .codes import HEADS, list_of, table_of_codes
from .codes import as_csv as codes_as_csv
from .columns import CHILD_NUMBER, Column, columns
from .schema import notification, version_of
from .workbook import written

CSV_NAME = "notifications.csv"
METADATA_NAME = f"{CSV_NAME}-metadata.json"
CODES_NAME = "notifications-codes.csv"
SCHEMA_NAME = "notification.schema.json"
ABOUT = (
    "Notifications of serious incidents, one row a child. Rows with the same authority_code and"
    " sender_reference are one notification: what is said of the notification stands in the first of"
    " them, and may be repeated or left empty in the others."
)
DATATYPES: Mapping[str, str] = {"flag": "boolean", "number": "integer"}


def csv_template() -> str:
    """The headings, as a spreadsheet opens them."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(columns())
    return out.getvalue()


def xlsx_template(on: date) -> bytes:
    """The headings as a workbook, with the codes of a day on a second sheet."""
    return written([("Notifications", [tuple(columns())]), ("Codes", [HEADS, *table_of_codes(on)])])


def files_of(path: Path, on: date) -> dict[Path, bytes]:
    """The template as a file of this name, and what is beside it: its columns, codes and schema."""
    if path.suffix.casefold() == ".xlsx":
        return {path: xlsx_template(on)}
    described = json.dumps(metadata(path.name), indent=1) + "\n"
    schema = json.dumps(notification(), indent=1) + "\n"
    return {
        path: csv_template().encode(),
        path.with_name(f"{path.name}-metadata.json"): described.encode(),
        path.with_name(CODES_NAME): codes_as_csv(on).encode("utf-8-sig"),
        path.with_name(SCHEMA_NAME): schema.encode(),
    }


def metadata(name: str = CSV_NAME) -> dict[str, Any]:
    """Tabular metadata (W3C CSV on the Web) of the template: every column, its kind and its codes."""
    schema = notification()
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "@id": f"{name}-metadata.json",
        "url": name,
        "dc:title": "Template for notifications",
        "dc:description": ABOUT,
        "dc:conformsTo": SCHEMA_NAME,
        "dc:hasVersion": version_of(schema),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {"columns": [_described(one) for one in columns().values()]},
    }


def _described(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "titles": [column.name, column.title],
        "required": column.required,
        "datatype": _datatype(column),
        "dc:description": _words(column),
    }
    return {**told, "separator": ";"} if column.kind == "list" else told


def _datatype(column: Column) -> Any:
    if column.kind == "date":
        return {"base": "date", "format": "yyyy-MM-dd"}
    if column.kind in DATATYPES:
        base = {"base": DATATYPES[column.kind]}
        return {**base, "format": "yes|no"} if column.kind == "flag" else base
    if column.allowed:
        return {"base": "string", "format": "|".join(column.allowed)}
    if column.pattern:
        return {"base": "string", "format": column.pattern.strip("^$")}
    return {"base": "string", **({"maxLength": column.longest} if column.longest else {})}


def _words(column: Column) -> str:
    if column.name == CHILD_NUMBER:
        return (
            "Numbers the children of one notification; only needed when two rows would be the same."
        )
    about = "Of the child" if column.level == "child" else "Of the notification"
    must = "must be given" if column.required else "may be left empty"
    coded = f" Its codes are in {CODES_NAME}." if list_of(column) else ""
    return f"{about}; {must}.{coded}"
