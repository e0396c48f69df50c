"""The Panel offers the partners a meeting, and records what was said."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import Field

from chassis.clock import LONDON
from chassis.web.forms import Form
from contracts.codes import Partner
from services.correspondence.conference import Planned
from services.correspondence.invitation.handlers import Invited
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import MovePage, Said, Text, choices_of
from services.correspondence.web.shown.case import CaseShown
from services.correspondence.web.shown.words import moment

ACTIONS_MAX = 4
LINK = {"error": "Enter an address that begins with https://"}
Link = Annotated[str, Field(max_length=1_000, pattern=r"^https://\S+$", json_schema_extra=LINK)]


class Offer(Form):
    """When, for how long, and why."""

    on: date = Field(json_schema_extra={"error": "Enter the day of the meeting"})
    at: time = Field(json_schema_extra={"error": "Enter the time, as in 14:00"})
    minutes: int = Field(60, ge=15, le=480, json_schema_extra={"error": "Enter 15 to 480 minutes"})
    reason: Text = Field(json_schema_extra={"error": "Say why a meeting helps"})
    join_link: Link | None = None


class Move(Offer):
    """Which meeting, and when it is held instead."""

    dialogue_id: UUID = Field(json_schema_extra={"error": "Choose the meeting"})
    reason: Text = Field(json_schema_extra={"error": "Say why it is moved"})


class CallOff(Form):
    """Which meeting, and why it is not held."""

    dialogue_id: UUID = Field(json_schema_extra={"error": "Choose the meeting"})
    reason: Text = Field(json_schema_extra={"error": "Say why it is called off"})


class Action(Form):
    """One action's row."""

    owner: str | None = None
    text: Text | None = None
    due_on: date | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """An action says what, and who does it."""
        if not any((self.owner, self.text, self.due_on)):
            return
        if not self.text:
            yield "text", "Write what was agreed, or empty the rest of the action"
        if not self.owner:
            yield "owner", "Name who does it"


class Record(Form):
    """Who came, the note, the actions."""

    dialogue_id: UUID = Field(json_schema_extra={"error": "Choose the meeting"})
    held_on: date = Field(json_schema_extra={"error": "Enter the day on which it was held"})
    attended: list[Partner] = []
    note: Text = Field(json_schema_extra={"error": "Write the note"})
    actions: list[Action] = []


async def offer_said(actions: Actions, case: CaseShown, form: Offer) -> Said:
    """The day and the time in England as one moment, and where to join."""
    starts_at = datetime.combine(form.on, form.at, LONDON)
    said: Said = {"starts_at": starts_at, "minutes": form.minutes, "reason": form.reason}
    about = uuid5(case.incident_id, starts_at.isoformat())
    planned = Planned(about, starts_at, form.minutes)
    if link := form.join_link or await actions.settings.conference.join_link(planned):
        said["join_link"] = link
    return said


async def move_said(actions: Actions, case: CaseShown, form: Move) -> Said:
    """The same, of a meeting that was offered."""
    return {**await offer_said(actions, case, form), "dialogue_id": form.dialogue_id}


async def record_said(_actions: Actions, _case: CaseShown, form: Record) -> Said:
    """The command's fields, the actions numbered."""
    return {
        "dialogue_id": form.dialogue_id,
        "held_on": form.held_on,
        "attended": form.attended,
        "note": form.note,
        "actions": [
            {"number": n, "owner": row.owner, "due_on": row.due_on, "text": row.text}
            for n, row in enumerate(form.actions, 1)
        ],
    }


async def offered(_actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The meetings offered that are still to be held."""
    return _choices(case, [one for one in case.dialogues if not one.called_off])


async def not_recorded(_actions: Actions, case: CaseShown) -> Mapping[str, Any]:
    """The meetings that were not recorded yet: one that was called off may have been held all the same."""
    return _choices(case, case.dialogues)


def _choices(case: CaseShown, meetings: Iterable[Invited]) -> Mapping[str, Any]:
    held = {e.fact["dialogue_id"] for e in case.entries if e.name == "meeting-held"}
    return {
        "dialogues": [
            (str(one.dialogue_id), moment(one.starts_at))
            for one in meetings
            if str(one.dialogue_id) not in held
        ],
        "partners": choices_of(Partner),
        "actions": range(ACTIONS_MAX),
    }


OFFER = MovePage(
    command="offer-dialogue",
    title="Offer the partners a meeting",
    done="The meeting is offered; the invitation goes to all three partners.",
    form=Offer,
    said=offer_said,
    start=lambda _case: {"minutes": "60"},
)
MOVE = MovePage(
    command="move-dialogue",
    title="Move a meeting with the partners",
    done="The meeting is moved; the invitation goes to all three partners again.",
    form=Move,
    choices=offered,
    said=move_said,
    start=lambda _case: {"minutes": "60"},
)
CALL_OFF = MovePage(
    command="call-off-dialogue",
    title="Call off a meeting with the partners",
    done="The meeting is called off; all three partners are told.",
    form=CallOff,
    choices=offered,
)
RECORD = MovePage(
    command="record-dialogue",
    title="Record the meeting with the partners",
    done="The meeting is recorded.",
    form=Record,
    choices=not_recorded,
    said=record_said,
)
