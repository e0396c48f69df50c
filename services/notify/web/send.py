"""One body that must be told of a notification: recorded once it was, and corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field, ValidationInfo, field_validator

from chassis.clock import london_date
from chassis.errors import Refused
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import day, moment
from contracts.http_notify_sends import FewWords, Ground, How, ToldBody, ToldCorrectionBody
from contracts.http_words import Day
from services.notify.access import POLICY
from services.notify.notification import wire
from services.notify.notification.recording import Recording, Seen
from services.notify.notification.send_rules import WORDED
from services.notify.notification.sends import Record, Send
from services.notify.web.sends import Chosen, names_of, where
from services.notify.web.words_of import about_words, recipient_words, sending_words, status_words

Recorder = Annotated[Actor, Depends(needs(POLICY, "record_send"))]
WAYS = (
    ("portal", "Through a portal"),
    ("email", "By e-mail"),
    ("api", "By a program"),
    (WORDED, "In another way"),
)
RIGHT = (
    ("told", "They were told, on the day and in the way that I enter here"),
    ("not_told", "They were not told"),
)
DAY, WAY = "Enter the day on which they were told.", "Choose how they were told."
WORDS = "Say in a few words how they were told."


class Told(Chosen):
    """The choice of the list that it was opened from, and what was just done."""

    done: Literal["", "told", "corrected"] = ""


Opened = Annotated[Told, Query()]


class _InWords(Form):
    """What is missing of a way is named whatever else is wrong: each field asks for itself."""

    @field_validator("words", check_fields=False)
    @classmethod
    def says_the_way(cls, words: str | None, known: ValidationInfo) -> str | None:
        """Another way is said in words."""
        if not words and known.data.get("how") == WORDED and known.data.get("right") != "not_told":
            raise ValueError(WORDS)
        return words


class ToldForm(_InWords):
    """On which day they were told, and how."""

    told_on: Day = Field(json_schema_extra={"error": DAY})
    how: How = Field(json_schema_extra={"error": WAY})
    words: FewWords | None = Field(None, validate_default=True, json_schema_extra={"error": WORDS})


class CorrectionForm(_InWords):
    """What is right, and why it was recorded otherwise."""

    right: Literal["told", "not_told"] = Field(json_schema_extra={"error": "Choose what is right."})
    told_on: Day | None = Field(None, validate_default=True, json_schema_extra={"error": DAY})
    how: How | None = Field(None, validate_default=True, json_schema_extra={"error": WAY})
    words: FewWords | None = Field(None, validate_default=True, json_schema_extra={"error": WORDS})
    reason: Ground = Field(json_schema_extra={"error": "Say in a few words what was wrong."})

    @field_validator("told_on", "how")
    @classmethod
    def is_known(cls, said: date | str | None, known: ValidationInfo) -> date | str | None:
        """Whoever was told was told on a day and in a way."""
        if said is None and known.data.get("right") == "told":
            raise ValueError("missing")
        return said

    def body(self) -> ToldCorrectionBody:
        """As the call has it; of a body that was not told there is no day."""
        told = self.model_dump(exclude={"right"} if self.right == "told" else {"right", *TOLD})
        return ToldCorrectionBody(**told)


TOLD = ("told_on", "how", "words")


@dataclass(frozen=True)
class SendView:
    """One of them."""

    id: UUID
    reference: str
    title: str
    rows: Sequence[tuple[str, str]]
    records: Sequence[tuple[str, str, str, str]]
    """What was recorded, why it was corrected, by whom and when; the latest first."""
    waits: bool
    told: bool
    done: str
    back: str
    here: str
    correction: str
    next: tuple[str, str] | None
    ways: Sequence[tuple[str, str]] = WAYS
    right: Sequence[tuple[str, str]] = RIGHT


def build_send(recording: Recording, service: Service) -> APIRouter:
    """The pages of one; every look is written down."""
    routes = APIRouter(prefix="/sends/{send}", tags=["sends"])
    page = _Page(recording, service)

    @routes.get("")
    async def show(request: Request, send: UUID, actor: Recorder, opened: Opened) -> Response:
        """How it stands, with an empty form while it waits."""
        return render(request, "send.html", await page.view(send, actor, opened), form=Filled())

    @routes.post("")
    async def record(
        request: Request, send: UUID, actor: Recorder, opened: Opened, posted: PostedForm
    ) -> Response:
        """Record that they were told."""
        form = posted.read(ToldForm)
        if form.model is None:
            view = await page.view(send, actor, opened)
            return render(request, "send.html", view, form=form)
        try:
            await recording.tell(send, ToldBody(**form.model.model_dump()), actor)
        except Refused as refused:
            view = await page.view(send, actor, opened)
            return render(request, "send.html", view, form=form.but(refused), status=409)
        return RedirectResponse(opened.address(where(send), done="told"), status_code=303)

    @routes.get("/correction")
    async def ask(request: Request, send: UUID, actor: Recorder, opened: Opened) -> Response:
        """What is right instead."""
        view = await page.view(send, actor, opened)
        return render(request, "send_correction.html", view, form=Filled())

    @routes.post("/correction")
    async def correct(
        request: Request, send: UUID, actor: Recorder, opened: Opened, posted: PostedForm
    ) -> Response:
        """Record what is right instead; what was recorded stays readable."""
        form = posted.read(CorrectionForm)
        if form.model is None:
            view = await page.view(send, actor, opened)
            return render(request, "send_correction.html", view, form=form)
        try:
            await recording.correct(send, form.model.body(), actor)
        except Refused as refused:
            view, again = await page.view(send, actor, opened), form.but(refused)
            return render(request, "send_correction.html", view, form=again, status=409)
        return RedirectResponse(opened.address(where(send), done="corrected"), status_code=303)

    return routes


@dataclass(frozen=True)
class _Page:
    """Makes the page of one that its reader may see."""

    recording: Recording
    service: Service

    async def view(self, send: UUID, actor: Actor, opened: Told) -> SendView:
        """As it stands; once it is told, with the next that waits."""
        seen, names = await self.recording.read(send, actor), await names_of(self.service)
        one, chosen = seen.send, Chosen(**opened.model_dump())
        to = recipient_words(one.recipient, names)
        next_ = await self.recording.next_waiting(actor, chosen.choice) if not one.waits else None
        return SendView(
            id=one.id,
            reference=one.reference,
            title=_title(one, to),
            rows=_rows(seen, to, london_date(self.service.clock.now())),
            records=[_record(record) for record in seen.records],
            waits=one.waits,
            told=one.told is not None,
            done=opened.done,
            back=chosen.address("/sends"),
            here=chosen.address(where(one.id)),
            correction=chosen.address(f"{where(one.id)}/correction"),
            next=_next(next_, names, chosen) if next_ else None,
        )


def _title(one: Send, to: str) -> str:
    of = (
        f"that {one.reference} is withdrawn" if one.about == "withdrawal" else f"of {one.reference}"
    )
    if one.waits:
        return f"Tell {to} {of}"
    return f"{to} was told {of}" if one.told else f"{to} need not be told {of}"


def _next(one: Send, names: Mapping[str, str], chosen: Chosen) -> tuple[str, str]:
    return _title(one, recipient_words(one.recipient, names)), chosen.address(where(one.id))


def _rows(seen: Seen, to: str, today: date) -> list[tuple[str, str]]:
    one, found = seen.send, seen.found
    rows = [
        ("Notification", found.reference),
        ("Authority", wire.Content.model_validate(found.content).area.authority_name),
        ("State", status_words(found.status)),
        ("To be told", to),
        ("Of what", about_words(one.about)),
        ("Aware on", day(found.aware_on)),
        ("To be told since", day(london_date(one.since))),
    ]
    if one.ended_at:
        return [*rows, ("Ended", day(one.ended_at))]
    words, late = sending_words(one, today)
    if one.told:
        return [*rows, ("Told", words)]
    return [*rows, ("By when", f"Late. {words}" if late else words)]


def _record(one: Record) -> tuple[str, str, str, str]:
    way = dict(WAYS).get(one.told_how or "", "Announced by the service itself")
    if one.told_how == WORDED:
        way = f"{way}: {one.words}"
    said = f"Told on {day(one.told_on)}. {way}" if one.told_on else "Not told"
    return said, one.reason or "", _by(one), moment(one.recorded_at)


def _by(one: Record) -> str:
    return (
        one.recorded_by_name
        if one.recorded_by.startswith("person:")
        else (f"{one.recorded_by_name} (a program)")
    )
