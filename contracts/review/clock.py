"""Clocks that a change of the calendar itself moved."""

from datetime import date
from uuid import UUID

from contracts.codes import Clock
from contracts.envelope import Case, Fact, Token


class ClockMovedV1(Fact):
    """A running clock is due on another day, because the calendar changed; its start never moves."""

    incident_id: Case[UUID]
    reference: Case[Token]
    clock: Case[Clock]
    was_due_on: Case[date]
