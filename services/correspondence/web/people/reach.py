"""Whose people a reader may see, and whose they may keep."""

from collections import Counter
from collections.abc import Sequence

from chassis.access import Scope
from chassis.conn import Conn
from chassis.identity import Actor
from services.correspondence.access import POLICY, SPEAKS_FOR, listing_of
from services.correspondence.read_models import organisations
from services.correspondence.read_models.organisations import Registered

KEEP = "keep_people"


async def seen_by(conn: Conn, actor: Actor, words: str = "") -> Sequence[Registered]:
    """The organisations that a reader may look at: all of the desk's reach, or of their partnerships."""
    reach = listing_of(actor)
    return await organisations.listed(
        conn, partnerships=reach.partnerships, regions=reach.regions, words=words
    )


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
