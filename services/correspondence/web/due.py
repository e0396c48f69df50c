"""What is due before a day, case by case and clock by clock: a page for each audience, and the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from chassis.clocks import Due, is_provisional
from chassis.identity import Actor
from chassis.web.due import CLOCKS_MAX, due_route
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY, Listing, listing_of
from services.correspondence.read_models import cases, running
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.seen import see_listed
from services.correspondence.web.shown import clocks

PAGES = CLOCKS_MAX // cases.PAGE_MAX + 1
WEEKS = {"1": "the next 7 days", "2": "the next 14 days", "4": "the next 28 days"}


@dataclass(frozen=True)
class DueLine:
    """One clock on the page."""

    reference: str
    address: str
    clock: clocks.ClockView
    provisional: bool


@dataclass(frozen=True)
class DueView:
    """What is due, and within how many weeks."""

    lines: Sequence[DueLine]
    weeks: str
    choices: Sequence[tuple[str, str]]
    address: str
    more: bool


def build_due(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/due``."""
    routes = APIRouter(include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get(f"{root}/due")
    async def due(
        request: Request,
        weeks: Annotated[str, Query(pattern="^[124]$")] = "1",
        actor: Actor = reader,
    ) -> Response:
        today = actions.today()
        before = today + timedelta(weeks=int(weeks), days=1)
        found = await find(actions, actor, before, CLOCKS_MAX + 1)
        lines = [_line(one, root, today) for one in found[:CLOCKS_MAX]]
        choices, more = list(WEEKS.items()), len(found) > CLOCKS_MAX
        view = DueView(lines, weeks, choices, f"{root}/due", more)
        return render(request, "pages/due.html", view)

    return routes


def build_due_api(actions: Actions) -> APIRouter:
    """``GET /v1/clocks``."""

    async def asked(actor: Actor, before: date, limit: int) -> Sequence[Due]:
        return await find(actions, actor, before, limit)

    return due_route(POLICY, "call_api", asked, actions.today)


async def find(actions: Actions, actor: Actor, before: date, limit: int) -> list[Due]:
    """The clocks that run and are due before a day, of the cases an actor may see; written down."""
    found: list[Due] = []
    of = Listing() if actions.is_background(actor) else listing_of(actor)
    async with actions.service.db.read() as conn:
        for number in range(1, PAGES + 1):
            page = await running.due(
                conn,
                before,
                partnerships=of.partnerships,
                regions=of.regions,
                who=of.who,
                page=number,
            )
            seen = await see_listed(actions, conn, actor, page[: cases.PAGE_MAX])
            found += [one for case in seen for one in _running(case, before)]
            if len(page) <= cases.PAGE_MAX or len(found) >= limit:
                break
    await actions.audit(actor, "saw clocks", f"due before {before}")
    return sorted(found, key=lambda one: (one.clock.due_on, one.reference))[:limit]


def _running(case: cases.CaseView, before: date) -> list[Due]:
    if case.next_due is None:
        return []
    return [
        Due(case.reference, case.partnership, case.region_code, clock)
        for clock in running.running(case.state)
        if clock.due_on < before
    ]


def _line(one: Due, root: str, today: date) -> DueLine:
    shown = clocks.view(one.clock, None, today)
    address = f"{root}/cases/{one.reference}"
    return DueLine(one.reference, address, shown, is_provisional(one.clock))
