"""The first page: what this person may do here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import Link, render
from services.notify.access import POLICY
from services.notify.draft.handlers import may_start_for
from services.notify.web import identity

Anybody = Annotated[Actor, Depends(needs(POLICY, "read"))]
PLACES = (
    ("draft", Link("Your drafts", "/drafts")),
    ("list_own", Link("Notifications", "/notifications")),
    ("draft", Link("Before notifying", "/before-notifying")),
)


@dataclass(frozen=True)
class FirstView:
    """What one may do."""

    may_start: bool


def navigation(actor: Actor) -> Sequence[Link]:
    """What this person may open here."""
    own = [link for permission, link in PLACES if POLICY.may(actor, permission)]
    return (*own, *identity.navigation(actor))


def build_first() -> APIRouter:
    """``/``."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/")
    async def first(request: Request, actor: Anybody) -> Response:
        """For people of authorities and partners; staff come to look for a name."""
        if not POLICY.may(actor, "draft"):
            return RedirectResponse("/identity", status_code=303)
        return render(request, "first.html", FirstView(bool(may_start_for(actor))))

    return routes
