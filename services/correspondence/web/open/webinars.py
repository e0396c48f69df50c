"""Webinars for anyone: a page, and the same as a calendar that a mailbox or a telephone fetches."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.errors import NotFound
from chassis.web.forms import Filled
from chassis.web.guard import public
from chassis.web.pages import render
from services.correspondence.policy.rules import sender
from services.correspondence.use_cases import webinars
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.open.news import (
    THEMES,
    Asked,
    address_of,
    audiences,
    kept,
    mark,
    query_of,
)
from services.correspondence.web.shown.webinars import WebinarShown, shown
from services.correspondence.webinar.calendar import calendar
from services.correspondence.webinar.domain import Webinar

ICS = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class WebinarsView:
    """Those to come, the earliest first, and those that were, the latest first."""

    to_come: Sequence[WebinarShown]
    past: Sequence[WebinarShown]
    feed: str
    subscribe: str

    themes = THEMES

    @property
    def audiences(self) -> Sequence[tuple[str, str]]:
        """As whom a reader may ask."""
        return audiences()


def build_webinars(actions: Actions) -> APIRouter:
    """``/webinars``, ``/webinars.ics`` and one of them alone."""
    routes = APIRouter(include_in_schema=False, dependencies=[Depends(public)])

    @routes.get("/webinars")
    async def listed(request: Request, asked: Asked) -> Response:
        now = actions.service.clock.now()
        found = [shown(one, now) for one in await webinars.chosen(actions, asked)]
        query = query_of(asked)
        view = WebinarsView(
            to_come=[one for one in reversed(found) if not one.is_over],
            past=[one for one in found if one.is_over and not one.cancelled],
            feed=address_of("/webinars.ics", query),
            subscribe=address_of("/news/subscribe", query),
        )
        return render(request, "pages/open/webinars.html", view, form=Filled(query))

    @routes.get("/webinars.ics")
    async def feed(request: Request, asked: Asked) -> Response:
        found = await webinars.chosen(actions, asked)
        return kept(request, _calendar(actions, found), ICS)

    @routes.get("/webinars/{webinar_id}.ics")
    async def one(webinar_id: UUID) -> Response:
        found = await webinars.found(actions, webinar_id)
        if not found.details:
            raise NotFound("There is no such webinar.")
        headers = {"Content-Disposition": 'attachment; filename="webinar.ics"'}
        return Response(_calendar(actions, [found]), media_type=ICS, headers=headers)

    return routes


def _calendar(actions: Actions, found: Sequence[Webinar]) -> bytes:
    name = f"{mark(actions)}Webinars of {sender(actions.today())}"
    return calendar(found, name, actions.settings.public_url)
