"""What is published, for anyone: a page with filters, the same as a feed, and each digest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from chassis.errors import NotFound
from chassis.web.conditional import tagged
from chassis.web.forms import Filled
from chassis.web.guard import public
from chassis.web.pages import render
from contracts.codes import Theme
from services.correspondence.digest import handlers as digests
from services.correspondence.news.domain import EVERYONE, Choice, Item
from services.correspondence.news.feed import atom
from services.correspondence.news.items import KINDS, chosen
from services.correspondence.policy.news import news_rule
from services.correspondence.policy.rules import sender
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.library.digests import DigestPage, public_view_of
from services.correspondence.web.moves.kind import choices_of
from services.correspondence.web.shown.words import REGIONS

ATOM, KEPT_S = "application/atom+xml; charset=utf-8", 900
THEMES = choices_of(Theme, Theme.OTHER.value)
Code = Annotated[str, Query(max_length=50)]


@dataclass(frozen=True)
class ItemShown:
    """One thing that is published."""

    kind: str
    title: str
    words: str
    address: str
    at: datetime
    themes: str


@dataclass(frozen=True)
class NewsView:
    """What was asked for, and what there is of it."""

    items: Sequence[ItemShown]
    feed: str
    subscribe: str

    themes = THEMES
    regions = tuple(REGIONS.items())

    @property
    def audiences(self) -> Sequence[tuple[str, str]]:
        """As whom a reader may ask."""
        return audiences()


def audiences() -> Sequence[tuple[str, str]]:
    """The kinds of reader, for a choice."""
    return [(one.code, one.title) for one in news_rule().audiences.values()]


def choice_of(audience: Code = EVERYONE, theme: Code = "", region: Code = "") -> Choice:
    """What an address asks for; what it names and nobody knows is left out."""
    return Choice(
        audience if audience in news_rule().audiences else EVERYONE,
        (theme,) if theme in dict(THEMES) else (),
        (region,) if region in REGIONS else (),
    )


Asked = Annotated[Choice, Depends(choice_of)]


def query_of(choice: Choice) -> Mapping[str, str]:
    """The same as the fields of an address."""
    parts = (
        ("audience", (choice.audience,) if choice.audience != EVERYONE else ()),
        ("theme", choice.themes),
        ("region", choice.regions),
    )
    return {name: value for name, values in parts for value in values}


def build_news(actions: Actions) -> APIRouter:
    """``/news`` and ``/news.atom``."""
    routes = APIRouter(include_in_schema=False, dependencies=[Depends(public)])

    @routes.get("/news")
    async def news(request: Request, asked: Asked) -> Response:
        async with actions.service.db.read() as conn:
            found = await chosen(conn, asked)
        query = query_of(asked)
        view = NewsView(
            [_shown(one) for one in found],
            address_of("/news.atom", query),
            address_of("/news/subscribe", query),
        )
        return render(request, "pages/open/news.html", view, form=Filled(query))

    @routes.get("/news.atom")
    async def feed(request: Request, asked: Asked) -> Response:
        async with actions.service.db.read() as conn:
            found = await chosen(conn, asked)
        author, public_url = sender(actions.today()), actions.settings.public_url
        address = address_of("/news.atom", query_of(asked))
        title = f"{mark(actions)}News of {author}"
        content = atom(found, title, author, address, public_url)
        return kept(request, content, ATOM)

    @routes.get("/news/digests/{digest_id}")
    async def digest(request: Request, digest_id: UUID) -> Response:
        async with actions.service.db.read() as conn:
            found = await digests.find(conn, digest_id, issued_only=True)
        if not found.public:
            raise NotFound("There is no such digest.")
        view = DigestPage(
            public_view_of(found),
            "/news",
            may_write=False,
            may_approve=False,
            done=None,
            plain=None,
        )
        return render(request, "pages/library/digest.html", view)

    return routes


def mark(actions: Actions) -> str:
    """What stands before the name of a feed whose data are made up."""
    return "Made-up data: " if actions.settings.made_up_data else ""


def kept(request: Request, content: bytes, media_type: str) -> Response:
    """For programs that come again and again; 304 for one that has it already."""
    return tagged(request, content, media_type, kept=f"public, max-age={KEPT_S}")


def address_of(path: str, query: Mapping[str, str]) -> str:
    """A place with what was asked of it."""
    return f"{path}?{urlencode(query)}" if query else path


def _shown(item: Item) -> ItemShown:
    themes = "; ".join(Theme(one).label for one in item.themes)
    return ItemShown(KINDS[item.kind], item.title, item.words, item.address, item.at, themes)
