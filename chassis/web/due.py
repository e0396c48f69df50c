"""``GET /v1/clocks``: what is due before a day, in the same shape at every service that keeps clocks."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from chassis.access import Policy
from chassis.clocks import Due, is_provisional
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_words import Day

CLOCKS_MAX = 500


Find = Callable[[Actor, date, int], Awaitable[Sequence[Due]]]
"""The clocks due before a day that an actor may see, the first due on top, at most so many; audited."""


def due_route(policy: Policy, permission: str, find: Find, today: Callable[[], date]) -> APIRouter:
    """The route; ``find`` narrows to what the actor may see."""
    routes = APIRouter(prefix="/v1", tags=["clocks"])

    @routes.get("/clocks")
    async def clocks_due(
        caller: Annotated[Actor, Depends(needs(policy, permission, bearer))],
        due_before: Annotated[Day, Query(description="the first day that is not asked for")],
    ) -> dict[str, Any]:
        """The clocks that run and are due before a day, overdue ones too, the first due on top."""
        found = await find(caller, due_before, CLOCKS_MAX + 1)
        lines = [line(one, today()) for one in found[:CLOCKS_MAX]]
        return {"due_before": due_before, "clocks": lines, "more": len(found) > CLOCKS_MAX}

    return routes


def line(one: Due, today: date) -> dict[str, Any]:
    """One clock in the list."""
    return {
        "reference": one.reference,
        "partnership": one.partnership,
        "code": one.clock.code,
        "title": one.clock.title,
        "started_on": one.clock.started_on,
        "due_on": one.clock.due_on,
        "overdue": today > one.clock.due_on,
        "provisional": is_provisional(one.clock),
        "basis": one.clock.basis,
        "policy_version": one.clock.policy_version,
    }
