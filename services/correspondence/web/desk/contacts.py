"""Contacts with partners: who heard nothing for longest, the log with its channels, and what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from chassis.access import known_as
from chassis.calendar import add_months
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence import directory
from services.correspondence.access import POLICY, regions_of
from services.correspondence.contact import store
from services.correspondence.read_models import last_contact
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown import contacts as shown
from services.correspondence.web.shown.contacts import ContactLine, Mix, SilenceLine
from services.correspondence.web.shown.words import REGIONS

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
PAGES_MAX = 1000
MONTHS = 12


@dataclass(frozen=True)
class SilencesView:
    """Who heard nothing for longest."""

    lines: Sequence[SilenceLine]
    by: str
    region: str
    regions: Sequence[tuple[str, str]]
    total: int
    number: int
    last: int
    may_log: bool

    @property
    def href(self) -> str:
        """The address of the list, to be ended with a page's number."""
        return f"/desk/contacts?by={self.by}&region={self.region}&page="


@dataclass(frozen=True)
class LogView:
    """The log, its channels, and what is still to be done."""

    contacts: Sequence[ContactLine]
    to_do: Sequence[ContactLine]
    mix: Mix


def build_contacts(actions: Actions) -> APIRouter:
    """The lists; one contact and the form are their own pages."""
    routes = APIRouter(prefix="/desk/contacts", include_in_schema=False)

    @routes.get("")
    async def silences(
        request: Request,
        actor: Reader,
        by: Annotated[str, Query(pattern="^(partnership|organisation)$")] = "partnership",
        region: str = "",
        page: Annotated[int, Query(ge=1, le=PAGES_MAX)] = 1,
    ) -> Response:
        view = await _silences(actions, actor, by, region, page)
        return render(request, "pages/desk/contacts.html", view)

    @routes.get("/log")
    async def log(request: Request, actor: Reader) -> Response:
        reach, today = regions_of(actor), actions.today()
        since = add_months(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 - MONTHS)
        async with actions.service.db.read() as conn:
            names = await directory.all_names(conn)
            found = await store.latest(conn, reach, known_as(actor))
            open_ = await store.with_open_actions(conn, reach, known_as(actor))
            counted = await store.by_channel(conn, reach, since)
        await actions.audit(actor, "saw contacts", "the log")
        view = LogView(
            [shown.line(one, names) for one in found],
            [shown.line(one, names) for one in open_],
            shown.mix(counted),
        )
        return render(request, "pages/desk/contacts-log.html", view)

    return routes


async def _silences(
    actions: Actions, actor: Actor, by: str, region: str, number: int
) -> SilencesView:
    reach, today = regions_of(actor), actions.today()
    mine = [code for code in REGIONS if reach is None or code in reach]
    regions = [region] if region in mine else reach
    async with actions.service.db.read() as conn:
        found, total = await last_contact.silences(
            conn, regions, by_organisation=by == "organisation", page=number
        )
    return SilencesView(
        lines=[shown.silence(one, today) for one in found],
        by=by,
        region=region if region in mine else "",
        regions=[(code, REGIONS[code]) for code in mine],
        total=total,
        number=number,
        last=max(1, -(-total // last_contact.PAGE_MAX)),
        may_log=POLICY.may(actor, "log_contact"),
    )
