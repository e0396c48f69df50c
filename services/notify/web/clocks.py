"""What is due of notifying, for those who may know it; each question is audited."""

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter

from chassis.access import Scope, audit_read
from chassis.clock import london_date
from chassis.clocks import Due
from chassis.identity import Actor
from chassis.web.due import due_route
from services.notify.access import POLICY
from services.notify.draft.handlers import Drafts, readers
from services.notify.notification import owed
from services.notify.notification.handlers import Notifications
from services.notify.notification.reading import authorities_of

SEE = "see_clocks"


def build_clocks(notifications: Notifications, drafts: Drafts) -> APIRouter:
    """``GET /v1/clocks``: partners to be told, and the drafts of one's own that are to be sent."""
    service = notifications.service

    def today() -> date:
        return london_date(service.clock.now())

    async def find(actor: Actor, before: date, limit: int) -> Sequence[Due]:
        standing = await notifications.senders.standing(actor)
        if standing.sandbox:
            return []
        async with service.db.read() as conn:
            found = await owed.partners_untold(conn, reach_of(standing.actor), before, limit)
            found = [one for one in found if POLICY.may(standing.actor, SEE, _scope(one))]
            if POLICY.may(actor, "draft"):
                unsent = await owed.unsent(conn, readers(actor), before, limit)
                codes, on = {one.authority_code for one in unsent}, today()
                near = await drafts.near(conn, actor, codes, on)
                found += [one for one in unsent if one.authority_code in near]
        async with service.db.begin() as tx:
            await audit_read(tx.conn, actor, "saw clocks", f"due before {before}", at=tx.now)
        due = [one.due for one in found if one.due.clock.due_on < before]
        return sorted(due, key=lambda one: (one.clock.due_on, one.reference))[:limit]

    return due_route(POLICY, SEE, find, today)


def reach_of(actor: Actor) -> owed.Reach:
    """Where an actor may see clocks at all; what is found there is checked once more."""
    if POLICY.may(actor, SEE, Scope()):
        return owed.Reach(None, (), ())
    return owed.Reach(authorities_of(actor), sorted(actor.partnerships), sorted(actor.regions))


def _scope(one: owed.Owed) -> Scope:
    where = (one.due.partnership, one.due.region_code, one.authority_code)
    return Scope(*where, open_to=one.open_to)
