"""What is not wrong and may still not be meant: a person should look before the file is sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from .codes import list_of, lists
from .columns import Column, columns
from .folding import fold
from .items import CHILD, CHILDREN, Item

SWAPPED = (
    "Rows {} and {}: two children may have changed places. Each has the family name of the other"
    " notification's children."
)
NO_SUCH_CODE = (
    "no list that this kit knows has this code. The service has the last word; see: codes {}."
)


def doubts(items: Sequence[Item], on: date) -> Iterator[str]:
    """What to look at, each with its row; never what is written there."""
    for item in items:
        yield from _unknown_codes(item, on)
    yield from _swapped(items)


def _unknown_codes(item: Item, on: date) -> Iterator[str]:
    for pointer, column, value in _coded(item.body):
        known = lists(on)[list_of(column) or ""]
        if any(isinstance(one, str) and one not in known for one in value):
            yield str(item.at(pointer, NO_SUCH_CODE.format(column.name)))


def _coded(body: Mapping[str, Any]) -> Iterator[tuple[str, Column, Sequence[Any]]]:
    """What is answered from lists: where it stands, its column and its one or more answers."""
    listed = body.get(CHILDREN)
    children = listed if isinstance(listed, list) else []
    parts = [("", body, ""), *((f"/{CHILDREN}/{n}", one, CHILD) for n, one in enumerate(children))]
    for place, part, prefix in parts:
        for name, value in part.items() if isinstance(part, dict) else ():
            column = columns().get(f"{prefix}{name}")
            if column and list_of(column) and value is not None:
                yield f"{place}/{name}", column, value if isinstance(value, list) else [value]


def _swapped(items: Sequence[Item]) -> Iterator[str]:
    """Pairs of notifications in each of which one child has the family name of the other's children."""
    waiting: dict[tuple[str, str], int] = {}
    for item in items:
        found = list(_odd(item))
        for row, mine, home in found:
            if other := waiting.pop((home, mine), None):
                yield SWAPPED.format(other, row)
                break
        else:
            waiting |= {(mine, home): row for row, mine, home in found}


def _odd(item: Item) -> Iterator[tuple[int, str, str]]:
    """Children with another family name than all others of their notification: row, their name, the others'."""
    listed = item.body.get(CHILDREN)
    children = listed if isinstance(listed, list) else []
    said = [one.get("family_name") if isinstance(one, dict) else None for one in children]
    names = [fold(one) if isinstance(one, str) else "" for one in said]
    for number, mine in reversed(list(enumerate(names))):
        others = {*names[:number], *names[number + 1 :]}
        if len(others) == 1 and mine and (home := others.pop()) and home != mine:
            yield item.place.of(f"/{CHILDREN}/{number}")[0], mine, home
