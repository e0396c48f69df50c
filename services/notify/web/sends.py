"""Who is still to be told of a notification: shown to the office, which records that they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from chassis.clock import london_date
from chassis.errors import Refused
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.forms import Filled, Form, PostedForm, day_fields
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import day
from contracts.http_notify_sends import How, ToldBody
from services.notify.access import POLICY
from services.notify.notification import wire
from services.notify.notification.queries import Found
from services.notify.notification.recording import Recording
from services.notify.notification.sends import Send
from services.notify.register.choices import authorities_on
from services.notify.web.words_of import recipient_words, status_words

Recorder = Annotated[Actor, Depends(needs(POLICY, "record_send"))]
SHOWN_MAX = 100
WAYS = (
    ("portal", "Through a portal"),
    ("email", "By e-mail"),
    ("api", "By a program"),
    ("other", "In another way"),
)


class ToldForm(Form):
    """On which day they were told, and how."""

    told_on: date = Field(json_schema_extra={"error": "Enter the day on which they were told."})
    how: How = Field(json_schema_extra={"error": "Choose how they were told."})


@dataclass(frozen=True)
class SendsView:
    """Those that are still to be told, the oldest first."""

    waiting: Sequence[tuple[UUID, str, str, str]]
    """Id, notification, who is to be told, since when."""
    more: bool


@dataclass(frozen=True)
class SendView:
    """One of them."""

    id: UUID
    reference: str
    to: str
    rows: Sequence[tuple[str, str]]
    waits: bool
    ways: Sequence[tuple[str, str]] = WAYS


def build_sends(recording: Recording, service: Service) -> APIRouter:
    """The pages of what is still to be told; every look is written down."""
    routes = APIRouter(tags=["sends"])

    @routes.get("/sends")
    async def list_waiting(request: Request, actor: Recorder) -> Response:
        """What waits to be told."""
        found, names = await recording.waiting(actor, SHOWN_MAX + 1), await names_of(service)
        rows = [
            (
                *(one.id, one.reference, recipient_words(one.recipient, names)),
                day(london_date(one.since)),
            )
            for one in found[:SHOWN_MAX]
        ]
        return render(request, "sends.html", SendsView(rows, len(found) > SHOWN_MAX))

    @routes.get("/sends/{send}")
    async def show(request: Request, send: UUID, actor: Recorder) -> Response:
        """One of them, with today's date in its form."""
        today: Filled[ToldForm] = Filled(day_fields("told_on", london_date(service.clock.now())))
        return render(request, "send.html", await _seen(send, actor), form=today)

    @routes.post("/sends/{send}")
    async def record(request: Request, send: UUID, actor: Recorder, posted: PostedForm) -> Response:
        """Record that they were told."""
        form = posted.read(ToldForm)
        if form.model is None:
            return render(request, "send.html", await _seen(send, actor), form=form)
        body = ToldBody(told_on=form.model.told_on, how=form.model.how)
        try:
            await recording.tell(send, body, actor)
        except Refused as refused:
            view = await _seen(send, actor)
            return render(request, "send.html", view, form=form.but(refused), status=409)
        return RedirectResponse(f"/sends/{send}", status_code=303)

    async def _seen(send: UUID, actor: Actor) -> SendView:
        one, found = await recording.read(send, actor)
        return _view(one, found, await names_of(service))

    return routes


async def names_of(service: Service) -> Mapping[str, str]:
    """The authorities of today by their codes."""
    async with service.db.read() as conn:
        return dict(await authorities_on(conn, london_date(service.clock.now())))


def _view(one: Send, found: Found, names: Mapping[str, str]) -> SendView:
    to = recipient_words(one.recipient, names)
    rows = [
        ("Notification", found.reference),
        ("Authority", wire.Content.model_validate(found.content).area.authority_name),
        ("State", status_words(found.status)),
        ("To be told", to),
        ("Since", day(london_date(one.since))),
    ]
    told = [
        ("Told on", day(one.told_on)),
        ("How", dict(WAYS).get(one.told_how or "", "Announced by the service itself")),
        ("Recorded by", one.told_by or ""),
    ]
    return SendView(
        id=one.id,
        reference=found.reference,
        to=to,
        rows=[*rows, *told] if one.told_on else rows,
        waits=one.told_on is None and one.ended_at is None,
    )
