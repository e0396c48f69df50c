"""``/v1/sends``: what a program of the national body asks and says when it tells those who must be told."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from chassis.clock import london_date
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.bearer import bearer
from chassis.web.conditional import CURSOR_CHARS_MAX, place_in
from chassis.web.guard import needs
from contracts.http_notify_sends import SendShown, SendsShown, ToldBody, ToldCorrectionBody
from services.notify.access import POLICY
from services.notify.notification.recording import Recording
from services.notify.notification.sends import Body, Choice, Send, State
from services.notify.policy import rules
from services.notify.web.intake import sends_json
from services.notify.web.json_route import JsonRoute
from services.notify.web.sends import names_of, place_of
from services.notify.web.words_of import recipient_words

PAGE_MAX = 100
Teller = Annotated[Actor, Depends(needs(POLICY, "record_send", bearer))]


def build_telling(recording: Recording, service: Service) -> APIRouter:
    """The routes of what is still to be told."""
    routes = APIRouter(prefix="/v1/sends", tags=["sends"], route_class=JsonRoute)

    @routes.get("")
    async def listed(
        caller: Teller,
        state: State = "waiting",
        body: Body = "",
        reference: Annotated[str, Query(max_length=40)] = "",
        cursor: Annotated[str | None, Query(max_length=CURSOR_CHARS_MAX)] = None,
        limit: Annotated[int, Query(ge=1, le=PAGE_MAX)] = PAGE_MAX,
    ) -> SendsShown:
        """Who is still to be told of which notification, the oldest first; or was, the latest first."""
        place = place_in(cursor) if cursor else None
        found = await recording.listed(caller, Choice(state, body, reference), limit + 1, place)
        names, page = await names_of(service), found[:limit]
        more = place_of(page[-1]) if found[limit:] else None
        return SendsShown(sends=tuple(shown(one, names) for one in page), next=more)

    @routes.post("/{send}/told", dependencies=[Depends(sends_json)])
    async def tell(send: UUID, body: ToldBody, caller: Teller) -> SendShown:
        """Record that a body was told; the same again changes nothing."""
        return shown(await recording.tell(send, body, caller), await names_of(service))

    @routes.post("/{send}/corrections", dependencies=[Depends(sends_json)])
    async def correct(send: UUID, body: ToldCorrectionBody, caller: Teller) -> SendShown:
        """Record what is right instead of what was recorded; the same again changes nothing."""
        return shown(await recording.correct(send, body, caller), await names_of(service))

    def shown(one: Send, names: Mapping[str, str]) -> SendShown:
        return _shown(one, names, london_date(service.clock.now()))

    return routes


def _shown(one: Send, names: Mapping[str, str], today: date) -> SendShown:
    clock = rules.sending(london_date(one.since), one.told_on)
    return SendShown(
        id=one.id,
        reference=one.reference,
        recipient=one.recipient,
        recipient_name=recipient_words(one.recipient, names),
        since=london_date(one.since),
        told_on=one.told_on,
        how=one.told_how,
        about=one.about,
        due_on=clock.due_on,
        late=clock.late or (one.waits and clock.due_on < today),
    )
