"""Letters on a local review as a person begins them: offered, saved for later, begun; for pages and API alike."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.errors import NotFound, Refused, Stale
from chassis.identity import Actor
from services.correspondence.access import POLICY
from services.correspondence.letter import beginning
from services.correspondence.letter_types import LOCAL_BY_CODE, ON_LOCAL_REVIEWS
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.read_models import names
from services.correspondence.read_models.cases import CaseView
from services.correspondence.read_models.timeline import Entry
from services.correspondence.use_cases import asking, drafts
from services.correspondence.use_cases.actions import Actions

DRAFT = "letter-"
STALE = "More was told of this local review since you read it. Read it, and send the letter again."


def draft_of(kind: str) -> str:
    """The name under which what is written of one is kept for later."""
    return f"{DRAFT}{kind}"


def answers(entries: Sequence[Entry]) -> Sequence[tuple[LocalLetterType, Entry]]:
    """Each kind that something was told for, with the last fact that such a letter answers. Pure."""
    found = [(kind, beginning.latest(kind, entries)) for kind in ON_LOCAL_REVIEWS]
    return [(kind, told) for kind, told in found if told]


def offered(
    entries: Sequence[Entry], begun: Collection[UUID]
) -> Sequence[tuple[LocalLetterType, Entry]]:
    """The same without what a letter was begun on already. Pure."""
    return [
        (kind, told)
        for kind, told in answers(entries)
        if beginning.letter_id_of(told.id, kind.code) not in begun
    ]


def answered(code: str, entries: Sequence[Entry]) -> tuple[LocalLetterType, Entry]:
    """A kind with the fact that it answers; raises NotFound for none, Refused where nothing was told."""
    kind = LOCAL_BY_CODE.get(code)
    if kind is None:
        raise NotFound("There is no such kind of letter.")
    told = beginning.latest(kind, entries)
    if told is None:
        reason = "Nothing was told of a local review of this case that such a letter answers."
        raise Refused(reason, code="nothing_told")
    return kind, told


async def begin(
    actions: Actions,
    case: CaseView,
    entries: Sequence[Entry],
    code: str,
    seen: UUID,
    said: beginning.Said,
    actor: Actor,
) -> UUID:
    """Draft a letter on what was told of a local review, in a person's words: its id.

    What was saved of it for later is kept no longer. Raises Stale where more was told since ``seen``.
    """
    POLICY.check(actor, "prepare_letter")
    kind, told = answered(code, entries)
    if seen != told.id:
        raise Stale(STALE)
    async with actions.service.db.begin([case.incident_id]) as tx:
        await names.note(tx, actor)
        keys, key = actions.service.keys, case.incident_id
        words = await asking.digest_of(tx.conn, keys, key, actor, kind.code, said)
        made = await beginning.begin(tx, keys, case, kind, told, said, words.hex(), actor)
        await drafts.drop(tx.conn, actor.id, key, draft_of(code))
    return made


async def save(
    actions: Actions, actor: Actor, incident: UUID, code: str, values: Mapping[str, Any]
) -> None:
    """Keep what is written of it so far, as its form holds it."""
    async with actions.service.db.begin() as tx:
        keys = actions.service.keys
        await drafts.save(tx.conn, keys, actor.id, incident, draft_of(code), dict(values))


async def saved(actions: Actions, actor: Actor, incident: UUID, code: str) -> dict[str, Any] | None:
    """What this person kept; None: nothing."""
    async with actions.service.db.read() as conn:
        return await drafts.load(conn, actions.service.keys, actor.id, incident, draft_of(code))


async def drop(actions: Actions, actor: Actor, incident: UUID, code: str) -> None:
    """Keep it no longer."""
    async with actions.service.db.begin() as tx:
        await drafts.drop(tx.conn, actor.id, incident, draft_of(code))
