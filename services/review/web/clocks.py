"""What is due, for those who may know it; each question is audited."""

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter

from chassis.access import Scope, audit_read, known_as
from chassis.clock import london_date
from chassis.clocks import Due
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.due import due_route
from services.review import running_clocks
from services.review.access import POLICY


def build_clocks(service: Service) -> APIRouter:
    """``GET /v1/clocks``."""

    async def find(actor: Actor, before: date, limit: int) -> Sequence[Due]:
        async with service.db.read() as conn:
            partnerships, regions, who = reach(actor)
            found = await running_clocks.due_before(conn, before, partnerships, regions, limit, who)
        async with service.db.begin() as tx:
            await audit_read(tx.conn, actor, "saw clocks", f"due before {before}", at=tx.now)
        return found

    return due_route(POLICY, "see_clocks", find, lambda: london_date(service.clock.now()))


def reach(actor: Actor) -> tuple[list[str] | None, list[str] | None, list[str] | None]:
    """The partnerships and the regions whose clocks an actor may see, None: all; as whom, None: a partner."""
    if POLICY.may(actor, "see_clocks", Scope()):
        return None, None, known_as(actor)
    if "regional_lead" in actor.roles:
        return None, sorted(actor.regions), known_as(actor)
    return sorted(actor.partnerships), None, None
