"""The results as lines and as tables."""

from dataclasses import asdict, dataclass, field
from typing import Any

from rich.table import Table

from tests.faults.checker import INVARIANTS
from tests.faults.tally import Tally

SHOWN_MAX = 4
COUNTED = ("lost", "doubled", "inverted", "again")


@dataclass(frozen=True)
class Result:
    """One fault: what was wrong by invariant, the counts, and what it measured."""

    code: str
    words: str
    wrong: dict[str, list[str]]
    counts: dict[str, int]
    acknowledged: int
    seconds: float
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether nothing was wrong."""
        return not any(self.wrong.values())

    def line(self) -> str:
        """In one line; what was wrong below it."""
        c = self.counts
        words = (
            f"{'held' if self.held else 'BROKEN'}: {self.acknowledged} acknowledged, {c['lost']} lost,"
            f" {c['doubled']} doubled, {c['inverted']} inverted, {c['again']} sent again,"
            f" {self.seconds:.0f} s"
        )
        words += "".join(f", {name} {value:g}" for name, value in self.figures.items())
        shown = [
            f"      {name}: {one}" for name, all_ in self.wrong.items() for one in all_[:SHOWN_MAX]
        ]
        return "\n".join([words, *shown])

    def as_dict(self) -> dict[str, Any]:
        """For the file."""
        return asdict(self) | {"held": self.held}


def as_table(results: list[Result]) -> Table:
    """Fault by invariant."""
    table = Table("fault", *INVARIANTS, "acknowledged", "lost", "doubled", "inverted", "sent again")
    for one in results:
        marks = [
            "held" if not one.wrong[name] else str(len(one.wrong[name])) for name in INVARIANTS
        ]
        numbers = [one.acknowledged, *(one.counts[n] for n in COUNTED)]
        table.add_row(one.code, *marks, *map(str, numbers))
    return table


@dataclass(frozen=True)
class Killed:
    """What came of one; ``unfinished`` says why it did not come to its end."""

    name: str
    facts: int
    kills: int
    tally: Tally
    seconds: float
    unfinished: str = ""

    @property
    def held(self) -> bool:
        """Whether it came to its end with every effect once and in order."""
        return self.tally.whole and not self.unfinished

    def line(self) -> str:
        """In one line; why it did not come to its end below it."""
        c = self.tally
        words = (
            f"{self.facts} facts, {self.kills} kills: {c.lost} lost, {c.doubled} doubled,"
            f" {c.inverted} inverted, {c.again} sent again, {self.seconds:.0f} s"
        )
        return "\n      ".join([words, *self.unfinished.splitlines()])

    def as_dict(self) -> dict[str, Any]:
        """For the file."""
        return asdict(self) | {"held": self.held}


def as_table_of_peers(killed: list[Killed]) -> Table:
    """Ours and the peers, each with what its kills cost."""
    table = Table(
        "killed while it drains", "facts", "kills", "lost", "doubled", "inverted", "sent again"
    )
    for one in killed:
        c = one.tally
        numbers = (one.facts, one.kills, c.lost, c.doubled, c.inverted, c.again)
        table.add_row(one.name, *map(str, numbers))
    return table
