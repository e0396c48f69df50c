"""The results as lines and as a table."""

from dataclasses import asdict, dataclass, field
from typing import Any

from rich.table import Table

from tests.faults.checker import INVARIANTS

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
