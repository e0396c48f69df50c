"""Check your answers, and send."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.access import Scope
from chassis.errors import Stale
from chassis.identity import Actor
from chassis.web.form_errors import FieldError
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.by_form import ByForm
from services.notify.draft.answers import AUTHORITY, Problem, aware_on
from services.notify.draft.domain import Draft
from services.notify.draft.questions import steps
from services.notify.register.choices import authorities_on
from services.notify.web.form.answered import Answered, Row, answered
from services.notify.web.form.clock import ClockShown, clock_shown
from services.notify.web.form.shown import error_of, seen_of

Writer = Annotated[Actor, Depends(needs(POLICY, "draft"))]
Sender = Annotated[Actor, Depends(needs(POLICY, "notify"))]
CHECK = "form/check.html"


@dataclass(frozen=True)
class CheckView:
    """All answers of a draft."""

    id: UUID
    version: int
    clock: ClockShown
    authority: str
    whose: Answered
    answers: Sequence[Answered]
    look_again: Sequence[FieldError]
    may_send: bool
    may_change: bool
    stale: bool = False


def build_check(by_form: ByForm) -> APIRouter:
    """``/drafts/{id}/check``."""
    routes = APIRouter(prefix="/drafts/{id_}/check", include_in_schema=False)

    @routes.get("")
    async def look(request: Request, id_: UUID, actor: Writer) -> Response:
        """All that was answered, with what is still to be done before it can be sent."""
        draft = await by_form.drafts.open(id_, actor, "check")
        async with by_form.service.db.read() as conn:
            found = await by_form.before_sending(conn, draft)
        form: Filled[Any] = Filled({}, _placed(by_form, draft, found))
        view = await _view(by_form, draft, actor, found)
        return render(request, CHECK, view, form=form, status=200)

    @routes.post("")
    async def send(request: Request, id_: UUID, actor: Sender, posted: PostedForm) -> Response:
        """Notify; a second click leads to the same receipt."""
        try:
            told = await by_form.send(id_, seen_of(posted), actor)
        except Stale:
            draft = await by_form.drafts.open(id_, actor, "check")
            view = await _view(by_form, draft, actor, stale=True)
            return render(request, CHECK, view, form=Filled(), status=409)
        if isinstance(told, str):
            return RedirectResponse(f"/notifications/{told}?sent=1", status_code=303)
        draft = await by_form.drafts.open(id_, actor, "check")
        form: Filled[Any] = Filled({}, _placed(by_form, draft, told))
        return render(request, CHECK, await _view(by_form, draft, actor, told), form=form)

    return routes


def _placed(by_form: ByForm, draft: Draft, problems: Sequence[Problem]) -> list[FieldError]:
    """Each problem with the place where it is put right; one on no page stands for itself."""
    asked = {step.name: step for step in steps(by_form.pages(), draft.children)}
    found: list[FieldError] = []
    for one in problems:
        step = asked.get(one.step)
        if (one.step, one.name) == AUTHORITY:
            found.append(FieldError(one.name, one.reason, at=f"/drafts/{draft.id}/{one.step}"))
            continue
        if step is None:
            found.append(FieldError("", one.reason))
            continue
        reason = one.reason if step.number is None else f"Child {step.position}: {one.reason}"
        at = f"/drafts/{draft.id}/{step.name}?back=check&look=1"
        found.append(replace(error_of(step, one), reason=reason, at=at))
    return found


async def _view(
    by_form: ByForm,
    draft: Draft,
    actor: Actor,
    wrong: Sequence[Problem] = (),
    *,
    stale: bool = False,
) -> CheckView:
    form, today = by_form.pages(), by_form.today()
    async with by_form.service.db.read() as conn:
        authorities = await authorities_on(conn, today)
    needed = {(one.step, one.name) for one in wrong}
    shown = [
        answered(
            step, draft.values(step.name), authorities, f"/drafts/{draft.id}/{step.name}", needed
        )
        for step in steps(form, draft.children)
    ]
    name = dict(authorities).get(draft.authority_code, draft.authority_code)
    may_change = POLICY.may(actor, "notify")
    href = f"/drafts/{draft.id}/{AUTHORITY[0]}" if may_change else ""
    return CheckView(
        id=draft.id,
        version=draft.version,
        clock=clock_shown(aware_on(form, draft), today),
        authority=name,
        whose=Answered("Who notifies", [Row("Authority", name, href)]),
        answers=shown,
        look_again=_placed(by_form, draft, by_form.look_again(draft)),
        may_send=POLICY.may(actor, "notify", Scope(authority=draft.authority_code)),
        may_change=may_change,
        stale=stale,
    )
