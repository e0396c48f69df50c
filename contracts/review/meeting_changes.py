"""Meetings with partners that are moved or called off."""

from datetime import datetime
from uuid import UUID

from contracts.envelope import Case, Command, Fact, Sealed, Token


class MoveDialogueV1(Command):
    """Hold a meeting that was offered at another time, or elsewhere: ``join_link`` is where to join it."""

    incident_id: Case[UUID]
    dialogue_id: Case[UUID]
    starts_at: Case[datetime]
    minutes: Case[int] = 60
    reason: Sealed
    join_link: Sealed | None = None


class DialogueMovedV1(Fact):
    """A meeting that was offered has another time or place; ``changes`` counts what was changed of it until now."""

    incident_id: Case[UUID]
    reference: Case[Token]
    dialogue_id: Case[UUID]
    starts_at: Case[datetime]
    minutes: Case[int]
    changes: Case[int]
    reason: Sealed
    join_link: Sealed | None = None


class CallOffDialogueV1(Command):
    """Call off a meeting that was offered."""

    incident_id: Case[UUID]
    dialogue_id: Case[UUID]
    reason: Sealed


class DialogueCalledOffV1(Fact):
    """A meeting that was offered will not be held; ``changes`` counts what was changed of it until now."""

    incident_id: Case[UUID]
    reference: Case[Token]
    dialogue_id: Case[UUID]
    changes: Case[int]
    reason: Sealed


FACTS = (DialogueMovedV1, DialogueCalledOffV1)
COMMANDS = (MoveDialogueV1, CallOffDialogueV1)
