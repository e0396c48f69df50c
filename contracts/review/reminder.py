"""What ``review`` tells of reminders: partners who still owe an answer to the Panel's letter."""

from datetime import date
from uuid import UUID

from contracts.codes import Clock, Partner
from contracts.envelope import Case, Fact, Token


class PartnersRemindedV1(Fact):
    """These partners were reminded of what the letter asks; ``clock`` is its own, ``times``: how often by now."""

    incident_id: Case[UUID]
    reference: Case[Token]
    clock: Case[Clock]
    partners: Case[tuple[Partner, ...]]
    reminded_on: Case[date]
    times: Case[int]


FACTS: tuple[type[Fact], ...] = (PartnersRemindedV1,)
