"""Made-up files with the mess of real ones: what a spreadsheet does to a table, and what people do."""

import csv
import io
import json
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from .columns import columns
from .fake import notifications, rows_of
from .workbook import Value, written

Format = Literal["csv", "json", "ndjson", "xlsx"]
Level = Literal["none", "look", "content"]
LEVELS: Mapping[Level, str] = {
    "none": "clean",
    "look": "clean, and written as spreadsheets do: byte-order mark, semicolons, dates, odd headings",
    "content": "with the slips of people: missing values, rows twice, children swapped, wrong dates",
}
Rows = list[dict[str, Any]]
BYTE_ORDER_MARK = "\ufeff"


def file_of(count: int, authority: str, today: date, seed: int, how: Format, level: Level) -> bytes:
    """A made-up file."""
    mark = "M" if level == "content" else ""  # what says something else is another notification
    bodies = notifications(count, authority, today, seed, mark)
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    if how == "json":
        return json.dumps(_bodies(bodies, level, chance), indent=1, ensure_ascii=False).encode()
    if how == "ndjson":
        lines = [json.dumps(one, ensure_ascii=False) for one in _bodies(bodies, level, chance)]
        start = BYTE_ORDER_MARK if level == "look" else ""
        return (start + "\n".join(lines) + "\n").encode()
    rows = rows_of(bodies)
    if level == "content":
        rows = _slips(rows, chance)
    return _workbook(rows, level) if how == "xlsx" else _table(rows, level)


def _used(rows: Rows) -> list[str]:
    return [name for name in columns() if any(name in row for row in rows)]


def _table(rows: Rows, level: Level) -> bytes:
    names, out = _used(rows), io.StringIO(newline="")
    looks = level == "look"
    table = csv.writer(out, delimiter=";" if looks else ",")
    table.writerow([*map(_odd, names), "", ""] if looks else names)
    for number, row in enumerate(rows):
        cells = [_uk(row.get(name, "")) if looks else row.get(name, "") for name in names]
        table.writerow([*cells, "", ""] if looks else cells)
        if looks and number % 7 == 3:
            table.writerow([""] * len(names))
    return ((BYTE_ORDER_MARK if looks else "") + out.getvalue()).encode()


def _workbook(rows: Rows, level: Level) -> bytes:
    names = _used(rows)
    looks = level == "look"
    heads: list[Value] = [_odd(name) if looks else name for name in names]
    lines: list[Sequence[Value]] = [heads, *([_typed(row.get(n)) for n in names] for row in rows)]
    if not looks:
        return written([("Notifications", lines)])
    title: Sequence[Sequence[Value]] = [["Notifications, as exported"], []]
    notes: Sequence[Sequence[Value]] = [["Made up. Nobody here exists."]]
    return written([("Notes", notes), ("Sheet1", [*title, *lines])])


def _typed(value: Any) -> Value:
    """As a spreadsheet holds it: a day is a date, digits are a number."""
    if isinstance(value, str) and _is_day(value):
        return date.fromisoformat(value)
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    return str(value) if value is not None else None


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4:8:3] == "--" and text.replace("-", "").isdecimal()


def _odd(name: str) -> str:
    """A heading as people write it."""
    return f" {name.removeprefix('child_').replace('_', ' ').title()} "


def _uk(value: str) -> str:
    return f"{value[8:]}/{value[5:7]}/{value[:4]}" if _is_day(value) else value.replace("_", " ")


def _slips(rows: Rows, chance: random.Random) -> Rows:
    """One row in five has a slip; the first stays clean."""
    made: Rows = []
    for number, row in enumerate(rows):
        slip = SLIPS[number // 5 % len(SLIPS)] if number % 5 == 4 else _as_it_is
        made += slip(row, chance)
    siblings = [n for n, row in enumerate(made) if "occurred_on" not in row]
    one = siblings[0] if siblings else 0
    for other in reversed(siblings):
        if made[other]["child_family_name"] != made[one]["child_family_name"]:
            _change_places(made, one, other)
            break
    return made


def _change_places(rows: Rows, one: int, other: int) -> None:
    """Two children, each of them now in the other's notification."""
    mine, theirs = (
        {n: v for n, v in rows[at].items() if n.startswith("child_")} for at in (one, other)
    )
    rows[one], rows[other] = {**rows[one], **theirs}, {**rows[other], **mine}


def _as_it_is(row: dict[str, Any], _chance: random.Random) -> Rows:
    return [row]


def _without(row: dict[str, Any], chance: random.Random) -> Rows:
    name = chance.choice(("child_sex", "child_outcome", "child_looked_after"))
    return [{**row, name: ""}]


def _twice(row: dict[str, Any], _chance: random.Random) -> Rows:
    return [row, dict(row)]


def _no_such_day(row: dict[str, Any], _chance: random.Random) -> Rows:
    return [{**row, "child_date_of_birth": "31/02/2020"}]


def _no_such_code(row: dict[str, Any], _chance: random.Random) -> Rows:
    return [{**row, "child_protection_plan": "maybe"}]


def _no_such_number(row: dict[str, Any], _chance: random.Random) -> Rows:
    return [{**row, "child_nhs_number": "9.99E+09"}]


Slip = Callable[[dict[str, Any], random.Random], Rows]
SLIPS: Sequence[Slip] = (_without, _twice, _no_such_day, _no_such_code, _no_such_number)


def _bodies(
    bodies: Sequence[dict[str, Any]], level: Level, chance: random.Random
) -> list[dict[str, Any]]:
    if level != "content":
        return list(bodies)
    made: list[dict[str, Any]] = []
    for number, body in enumerate(bodies):
        if number % 5 == 4:
            body = {**body, chance.choice(("occurred_on", "aware_on")): "2026-02-31"}  # noqa: PLW2901
        made.append(body)
    return made
