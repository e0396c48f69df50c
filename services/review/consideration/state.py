"""The state of a consideration. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.review.consideration.commands import Decide

WAITING = ("received", "triaged", "allocated", "listed")
"""The stations of a round before its decision, in their order; none but the first must be called at."""


@dataclass(frozen=True)
class Step:
    """One step of the views exchanged."""

    by: str
    view: str
    on: date


@dataclass(frozen=True)
class Reply:
    """The partners' decision that a letter awaits; ``sent_again_on``: a further version came instead."""

    decision_id: UUID
    decided_on: date
    since: date
    sent_again_on: date | None = None


@dataclass(frozen=True)
class Consideration:
    """The state; ``round`` is 0 before anything was received. A member is recused for the whole case.

    ``readers`` stay from round to round; ``sat``: who decided the last round, and may dissent from it;
    ``made``: the latest decision in its codes, as it stands after ``corrections``, of round ``made_in``.
    """

    id: UUID
    status: str = "none"
    reference: str = ""
    round: int = 0
    received_on: date | None = None
    meeting_id: UUID | None = None
    meeting_on: date | None = None
    recused: tuple[str, ...] = ()
    outcome: str | None = None
    decided_on: date | None = None
    decision_id: UUID | None = None
    letter_on: date | None = None
    reply: Reply | None = None
    steps: tuple[Step, ...] = ()
    route: str | None = None
    sectors_wanted: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    commented: tuple[str, ...] = ()
    sat: tuple[str, ...] = ()
    dissents: tuple[str, ...] = ()
    made: Decide | None = None
    made_in: int = 0
    corrections: int = 0

    @property
    def undecided_since(self) -> date | None:
        """When the round that waits for its decision began."""
        return self.received_on if self.status in WAITING else None

    @property
    def decision_in_force(self) -> UUID | None:
        """The decision of this round, once it is made."""
        return self.decision_id if self.status == "decided" else None

    @property
    def letter_is_out(self) -> bool:
        """Whether the partners were told of the latest decision, or another round has begun since."""
        return self.status != "decided" or self.letter_on is not None
