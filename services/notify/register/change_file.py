"""A file of changes, CSV or JSON, read row by row; every wrong cell is told at once."""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any, get_args

from services.notify.register.domain import Begin, Change, End, Fault, Kind

BYTES_MAX = 1_000_000
ROWS_MAX = 5_000
TEXTS = ("name", "gss_code", "region", "police_force", "source")
MAILBOXES = ("mailbox_authority", "mailbox_health", "mailbox_police")
LISTS = ("boards", "authorities")
COLUMNS = (
    *("action", "kind", "code", "on", *TEXTS, *MAILBOXES, *LISTS),
    *("successors", "children_0_17", "made_up"),
)
CODES = {
    "region": r"E[0-9]{8}",
    "police_force": r"E[0-9]{8}",
    "board": r"[A-Z0-9]{3,10}",
    "authority": r"[0-9]{3}",
    "partnership": r"[a-z0-9][a-z0-9-]{1,79}",
}
CELLS = {
    "gss_code": (r"E[0-9]{8}", "Give a nine-character code of the ONS, such as E06000063."),
    "name": (r"[^\x00-\x1f\x7f]{1,200}", "Give up to 200 characters on one line."),
    "source": (r"[^\x00-\x1f\x7f]{1,300}", "Give up to 300 characters on one line."),
    "children_0_17": (r"[0-9]{1,7}", "Give a whole number."),
    "made_up": (r"yes|no", "Give yes or no."),
    **dict.fromkeys(MAILBOXES, (r"[^@\s]{1,80}@[^@\s]{1,160}", "Give an address of mail.")),
}
Row = Mapping[str, str]


def read(raw: bytes) -> tuple[list[Change], list[Fault]]:
    """The changes of a file, and what is wrong with it."""
    if len(raw) > BYTES_MAX:
        return [], [Fault(-1, "", f"The file has more than {BYTES_MAX} bytes.")]
    rows, fault = _rows(raw)
    if fault:
        return [], [fault]
    changes: list[Change] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows):
        if not row:
            continue  # a blank line is no change, and is counted: a person finds a fault by its row
        wrong = _wrong(number, row)
        faults += wrong
        if not wrong:
            changes.append(_change(row, number))
    return changes, faults


def _rows(raw: bytes) -> tuple[Sequence[Row], Fault | None]:
    try:
        text = raw.decode("utf-8-sig")
        rows = _json(text) if text.lstrip().startswith("[") else _csv(text)
    except (ValueError, RecursionError, csv.Error):
        return [], Fault(-1, "", "This is neither CSV with a head nor a JSON array, in UTF-8.")
    if not any(rows):
        return [], Fault(-1, "", "There is no change in this file.")
    if len(rows) > ROWS_MAX:
        return [], Fault(-1, "", f"There are more than {ROWS_MAX} rows.")
    unknown = {name for row in rows for name in row} - set(COLUMNS)
    if unknown:
        return [], Fault(-1, "", f"These columns are not known: {', '.join(sorted(unknown))}.")
    return rows, None


def _csv(text: str) -> list[dict[str, str]]:
    lines = list(csv.reader(StringIO(text, newline=""), strict=True))
    head = [one.strip() for one in lines[0]] if lines else []
    if len(set(head)) != len(head) or any(len(line) > len(head) for line in lines):
        raise ValueError("a row is longer than the head, or a column stands twice")
    return [
        {name: cell.strip() for name, cell in zip(head, line, strict=False) if cell.strip()}
        for line in lines[1:]
    ]


def _json(text: str) -> list[dict[str, str]]:
    loaded = json.loads(text)
    json.dumps(loaded, ensure_ascii=False).encode()  # half a character is none of UTF-8
    if not all(isinstance(row, dict) for row in loaded):
        raise ValueError("a row is not an object")
    return [
        {name: _cell(value) for name, value in row.items() if value not in (None, "", [])}
        for row in loaded
    ]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(one) for one in value) if isinstance(value, list) else str(value).strip()


def _wrong(number: int, row: Row) -> list[Fault]:
    kind, found = row.get("kind", ""), []
    if row.get("action") not in ("begin", "end"):
        found.append(("action", "Give begin or end."))
    if kind not in get_args(Kind):
        found.append(("kind", f"Give one of: {', '.join(get_args(Kind))}."))
    elif not re.fullmatch(CODES[kind], row.get("code", "")):
        found.append(("code", f"This is no code of this kind: {CODES[kind]}."))
    if _date(row.get("on", "")) is None:
        found.append(("on", "Give a real date as YYYY-MM-DD."))
    found += [
        (name, reason)
        for name, (pattern, reason) in CELLS.items()
        if name in row and not re.fullmatch(pattern, row[name])
    ]
    if row.get("action") == "end":
        extra = set(row) - {"action", "kind", "code", "on", "successors", "source"}
        found += [(name, "An end does not say this.") for name in sorted(extra)]
    elif "successors" in row:
        found.append(("successors", "Only an end has successors."))
    return [Fault(number, name, reason) for name, reason in found]


def _date(text: str) -> date | None:
    try:
        return (
            date.fromisoformat(text)
            if re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", text)
            else None
        )
    except ValueError:
        return None


def _change(row: Row, number: int) -> Change:
    kind: Kind = row["kind"]  # type: ignore[assignment]
    on, code = date.fromisoformat(row["on"]), row["code"]
    if row["action"] == "end":
        successors = tuple(row.get("successors", "").split())
        return End(kind, code, on, successors, row.get("source", ""), number)
    given: dict[str, object] = {name: row[name] for name in (*TEXTS, *MAILBOXES) if name in row}
    given |= {name: tuple(row[name].split()) for name in LISTS if name in row}
    if "children_0_17" in row:
        given["children_0_17"] = int(row["children_0_17"])
    if "made_up" in row:
        given["made_up"] = row["made_up"] == "yes"
    return Begin(kind, code, on, given, number)
