"""A letter's recipients take note of it and say whether it was clear: for pages and API alike."""

from uuid import UUID

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.tx import Cause
from services.correspondence.access import POLICY, partner_of, scope_of
from services.correspondence.reception.domain import About, Acknowledge, Say
from services.correspondence.reception.handlers import receive
from services.correspondence.use_cases.actions import Actions


async def acknowledge(actions: Actions, id_: UUID, actor: Actor, command_id: UUID) -> None:
    """Somebody of this organisation has read the letter; raises Refused, NotFound."""
    about = await _about(actions, id_, actor)
    async with actions.service.db.begin([about.incident_id]) as tx:
        await receive(tx, Acknowledge(about, actor.id, tx.today), _cause(about, actor, command_id))


async def say(
    actions: Actions, id_: UUID, actor: Actor, command_id: UUID, clear: str, words: str | None
) -> None:
    """Whether it was clear, with a word to it or without; the last answer of an organisation counts."""
    about, said = await _about(actions, id_, actor), (words or "").strip()
    async with actions.service.db.begin([about.incident_id]) as tx:
        keys = actions.service.keys
        sealed = await keys.seal(tx.conn, about.incident_id, said) if said else None
        command = Say(command_id, about, actor.id, tx.today, clear, sealed)
        await receive(tx, command, _cause(about, actor, command_id))


async def _about(actions: Actions, id_: UUID, actor: Actor) -> About:
    letter, case = await actions.letter(id_, actor)
    POLICY.check(actor, "reply", scope_of(case))
    if not letter.is_out:
        raise NotFound("There is no such letter.")
    partner = partner_of(actor)
    organisation = actor.organisation or partner.value
    return About(id_, case.incident_id, letter.reference, letter.kind, partner.value, organisation)


def _cause(about: About, actor: Actor, command_id: UUID) -> Cause:
    return Cause(command_id, "request", str(about.incident_id), actor.id, roles=actor.roles)
