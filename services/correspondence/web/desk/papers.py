"""The papers of a meeting as one file, its minutes as page and file, and their agreement by the chair."""

import asyncio
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.document import store as documents
from services.correspondence.read_models.meetings import MeetingView
from services.correspondence.render.papers import Attachment, Papers, Part, pdf
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.answered import among, refused_here
from services.correspondence.web.shown import meeting_cases, paper
from services.correspondence.web.shown.meeting_cases import MINUTES, PAPERS, MeetingCase
from services.correspondence.web.shown.members import who_may_come

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Chair = Annotated[Actor, Depends(needs(POLICY, "agree_minutes"))]
ATTACHED_BYTES_MAX = 60 * 1024 * 1024
PAGE = "pages/desk/minutes.html"


@dataclass(frozen=True)
class MinutesView:
    """The minutes, and whether this reader may agree them."""

    meeting: MeetingView
    papers: Papers
    may_agree: bool


def build_papers(actions: Actions) -> APIRouter:
    """``/meetings/{id}/papers.pdf``, ``/minutes`` and ``/minutes.pdf``."""
    routes = APIRouter(prefix="/desk/meetings/{meeting_id}", include_in_schema=False)

    @routes.get("/papers.pdf")
    async def pack(meeting_id: UUID, actor: Reader) -> Response:
        meeting, cases = await meeting_cases.of_meeting(actions, meeting_id, actor, PAPERS)
        async with actions.service.db.read() as conn:
            inside = await attachments(actions, conn, cases)
            papers = await _papers(actions, conn, meeting, cases, frozenset(inside))
        return await _file(papers, "papers", list(inside.values()))

    @routes.get("/minutes")
    async def minutes(request: Request, meeting_id: UUID, actor: Reader) -> Response:
        view = await _minutes(actions, meeting_id, actor)
        return render(request, PAGE, view, form=Filled())

    @routes.get("/minutes.pdf")
    async def minutes_file(meeting_id: UUID, actor: Reader) -> Response:
        return await _file((await _minutes(actions, meeting_id, actor)).papers, "minutes")

    @routes.post("/minutes")
    async def agree(
        request: Request, meeting_id: UUID, actor: Chair, posted: PostedForm
    ) -> Response:
        asked = await actions.give_meeting(
            meeting_id, "agree-minutes", {}, actor, posted.command_id
        )
        if asked.outcome == "refused":
            view = await _minutes(actions, meeting_id, actor)
            no = await refused_here(actions, actor, asked, among(()))
            return render(request, PAGE, view, form=Filled().but(no), status=409)
        now = "agreed" if asked.outcome == "done" else "being-recorded"
        return RedirectResponse(f"/desk/meetings?now={now}", status_code=303)

    return routes


async def _papers(
    actions: Actions,
    conn: Conn,
    meeting: MeetingView,
    cases: Sequence[MeetingCase],
    inside: frozenset[UUID],
) -> Papers:
    keys, here = actions.service.keys, [one for one in cases if one.item.stays]
    parts = [await paper.case_part(conn, keys, one, inside) for one in here]
    lead = paper.lead_of(meeting, here, actions.today())
    made_up = actions.settings.made_up_data
    made = paper.papers(meeting, parts, "Papers of the Panel", lead, made_up=made_up)
    return replace(made, part_a_page=True)


async def attachments(
    actions: Actions, conn: Conn, cases: Sequence[MeetingCase]
) -> dict[UUID, Attachment]:
    """The clean documents of these cases, as many as fit; what does not fit is named in the papers."""
    found: dict[UUID, Attachment] = {}
    room = ATTACHED_BYTES_MAX
    for one in cases:
        clean = [d for d in one.documents if d.scan_state == "clean" and not one.kept_from]
        for number, stored in enumerate(clean, 1):
            if stored.size_bytes > room or not one.item.stays:
                continue
            content = await documents.opened(conn, actions.service.keys, stored)
            if content is not None:
                room -= stored.size_bytes
                end = mimetypes.guess_extension(stored.media_type) or ""
                name = f"{one.item.case.reference}-{number}{end}"
                title = f"{one.item.case.reference}: {stored.title}"
                found[stored.id] = Attachment(name, stored.media_type, title, content)
    return found


async def _minutes(actions: Actions, id_: UUID, actor: Actor) -> MinutesView:
    meeting, cases = await meeting_cases.of_meeting(actions, id_, actor, MINUTES)
    if not meeting.held:
        raise NotFound("Who was present is not recorded yet, so there are no minutes.")
    async with actions.service.db.read() as conn:
        on = actions.today()
        people = await who_may_come(conn, meeting.members, on)
        attended = Part("The meeting", (paper.attendance(meeting, people),))
        keys = actions.service.keys
        parts = [attended, *[await paper.minute(conn, keys, one) for one in cases]]
    made_up = actions.settings.made_up_data
    lead = paper.lead_of(meeting, cases, on)
    papers = paper.papers(meeting, parts, "Minutes of the Panel", lead, made_up=made_up)
    may = POLICY.may(actor, "agree_minutes") and meeting.minutes_agreed_on is None
    return MinutesView(meeting, papers, may_agree=may)


async def _file(papers: Papers, name: str, inside: Sequence[Attachment] = ()) -> Response:
    content = await asyncio.to_thread(pdf, papers, inside)
    on = "-".join(f"{part:02}" for part in papers.year_month_day)
    headers = {"Content-Disposition": f'attachment; filename="{name}-{on}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)
