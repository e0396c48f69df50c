"""What a case's row holds of the Panel's answers to partners' replies."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.dialogue import ViewAnsweredV1, ViewClosedV1


@dataclass(frozen=True)
class Answered:
    """A partner's reply that the Panel answered, or said to need no answer."""

    view_id: UUID
    on: date
    late: bool


def with_answer(
    answered: tuple[Answered, ...], fact: ViewAnsweredV1 | ViewClosedV1
) -> tuple[Answered, ...]:
    """The first word of the Panel to each reply counts; what came in no thread has no clock."""
    clock = fact.clock
    before = any(one.view_id == fact.view_id for one in answered)
    if before or clock is None or clock.met_on is None:
        return answered
    return (*answered, Answered(fact.view_id, clock.met_on, clock.late))
