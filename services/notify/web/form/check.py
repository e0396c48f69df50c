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
from services.notify.draft.answers import AUTHORITY, Problem, aware_on, in_words
from services.notify.draft.commands import Values
from services.notify.draft.domain import Draft
from services.notify.draft.questions import Page, Step, steps
from services.notify.register.choices import authorities_on
from services.notify.web.form.clock import ClockShown, clock_shown
from services.notify.web.form.shown import Authorities, error_of, seen_of, with_authorities

Writer = Annotated[Actor, Depends(needs(POLICY, "draft"))]
Sender = Annotated[Actor, Depends(needs(POLICY, "notify"))]
CHECK = "form/check.html"


@dataclass(frozen=True)
class Answered:
    """The answers of one page: words, and where they are changed."""

    title: str
    href: str
    rows: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class CheckView:
    """All answers of a draft."""

    id: UUID
    version: int
    clock: ClockShown
    authority: str
    whose: Answered
    answers: Sequence[Answered]
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
        form: Filled[Any] = Filled({}, _wrong(by_form, draft, found))
        return render(request, CHECK, await _view(by_form, draft, actor), form=form, status=200)

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
        form: Filled[Any] = Filled({}, _wrong(by_form, draft, told))
        return render(request, CHECK, await _view(by_form, draft, actor), form=form)

    return routes


def _wrong(by_form: ByForm, draft: Draft, problems: Sequence[Problem]) -> list[FieldError]:
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


async def _view(by_form: ByForm, draft: Draft, actor: Actor, *, stale: bool = False) -> CheckView:
    form, today = by_form.pages(), by_form.today()
    async with by_form.service.db.read() as conn:
        authorities = await authorities_on(conn, today)
    shown = [
        answered(step, draft.values(step.name), authorities, f"/drafts/{draft.id}/{step.name}")
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
        whose=Answered("Who notifies", href, [("Authority", name, AUTHORITY[1])]),
        answers=shown,
        may_send=POLICY.may(actor, "notify", Scope(authority=draft.authority_code)),
        may_change=may_change,
        stale=stale,
    )


def answered(step: Step, values: Values, authorities: Authorities, href: str = "") -> Answered:
    """A page's answers in words; of a list only the parts in which something stands."""
    page: Page = with_authorities(step.page, authorities)
    given = {**{one.name: one.usual for one in page.questions if one.usual}, **values}
    rows = []
    for one in page.questions:
        words = in_words(one, given)
        if words or page.into != "other_areas":
            title = _title(page, one.part)
            label = f"{title}: {one.words}" if title and one.part not in one.words else one.words
            rows.append((label.replace(" (optional)", ""), words, one.name))
    return Answered(step.title, f"{href}?back=check", rows or [("Other areas", "None", "")])


def _title(page: Page, part: str) -> str:
    return next((title for name, title, _ in page.parts if name == part), "")
