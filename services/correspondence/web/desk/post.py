"""The tray of letters on paper: print, post, note the day; and what the post brought back."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.access import known_as
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm, day_fields
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY, regions_of
from services.correspondence.delivery import posting
from services.correspondence.delivery.posting import Paper
from services.correspondence.office_holder import store as office_holders
from services.correspondence.policy.rules import sender
from services.correspondence.read_models import names
from services.correspondence.render.cover import Cover, printed
from services.correspondence.use_cases import sent
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.words import day

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Doer = Annotated[Actor, Depends(needs(POLICY, "do_task"))]
PAGE, ROOT = "pages/desk/post.html", "/desk/post"
DONE = {"posted": "The day is noted.", "back": "It came back: a task is open."}


class Posted(Form):
    """The day on which it was handed to the post."""

    posted_on: date = Field(json_schema_extra={"error": "Enter the day on which it was posted"})


@dataclass(frozen=True)
class TrayView:
    """What waits, what was posted, and the one whose day is asked for."""

    waiting: Sequence[Paper]
    posted: Sequence[Paper]
    notice: str | None = None
    may_do: bool = True
    one: Paper | None = None


def build_post(actions: Actions) -> APIRouter:
    """``/desk/post``."""
    routes = APIRouter(prefix="/desk/post", include_in_schema=False)

    @routes.get("")
    async def tray(request: Request, actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await posting.tray(conn, regions_of(actor), known_as(actor))
        await actions.audit(actor, "saw letters", "letters to post")
        notice = DONE.get(request.query_params.get("now", ""))
        return render(request, PAGE, _view(found, notice, may_do=POLICY.may(actor, "do_task")))

    @routes.get("/{delivery_id}.pdf")
    async def file(delivery_id: UUID, actor: Doer) -> Response:
        found = await _one(actions, actor, delivery_id)
        letter = await sent.as_pdf(actions, found.letter_id, actor)
        issued, _case = await actions.letter(found.letter_id, actor)
        cover = await cover_of(actions, found, issued.issued_on)
        made = await asyncio.to_thread(printed, cover, letter)
        await actions.audit(actor, "printed a letter", found.reference)
        name = f'attachment; filename="{found.reference}-to-post.pdf"'
        return Response(made, media_type="application/pdf", headers={"Content-Disposition": name})

    @routes.get("/{delivery_id}")
    async def one(request: Request, delivery_id: UUID, actor: Doer) -> Response:
        found = await _one(actions, actor, delivery_id)
        start = Filled[Posted](day_fields("posted_on", actions.today()))
        return render(request, PAGE, TrayView((), (), one=found), form=start)

    @routes.post("/{delivery_id}")
    async def note(
        request: Request, delivery_id: UUID, actor: Doer, posted: PostedForm
    ) -> Response:
        found, form = await _one(actions, actor, delivery_id), posted.read(Posted)
        if form.model is None:
            return render(request, PAGE, TrayView((), (), one=found), form=form)
        try:
            await _note(actions, found, form.model.posted_on, actor)
        except Refused as no:
            view = TrayView((), (), one=found)
            return render(request, PAGE, view, form=form.but(no), status=409)
        return RedirectResponse(f"{ROOT}?now=posted", status_code=303)

    @routes.post("/{delivery_id}/back")
    async def back(delivery_id: UUID, actor: Doer, _posted: PostedForm) -> Response:
        found = await _one(actions, actor, delivery_id)
        async with actions.service.db.begin() as tx:
            await posting.came_back(tx, found.id, actor)
        return RedirectResponse(f"{ROOT}?now=back", status_code=303)

    return routes


async def _note(actions: Actions, found: Paper, posted_on: date, actor: Actor) -> None:
    letter, _case = await actions.letter(found.letter_id, actor)
    posting.day_is_possible(posted_on, letter.issued_on, actions.today())
    async with actions.service.db.begin() as tx:
        await names.note(tx, actor)
        await posting.posted(tx, found.id, posted_on, actor)


async def _one(actions: Actions, actor: Actor, id_: UUID) -> Paper:
    """A letter on paper of the reader's reach, the look at its case written down; raises NotFound."""
    async with actions.service.db.read() as conn:
        found = await posting.tray(conn, regions_of(actor), None, only=id_)
    if not found:
        raise NotFound("There is no such letter on paper.")
    await actions.case(found[0].reference, actor)
    return found[0]


def _view(found: Sequence[Paper], notice: str | None, *, may_do: bool) -> TrayView:
    return TrayView(
        waiting=[one for one in found if one.posted_on is None],
        posted=[one for one in found if one.posted_on is not None],
        notice=notice,
        may_do=may_do,
    )


async def cover_of(actions: Actions, paper: Paper, issued_on: date | None) -> Cover:
    """The address, for the attention of who held the role when the letter went out."""
    today, code = actions.today(), paper.organisation
    async with actions.service.db.read() as conn:
        known = (await office_holders.of(conn, [code]))[code]
    named = [one.now.person.name for one in known.holders if one.id == paper.holder]
    return Cover(
        title=f"Letter to {paper.name}",
        sender=sender(issued_on or today),
        lines=(*filter(None, named), paper.name, *paper.address.splitlines()),
        reference=paper.reference,
        date=day(issued_on or today),
        banner="Made-up data" if actions.settings.made_up_data else None,
    )
