"""Which codes a column takes, with their words: those of the schema, and those of the service's dated lists."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from .columns import Column, columns

OWN = "code-lists.toml"
"""Put beside this file when the kit is built; in the project's tree the service's own policy is read."""
POLICY = Path(__file__).parents[2] / "services" / "notify" / "policy" / "code_lists.toml"
YES_NO = "yes_no"
HEADS = ("column", "code", "means")
FLAGS: Mapping[str, str] = {"yes": "Yes", "no": "No"}


@lru_cache
def _rows() -> list[dict[str, Any]]:
    own = resources.files(__package__).joinpath(OWN)
    file = own if own.is_file() else POLICY
    rows: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["list"]
    return rows


@lru_cache
def lists(on: date) -> Mapping[str, Mapping[str, str]]:
    """Every list by name as it stands on a day: its codes with their words. Before the first, that one."""
    found: dict[str, tuple[date, Mapping[str, str]]] = {}
    for row in sorted(_rows(), key=lambda one: one["from"]):
        if row["name"] not in found or row["from"] <= on:
            found[row["name"]] = row["from"], row["codes"]
    return {name: codes for name, (_since, codes) in found.items()}


def list_of(column: Column) -> str | None:
    """The list that a column is answered from; None where the schema says the codes, or there are none."""
    if column.kind == "coded" or (column.kind == "list" and not column.allowed):
        return column.field if column.field in lists(date.max) else YES_NO
    return None


def codes_of(column: Column, on: date) -> Mapping[str, str]:
    """The codes that a column takes on a day, with their words; none where it takes no codes."""
    if name := list_of(column):
        return lists(on)[name]
    if column.kind == "flag":
        return FLAGS
    return {code: code.replace("_", " ").capitalize() for code in column.allowed}


def table_of_codes(on: date, only: str = "") -> Iterator[tuple[str, str, str]]:
    """Column, code and words of every column that takes codes, or of one."""
    for column in columns().values():
        if not only or column.name == only:
            for code, means in codes_of(column, on).items():
                yield column.name, code, means


def as_csv(on: date) -> str:
    """The same as a file that a spreadsheet opens."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows((HEADS, *table_of_codes(on)))
    return out.getvalue()
