"""Questions on the threshold: listed, opened and answered by the national body."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field, StringConstraints, field_validator

from chassis.access import audit_read
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import day
from services.notify.access import POLICY
from services.notify.notification import wire
from services.notify.notification.advising import Advising, Asked
from services.notify.notification.handlers import Notifications, scope_of
from services.notify.notification.wire_later import ERASED
from services.notify.policy.advice import paragraphs

Adviser = Annotated[Actor, Depends(needs(POLICY, "answer_threshold"))]
Words = Annotated[str, StringConstraints(min_length=10, max_length=8000)]


class AnswerForm(Form):
    """The advice, and the paragraph it relies on."""

    paragraph: str = Field(json_schema_extra={"error": "Choose the paragraph that you rely on."})
    answer: Words = Field(json_schema_extra={"error": "Write the advice in a sentence or more."})

    @field_validator("paragraph")
    @classmethod
    def is_known(cls, paragraph: str) -> str:
        """One of those that the policy lists."""
        if paragraph not in paragraphs():
            raise ValueError("Choose the paragraph that you rely on")
        return paragraph


@dataclass(frozen=True)
class QuestionView:
    """One question with what is known of the incident in codes."""

    reference: str
    id: UUID
    question: str
    rows: Sequence[tuple[str, str]]
    paragraphs: Sequence[tuple[str, str]]
    answered: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class QuestionsView:
    """All that wait for an answer."""

    waiting: Sequence[tuple[str, UUID, str, str]]
    """Reference, question, authority, date."""


def build_thresholds(notifications: Notifications, advising: Advising) -> APIRouter:
    """The pages of advice; every look is written down."""
    routes, db = APIRouter(tags=["thresholds"]), notifications.service.db

    @routes.get("/thresholds")
    async def list_waiting(request: Request, actor: Adviser) -> Response:
        """Questions that await their answer."""
        async with db.begin() as tx:
            await audit_read(tx.conn, actor, "listed questions", "all", at=tx.now)
        rows = [
            (
                found.reference,
                question.id,
                wire.Content.model_validate(found.content).area.authority_name,
                day(question.asked_on),
            )
            for found, question in await advising.waiting()
            if POLICY.may(actor, "answer_threshold", scope_of(found))
        ]
        return render(request, "thresholds.html", QuestionsView(rows))

    @routes.get("/thresholds/{reference}/{question}")
    async def show(request: Request, reference: str, question: UUID, actor: Adviser) -> Response:
        """One question."""
        empty: Filled[AnswerForm] = Filled()
        view = await _seen(reference, question, actor)
        return render(request, "threshold.html", view, form=empty)

    @routes.post("/thresholds/{reference}/{question}")
    async def answer(
        request: Request, reference: str, question: UUID, actor: Adviser, posted: PostedForm
    ) -> Response:
        """Advise."""
        form = posted.read(AnswerForm)
        view = await _seen(reference, question, actor)
        if form.model is None:
            return render(request, "threshold.html", view, form=form)
        said = (form.model.answer, form.model.paragraph)
        try:
            await advising.answer(reference, question, *said, actor)
        except Refused as refused:
            return render(request, "threshold.html", view, form=form.but(refused), status=409)
        return RedirectResponse(f"/thresholds/{reference}/{question}", status_code=303)

    async def _seen(reference: str, question: UUID, actor: Actor) -> QuestionView:
        found = await notifications.find(reference, actor, "answer_threshold")
        async with db.begin() as tx:
            await audit_read(tx.conn, actor, "read question", found.reference, at=tx.now)
            asked = await advising.opened(tx.conn, found)
        for one in asked:
            if one.question.id == question:
                return _view(one)
        raise NotFound("There is no such question.")

    return routes


def _view(asked: Asked) -> QuestionView:
    content, one = wire.Content.model_validate(asked.found.content), asked.question
    rows = [
        ("Authority", content.area.authority_name),
        ("Asked on", day(one.asked_on)),
        ("Kind", content.kind.label),
        ("Abuse or neglect", content.abuse_neglect.label),
        ("Happened on", day(asked.found.occurred_on)),
    ]
    answered = [
        ("Answered on", day(one.answered_on)),
        ("By", one.answered_by_name or "The Panel's staff"),
        ("Relying on", one.paragraph or ""),
        ("Under", (one.framework_version or "").replace("framework-", "Framework ")),
        ("Advice", asked.answer or ERASED),
    ]
    return QuestionView(
        reference=asked.found.reference,
        id=one.id,
        question=asked.words or ERASED,
        rows=rows,
        paragraphs=[(words, words) for words in paragraphs()],
        answered=answered if one.answered_on else (),
    )
