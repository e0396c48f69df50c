"""Your drafts, the page of one draft, deleting it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from chassis.access import Scope
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.form_errors import FieldError
from chassis.web.forms import Filled, Posted, PostedForm, first_time
from chassis.web.guard import needs
from chassis.web.pages import render
from services.notify.access import POLICY
from services.notify.by_form import ByForm
from services.notify.draft import queries
from services.notify.draft.answers import aware_on
from services.notify.draft.commands import Delete
from services.notify.draft.domain import Draft
from services.notify.draft.handlers import days_left, may_start_for
from services.notify.draft.questions import steps
from services.notify.register.choices import authorities_on
from services.notify.web.form.clock import ClockShown, clock_shown
from services.notify.web.form.shown import DraftView, Task, status_of

Writer = Annotated[Actor, Depends(needs(POLICY, "draft"))]
Starter = Annotated[Actor, Depends(needs(POLICY, "notify"))]
DRAFTS = "form/drafts.html"
CHOOSE = "Choose for which authority."
NONE = "None of the authorities for which you notify is in the register today."
NOTICES = {
    "handed": "It is handed over. Whoever has it now sees it among their drafts; you still do, too.",
    "taken": "It is taken back.",
    "child": "A child was added.",
    "removed": "The child was removed, with all that was typed about it.",
}


@dataclass(frozen=True)
class DraftLine:
    """One draft in the list."""

    id: UUID
    authority: str
    started_on: date
    started_by: str
    saved_at: datetime
    saved_by: str
    clock: ClockShown
    deleted_on: date
    days_left: int
    remind: bool


@dataclass(frozen=True)
class DraftsView:
    """The list, and for whom one may be begun."""

    drafts: Sequence[DraftLine]
    start_for: Sequence[tuple[str, str]]
    saved: bool = False
    deleted: bool = False


def build_drafts(by_form: ByForm) -> APIRouter:
    """``/drafts``."""
    routes = APIRouter(prefix="/drafts", include_in_schema=False)
    drafts = by_form.drafts

    @routes.get("")
    async def mine(
        request: Request,
        actor: Writer,
        saved: Annotated[str, Query(max_length=40)] = "",
        deleted: Annotated[int, Query(ge=0, le=1)] = 0,
    ) -> Response:
        """What this person may go on with, on whatever device."""
        view = replace(await _mine(by_form, actor), saved=bool(saved), deleted=bool(deleted))
        return render(request, DRAFTS, view, form=Filled())

    @routes.post("")
    async def start(request: Request, actor: Starter, posted: PostedForm) -> Response:
        """Begin a notification; a double click is one draft."""
        return await _start(by_form, request, posted, actor)

    @routes.get("/{id_}")
    async def one(
        request: Request,
        id_: UUID,
        actor: Writer,
        done: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        """How far each page of a draft is; one that was sent leads to what it became."""
        try:
            draft = await drafts.open(id_, actor)
        except NotFound:
            return await _became(by_form, id_)
        names = await authorities(by_form)
        view = _view(by_form, draft, names, actor, NOTICES.get(done))
        return render(request, "form/draft.html", view)

    @routes.get("/{id_}/delete")
    async def ask_delete(request: Request, id_: UUID, actor: Writer) -> Response:
        """Ask once more."""
        draft = await drafts.load(id_, actor)
        return render(request, "form/delete.html", draft)

    @routes.post("/{id_}/delete")
    async def delete(id_: UUID, actor: Writer, _posted: PostedForm) -> Response:
        """Delete it for everybody who has it."""
        await drafts.do(id_, Delete(by_form.today(), wanted=True), actor)
        return RedirectResponse("/drafts?deleted=1", status_code=303)

    return routes


async def _mine(by_form: ByForm, actor: Actor) -> DraftsView:
    names = await authorities(by_form)
    lines = [_line(one, names, by_form.today()) for one in await by_form.drafts.mine(actor)]
    return DraftsView(lines, [(one, names[one]) for one in may_start_for(actor) if one in names])


def _chosen(posted: Posted, view: DraftsView) -> str | FieldError:
    if code := posted.values.get("authority_code"):
        return str(code)
    if not view.start_for:
        return FieldError("", NONE)
    [(only, _), *others] = view.start_for
    return FieldError("authority_code", CHOOSE) if others else only


async def _start(by_form: ByForm, request: Request, posted: Posted, actor: Actor) -> Response:
    view = await _mine(by_form, actor)
    code = _chosen(posted, view)
    if isinstance(code, FieldError):
        return render(request, DRAFTS, view, form=Filled(posted.values, [code]))
    async with by_form.service.db.begin() as tx:
        if await first_time(tx.conn, posted):
            await by_form.drafts.start(tx, posted.command_id, actor, code)
    return RedirectResponse(f"/drafts/{posted.command_id}", status_code=303)


async def _became(by_form: ByForm, id_: UUID) -> Response:
    reference = await by_form.became(id_)
    if reference is None:
        raise NotFound("There is no such draft. It was deleted, or it is not yours.")
    return RedirectResponse(f"/notifications/{reference}", status_code=303)


async def authorities(by_form: ByForm) -> dict[str, str]:
    """The names of today's authorities by code."""
    async with by_form.service.db.read() as conn:
        return dict(await authorities_on(conn, by_form.today()))


def _line(one: queries.Listed, names: dict[str, str], today: date) -> DraftLine:
    deleted_on = Draft(one.id, started_on=one.started_on).deleted_on
    return DraftLine(
        id=one.id,
        authority=names.get(one.authority_code, one.authority_code),
        started_on=one.started_on,
        started_by=one.started_by_name,
        saved_at=one.saved_at,
        saved_by=one.saved_by_name,
        clock=clock_shown(one.aware_on, today),
        deleted_on=deleted_on,
        days_left=days_left(deleted_on, today),
        remind=one.reminded_on is not None,
    )


def _view(
    by_form: ByForm, draft: Draft, names: dict[str, str], actor: Actor, notice: str | None
) -> DraftView:
    form, today = by_form.pages(), by_form.today()
    problems = by_form.problems(draft)
    sections: dict[str, list[Any]] = {}
    for step in steps(form, draft.children):
        href = f"/drafts/{draft.id}/{step.name}"
        task = Task(step.title, href, status_of(step, draft, problems))
        sections.setdefault(step.page.section, []).append(task)
    return DraftView(
        id=draft.id,
        authority=names.get(draft.authority_code, draft.authority_code),
        clock=clock_shown(aware_on(form, draft), today),
        sections=list(sections.items()),
        children=[(number, n) for n, number in enumerate(draft.children, start=1)],
        ready=not problems and draft.authority_code in names,
        may_send=POLICY.may(actor, "notify", Scope(authority=draft.authority_code)),
        deleted_on=draft.deleted_on,
        days_left=days_left(draft.deleted_on, today),
        notice=notice,
    )
