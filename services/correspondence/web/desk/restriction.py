"""Restricted cases at the desk: opening one all the same, restricting and lifting, and looking at who opened one."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from chassis.access import NOTHING_HERE, audit_read, known_as
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.tx import Tx
from chassis.web.forms import Filled, Form, PostedForm, first_time
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.restriction import Ground
from services.correspondence.access import POLICY
from services.correspondence.case.restricted import ShutOut
from services.correspondence.policy.restriction import restriction_rule
from services.correspondence.read_models import cases
from services.correspondence.read_models.cases import CaseView
from services.correspondence.restriction import domain
from services.correspondence.restriction.handlers import give
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk.restriction_shown import (
    ROLES,
    alerts,
    glass_view,
    person_id,
    shown,
)

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Restrictor = Annotated[Actor, Depends(needs(POLICY, "restrict_case"))]
Reviewer = Annotated[Actor, Depends(needs(POLICY, "review_glass"))]
GLASS, ONE, ALERTS = (f"pages/desk/{name}.html" for name in ("glass", "restriction", "alerts"))
DONE = {
    "restricted": "The case is restricted: at the desk, those named here alone can open it.",
    "lifted": "The restriction is lifted.",
}
Why = Annotated[str, Field(min_length=3, max_length=2_000)]


class GlassForm(Form):
    """Why a restricted case must be opened."""

    reason: Why = Field(json_schema_extra={"error": "Say why you must open this case."})


class LiftForm(Form):
    """Why a restriction is lifted."""

    why: Why = Field(json_schema_extra={"error": "Say why the restriction is lifted."})


class RestrictForm(Form):
    """For what, why, to whom it stays open, and when that is looked at again."""

    ground: Ground = Field(json_schema_extra={"error": "Choose for what it is restricted."})
    reason: Why = Field(json_schema_extra={"error": "Say why it is restricted."})
    roles: list[str] = []
    members: list[str] = []
    people: Annotated[str, Field(max_length=2_000)] = ""
    review_on: date = Field(json_schema_extra={"error": "Enter the day of its review."})

    def wrong(self) -> Iterable[tuple[str, str]]:
        """Only roles that there are; people by the names of their sign-in."""
        if not set(self.roles) <= dict(ROLES).keys():
            yield "roles", "Choose from the roles of the list."
        if any(person_id(one) is None for one in self.people.split()):
            yield "people", "Give each person's sign-in name: letters, digits, dots and dashes."

    @property
    def open_to(self) -> tuple[str, ...]:
        """All who are named."""
        people = [person_id(one) or "" for one in (*self.members, *self.people.split())]
        return (*(f"role:{one}" for one in self.roles), *people)


def build_restriction(actions: Actions) -> APIRouter:
    """``/cases/{reference}/restricted`` and ``/restriction``, and ``/alerts``."""
    routes = APIRouter(prefix="/desk", include_in_schema=False)
    _glass(routes, actions)
    _restricting(routes, actions)
    _alerts(routes, actions)
    return routes


def _glass(routes: APIRouter, actions: Actions) -> None:
    @routes.get("/cases/{reference}/restricted")
    async def ask(request: Request, reference: str, actor: Reader) -> Response:
        case = await _shut(actions, reference, actor)
        if case is None:
            return RedirectResponse(f"/desk/cases/{reference}", status_code=303)
        return render(request, GLASS, await glass_view(actions, case), form=Filled())

    @routes.post("/cases/{reference}/restricted")
    async def open_it(
        request: Request, reference: str, actor: Reader, posted: PostedForm
    ) -> Response:
        case, form = await _shut(actions, reference, actor), posted.read(GlassForm)
        if case is None:
            return RedirectResponse(f"/desk/cases/{reference}", status_code=303)
        if form.model is None:
            return render(request, GLASS, await glass_view(actions, case), form=form)
        async with actions.service.db.begin([case.incident_id]) as tx:
            reason = await _sealed(actions, tx, case, form.model.reason)
            open_for = restriction_rule(tx.today).open_for
            said = domain.BreakGlass(posted.command_id, actor.id, tx.now, reason, open_for)
            await give(tx, case, said, actor, posted.command_id)
            look = "broke the glass"
            await audit_read(
                tx.conn, actor, look, case.reference, at=tx.now, purpose="see the alert"
            )
        return RedirectResponse(f"/desk/cases/{case.reference}", status_code=303)


async def _shut(actions: Actions, reference: str, actor: Actor) -> CaseView | None:
    """A case that is shut to this reader; None for one that is open, the second click too. Raises NotFound."""
    try:
        await actions.case(reference, actor)
    except ShutOut:
        async with actions.service.db.read() as conn:
            found = await cases.find(conn, reference)
        assert found, "what is shut is there"
        return found
    return None


def _restricting(routes: APIRouter, actions: Actions) -> None:
    @routes.get("/cases/{reference}/restriction")
    async def restriction(request: Request, reference: str, actor: Restrictor) -> Response:
        return await _page(actions, request, reference, actor)

    @routes.post("/cases/{reference}/restriction")
    async def restrict(
        request: Request, reference: str, actor: Restrictor, posted: PostedForm
    ) -> Response:
        case, form = await actions.case(reference, actor), posted.read(RestrictForm)
        if (said := form.model) is None:
            return await _page(actions, request, reference, actor, form)
        try:
            async with actions.service.db.begin([case.incident_id]) as tx:
                command = domain.Restrict(
                    actor.id,
                    tuple(known_as(actor)),
                    tx.today,
                    tx.now,
                    said.ground.value,
                    await _sealed(actions, tx, case, said.reason),
                    said.open_to,
                    said.review_on,
                    restriction_rule(tx.today).review_within,
                )
                if await first_time(tx.conn, posted):
                    await give(tx, case, command, actor, posted.command_id)
        except Refused as no:
            return await _page(actions, request, reference, actor, form.but(no), 409)
        address = f"/desk/cases/{case.reference}/restriction?now=restricted"
        return RedirectResponse(address, status_code=303)

    @routes.post("/cases/{reference}/restriction/lifting")
    async def lift(
        request: Request, reference: str, actor: Restrictor, posted: PostedForm
    ) -> Response:
        case, form = await actions.case(reference, actor), posted.read(LiftForm)
        if form.model is None:
            return await _page(actions, request, reference, actor, form)
        try:
            async with actions.service.db.begin([case.incident_id]) as tx:
                why = await _sealed(actions, tx, case, form.model.why)
                command = domain.Lift(actor.id, tuple(known_as(actor)), tx.today, tx.now, why)
                if await first_time(tx.conn, posted):
                    await give(tx, case, command, actor, posted.command_id)
        except Refused as no:
            return await _page(actions, request, reference, actor, form.but(no), 409)
        address = f"/desk/cases/{case.reference}/restriction?now=lifted"
        return RedirectResponse(address, status_code=303)


async def _sealed(actions: Actions, tx: Tx, case: CaseView, text: str) -> str:
    return await actions.service.keys.seal(tx.conn, case.incident_id, text)


async def _page(
    actions: Actions,
    request: Request,
    reference: str,
    actor: Actor,
    form: Filled[Any] | None = None,
    status: int | None = None,
) -> Response:
    case = await actions.case(reference, actor)
    view = await shown(actions, case, DONE.get(request.query_params.get("now", "")))
    return render(request, ONE, view, form=form or Filled(view.values), status=status)


def _alerts(routes: APIRouter, actions: Actions) -> None:
    @routes.get("/alerts")
    async def listed(request: Request, actor: Reviewer) -> Response:
        return await _listed(actions, request, actor)

    @routes.post("/alerts/{reference}/{glass_id}")
    async def reviewed(
        request: Request, reference: str, glass_id: UUID, actor: Reviewer, posted: PostedForm
    ) -> Response:
        async with actions.service.db.read() as conn:
            case = await cases.find(conn, reference)
        if case is None or not _is_open_to(case, actor):
            raise NotFound(NOTHING_HERE)
        try:
            async with actions.service.db.begin([case.incident_id]) as tx:
                command = domain.Review(glass_id, actor.id, tx.today)
                await give(tx, case, command, actor, posted.command_id)
                await audit_read(
                    tx.conn, actor, "looked at why it was opened", case.reference, at=tx.now
                )
        except Refused as no:
            return await _listed(actions, request, actor, Filled[Any]().but(no), 409)
        return RedirectResponse("/desk/alerts", status_code=303)


def sees_none(actor: Actor) -> bool:
    """Who reads no case at all may know why each was opened: the Caldicott guardian is of no side."""
    return not POLICY.may(actor, "see_case")


def _is_open_to(case: CaseView, actor: Actor) -> bool:
    return (
        sees_none(actor) or case.open_to is None or bool(set(case.open_to) & set(known_as(actor)))
    )


async def _listed(
    actions: Actions,
    request: Request,
    actor: Actor,
    form: Filled[Any] | None = None,
    status: int | None = None,
) -> Response:
    view = await alerts(actions, None if sees_none(actor) else known_as(actor))
    looks = [("read why it was opened", one.reference) for one in view.alerts]
    await actions.audit_each(actor, looks)
    return render(request, ALERTS, view, form=form or Filled(), status=status)
