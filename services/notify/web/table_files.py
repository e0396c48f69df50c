"""Files that people open in a spreadsheet."""

import csv
import io
from collections.abc import Mapping, Sequence

from fastapi import Response

MARKING = "OFFICIAL-SENSITIVE"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def about(*, made_up: bool) -> dict[str, str]:
    """What stands in each row of every file: how it is marked, and whether its data are made up."""
    return {"marking": MARKING, "made_up_data": "yes" if made_up else "no"}


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """Rows as CSV (RFC 4180); no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def download(name: str, content: str, media_type: str, *, made_up: bool = False) -> Response:
    """A file to save, which no browser shows; of made-up data it says so in its name."""
    name = f"made-up-{name}" if made_up else name
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=f"{media_type}; charset=utf-8", headers=headers)
