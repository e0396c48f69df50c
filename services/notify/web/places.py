"""What a person may open here, and where their first page is."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.guard import public
from chassis.web.pages import Link
from chassis.web.signed_in import SignedIn
from services.notify.access import POLICY

PLACES = (
    ("notify", Link("Send a file", "/files")),
    ("see_identity", Link("Find a child", "/identity")),
    ("match_children", Link("Children in several incidents", "/matches")),
    ("answer_threshold", Link("Questions on the threshold", "/thresholds")),
    ("mark_duplicate_on_pages", Link("Possible duplicates", "/duplicates")),
    ("see_completeness", Link("Completeness", "/completeness")),
    ("see_register", Link("Register", "/register")),
    ("see_audit", Link("Who looked at what", "/audit")),
)
routes = APIRouter(include_in_schema=False)


def navigation(actor: Actor) -> Sequence[Link]:
    """What this person may open here."""
    return tuple(link for permission, link in PLACES if POLICY.may(actor, permission))


@routes.get("/", dependencies=[Depends(public)])
async def first_page(actor: SignedIn) -> Response:
    """The first of a person's places; raises Refused for whoever has none."""
    for link in navigation(actor):
        return RedirectResponse(link.href, status_code=303)
    raise Refused("Your role may not do this.", code="forbidden")
