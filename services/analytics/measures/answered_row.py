"""What analytics knows of the Panel's answers to one case's partners. Pure."""

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
    before: tuple[Answered, ...], fact: ViewAnsweredV1 | ViewClosedV1
) -> tuple[Answered, ...]:
    """With the first word of the Panel to each reply; what came in no thread has no clock."""
    clock = fact.clock
    if clock is None or clock.met_on is None or any(a.view_id == fact.view_id for a in before):
        return before
    return (*before, Answered(fact.view_id, clock.met_on, clock.late))
