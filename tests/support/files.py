"""Files of notifications as people make them; nobody in them is real."""

import io
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from supplier.cspr_supplier.workbook import Value, written

ROW: Mapping[str, Any] = {
    "authority_code": "990",
    "sender_reference": "ASH-CS-4471",
    "occurred_on": "2026-03-26",
    "aware_on": "2026-03-27",
    "kind_of_incident": "serious_harm",
    "abuse_neglect": "suspected",
    "outline": "An infant of five months was found to have healing fractures.",
    "child_family_name": "Quillfeather",
    "child_date_of_birth": "2025-10-20",
    "child_sex": "male",
    "child_looked_after": "no",
    "child_protection_plan": "no",
    "child_outcome": "harmed",
}
SHARED = tuple(name for name in ROW if not name.startswith("child_"))
"""What is said of the notification; the rest is said of the child."""


def a_row(**changed: Any) -> dict[str, Any]:
    """One row of the template."""
    return {**ROW, **changed}


def text_of(rows: Sequence[Mapping[str, Any]], delimiter: str = ",") -> str:
    """The rows as CSV below the headings of the first."""
    names = list(rows[0])
    lines = [names, *([str(row.get(name, "")) for name in names] for row in rows)]
    return "\r\n".join(delimiter.join(map(_quoted, line)) for line in lines) + "\r\n"


def _quoted(cell: str) -> str:
    plain = not any(sign in cell for sign in ',;"\n\t')
    return cell if plain else '"' + cell.replace('"', '""') + '"'


def a_table(*rows: Mapping[str, Any], encoding: str = "utf-8") -> bytes:
    """The rows as a CSV file; one usual row when none is given."""
    return text_of(rows or [a_row()]).encode(encoding)


def a_workbook(*rows: Mapping[str, Any], before: Sequence[Sequence[Value]] = ()) -> bytes:
    """The rows as the only sheet of a workbook, below what stands ``before``."""
    names = list(rows[0])
    lines: list[Sequence[Value]] = [*before, names, *([row.get(n) for n in names] for row in rows)]
    return written([("Sheet1", lines)])


def renamed(workbook: bytes, part: str, name: str) -> bytes:
    """The workbook with one of its parts under another name."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(name if one == part else one, old.read(one))
    return out.getvalue()


def edited(workbook: bytes, part: str, old: str, new: str, **beside: bytes) -> bytes:
    """The workbook with other XML in one of its parts, and with parts ``beside``."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as source, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content, f"{part} has no {old}"
                content = content.replace(old.encode(), new.encode())
            made.writestr(name, content)
        for name, content in beside.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()
