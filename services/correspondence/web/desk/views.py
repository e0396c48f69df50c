"""Views that partners raised, at the desk: what waits for the Panel, and since when; the page of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, Posted, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.dialogue import AnswerWay, NoAnswerReason, ViewEffect
from services.correspondence.access import POLICY, listing_of
from services.correspondence.letter_ask import store as letter_asks
from services.correspondence.read_models.cases import CaseView
from services.correspondence.use_cases import answering
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.answering import Said
from services.correspondence.voice import store
from services.correspondence.voice.domain import Voice
from services.correspondence.web.desk.view_shown import (
    ADDRESS,
    AwaitedLine,
    asked,
    awaited,
    shown,
)
from services.correspondence.web.moves.kind import Text
from services.correspondence.web.shown.voices import VoiceLine, line

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Writer = Annotated[Actor, Depends(needs(POLICY, answering.PERMISSION))]
ONE = "pages/desk/view.html"


class Considered(Form):
    """How a view counted."""

    counted: ViewEffect = Field(json_schema_extra={"error": "Say how it counted"})


class AnswerForm(Form):
    """What the Panel says to a view."""

    effect: ViewEffect | None = None
    way: AnswerWay = Field(json_schema_extra={"error": "Say how it is answered"})
    words: Text | None = None
    reply_by: date | None = Field(None, json_schema_extra={"error": "Enter a day, as in 27 3 2026"})
    document_id: UUID | None = None
    letter_id: UUID | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """An answer by letter names it."""
        if self.way is AnswerWay.LETTER and self.letter_id is None:
            yield "letter_id", "Choose the letter that answers it"


class CloseForm(Form):
    """Why a view needs no answer."""

    reason: NoAnswerReason = Field(json_schema_extra={"error": "Choose why it needs no answer"})
    because: Annotated[str | None, Field(max_length=2_000)] = None


@dataclass(frozen=True)
class ViewsView:
    """What waits: for the Panel, what is late on top; and for partners."""

    waiting: Sequence[VoiceLine]
    awaited: Sequence[AwaitedLine]


def build_views(actions: Actions) -> APIRouter:
    """The list of views, and the page of one."""
    routes = APIRouter(prefix="/desk/views", include_in_schema=False)

    @routes.get("")
    async def listed(request: Request, actor: Reader) -> Response:
        mine, today = listing_of(actor), actions.today()
        async with actions.service.db.read() as conn:
            waiting = await store.awaiting_panel(conn, mine)
            back = await store.awaiting_partner(conn, mine)
            asks = await letter_asks.awaited(conn, mine)
        await actions.audit(actor, "saw views", "that wait")
        lines = [line(one.voice, today) for one in waiting]
        lines.sort(key=lambda one: (one.clock is None, one.clock.due_on if one.clock else today))
        of_partners = [awaited(one.voice, today) for one in back]
        of_partners += [asked(one, today) for one in asks]
        of_partners.sort(key=lambda one: one.due_on or date.max)
        view = ViewsView(lines, of_partners)
        return render(request, "pages/desk/views.html", view)

    @routes.get("/{view_id}")
    async def one(request: Request, view_id: UUID, actor: Reader) -> Response:
        return await _page(actions, request, view_id, actor)

    @routes.post("/{view_id}/considered")
    async def consider(
        request: Request, view_id: UUID, actor: Writer, posted: PostedForm
    ) -> Response:
        step = _Step(actions, request, view_id, actor, posted)
        return await step.take(Considered, _consider, "considered")

    @routes.post("/{view_id}/answer")
    async def answer(
        request: Request, view_id: UUID, actor: Writer, posted: PostedForm
    ) -> Response:
        step = _Step(actions, request, view_id, actor, posted)
        return await step.take(AnswerForm, _answer, "answered")

    @routes.post("/{view_id}/closed")
    async def close(request: Request, view_id: UUID, actor: Writer, posted: PostedForm) -> Response:
        step = _Step(actions, request, view_id, actor, posted)
        return await step.take(CloseForm, _close, "closed")

    return routes


@dataclass(frozen=True)
class _Step:
    """One step of a view; a refusal shows its page again with the reason and its source."""

    actions: Actions
    request: Request
    view_id: UUID
    actor: Actor
    posted: Posted

    async def take(self, kind: type[Form], do: Any, done: str) -> Response:
        voice, case = await answering.find(self.actions, self.view_id, self.actor)
        form: Filled[Any] = Filled(self.posted.values)
        try:
            form = (await self._with_document(case)).read(kind)
            if form.model is None:
                return await self._again(form)
            await do(self, voice, case, form.model)
        except Refused as no:
            return await self._again(form.but(no), 409)
        return RedirectResponse(f"{ADDRESS}/{self.view_id}?now={done}", status_code=303)

    async def _with_document(self, case: CaseView) -> Posted:
        """The form with the document that came with it kept, so that it need not be sent again."""
        upload = self.posted.files.get("document")
        if upload is None:
            return self.posted
        content, name = await upload.read(), upload.filename or "Document"
        stored = await self.actions.upload(case, content, name, self.actor)
        values = {**self.posted.values, "document_id": str(stored.id)}
        return Posted(self.posted.command_id, values, {})

    async def _again(self, form: Filled[Any], status: int | None = None) -> Response:
        return await _page(
            self.actions, self.request, self.view_id, self.actor, form=form, status=status
        )


async def _consider(step: _Step, voice: Voice, case: CaseView, form: Considered) -> None:
    counted = form.counted.value
    await answering.consider(step.actions, voice, case, counted, step.actor, step.posted)


async def _answer(step: _Step, voice: Voice, case: CaseView, form: AnswerForm) -> None:
    effect = form.effect.value if form.effect else None
    said = Said(form.way, effect, form.words, form.document_id, form.reply_by, form.letter_id)
    await answering.answer(step.actions, voice, case, said, step.actor, step.posted)


async def _close(step: _Step, voice: Voice, case: CaseView, form: CloseForm) -> None:
    reason = (form.reason.value, form.because)
    await answering.close(step.actions, voice, case, reason, step.actor, step.posted)


async def _page(
    actions: Actions,
    request: Request,
    id_: UUID,
    actor: Actor,
    form: Filled[Any] | None = None,
    status: int | None = None,
) -> Response:
    view = await shown(actions, id_, actor, request.query_params.get("now", ""))
    start: Filled[Any] = Filled({"way": AnswerWay.THREAD.value if view.in_thread else ""})
    return render(request, ONE, view, form=form or start, status=status)
