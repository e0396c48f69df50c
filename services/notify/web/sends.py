"""Who is still to be told of a notification, and who was: listed for the office, chosen in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from chassis.clock import london_date
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.conditional import CURSOR_CHARS_MAX, cursor_of, place_in
from chassis.web.forms import Filled
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.notification.recording import Recording
from services.notify.notification.sends import Body, Choice, Send, State
from services.notify.register.choices import authorities_on
from services.notify.web.words_of import recipient_words, sending_words

Recorder = Annotated[Actor, Depends(needs(POLICY, "record_send"))]
PAGE_MAX = 25
STATES = (("waiting", "Still to be told"), ("late", "Late to be told"), ("told", "Told"))
ORDER = {"told": "The latest on top"}
FIRST_DUE = "What is due first on top"
BODIES = (
    ("dfe", "Department for Education"),
    ("ofsted", "Ofsted"),
    ("area", "Another area"),
)


class Chosen(BaseModel):
    """What the address chooses; it goes with the links to each and back."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    state: Annotated[State, BeforeValidator(lambda said: said or "waiting")] = "waiting"
    body: Body = ""
    reference: str = Field("", max_length=40)

    @property
    def choice(self) -> Choice:
        """For the list."""
        return Choice(self.state, self.body, self.reference)

    def address(self, path: str, **more: str) -> str:
        """A page with this choice."""
        chosen = {name: str(getattr(self, name)) for name in Chosen.model_fields}
        query = urlencode({name: one for name, one in (chosen | more).items() if one})
        return f"{path}?{query}"


class Listing(Chosen):
    """A page of the list."""

    cursor: str | None = Field(None, max_length=CURSOR_CHARS_MAX)


@dataclass(frozen=True)
class Line:
    """One of them."""

    href: str
    reference: str
    to: str
    about: str
    """Of what, where it is not of the notification itself."""
    stands: str
    late: bool


@dataclass(frozen=True)
class SendsView:
    """A page of them, with how many wait and how many of those are late."""

    lines: Sequence[Line]
    waiting: int
    late: int
    title: str
    order: str
    first: str | None
    more: str | None
    states: Sequence[tuple[str, str]] = STATES
    bodies: Sequence[tuple[str, str]] = BODIES


def build_sends(recording: Recording, service: Service) -> APIRouter:
    """The page of what is still to be told; every look is written down."""
    routes = APIRouter(tags=["sends"])

    @routes.get("/sends")
    async def listed(
        request: Request, actor: Recorder, chosen: Annotated[Listing, Query()]
    ) -> Response:
        """What waits, what is due first on top; or what was told, the latest on top."""
        place = place_in(chosen.cursor) if chosen.cursor else None
        found = await recording.listed(actor, chosen.choice, PAGE_MAX + 1, place)
        waiting, late = await recording.counted(actor, chosen.choice)
        names, page = await names_of(service), found[:PAGE_MAX]
        view = SendsView(
            lines=[_line(one, names, chosen, service) for one in page],
            waiting=waiting,
            late=late,
            title=dict(STATES)[chosen.state],
            order=ORDER.get(chosen.state, FIRST_DUE),
            first=chosen.address("/sends") if chosen.cursor else None,
            more=chosen.address("/sends", cursor=place_of(page[-1])) if found[PAGE_MAX:] else None,
        )
        values = {"state": chosen.state, "body": chosen.body, "reference": chosen.reference}
        return render(request, "sends.html", view, form=Filled(values))

    return routes


def place_of(one: Send) -> str:
    """Where the next page begins behind one."""
    return cursor_of(one.recorded_at if one.told and one.recorded_at else one.since, one.id)


def where(id_: UUID) -> str:
    """The page of one."""
    return f"/sends/{id_}"


async def names_of(service: Service) -> Mapping[str, str]:
    """The authorities of today by their codes."""
    async with service.db.read() as conn:
        return dict(await authorities_on(conn, london_date(service.clock.now())))


def _line(one: Send, names: Mapping[str, str], chosen: Chosen, service: Service) -> Line:
    words, late = sending_words(one, london_date(service.clock.now()))
    return Line(
        href=Chosen(**chosen.model_dump()).address(where(one.id)),
        reference=one.reference,
        to=recipient_words(one.recipient, names),
        about="that it is withdrawn" if one.about == "withdrawal" else "",
        stands=words,
        late=late,
    )
