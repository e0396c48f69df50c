"""Rows put together: those with one reference are one notification, each of them one child."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .columns import CHILD_NUMBER, REFERENCE, Column, columns
from .items import AREAS, CHILDREN, POSITIONS, InTable, Item, Wrong
from .table import Read, Table, read_rows

NO_REFERENCE = (
    "Give your own reference: your notification is known by it, however often it is sent."
)
OTHER_THAN = "This is not what row {row} of the same notification says."
A_SUM = "This looks like a line of totals, and not like a child. Remove the row."
TWICE = (
    "This row says the same as row {row}. Remove it; or, if it is another child, number the children"
    " in the column child_number."
)


def items_of(table: Table) -> Iterator[Item]:
    """The notifications of a table, in the order of their first rows."""
    groups: dict[object, list[Read]] = {}
    for row in read_rows(table):
        apart = row.total or row.key is None
        groups.setdefault(row.number if apart else row.key, []).append(row)
    for rows in groups.values():
        yield _sum(rows[0], table.letters) if rows[0].total else _item(rows, table.letters)


def _sum(row: Read, letters: Mapping[str, str]) -> Item:
    name = row.total or ""
    wrong = Wrong(row.number, letters.get(name, ""), name, A_SUM)
    return Item({}, InTable([row.number], letters), (wrong,))


def _item(rows: Sequence[Read], letters: Mapping[str, str]) -> Item:
    ordered = sorted(rows, key=lambda row: row.values.get(CHILD_NUMBER, 0))
    first = rows[0]
    told = {name: value for row in reversed(rows) for name, value in row.values.items()}
    body, listed = _body(told)
    body[CHILDREN] = [_fields(row.values, "child") for row in ordered]
    place = InTable([row.number for row in ordered], letters, listed)
    wrong = [*_faults(rows, letters), *_differences(rows, letters), *_twice(rows, letters)]
    if first.key is None and REFERENCE not in first.faults:
        wrong.append(Wrong(first.number, letters.get(REFERENCE, ""), REFERENCE, NO_REFERENCE))
    return Item(body, place, tuple(wrong))


def _body(told: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Sequence[str]]]:
    """What is said of the notification, and which columns each entry of its lists came from."""
    body = _fields(told, "notification")
    listed: dict[str, Sequence[str]] = {}
    for name in (POSITIONS, AREAS):
        entries = _entries(told, name)
        if entries:
            body[name], listed[name] = list(entries.values()), list(entries)
    return body, listed


def _entries(told: Mapping[str, Any], level: str) -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {}
    for column in _at(level):
        if column.name in told:
            entry = entries.setdefault(column.prefix, {})
            if level == POSITIONS:
                entry["partner"] = column.prefix.rstrip("_")
            entry[column.field] = told[column.name]
    return entries


def _fields(told: Mapping[str, Any], level: str) -> dict[str, Any]:
    """The values of a level, nested as the body has them."""
    made: dict[str, Any] = {}
    for column in _at(level):
        if column.name in told and column.field:
            *outer, last = column.field.split(".")
            place = made
            for name in outer:
                place = place.setdefault(name, {})
            place[last] = told[column.name]
    return made


def _at(level: str) -> list[Column]:
    return [one for one in columns().values() if one.level == level]


def _faults(rows: Sequence[Read], letters: Mapping[str, str]) -> Iterator[Wrong]:
    for row in rows:
        for name, reason in row.faults.items():
            yield Wrong(row.number, letters[name], name, reason)


def _differences(rows: Sequence[Read], letters: Mapping[str, str]) -> Iterator[Wrong]:
    """What is said of the notification stands in its first row; others may repeat it or be empty."""
    said: dict[str, tuple[int, Any]] = {}
    for row in rows:
        for name, value in row.values.items():
            if columns()[name].level == "child":
                continue
            number, before = said.setdefault(name, (row.number, value))
            if before != value:
                yield Wrong(row.number, letters[name], name, OTHER_THAN.format(row=number))


def _twice(rows: Sequence[Read], letters: Mapping[str, str]) -> Iterator[Wrong]:
    seen: dict[str, int] = {}
    for row in rows:
        child = [(n, v) for n, v in row.values.items() if columns()[n].level == "child"]
        number = seen.setdefault(repr(child), row.number)
        if number != row.number:
            yield Wrong(row.number, letters.get(REFERENCE, ""), REFERENCE, TWICE.format(row=number))
