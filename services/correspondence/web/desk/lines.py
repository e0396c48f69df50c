"""The standard lines of letters: what stands, what waits for approval, what is to be reviewed or has expired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm, day_fields
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.standard_line import LineOwner
from services.correspondence.access import POLICY
from services.correspondence.policy.lines import first_lines
from services.correspondence.read_models import names
from services.correspondence.standard_line import domain, handlers, store
from services.correspondence.standard_line.domain import Command, Line, Wording
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk.line_shown import ADDRESS, shown, state_of

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Writer = Annotated[Actor, Depends(needs(POLICY, "word_line"))]
Approver = Annotated[Actor, Depends(needs(POLICY, "approve_line"))]
LIST, ONE = "pages/desk/lines.html", "pages/desk/line.html"
DONE = {
    "proposed": "The wording waits for another person to approve it.",
    "approved": "The wording is in force: letters that are not out yet say it from now on.",
    "withdrawn": "The wording is withdrawn; what was in force stays.",
}


class Proposal(Form):
    """What a line is to say, whose it is, and until when."""

    text: Annotated[str, Field(max_length=2_000)] = Field(
        json_schema_extra={"error": "Write what the letters are to say"}
    )
    owner: LineOwner = Field(json_schema_extra={"error": "Choose the office that owns it"})
    review_on: date = Field(json_schema_extra={"error": "Enter the day of its review"})
    expires_on: date = Field(json_schema_extra={"error": "Enter the last day of its use"})
    read: int

    def wording(self) -> Wording:
        """The same, on one line: in a letter it is one paragraph."""
        text = " ".join(self.text.split())
        return Wording(text, self.owner.value, self.review_on, self.expires_on)


class Approval(Form):
    """Which wording was read."""

    read: int


@dataclass(frozen=True)
class Listed:
    """One line in the list."""

    code: str
    title: str
    text: str
    owner: str
    review_on: date
    expires_on: date
    state: str
    colour: str


@dataclass(frozen=True)
class LinesView:
    """All of them."""

    lines: Sequence[Listed]


def build_lines(actions: Actions) -> APIRouter:
    """The list of standard lines, and the page of each."""
    routes = APIRouter(prefix="/desk/lines", include_in_schema=False)

    @routes.get("")
    async def listed(request: Request, _actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await store.lines(conn)
        today = actions.today()
        return render(request, LIST, LinesView([_listed(one, today) for one in found.values()]))

    @routes.get("/{code}")
    async def one(request: Request, code: str, actor: Reader) -> Response:
        return await _page(actions, request, code, actor)

    @routes.post("/{code}")
    async def propose(request: Request, code: str, actor: Writer, posted: PostedForm) -> Response:
        form = posted.read(Proposal)
        if form.model is None:
            return await _page(actions, request, code, actor, form)
        said = form.model
        command = domain.Propose(actor.id, actions.today(), said.wording(), said.read)
        step = _Step(actions, request, code, actor, form)
        return await step.take(command, posted.command_id, "proposed")

    @routes.post("/{code}/approval")
    async def approve(request: Request, code: str, actor: Approver, posted: PostedForm) -> Response:
        form = posted.read(Approval)
        read = form.model.read if form.model else 0
        command = domain.Approve(actor.id, actions.today(), read)
        step = _Step(actions, request, code, actor)
        return await step.take(command, posted.command_id, "approved")

    @routes.post("/{code}/withdrawal")
    async def withdraw(request: Request, code: str, actor: Writer, posted: PostedForm) -> Response:
        step = _Step(actions, request, code, actor)
        return await step.take(domain.Withdraw(actor.id), posted.command_id, "withdrawn")

    return routes


@dataclass(frozen=True)
class _Step:
    """One step of a line; a refusal shows the line again with the reason and its source."""

    actions: Actions
    request: Request
    code: str
    actor: Actor
    form: Filled[Any] | None = None

    async def take(self, command: Command, command_id: Any, done: str) -> Response:
        try:
            async with self.actions.service.db.begin([store.id_of(self.code)]) as tx:
                await names.note(tx, self.actor)
                await handlers.give(tx, self.code, command, self.actor, command_id)
        except Refused as no:
            return await _page(self.actions, self.request, self.code, self.actor, self.form, no)
        return RedirectResponse(f"{ADDRESS}/{self.code}?now={done}", status_code=303)


async def _page(
    actions: Actions,
    request: Request,
    code: str,
    actor: Actor,
    form: Filled[Any] | None = None,
    no: Refused | None = None,
) -> Response:
    notice, line = DONE.get(request.query_params.get("now", "")), await _line(actions, code)
    view, filled = await shown(actions, line, actor, notice), form or _start(line)
    if no:
        return render(request, ONE, view, form=filled.but(no), status=409)
    return render(request, ONE, view, form=filled)


def _start(line: Line) -> Filled[Any]:
    """The form as it stands: what waits, else what is in force."""
    wording = line.stands
    days = day_fields("review_on", wording.review_on) | day_fields("expires_on", wording.expires_on)
    return Filled({"text": wording.text, "owner": wording.owner, **days})


async def _line(actions: Actions, code: str) -> Line:
    async with actions.service.db.read() as conn:
        found = (await store.lines(conn)).get(code)
    if found is None:
        raise NotFound("There is no such standard line.")
    return found


def _listed(line: Line, today: date) -> Listed:
    wording, (state, colour) = line.now.wording, state_of(line, today)
    return Listed(
        code=line.code,
        title=first_lines()[line.code].title,
        text=wording.text,
        owner=LineOwner(wording.owner).label,
        review_on=wording.review_on,
        expires_on=wording.expires_on,
        state=state,
        colour=colour,
    )
