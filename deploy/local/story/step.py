"""What a step of the story is, and what the steps hand on to each other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis.clock import LONDON
from deploy.local.story.player import Player

MANAGER, POLICE, ICB, COUNCIL = (
    "ashmere-manager",
    "ashmere-police",
    "ashmere-icb",
    "ashmere-council",
)
SECRETARY, COLLEAGUE = "secretary", "secretary-2"
TELLER = "telling-system"


@dataclass
class Story:
    """What the steps hand on to each other."""

    player: Player
    reference: str = ""
    letters: list[str] = field(default_factory=list)
    dialogue_id: str = ""
    meeting_id: str = ""
    beside: "Story | None" = None

    def command(self, name: str, who: str, **said: Any) -> Any:
        """A command about the story's case."""
        return self.player.command(self.reference, name, who, **said)

    def refuse(self, name: str, who: str, **said: Any) -> dict[str, Any]:
        """A command about the story's case that must be refused."""
        path = f"/v1/cases/{self.reference}/commands/{name}"
        return self.player.refused("correspondence", path, who, said)

    def case(self) -> dict[str, Any]:
        """The case as the desk has it."""
        path = f"/v1/cases/{self.reference}"
        found: dict[str, Any] = self.player.get("correspondence", path, SECRETARY)
        return found

    def clock(self, code: str) -> dict[str, Any]:
        """One of its clocks, as the desk has it."""
        clocks = self.case()["state"]["clocks"]
        return next(one for one in clocks if one["code"] == code)

    def until_stage(self, stage: str) -> None:
        """Wait until the desk shows the case at a stage."""
        self.player.until(f"stage {stage}", lambda: self.case()["stage"] == stage)

    def other(self) -> "Story":
        """The case that is told beside this one."""
        assert self.beside, "no other case has been told of yet"
        return self.beside


@dataclass(frozen=True)
class Step:
    """One step: its number, its day, what happens, and the function that does and checks it."""

    number: str
    at: datetime
    words: str
    play: Callable[[Story], None]


def step(number: str, day: str, hour: str, words: str) -> Callable[[Callable[[Story], None]], Step]:
    """Make a function a step, at a time in England."""
    at = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=LONDON)

    def made(play: Callable[[Story], None]) -> Step:
        return Step(number, at, words, play)

    return made
