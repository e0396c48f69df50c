"""The public log at the desk: staff enter a topic, and what came of it since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.problems import Invalid
from contracts.codes import Criterion, Finding, Theme
from contracts.reasons import ReviewReason
from contracts.review.selection import SelectionOutcome
from services.correspondence.access import POLICY
from services.correspondence.read_models import selection
from services.correspondence.use_cases import selection as use_cases
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.answered import among, refused_here
from services.correspondence.web.moves.kind import REG3, choices_of, in_rows
from services.correspondence.web.shown.selection import EntryShown, shown

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Writer = Annotated[Actor, Depends(needs(POLICY, "log_selection"))]
PAGE = "pages/desk/selection.html"
ADDRESS = "/desk/selection-log"
DONE = {
    "logged": "The entry is in the public log.",
    "being-recorded": "It is being recorded; this page shows it once it is done.",
}


class Row(Form):
    """One criterion's row."""

    criterion: Criterion
    finding: Finding | None = None

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Every criterion has its finding."""
        if self.finding is None:
            yield "finding", f"Choose the finding: {self.criterion.label}"


class Log(Form):
    """An entry; there is no free text in it."""

    topic: Theme = Field(json_schema_extra={"error": "Choose the topic"})
    outcome: SelectionOutcome = Field(json_schema_extra={"error": "Choose what came of it"})
    reason_codes: list[ReviewReason] = Field(json_schema_extra={"error": "Choose the reasons"})
    criteria: list[Row] = Field(json_schema_extra={"error": "Answer the criteria"})


@dataclass(frozen=True)
class SelectionView:
    """The log as staff see it, and the form of an entry; ``entry``: the one that is brought up to date."""

    entries: Sequence[EntryShown]
    action: str
    entry: EntryShown | None
    may_log: bool
    done: str | None

    topics = tuple(choices_of(Theme))
    outcomes = tuple(choices_of(SelectionOutcome))
    reasons = tuple(choices_of(ReviewReason))
    findings = tuple(choices_of(Finding))
    reg3 = tuple(enumerate(REG3))


def build_selection(actions: Actions) -> APIRouter:
    """``/selection-log``: the list with a new entry, and one entry brought up to date."""
    routes = APIRouter(prefix="/desk/selection-log", include_in_schema=False)

    @routes.get("")
    async def listed(request: Request, actor: Reader) -> Response:
        view = await _view(actions, actor, None, request.query_params.get("now", ""))
        form: Filled[Any] = Filled(in_rows("criteria", "criterion", REG3))
        return render(request, PAGE, view, form=form)

    @routes.post("")
    async def new(request: Request, actor: Writer, posted: PostedForm) -> Response:
        view, form = await _view(actions, actor, None), posted.read(Log)
        return await _give(
            actions, request, actor, view, form, posted.command_id, posted.command_id
        )

    @routes.get("/{entry_id}")
    async def one(request: Request, entry_id: UUID, actor: Reader) -> Response:
        view = await _view(actions, actor, entry_id)
        return render(request, PAGE, view, form=Filled(await _stands(actions, entry_id)))

    @routes.post("/{entry_id}")
    async def again(
        request: Request, entry_id: UUID, actor: Writer, posted: PostedForm
    ) -> Response:
        view, form = await _view(actions, actor, entry_id), posted.read(Log)
        return await _give(actions, request, actor, view, form, entry_id, posted.command_id)

    return routes


async def _give(
    actions: Actions,
    request: Request,
    actor: Actor,
    view: SelectionView,
    form: Filled[Any],
    entry_id: UUID,
    command_id: UUID,
) -> Response:
    if form.model is None:
        return render(request, PAGE, view, form=form)
    said = form.model.model_dump(mode="json")
    try:
        asked = await use_cases.log(actions, said, actor, entry_id, command_id)
    except (Refused, Invalid) as no:
        return render(request, PAGE, view, form=form.but(no), status=409)
    if asked.outcome == "refused":
        refused = await refused_here(actions, actor, asked, among(Log.model_fields))
        return render(request, PAGE, view, form=form.but(refused), status=409)
    now = "logged" if asked.outcome == "done" else "being-recorded"
    return RedirectResponse(f"{ADDRESS}?now={now}", status_code=303)


async def _view(
    actions: Actions, actor: Actor, entry_id: UUID | None, now: str = ""
) -> SelectionView:
    async with actions.service.db.read() as conn:
        entries = [shown(one) for one in await selection.entries(conn)]
    found = next((one for one in entries if one.id == entry_id), None)
    if entry_id and found is None:
        raise NotFound("There is no such entry.")
    return SelectionView(
        entries,
        action=f"{ADDRESS}/{entry_id}" if entry_id else ADDRESS,
        entry=found,
        may_log=POLICY.may(actor, "log_selection"),
        done=DONE.get(now),
    )


async def _stands(actions: Actions, entry_id: UUID) -> dict[str, Any]:
    """What the entry says now, as first values of the form."""
    async with actions.service.db.read() as conn:
        fact = await selection.entry(conn, entry_id) or {}
    findings = {one["criterion"]: one["finding"] for one in fact.get("criteria", ())}
    rows = {f"criteria.{n}.finding": findings.get(one.value, "") for n, one in enumerate(REG3)}
    plain = {name: fact.get(name, "") for name in ("topic", "outcome", "reason_codes")}
    return {**in_rows("criteria", "criterion", REG3), **rows, **plain}
