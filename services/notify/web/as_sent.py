"""The form as it was sent: the questions as they were asked, the answers as they were given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from chassis.access import audit_read
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import day
from services.notify.access import POLICY
from services.notify.by_form import ByForm
from services.notify.draft.domain import Draft
from services.notify.draft.questions import Step, steps
from services.notify.notification import queries
from services.notify.register.choices import authorities_on
from services.notify.web.form.answered import (
    NO_AREAS,
    OF_IDENTITY,
    Answered,
    Told,
    rows_of,
    told_of,
)
from services.notify.web.form.shown import with_authorities

AsSent = Annotated[Actor, Depends(needs(POLICY, "read_as_sent"))]
LEFT = "somebody whose name is kept no longer"


@dataclass(frozen=True)
class SentView:
    """What was sent through the form, as it was asked."""

    reference: str
    form_version: str
    sent_by: str
    sent_on: str
    answers: Sequence[Answered]


def build_as_sent(by_form: ByForm) -> APIRouter:
    """``/notifications/{reference}/as-sent``."""
    routes = APIRouter(prefix="/notifications/{reference}", include_in_schema=False)

    @routes.get("/as-sent")
    async def as_sent(request: Request, reference: str, actor: AsSent) -> Response:
        """The questions as they were asked and the answers as they were given; no identity."""
        found = await by_form.notifications.find(reference, actor, "read_as_sent")
        view = await _sent(by_form, found, actor)
        return render(request, "mine/as_sent.html", view)

    return routes


async def _sent(by_form: ByForm, found: queries.Found, actor: Actor) -> SentView:
    form, sent, given = await by_form.as_sent(found.id)
    async with by_form.service.db.begin() as tx:
        names = await authorities_on(tx.conn, tx.today)
        await audit_read(tx.conn, actor, "read the form as sent", found.reference, at=tx.now)
    answers: list[Answered] = []
    if given:
        draft = Draft(found.id, children=given.children)
        for step in steps(form, draft.children):
            page = with_authorities(step.page, names)
            told = told_of(page, given.pages.get(step.name, {}))
            rows = rows_of([_apart(step, one, given.apart) for one in told])
            answers.append(Answered(step.title, rows or [NO_AREAS]))
    return SentView(
        found.reference, sent.form_version, sent.sent_by_name or LEFT, day(sent.sent_at), answers
    )


def _apart(step: Step, told: Told, apart: frozenset[tuple[str, str]]) -> Told:
    kept = (step.name, told.question.name) in apart
    return replace(told, answer=OF_IDENTITY) if kept else told
