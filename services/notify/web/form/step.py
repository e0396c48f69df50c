"""One page of questions of a draft: what was typed is kept first, and looked at then."""

from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from chassis.errors import NotFound, Refused, Stale
from chassis.identity import Actor
from chassis.web.forms import Posted, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import moment
from services.notify.access import POLICY
from services.notify.by_form import ByForm
from services.notify.draft.answers import aware_on
from services.notify.draft.commands import Save
from services.notify.draft.domain import Draft
from services.notify.draft.handlers import GONE
from services.notify.draft.questions import Step, steps
from services.notify.register.choices import authorities_on
from services.notify.web.form.clock import clock_shown
from services.notify.web.form.shown import (
    Conflict,
    StepView,
    changed,
    filled,
    parts,
    seen_of,
    typed,
    with_authorities,
)

Writer = Annotated[Actor, Depends(needs(POLICY, "draft"))]
TYPED_CHARS_MAX = 500_000
STEP = "form/step.html"
BACK = "check"


def build_step(by_form: ByForm) -> APIRouter:
    """``/drafts/{id}/{step}``."""
    routes = APIRouter(prefix="/drafts/{id_}", include_in_schema=False)
    at = _At(by_form)

    @routes.get("/{name}")
    async def ask(
        request: Request,
        id_: UUID,
        name: str,
        actor: Writer,
        back: Annotated[str, Query(max_length=20)] = "",
        look: Annotated[int, Query(ge=0, le=1)] = 0,
    ) -> Response:
        """The questions with what was answered before; ``look``: with what is wrong, too."""
        draft = await by_form.drafts.open(id_, actor, name)
        step = await at.step(draft, name)
        came_late = getattr(request.state, "kept", None)  # it is shown as it was typed, unjudged
        problems = by_form.problems(draft) if look and not came_late else ()
        form = filled(step, draft.values(name), problems)
        return render(request, STEP, at.view(draft, step, back), form=form, status=200)

    @routes.post("/{name}")
    async def answer(
        request: Request, id_: UUID, name: str, actor: Writer, posted: PostedForm
    ) -> Response:
        """Keep what was typed; then go on, or show what is wrong with it."""
        try:
            draft = await by_form.drafts.load(id_, actor)
        except NotFound:
            return _lost(request, posted, await by_form.became(id_))
        step = await at.step(draft, name)
        values, back = typed(step.page, posted.values), _word(posted, "back")
        try:
            draft = await by_form.drafts.do(id_, _save(step, values, posted), actor)
        except Stale:
            view = await at.conflict(draft, step, values, back)
            return render(request, STEP, view, form=filled(step, values), status=409)
        if _word(posted, "go") == "later":
            return RedirectResponse(f"/drafts?saved={id_}", status_code=303)
        found = [one for one in by_form.problems(draft) if one.step == name]
        if found:
            view = at.view(draft, step, back)
            return render(request, STEP, view, form=filled(step, values, found))
        return RedirectResponse(at.after(draft, step, back), status_code=303)

    @routes.post("/{name}/typed")
    async def keep(id_: UUID, name: str, actor: Writer, posted: PostedForm) -> Response:
        """Keep what stands in the fields while it is still being typed."""
        draft = await by_form.drafts.load(id_, actor)
        step = await at.step(draft, name)
        command = _save(step, typed(step.page, posted.values), posted)
        draft = await by_form.drafts.do(id_, replace(command, on_the_way=True), actor)
        now = moment(by_form.service.clock.now()).rpartition(" at ")[2]
        return JSONResponse({"version": draft.version, "at": now})

    return routes


def _save(step: Step, values: dict[str, Any], posted: Posted) -> Save:
    size = sum(len(one) for value in values.values() for one in value)
    if size > TYPED_CHARS_MAX:
        raise Refused(f"One page holds {TYPED_CHARS_MAX} characters at most.", code="too_long")
    return Save(step.name, values, seen=seen_of(posted), form=posted.command_id)


def _word(posted: Posted, name: str) -> str:
    value = posted.values.get(name, "")
    return value if isinstance(value, str) else ""


def _lost(request: Request, posted: Posted, became: str | None) -> Response:
    """The draft was sent or deleted meanwhile: what was typed is shown, so that it can be copied."""
    kept = [
        (name, ", ".join(value) if isinstance(value, list) else value)
        for name, value in posted.values.items()
        if value and name not in ("version", "go", "back")
    ]
    return render(request, "form/gone.html", kept, status=404, reason=GONE, became=became)


@dataclass(frozen=True)
class _At:
    """Where in the form a request is."""

    by_form: ByForm

    async def step(self, draft: Draft, name: str) -> Step:
        """The page of that name; raises NotFound."""
        form = self.by_form.pages()
        found = next((one for one in steps(form, draft.children) if one.name == name), None)
        if found is None:
            raise NotFound("The form has no such page.")
        if found.page.into != "other_areas":
            return found
        async with self.by_form.service.db.read() as conn:
            authorities = await authorities_on(conn, self.by_form.today())
        return replace(found, page=with_authorities(found.page, authorities))

    def view(self, draft: Draft, step: Step, back: str) -> StepView:
        """The page as it is shown."""
        form, today = self.by_form.pages(), self.by_form.today()
        clock = clock_shown(aware_on(form, draft), today)
        back = BACK if back == BACK else ""
        return StepView(draft.id, step, draft.version, clock, parts(step.page), back)

    async def conflict(
        self, draft: Draft, step: Step, values: dict[str, Any], back: str
    ) -> StepView:
        """The page with what somebody else saved on it meanwhile, beside what was typed now."""
        [last, *_] = await self.by_form.drafts.changes(draft.id, page=step.name)
        differing = changed(step, draft.values(step.name), values)
        view = self.view(draft, step, back)
        return replace(view, conflict=Conflict(last.by_name, last.at, differing))

    def after(self, draft: Draft, step: Step, back: str) -> str:
        """Where it goes on: back to the answers, or to the next page, or to the answers after the last."""
        names = [one.name for one in steps(self.by_form.pages(), draft.children)]
        following = names[names.index(step.name) + 1 :]
        target = following[0] if following and back != BACK else BACK
        return f"/drafts/{draft.id}/{target}"
