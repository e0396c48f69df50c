"""Conversations in threads: which replies wait for the Panel, by when, and what the Panel asked back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.codes import Partner
from services.correspondence.access import POLICY, listing_of
from services.correspondence.use_cases.actions import Actions
from services.correspondence.voice import store
from services.correspondence.voice.domain import Voice
from services.correspondence.web.shown.owed import AwaitedLine, thread_address, unanswered
from services.correspondence.web.shown.words import label

Reader = Annotated[Actor, Depends(needs(POLICY, "see_partner_pages"))]


@dataclass(frozen=True)
class Asked:
    """One question of the Panel's in a thread."""

    reference: str
    partner: str
    address: str
    due_on: date
    is_late: bool


@dataclass(frozen=True)
class ThreadsView:
    """The page."""

    owed: Sequence[AwaitedLine]
    asked: Sequence[Asked]


def build_threads(actions: Actions) -> APIRouter:
    """``/partner/threads``."""
    routes = APIRouter(prefix="/partner", include_in_schema=False)

    @routes.get("/threads")
    async def threads(request: Request, actor: Reader) -> Response:
        today, mine = actions.today(), listing_of(actor)
        async with actions.service.db.read() as conn:
            waiting = await store.awaiting_panel(conn, mine, in_threads=True)
            asked = await store.awaiting_partner(conn, mine)
        await actions.audit(actor, "saw threads", "that wait")
        owed = list(unanswered([one.voice for one in waiting], today))
        view = ThreadsView(owed, [_asked(one.voice, today) for one in asked])
        return render(request, "pages/partner/threads.html", view)

    return routes


def _asked(one: Voice, today: date) -> Asked:
    assert one.answer, "what asks back is an answer"
    assert one.answer.reply_by, "it asks for a reply by a day"
    by, partner = one.answer.reply_by, label(Partner, one.partner)
    return Asked(one.reference, partner, thread_address(one), by, is_late=by < today)
