"""The first page: what this person may do here."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.errors import Refused
from chassis.web.guard import public
from chassis.web.pages import render
from chassis.web.signed_in import SignedIn
from services.notify.access import POLICY
from services.notify.draft.handlers import may_start_for
from services.notify.web.places import navigation

NO_PAGES = (
    "Your role has no pages here: this is where incidents are notified, and where the office of the Panel"
    " works on what was notified."
)


@dataclass(frozen=True)
class FirstView:
    """What one may do."""

    may_start: bool


def build_first() -> APIRouter:
    """``/``."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/", dependencies=[Depends(public)])
    async def first(request: Request, actor: SignedIn) -> Response:
        """For people of authorities and partners; others begin with the first of their places."""
        if POLICY.may(actor, "draft"):
            return render(request, "first.html", FirstView(bool(may_start_for(actor))))
        for link in navigation(actor):
            return RedirectResponse(link.href, status_code=303)
        raise Refused(NO_PAGES, code="forbidden")

    return routes
