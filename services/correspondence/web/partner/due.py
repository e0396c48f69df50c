"""What is due from an organisation over all partnerships that it belongs to, and what it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.conn import Conn
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY, listing_of, partner_of
from services.correspondence.letter_ask import store as letter_asks
from services.correspondence.letter_ask.reading import Worded, worded
from services.correspondence.read_models import owed as read
from services.correspondence.read_models.cases import CaseView
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.seen import see_listed
from services.correspondence.voice import store as voices
from services.correspondence.web.shown.owed import (
    AwaitedLine,
    OwedLine,
    asked_by_letters,
    awaited,
    first,
    owed,
    unanswered,
)

Reader = Annotated[Actor, Depends(needs(POLICY, "see_partner_pages"))]


@dataclass(frozen=True)
class DueView:
    """Both lists, over how many partnerships."""

    owed: Sequence[OwedLine]
    awaited: Sequence[AwaitedLine]
    partnerships: int


def build_partner_due(actions: Actions) -> APIRouter:
    """``/partner/due``."""
    routes = APIRouter(prefix="/partner", include_in_schema=False)

    @routes.get("/due")
    async def due(request: Request, actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await read.open_cases(conn, sorted(actor.partnerships))
            seen = await see_listed(actions, conn, actor, found)
            texts = await _texts(actions, conn, seen)
            questions = await read.questions(conn, [one.incident_id for one in seen])
            replies = await voices.awaiting_panel(conn, listing_of(actor), in_threads=True)
            partner, today = partner_of(actor), actions.today()
            asks = await _asked_by_letters(actions, conn, actor)
        asking = {one.reference for one in seen if one.incident_id in texts}
        asking |= {one.reference for one, _ in asks}
        looks = [("saw asks", one) for one in sorted(asking)]
        await actions.audit_each(actor, [("saw clocks", "due from us"), *looks])
        lines = [
            line
            for one in seen
            for line in owed(one, partner, texts.get(one.incident_id, {}), today)
        ]
        view = DueView(
            owed=sorted([*lines, *asked_by_letters(asks, today)], key=first),
            awaited=[
                *unanswered([one.voice for one in replies], today),
                *(
                    line
                    for one in seen
                    for line in awaited(
                        one, [q for q in questions if q.incident_id == one.incident_id], today
                    )
                ),
            ],
            partnerships=len(actor.partnerships),
        )
        return render(request, "pages/partner/due.html", view)

    return routes


async def _asked_by_letters(actions: Actions, conn: Conn, actor: Actor) -> list[Worded]:
    """What letters on local reviews ask of this partner, with its words; be the case at its end."""
    found = await letter_asks.awaited(conn, listing_of(actor))
    own = [one for one in found if one.partner == partner_of(actor)]
    return await worded(conn, actions.service.keys, own)


async def _texts(
    actions: Actions, conn: Conn, seen: Sequence[CaseView]
) -> dict[UUID, dict[int, str | None]]:
    """The words of each case's latest asks, by their number."""
    asking = [one.incident_id for one in seen if one.told and one.told.owed]
    asks = [
        (id_, ask) for id_, found in (await read.requests(conn, asking)).items() for ask in found
    ]
    opened = await actions.service.keys.open_many(conn, [(id_, ask["text"]) for id_, ask in asks])
    texts: dict[UUID, dict[int, str | None]] = {}
    for (id_, ask), text in zip(asks, opened, strict=True):
        texts.setdefault(id_, {})[ask["number"]] = text
    return texts
