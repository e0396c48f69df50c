"""Measures that are the same cases under another cut: their parts are protected as one table. Pure.

Each alone would hide its own small numbers, and the next measure would give them away by subtraction: the
cases that were agreed are the sum of two outcomes, and of two cells of the matrix. So what follows from all
that is shown is worked out here first, and more is hidden until no small number follows.

How local reviews ended is another matter: ``published`` is the total of a measure, and so is its sum with
``improvements_only``. England's totals are exact in every month, so hiding these two would hide nothing; the
others are protected among themselves, since their sum is known.
"""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

from chassis.small_numbers import hidden
from services.analytics.releases.cube import TOTAL, Key

Cell = tuple[str, Key]
"""A measure and one of its numbers."""
Cells = Mapping[Cell, int]
Vector = tuple[Fraction, ...]

FAMILY = ("decided", "agreement", "agreement_matrix")
KINDS = (
    ("agree_lcspr", "agreed", "yes_agreed"),
    ("question_lcspr", "differed", "yes_questioned"),
    ("other", "no_view_to_compare", "yes_other"),
    ("agree_no_lcspr", "agreed", "no_agreed"),
    ("question_no_lcspr", "differed", "no_questioned"),
    ("advise_lcspr", "differed", "no_advised"),
    ("other", "no_view_to_compare", "no_other"),
    ("question_lcspr", "no_view_to_compare", "open_questioned"),
    ("question_no_lcspr", "no_view_to_compare", "open_questioned"),
    ("advise_lcspr", "no_view_to_compare", "open_advised"),
    ("other", "no_view_to_compare", "open_other"),
)
"""What a decided case can be in each measure of the family: anybody may know that."""
KNOWN = frozenset({("lcspr_ended", "published"), ("lcspr_ended", "improvements_only")})


def kin(name: str) -> tuple[str, ...]:
    """The other measures that have the same cases."""
    return tuple(one for one in FAMILY if one != name) if name in FAMILY else ()


def secret(name: str, tables: Mapping[str, Mapping[Key, int]], limit: int) -> frozenset[Key]:
    """The parts of a measure to hide; ``tables`` holds its numbers and those of its kin."""
    cells = {
        (measure, key): number
        for measure, numbers in sorted(tables.items())
        for key, number in sorted(numbers.items())
        if key.part != TOTAL and (measure, key.part) not in KNOWN
    }
    found = set(hidden(cells, [_of_a_measure], limit))
    if name in FAMILY:
        for period in {key.period for _, key in found}:
            at_once = {cell: n for cell, n in cells.items() if cell[1].period == period}
            found |= _together(at_once, found.intersection(at_once), limit)
    return frozenset(key for measure, key in found if measure == name)


def _of_a_measure(cell: Cell) -> Hashable:
    return cell[0], cell[1].period


def _together(cells: Cells, found: set[Cell], limit: int) -> set[Cell]:
    """One period's cells to hide: the smallest that are shown go too, until no small number follows."""
    small = [cell for cell in found if 0 < cells[cell] <= limit]
    shown = sorted(cells.keys() - found, key=lambda cell: (cells[cell] > 0, -cells[cell], cell))
    while shown and _gives_away(shown, small):
        found = found | {shown.pop()}
    return found


def _gives_away(shown: Iterable[Cell], small: Iterable[Cell]) -> bool:
    """Whether one of the small ones is a sum or a difference of what is shown and the total."""
    basis: list[tuple[int, Vector]] = []
    for vector in (tuple(Fraction(1) for _ in KINDS), *map(_counted, shown)):
        _extend(basis, vector)
    return any(any(row := _counted(cell)) and not any(_rest(basis, row)) for cell in small)


def _counted(cell: Cell) -> Vector:
    """Which kinds of cases a number counts."""
    measure, key = cell
    at = FAMILY.index(measure)
    return tuple(Fraction(kind[at] == key.part) for kind in KINDS)


def _extend(basis: list[tuple[int, Vector]], vector: Vector) -> None:
    rest = _rest(basis, vector)
    pivot = next((n for n, one in enumerate(rest) if one), None)
    if pivot is not None:
        basis.append((pivot, tuple(one / rest[pivot] for one in rest)))


def _rest(basis: Iterable[tuple[int, Vector]], vector: Vector) -> Vector:
    """What of a number does not follow from those of the basis."""
    for pivot, row in basis:
        if share := vector[pivot]:
            vector = tuple(a - share * b for a, b in zip(vector, row, strict=True))
    return vector
