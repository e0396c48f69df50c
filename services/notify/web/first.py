"""The first page: the first of the places that a person may open here."""

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from chassis.errors import Refused
from chassis.web.guard import public
from chassis.web.signed_in import SignedIn
from services.notify.web.identity import navigation

routes = APIRouter(include_in_schema=False)


@routes.get("/", dependencies=[Depends(public)])
async def first_page(actor: SignedIn) -> Response:
    """The first of a person's places; raises Refused for whoever has none."""
    for link in navigation(actor):
        return RedirectResponse(link.href, status_code=303)
    raise Refused("Your role may not do this.", code="forbidden")
