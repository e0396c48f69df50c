"""``/v1/sends``: what a program of the national body asks and says when it tells those who must be told."""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from chassis.clock import london_date
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.bearer import bearer
from chassis.web.conditional import CURSOR_CHARS_MAX, cursor_of, place_in
from chassis.web.guard import needs
from contracts.http_notify_sends import SendShown, SendsShown, ToldBody
from services.notify.access import POLICY
from services.notify.notification.recording import Recording
from services.notify.notification.sends import Send
from services.notify.web.intake import sends_json
from services.notify.web.json_route import JsonRoute
from services.notify.web.sends import names_of
from services.notify.web.words_of import recipient_words

PAGE_MAX = 100
Teller = Annotated[Actor, Depends(needs(POLICY, "record_send", bearer))]


def build_telling(recording: Recording, service: Service) -> APIRouter:
    """The routes of what is still to be told."""
    routes = APIRouter(prefix="/v1/sends", tags=["sends"], route_class=JsonRoute)

    @routes.get("")
    async def list_waiting(
        caller: Teller,
        _state: Annotated[Literal["waiting"], Query(alias="state")] = "waiting",
        cursor: Annotated[str | None, Query(max_length=CURSOR_CHARS_MAX)] = None,
        limit: Annotated[int, Query(ge=1, le=PAGE_MAX)] = PAGE_MAX,
    ) -> SendsShown:
        """Who is still to be told of which notification, the oldest first."""
        found = await recording.waiting(caller, limit + 1, place_in(cursor) if cursor else None)
        names, page = await names_of(service), found[:limit]
        more = cursor_of(page[-1].since, page[-1].id) if found[limit:] else None
        return SendsShown(sends=tuple(_shown(one, names) for one in page), next=more)

    @routes.post("/{send}/told", dependencies=[Depends(sends_json)])
    async def tell(send: UUID, body: ToldBody, caller: Teller) -> SendShown:
        """Record that a body was told; the same again changes nothing."""
        return _shown(await recording.tell(send, body, caller), await names_of(service))

    return routes


def _shown(one: Send, names: Mapping[str, str]) -> SendShown:
    return SendShown(
        id=one.id,
        reference=one.reference,
        recipient=one.recipient,
        recipient_name=recipient_words(one.recipient, names),
        since=london_date(one.since),
        told_on=one.told_on,
        how=one.told_how,
    )
