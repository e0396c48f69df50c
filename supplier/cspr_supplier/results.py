"""The results file: what became of each row, for a spreadsheet."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from .items import Unreadable, Wrong
from .state import Outcome

ENDING = ".cspr-results.csv"
HEADS = ("row", "column", "heading", "state", "reason", "your_reference", "our_reference", "means")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ANOTHER_ROW = "Another row of this notification is wrong."


def lines_of(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, ...]]:
    """The outcomes as rows of the file; each row of what was sent is in it at least once."""
    yield HEADS
    for one in sorted(outcomes, key=lambda outcome: outcome.item):
        told = {said.row for said in one.wrong}
        rest = dict.fromkeys(one.rows or (one.row,), ANOTHER_ROW if one.wrong else "")
        if one.warned:
            rest[one.row] = " ".join(one.warned)
        more = [Wrong(row, "", "", words) for row, words in rest.items() if row not in told]
        for said in sorted((*one.wrong, *more), key=lambda wrong: wrong.row):
            place = str(said.row), said.letter, said.heading
            yield (*place, one.state, said.reason, one.own, one.reference, one.means)


def refuse_place(path: Path) -> None:
    """Raises Unreadable where no results could be written: before anything is sent."""
    if not path.parent.is_dir():
        raise Unreadable(f"There is no folder {path.parent} for the results. Nothing was sent.")
    if path.is_dir():
        raise Unreadable(f"{path} is a folder: name a file for the results. Nothing was sent.")


def write(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Write them; nothing in it is taken for a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerows([_cell(one) for one in line] for line in lines_of(outcomes))


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
