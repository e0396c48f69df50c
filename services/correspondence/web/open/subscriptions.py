"""News by e-mail, for anyone: asked for, confirmed from the mailbox, ended with one click."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import AfterValidator, Field

from chassis.errors import NotFound
from chassis.web.forms import Filled, Form
from chassis.web.guard import public
from chassis.web.pages import render
from contracts.codes import Theme
from services.correspondence.news import asking, store
from services.correspondence.news.domain import Choice
from services.correspondence.policy.news import news_rule
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import Choices
from services.correspondence.web.open.forms import OpenForm
from services.correspondence.web.open.news import THEMES, Asked, audiences
from services.correspondence.web.shown.words import REGIONS

ASK, ONE, SAID = (f"pages/open/{name}.html" for name in ("subscribe", "subscription", "said"))
WRONG: dict[str, Any] = {"error": "Enter an e-mail address, as in name@example.org"}


def _mailbox(address: str) -> str:
    if not asking.MAILBOX.fullmatch(address):
        message = "is no e-mail address"
        raise ValueError(message)
    return address


def _known(audience: str) -> str:
    if audience not in news_rule().audiences:
        message = "is no kind of reader"
        raise ValueError(message)
    return audience


def _region(code: str) -> str:
    if code not in REGIONS:
        message = "is no region"
        raise ValueError(message)
    return code


class Ask(Form):
    """Where to, and of what."""

    mailbox: Annotated[str, Field(max_length=254), AfterValidator(_mailbox)] = Field(
        json_schema_extra=WRONG
    )
    audience: Annotated[str, AfterValidator(_known)] = Field(
        json_schema_extra={"error": "Choose what is for you"}
    )
    themes: list[Theme] = []
    regions: list[Annotated[str, AfterValidator(_region)]] = []

    @property
    def choice(self) -> Choice:
        """What is asked for."""
        themes = tuple(dict.fromkeys(one.value for one in self.themes))
        return Choice(self.audience, themes, tuple(dict.fromkeys(self.regions)))


@dataclass(frozen=True)
class AskView:
    """The choices; ``token`` makes a double click one wish."""

    token: UUID
    hours: int

    themes = THEMES
    regions = tuple(REGIONS.items())

    @property
    def audiences(self) -> Choices:
        """As whom a reader may ask."""
        return list(audiences())


@dataclass(frozen=True)
class OneView:
    """The page that a message leads to; ``ends``: whether it is the one that ends it."""

    address: str
    secret: UUID
    ends: bool


@dataclass(frozen=True)
class SaidView:
    """What has come of it."""

    title: str
    words: str


ASKED = SaidView(
    "Look at your e-mail",
    "If nobody asked too often for this address, a message is on its way to it. Nothing more is sent until"
    " its owner has confirmed.",
)
CONFIRMED = SaidView(
    "You are subscribed",
    "You are told when something new is published that you chose. Every message ends with a link that"
    " ends the subscription.",
)
ENDED = SaidView(
    "You are unsubscribed",
    "Your address is deleted. Nothing that tells of you is kept here.",
)
OUTCOMES = {"asked": ASKED, "confirmed": CONFIRMED, "ended": ENDED}


def build_subscriptions(actions: Actions) -> APIRouter:
    """``/news/subscribe`` and what the messages lead to."""
    routes = APIRouter(prefix="/news", include_in_schema=False, dependencies=[Depends(public)])
    db = actions.service.db

    @routes.get("/subscribe")
    async def subscribe(request: Request, asked: Asked) -> Response:
        chosen = {"themes": list(asked.themes), "regions": list(asked.regions)}
        return _ask(request, Filled({"audience": asked.audience, **chosen}))

    @routes.post("/subscribe")
    async def ask(request: Request, posted: OpenForm) -> Response:
        form = posted.read(Ask)
        if form.model is None:
            return _ask(request, form)
        async with db.begin() as tx:
            await asking.ask(tx, posted.command_id, form.model.mailbox, form.model.choice)
        return RedirectResponse("/news/said/asked", status_code=303)

    @routes.get("/said/{outcome}")
    async def said(request: Request, outcome: str) -> Response:
        if outcome not in OUTCOMES:
            raise NotFound("There is no such page.")
        return render(request, SAID, OUTCOMES[outcome])

    _add_links(routes, actions)
    return routes


def _add_links(routes: APIRouter, actions: Actions) -> None:
    """Opening a link changes nothing: mail filters open every one. Its button does, or the mailbox's own."""
    db = actions.service.db

    @routes.get("/subscriptions/{secret}")
    async def to_confirm(request: Request, secret: UUID) -> Response:
        return render(request, ONE, OneView(f"/news/subscriptions/{secret}", secret, ends=False))

    @routes.post("/subscriptions/{secret}")
    async def confirm(secret: UUID) -> Response:
        async with db.begin() as tx:
            await asking.confirm(tx, secret)
        return RedirectResponse("/news/said/confirmed", status_code=303)

    @routes.get("/subscriptions/{secret}/end")
    async def to_end(request: Request, secret: UUID) -> Response:
        return render(request, ONE, OneView(f"/news/subscriptions/{secret}/end", secret, ends=True))

    @routes.post("/subscriptions/{secret}/end")
    async def end(secret: UUID) -> Response:
        """With one click, from a mailbox too (RFC 8058); whoever is gone already is gone."""
        async with db.begin() as tx:
            await store.leave(tx.conn, secret)
        return RedirectResponse("/news/said/ended", status_code=303)


def _ask(request: Request, form: Filled[Any]) -> Response:
    view = AskView(uuid4(), news_rule().confirm_h_max)
    return render(request, ASK, view, form=form)
