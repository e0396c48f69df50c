"""How far the news reaches, in numbers alone: nobody here reads an address, or who opened what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.news import store
from services.correspondence.news.store import Reach
from services.correspondence.policy.news import news_rule
from services.correspondence.use_cases.actions import Actions

SHOWN_MAX = 50
Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]


@dataclass(frozen=True)
class ReachView:
    """Subscribers by audience, and messages by what was announced."""

    subscribers: Sequence[tuple[str, int]]
    reach: Sequence[Reach]


def build_reach(actions: Actions) -> APIRouter:
    """``/desk/news``."""
    routes = APIRouter(prefix="/desk/news", include_in_schema=False)

    @routes.get("")
    async def reach(request: Request, _actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            numbers = dict(await store.subscribers(conn))
            told = await store.reach(conn, SHOWN_MAX)
        named = [(a.title, numbers.get(a.code, 0)) for a in news_rule().audiences.values()]
        return render(request, "pages/desk/news.html", ReachView(named, told))

    return routes
