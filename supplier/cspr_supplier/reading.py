"""A file as notifications, whatever it was saved as: the service and the kit read alike."""

from collections.abc import Iterator

from .children import items_of
from .grids import grid_of_text
from .items import Book, Unreadable
from .kinds import kind_of_text, refuse_others, text_in
from .records import array_items, object_items
from .table import NO_HEADINGS, table_of
from .xlsx import Workbook, open_workbook

ITEMS_MAX = 10_000
ZIP = b"PK\x03\x04"
TOO_MANY = f"This file has more than {ITEMS_MAX:,} notifications. Send it in parts."
NOTHING = "This file has headings and no notifications."
PARTED = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def read(content: bytes) -> Book:
    """All that a file holds; raises Unreadable with what to do about it."""
    refuse_others(content)
    book = _workbook(content) if content.startswith(ZIP) else _text(content)
    if not book.items:
        raise Unreadable(NOTHING)
    if len(book.items) > ITEMS_MAX:
        raise Unreadable(TOO_MANY)
    return book


def _text(content: bytes) -> Book:
    found = text_in(content)
    notes = [found.note] if found.note else []
    kind = kind_of_text(found.text)
    if kind == "json":
        items = array_items(found.text)
        return Book(kind, items, len(items), notes)
    if kind == "ndjson":
        told, items = object_items(found.text)
        return Book(told, items, len(items), notes)
    grid, delimiter = grid_of_text(found.text)
    table = table_of(grid)
    if table is None:
        raise Unreadable(NO_HEADINGS)
    if delimiter in PARTED:
        notes.append(f"The columns of this file are parted by {PARTED[delimiter]}.")
    return Book("csv", list(items_of(table)), len(table.rows), notes)


def _workbook(content: bytes) -> Book:
    with open_workbook(content) as workbook:
        found = [(grid.name, table) for grid in workbook.grids() if (table := table_of(grid))]
    if not found:
        raise Unreadable(f"No sheet that is shown can be read. {NO_HEADINGS}")
    if len(found) > 1:
        names = ", ".join(name for name, _ in found)
        raise Unreadable(
            f"More than one sheet holds notifications: {names}. Send one sheet a workbook."
        )
    [(_, table)] = found
    items, notes = list(items_of(table)), list(_passed_over(workbook))
    return Book("xlsx", items, len(table.rows), notes)


def _passed_over(workbook: Workbook) -> Iterator[str]:
    """Without their names: they may be a family's."""
    if others := len(workbook.names) - 1:
        yield f"The sheet with the template's headings was read; others were not ({others})."
    if hidden := workbook.shared.hidden:
        yield f"Rows that are hidden, by hand or by a filter, were read too ({hidden})."
