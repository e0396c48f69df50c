"""The pages of this service put together: their site, who is led where, and every router of pages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.identity import Actor
from chassis.web.guard import public
from chassis.web.menu import Group, Link
from chassis.web.pages import Site
from chassis.web.signed_in import signed_in
from services.correspondence.access import POLICY
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk.routes import build_desk
from services.correspondence.web.open.news import build_news
from services.correspondence.web.open.packs import build_packs
from services.correspondence.web.open.subscriptions import build_subscriptions
from services.correspondence.web.open.webinars import build_webinars
from services.correspondence.web.partner.routes import build_partner
from services.correspondence.web.selection_log import build_selection_log

TEMPLATES = Path(__file__).parent / "templates"
Reader = Annotated[Actor, Depends(signed_in)]


def is_staff(actor: Actor) -> bool:
    """Whether an actor reads as the national body does."""
    return POLICY.may(actor, "see_desk")


def root_of(actor: Actor) -> str:
    """The first page of a person: the desk, the partner pages, or for whom none is, what is published."""
    if is_staff(actor) and POLICY.may(actor, "see_case"):
        return "/desk"
    if POLICY.may(actor, "see_audit"):
        return "/desk/audit"
    return "/partner" if POLICY.may(actor, "see_partner_pages") else "/news"


def site(name: str, trends_url: str) -> Site:
    """How the pages present themselves."""

    def navigation(actor: Actor) -> Sequence[Link | Group]:
        if is_staff(actor) and not POLICY.may(actor, "see_case"):
            return ADMINISTRATOR
        if is_staff(actor):
            return desk(trends_url, looks=POLICY.may(actor, "see_audit"))
        if POLICY.may(actor, "see_audit"):
            return GUARDIAN
        return PARTNER if POLICY.may(actor, "see_partner_pages") else ()

    return Site(name, TEMPLATES, navigation, FOOTER)


LOOKED = (Link("Who looked", "/desk/audit"),)
DESK = {
    "Cases": (
        Link("Worklist", "/desk/cases", ("/desk/alerts", "/desk/commands", "/desk/documents")),
        Link("Tasks", "/desk/tasks"),
        Link("Due", "/desk/due"),
        Link("Refused", "/desk/refused"),
    ),
    "Letters": (
        Link("Letters", "/desk/letters", ("/desk/lines",)),
        Link("Post", "/desk/post"),
        Link("Views raised", "/desk/views"),
        Link("Contacts", "/desk/contacts", ("/desk/voices",)),
    ),
    "Meetings": (Link("Meetings", "/desk/meetings"), Link("Bank holidays", "/desk/calendar")),
    "People": (
        Link("Directory", "/desk/people"),
        Link("Members", "/desk/members"),
        Link("Regional groups", "/desk/regional-groups"),
    ),
    "Learning": (
        Link("Guidance", "/desk/guidance"),
        Link("Selection", "/desk/selection-log"),
        Link("Library", "/desk/library"),
    ),
    "Publishing": (
        Link("Digests", "/desk/digests"),
        Link("News", "/desk/news"),
        Link("Webinars", "/desk/webinars"),
    ),
}


def desk(trends_url: str, *, looks: bool) -> Sequence[Group]:
    """The places of the desk; ``looks``: the log of who looked is among them."""
    more = {
        "Cases": LOOKED if looks else (),
        "Learning": (Link("Trends", f"{trends_url}/trends"),) if trends_url else (),
    }
    return [Group(name, (*links, *more.get(name, ()))) for name, links in DESK.items()]


ADMINISTRATOR = (
    *LOOKED,
    Link("Bank holidays", "/desk/calendar"),
    Link("Directory", "/desk/people"),
    Link("Members", "/desk/members"),
)
"""Of who opens no case: lists of cases would lead to refusals."""
GUARDIAN = (*LOOKED, Link("Restricted cases", "/desk/alerts"))
PARTNER = (
    Group(
        "Cases",
        (
            Link("Your cases", "/partner"),
            Link("Due from us", "/partner/due"),
            Link("Conversations", "/partner/threads"),
            Link("Refused", "/partner/refused"),
        ),
    ),
    Group(
        "Your organisation",
        (
            Link("Your people", "/partner/people"),
            Link("Capacity", "/partner/capacity"),
            Link("Support", "/partner/support"),
        ),
    ),
    Group(
        "Learning",
        (
            Link("Guidance", "/partner/guidance"),
            Link("Library", "/partner/library"),
            Link("Digests", "/partner/digests"),
        ),
    ),
)


FOOTER = (
    Link("What is published", "/news"),
    Link("News by e-mail", "/news/subscribe"),
    Link("Webinars", "/webinars"),
    Link("Packs for reviewers and others", "/packs"),
)


def build_pages(actions: Actions) -> list[APIRouter]:
    """Every router of pages: one line an audience."""
    return [
        _first_pages(),
        build_desk(actions),
        build_partner(actions),
        build_selection_log(actions),
        build_news(actions),
        build_subscriptions(actions),
        build_webinars(actions),
        build_packs(actions),
    ]


def _first_pages() -> APIRouter:
    """Addresses that are the same for all: they lead each person to their own."""
    routes = APIRouter(include_in_schema=False, dependencies=[Depends(public)])

    @routes.get("/")
    async def first_page(actor: Reader) -> Response:
        return RedirectResponse(root_of(actor), status_code=303)

    @routes.get("/cases/{reference}")
    async def case(request: Request, reference: str, actor: Reader) -> Response:
        address = request.url.replace(path=f"{root_of(actor)}/cases/{reference}")
        return RedirectResponse(address.path, status_code=303)

    return routes
