"""Grids written by hand from the published description of the states, and how they are walked.

A row is a state, a column a move. ``>STATE``: it leads there; ``=``: it is recorded and the state stays; ``.``:
it is so already, and nothing happens; ``!code``: it is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from tests.unit.review.legal.carrying import Case, Outcome, carry, reach

Move = Callable[[Case], Any]


@dataclass(frozen=True)
class Cell:
    """One try: a move at a state, and what should come of it."""

    state: str
    move: str
    says: str


def cells(grid: str) -> list[Any]:
    """Each cell of a grid as a parameter of a test."""
    head, *rows = [line.split() for line in grid.strip().splitlines()]
    found = []
    for state, *said in rows:
        assert len(said) == len(head) - 1, f"a cell is missing in the row of {state}"
        found += [Cell(state, *one) for one in zip(head[1:], said, strict=True)]
    return [pytest.param(one, id=f"{one.state}: {one.move} {one.says}") for one in found]


def walked(
    begin: Case, ways: Sequence[tuple[str, Sequence[Move], str]], state: Callable[[Case], str]
) -> dict[str, Case]:
    """A case at each state, each reached by the moves that lead there; the first way to a state is kept."""
    at = {"-": begin}
    for came_from, moves, to in ways:
        after = reach(at[came_from], *moves)
        assert state(after) == to, (came_from, to)
        at.setdefault(to, after)
    return at


def check(
    cell: Cell,
    case: Case,
    move: Move,
    state: Callable[[Case], str],
    sources: Mapping[str, str],
) -> Outcome:
    """What the grid says of one try is what happens, and a refusal has the source that is written here."""
    outcome = carry(case, move(case))
    if cell.says.startswith("!"):
        assert outcome.refused, f"{cell.move} was taken at {cell.state}"
        assert outcome.refused.code == cell.says[1:]
        assert outcome.refused.source == sources[outcome.refused.code]
        assert outcome.refused.reason
        return outcome
    assert not outcome.refused, (outcome.refused, cell)
    if cell.says == ".":
        assert not outcome.happened
        assert outcome.after == case
    else:
        assert outcome.happened
        assert state(outcome.after) == (cell.says[1:] or cell.state)
    return outcome
