"""Whose people a reader may see and whose they may keep, and what is noted of them: for pages and API alike."""

from collections import Counter
from collections.abc import Callable, Sequence
from uuid import UUID

from chassis.access import NOTHING_HERE, Scope
from chassis.conn import Conn
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.tx import Cause
from services.correspondence.access import POLICY, SPEAKS_FOR, listing_of
from services.correspondence.office_holder import handlers, store
from services.correspondence.office_holder.commands import Command
from services.correspondence.office_holder.domain import Organisation
from services.correspondence.read_models import names, organisations
from services.correspondence.read_models.organisations import Registered
from services.correspondence.use_cases.actions import Actions

KEEP = "keep_people"


async def seen_by(
    conn: Conn, actor: Actor, words: str = "", after: str = ""
) -> Sequence[Registered]:
    """The organisations that a reader may look at: all of the desk's reach, or of their partnerships.

    ``after``: those alone that come after this one.
    """
    reach = listing_of(actor)
    return await organisations.listed(
        conn, partnerships=reach.partnerships, regions=reach.regions, words=words, after=after
    )


async def one_of(
    actions: Actions, actor: Actor, code: str
) -> tuple[Registered, Sequence[Registered]]:
    """An organisation of the reader's reach, and those whose people they keep; raises NotFound."""
    async with actions.service.db.read() as conn:
        found = await organisations.find(conn, code)
        seen = await seen_by(conn, actor, found.partnership_name) if found else []
        if not POLICY.may(actor, "see_desk"):
            seen = await seen_by(conn, actor)
    if found is None or found not in seen:
        raise NotFound(NOTHING_HERE)
    return found, kept_by(actor, seen)


async def kept_one(
    actions: Actions, actor: Actor, code: str
) -> tuple[Registered, Sequence[Registered]]:
    """The same for who keeps its people; raises NotFound, Refused."""
    found, mine = await one_of(actions, actor, code)
    if found not in mine:
        raise Refused("Only its own people and the Panel's staff may do this.", code="forbidden")
    return found, mine


async def give(
    actions: Actions,
    actor: Actor,
    given: Sequence[tuple[Registered, Command]],
    id_: UUID,
    check: Callable[[Registered, Organisation], None] | None = None,
) -> None:
    """Commands for organisations, in one transaction; raises Refused.

    ``check`` may raise where something else stands than was read; what changes nothing is not asked.
    """
    keys = [store.id_of(one.code) for one, _ in given]
    async with actions.service.db.begin(keys) as tx:
        await names.note(tx, actor)
        for one, command in given:
            before = (await store.of(tx.conn, [one.code]))[one.code]
            about = str(store.id_of(one.code))
            cause = Cause(id_, "request", about, actor.id, roles=actor.roles)
            if await handlers.give(tx, one.code, command, cause) and check:
                check(one, before)


def kept_by(actor: Actor, seen: Sequence[Registered]) -> Sequence[Registered]:
    """Those whose people this reader keeps: staff everyone's, a partner those of their own organisation.

    A force or a board may sit in many partnerships: it keeps its people in each. Where none of a partnership's
    bears its code, the one of its kind there is it; of two, nobody can tell which, and staff keep those.
    """
    if POLICY.may(actor, "see_desk"):
        return [one for one in seen if POLICY.may(actor, KEEP, _scope(one))]
    partners = {partner for role, partner in SPEAKS_FOR.items() if role in actor.roles}
    mine = [one for one in seen if one.partner in partners and POLICY.may(actor, KEEP, _scope(one))]
    named = {one.partnership for one in mine if one.code == actor.organisation}
    many = Counter(one.partnership for one in mine)
    return [
        one
        for one in mine
        if one.code == actor.organisation
        or (one.partnership not in named and many[one.partnership] == 1)
    ]


def _scope(one: Registered) -> Scope:
    return Scope(partnership=one.partnership, region=one.region_code)
