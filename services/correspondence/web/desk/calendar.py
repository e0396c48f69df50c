"""The calendar at the desk: what was proclaimed, and a bank holiday proclaimed once its effect was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.calendar import Occasion
from services.correspondence.access import POLICY
from services.correspondence.read_models.calendar import ProclaimedDay, proclaimed_days
from services.correspondence.use_cases import holidays
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.holidays import Moved
from services.correspondence.web.answered import LATER, among, refused_here
from services.correspondence.web.moves.kind import choices_of
from services.correspondence.web.shown.words import day as day_words
from services.correspondence.web.shown.words import label

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Proclaimer = Annotated[Actor, Depends(needs(POLICY, "proclaim_holiday"))]
PAGE, CHECK = "pages/desk/calendar.html", "pages/desk/calendar-check.html"
SHOWN_MAX = 200
DONE = {
    "done": "It is proclaimed. Clocks that run move by it, and each says so.",
    "later": LATER,
}
KINDS = (("holiday", "A bank holiday"), ("working", "A working day: a bank holiday no more"))


class Proclamation(Form):
    """Which day becomes what, and why."""

    day: date = Field(json_schema_extra={"error": "Enter the day"})
    becomes: Literal["holiday", "working"] = Field(
        json_schema_extra={"error": "Choose what the day becomes"}
    )
    occasion: Occasion = Field(json_schema_extra={"error": "Choose the occasion"})

    @property
    def holiday(self) -> bool:
        """Whether it becomes a bank holiday."""
        return self.becomes == "holiday"


@dataclass(frozen=True)
class CalendarView:
    """What was proclaimed, and the form."""

    days: Sequence[ProclaimedDay]
    may_proclaim: bool
    done: str | None

    kinds = KINDS
    occasions = tuple(choices_of(Occasion))


@dataclass(frozen=True)
class CheckView:
    """What a proclamation would move, before it is confirmed."""

    rows: Sequence[tuple[str, str]]
    moved: Sequence[Moved]
    number: int
    not_shown: int
    values: Sequence[tuple[str, str]]


def build_calendar(actions: Actions) -> APIRouter:
    """``/calendar``: first what it would move is shown, then it is confirmed."""
    routes = APIRouter(prefix="/desk/calendar", include_in_schema=False)

    @routes.get("")
    async def shown(request: Request, actor: Reader) -> Response:
        view = await _view(actions, actor, request.query_params.get("now", ""))
        return render(request, PAGE, view, form=Filled())

    @routes.post("/check")
    async def check(request: Request, actor: Proclaimer, posted: PostedForm) -> Response:
        form = posted.read(Proclamation)
        if form.model is None:
            return render(request, PAGE, await _view(actions, actor), form=form)
        if no := _no_effect(form.model, actions):
            view = await _view(actions, actor)
            return render(request, PAGE, view, form=form.but(no), status=409)
        return await _checked(actions, request, actor, form)

    @routes.post("")
    async def proclaim(request: Request, actor: Proclaimer, posted: PostedForm) -> Response:
        form = posted.read(Proclamation)
        if form.model is None:
            return render(request, PAGE, await _view(actions, actor), form=form)
        try:
            now = await _proclaim(actions, form.model, actor, posted.command_id)
        except Refused as no:
            view = await _view(actions, actor)
            return render(request, PAGE, view, form=form.but(no), status=409)
        return RedirectResponse(f"/desk/calendar?now={now}", status_code=303)

    return routes


def _no_effect(said: Proclamation, actions: Actions) -> Refused | None:
    """What notify would refuse, or find done already, is said before anybody is asked to confirm it."""
    if said.day.weekday() >= 5:
        return Refused("It is a weekend, whatever is proclaimed.", field="day")
    if said.day <= actions.today():
        return Refused("A day is proclaimed before it comes.", field="day")
    if holidays.says_so(said.day, holiday=said.holiday):
        return Refused("The calendar says so already.", field="becomes")
    return None


async def _checked(
    actions: Actions, request: Request, actor: Actor, form: Filled[Proclamation]
) -> Response:
    said = form.model
    assert said, "it was read"
    found = await holidays.would_move(actions, actor, said.day, holiday=said.holiday)
    view = CheckView(
        rows=[
            ("Day", f"{said.day:%A} {day_words(said.day)}"),
            ("Becomes", dict(KINDS)[said.becomes]),
            ("Occasion", label(Occasion, said.occasion)),
        ],
        moved=found.moved[:SHOWN_MAX],
        number=len(found.moved),
        not_shown=found.not_shown,
        values=[(name, str(form.value(name))) for name in form.values],
    )
    return render(request, CHECK, view, form=form)


async def _proclaim(actions: Actions, said: Proclamation, actor: Actor, id_: UUID) -> str:
    """``done`` or ``later``; raises Refused with notify's reason."""
    asked = await holidays.proclaim(
        actions, said.day, said.occasion, actor, id_, holiday=said.holiday
    )
    if asked.outcome == "refused":
        raise await refused_here(actions, actor, asked, among({"day"}))
    return "done" if asked.outcome else "later"


async def _view(actions: Actions, actor: Actor, now: str = "") -> CalendarView:
    async with actions.service.db.read() as conn:
        days = await proclaimed_days(conn)
    return CalendarView(days, POLICY.may(actor, "proclaim_holiday"), DONE.get(now))
