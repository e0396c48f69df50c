"""Meetings of the national body: those to come, those held, a new one, and who was present."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.access import known_as
from chassis.clock import LONDON, london_date, start_of
from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.problems import Invalid
from services.correspondence.access import POLICY, regions_of
from services.correspondence.read_models import counted, meetings, members
from services.correspondence.read_models.meetings import MeetingView
from services.correspondence.read_models.members import Member
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.asking import MEETING_COMMANDS
from services.correspondence.web.answered import LATER, refused_here
from services.correspondence.web.shown import meeting_cases
from services.correspondence.web.shown.meeting_cases import MeetingCase
from services.correspondence.web.shown.members import who_may_come

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Arranger = Annotated[Actor, Depends(needs(POLICY, "arrange_meeting"))]
DONE = {
    "arranged": "The meeting is arranged.",
    "held": "Who was present is recorded.",
    "agreed": "The minutes are agreed.",
}
LIST, ONE = "pages/desk/meetings.html", "pages/desk/meeting.html"
ARRANGE, RECORD, _ = MEETING_COMMANDS
ON_PAGE = {"starts_at": "on"}


class Arrange(Form):
    """A new meeting."""

    on: date = Field(json_schema_extra={"error": "Enter the day of the meeting"})
    at: time = Field(json_schema_extra={"error": "Enter the time, as in 14:00"})
    members: list[str] = Field(json_schema_extra={"error": "Choose who is invited"})


class Attended(Form):
    """Who came."""

    members: list[str] = Field(json_schema_extra={"error": "Choose who was present"})


@dataclass(frozen=True)
class MeetingsPage:
    """The meetings to come, the nearest first, those before, the newest first; whom a new one may have."""

    to_come: Sequence[MeetingView]
    past: Sequence[MeetingView]
    people: Sequence[Member]
    may_arrange: bool
    done: str | None
    later: str | None


@dataclass(frozen=True)
class MeetingPage:
    """One meeting, with those who came or may have come."""

    meeting: MeetingView
    on: date
    people: Sequence[Member]
    present: Sequence[str]
    agenda: Sequence[MeetingCase]
    shut: Sequence[str]
    may_record: bool
    is_to_come: bool


def build_meetings(actions: Actions) -> APIRouter:
    """The list of meetings, a new one, who was present."""
    routes = APIRouter(prefix="/desk/meetings", include_in_schema=False)

    @routes.get("")
    async def listed(request: Request, actor: Reader) -> Response:
        view = await _list(actions, actor, request.query_params)
        form: Filled[Any] = Filled({"members": [one.id for one in view.people]})
        return render(request, LIST, view, form=form)

    @routes.post("")
    async def arrange(request: Request, actor: Arranger, posted: PostedForm) -> Response:
        view, form = await _list(actions, actor, {}), posted.read(Arrange)
        if form.model is None:
            return render(request, LIST, view, form=form)
        starts_at = datetime.combine(form.model.on, form.model.at, LONDON)
        try:
            invited = attendance(view.people, form.model.members, present=())
            said = {"starts_at": starts_at, "members": invited}
            done = await _give(actions, actor, posted.command_id, ARRANGE, said, posted.command_id)
        except (Refused, Invalid) as no:
            return render(request, LIST, view, form=form.but(no), status=409)
        return _back("arranged", done=done)

    @routes.get("/{meeting_id}")
    async def one(request: Request, meeting_id: UUID, actor: Reader) -> Response:
        view = await _one(actions, actor, meeting_id)
        form: Filled[Any] = Filled({"members": view.present})
        return render(request, ONE, view, form=form)

    @routes.post("/{meeting_id}")
    async def held(
        request: Request, meeting_id: UUID, actor: Arranger, posted: PostedForm
    ) -> Response:
        view, form = await _one(actions, actor, meeting_id), posted.read(Attended)
        if form.model is None:
            return render(request, ONE, view, form=form)
        came = form.model.members
        try:
            invited = [member["member_id"] for member in view.meeting.members]
            said = {"members": attendance(view.people, {*invited, *came}, present=came)}
            done = await _give(actions, actor, meeting_id, RECORD, said, posted.command_id)
        except (Refused, Invalid) as no:
            return render(request, ONE, view, form=form.but(no), status=409)
        return _back("held", done=done)

    return routes


async def _give(
    actions: Actions, actor: Actor, key: UUID, name: str, said: Mapping[str, Any], id_: UUID
) -> bool:
    """Whether it is done; False while it is being recorded. Raises Refused with the owner's reason."""
    asked = await actions.give_meeting(key, name, said, actor, id_)
    if asked.outcome == "refused":
        raise await refused_here(actions, actor, asked, lambda f: ON_PAGE.get(f, ""))
    return asked.outcome == "done"


def _back(what: str, *, done: bool) -> Response:
    now = what if done else "being-recorded"
    return RedirectResponse(f"/desk/meetings?now={now}", status_code=303)


def attendance(
    people: Sequence[Member], chosen: Iterable[str], *, present: Iterable[str]
) -> list[dict[str, Any]]:
    """Those chosen, with their sectors; raises Refused for one who is not among ``people``."""
    known, there = {one.id: one for one in people}, set(present)
    if not known.keys() >= set(chosen):
        raise Refused("The list of members has changed: choose again.", field="members")
    return [
        {"member_id": one.id, "sector": one.sector, "present": one.id in there}
        for one in people
        if one.id in set(chosen)
    ]


async def _list(actions: Actions, actor: Actor, query: Mapping[str, str]) -> MeetingsPage:
    today = actions.today()
    async with actions.service.db.read() as conn:
        return MeetingsPage(
            to_come=await meetings.to_come(conn, start_of(today)),
            past=await meetings.past(conn, start_of(today)),
            people=await members.serving(conn, today),
            may_arrange=POLICY.may(actor, "arrange_meeting"),
            done=DONE.get(query.get("now", "")),
            later=LATER if query.get("now") == "being-recorded" else None,
        )


async def _one(actions: Actions, actor: Actor, id_: UUID) -> MeetingPage:
    found, agenda = await meeting_cases.of_meeting(actions, id_, actor, None)
    on = london_date(found.starts_at)
    async with actions.service.db.read() as conn:
        return MeetingPage(
            meeting=found,
            on=on,
            people=await who_may_come(conn, found.members, on),
            present=[one["member_id"] for one in found.members if one["present"]],
            agenda=agenda,
            shut=await counted.shut_on_agenda(conn, id_, regions_of(actor), known_as(actor)),
            may_record=POLICY.may(actor, "arrange_meeting"),
            is_to_come=on > actions.today(),
        )
