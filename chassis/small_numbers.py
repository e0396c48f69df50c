"""Which numbers are hidden so that small ones can not be seen, nor worked out from their neighbours. Pure."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
Group = Callable[[K], Hashable]


def hidden(cells: Mapping[K, int], groups: Sequence[Group[K]], limit: int) -> frozenset[K]:
    """The cells to hide: those of 1 to ``limit``, and what would give them away.

    ``groups`` are the sets whose total a reader may know. In each, nothing is hidden, or two or more cells,
    so that whoever subtracts what is shown learns no small number; and as long as the hidden ones are
    no more than ``limit`` together, the next smallest goes with them. A true zero is hidden only when
    there is nothing else to hide: it may then be any of the two.
    """
    found = {key for key, number in cells.items() if 0 < number <= limit}
    before = -1
    while len(found) != before:  # hiding in one set may ask for more in another
        before = len(found)
        for group in groups:
            for members in _grouped(cells, group).values():
                found |= _second(cells, members, found, limit)
    return frozenset(found)


def _grouped(cells: Mapping[K, int], group: Group[K]) -> dict[Hashable, list[K]]:
    grouped: dict[Hashable, list[K]] = {}
    for key in cells:
        grouped.setdefault(group(key), []).append(key)
    return grouped


def _second(cells: Mapping[K, int], members: Sequence[K], found: set[K], limit: int) -> set[K]:
    inside = {key for key in members if key in found}
    if not inside:
        return set()

    def order(key: K) -> Any:
        return (cells[key] == 0, cells[key], str(key))

    for key in sorted((key for key in members if key not in inside), key=order):
        enough = sum(cells[one] for one in inside) > limit or cells[key] == 0
        if len(inside) > 1 and enough:
            break
        inside.add(key)
    return inside
