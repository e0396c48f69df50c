"""Meetings of the national body: those arranged, a new one, and who was present."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.clock import LONDON
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.actions import Actions
from services.correspondence.read_models import meetings, names
from services.correspondence.read_models.meetings import MeetingView

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
NOTICES = {
    "arranged": "The meeting is arranged.",
    "held": "Who was present is recorded.",
    "being-recorded": "It is being recorded; this page shows it once it is done.",
}


class Arrange(Form):
    """A new meeting."""

    on: date = Field(json_schema_extra={"error": "Enter the day of the meeting"})
    at: time = Field(json_schema_extra={"error": "Enter the time, as in 14:00"})
    members: list[str] = Field(json_schema_extra={"error": "Choose who is invited"})


class Attended(Form):
    """Who came."""

    members: list[str] = Field(json_schema_extra={"error": "Choose who was present"})


@dataclass(frozen=True)
class Meeting:
    """A meeting in the list, or alone: ``people`` by their id."""

    id: UUID
    starts_at: datetime
    held: bool
    present: int
    members: Sequence[Mapping[str, Any]]
    people: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class MeetingsView:
    """The meetings, the latest first; ``people``: whom a new one may have."""

    meetings: Sequence[Meeting]
    people: Sequence[tuple[str, str]]
    may_arrange: bool
    notice: str | None


def build_meetings(actions: Actions) -> APIRouter:
    """The list of meetings, a new one, who was present."""
    routes = APIRouter(prefix="/meetings")

    @routes.get("")
    async def listed(request: Request, actor: Reader) -> Response:
        view = await _view(actions, actor, request.query_params)
        return render(request, "pages/desk/meetings.html", view, form=Filled())

    @routes.post("")
    async def arrange(request: Request, actor: Reader, posted: PostedForm) -> Response:
        view, form = await _view(actions, actor, {}), posted.read(Arrange)
        if form.model is None:
            return render(request, "pages/desk/meetings.html", view, form=form)
        starts_at = datetime.combine(form.model.on, form.model.at, LONDON)
        invited = _members(view.meetings[0].members if view.meetings else (), form.model.members)
        said = {"starts_at": starts_at, "members": invited}
        try:
            asked = await actions.give_meeting(
                posted.command_id, "arrange-meeting", said, actor, posted.command_id
            )
        except Refused as refused:
            return render(
                request, "pages/desk/meetings.html", view, form=form.but(refused), status=409
            )
        return _back("arranged", asked.outcome)

    @routes.get("/{meeting_id}")
    async def one(request: Request, meeting_id: UUID, _actor: Reader) -> Response:
        view = await _meeting(actions, meeting_id)
        ticked = {"members": [m["member_id"] for m in view.members if m["present"]]}
        return render(request, "pages/desk/meeting.html", view, form=Filled(ticked))

    @routes.post("/{meeting_id}")
    async def held(
        request: Request, meeting_id: UUID, actor: Reader, posted: PostedForm
    ) -> Response:
        view, form = await _meeting(actions, meeting_id), posted.read(Attended)
        if form.model is None:
            return render(request, "pages/desk/meeting.html", view, form=form)
        came = set(form.model.members)
        said = {"members": [{**m, "present": m["member_id"] in came} for m in view.members]}
        asked = await actions.give_meeting(
            meeting_id, "record-attendance", said, actor, posted.command_id
        )
        if asked.outcome == "refused":
            shown = form.but(Refused(asked.reason or "It was refused.", asked.source or ""))
            return render(request, "pages/desk/meeting.html", view, form=shown, status=409)
        return _back("held", asked.outcome)

    return routes


def _back(done: str, outcome: str | None) -> Response:
    return RedirectResponse(
        f"/desk/meetings?now={done if outcome else 'being-recorded'}", status_code=303
    )


def _members(known: Sequence[Mapping[str, Any]], chosen: list[str]) -> list[dict[str, Any]]:
    return [{**m, "present": False} for m in known if m["member_id"] in chosen]


async def _view(actions: Actions, actor: Actor, query: Mapping[str, str]) -> MeetingsView:
    async with actions.service.db.read() as conn:
        found = await meetings.latest(conn)
        ids = {f"person:{m['member_id']}" for one in found for m in one.members}
        named = await names.named(conn, ids)
    listed = [_shown(one, named) for one in found]
    people = listed[0].people if listed else ()
    may_arrange = POLICY.may(actor, "prepare_letter")
    return MeetingsView(listed, people, may_arrange, NOTICES.get(query.get("now", "")))


async def _meeting(actions: Actions, id_: UUID) -> Meeting:
    async with actions.service.db.read() as conn:
        found = await meetings.find(conn, id_)
        if found is None:
            raise NotFound("There is no such meeting.")
        ids = [f"person:{m['member_id']}" for m in found.members]
        return _shown(found, await names.named(conn, ids))


def _shown(meeting: MeetingView, named: Mapping[str, str]) -> Meeting:
    return Meeting(
        id=meeting.id,
        starts_at=meeting.starts_at,
        held=meeting.held,
        present=sum(bool(m["present"]) for m in meeting.members),
        members=meeting.members,
        people=[(m["member_id"], _name(m, named)) for m in meeting.members],
    )


def _name(member: Mapping[str, Any], named: Mapping[str, str]) -> str:
    name = named.get(f"person:{member['member_id']}", member["member_id"])
    return f"{name}, {member['sector'].replace('_', ' ')}"
