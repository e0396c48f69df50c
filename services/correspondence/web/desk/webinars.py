"""Webinars at the desk: announced by one person, approved by another, cancelled, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence.access import POLICY
from services.correspondence.read_models import names
from services.correspondence.use_cases import webinars as kept
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk.webinar_forms import (
    THEMES,
    Approval,
    Came,
    Proposal,
    came_in,
    start,
)
from services.correspondence.web.desk.webinar_shown import (
    DONE,
    WebinarLine,
    line_of,
    view_of,
)
from services.correspondence.webinar import domain, store
from services.correspondence.webinar.domain import Command

ROOT = "/desk/webinars"
LIST, NEW, ONE = (f"pages/desk/{name}.html" for name in ("webinars", "webinar-new", "webinar"))
Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Keeper = Annotated[Actor, Depends(needs(POLICY, "keep_webinars"))]
Approver = Annotated[Actor, Depends(needs(POLICY, "approve_webinar"))]


@dataclass(frozen=True)
class NewView:
    """The choices of an empty form."""

    themes = THEMES

    @property
    def audiences(self) -> Sequence[tuple[str, str]]:
        """For whom it may be."""
        return kept.audiences()


@dataclass(frozen=True)
class ListView:
    """All that are kept."""

    webinars: Sequence[WebinarLine]
    may_keep: bool


def build_webinars_kept(actions: Actions) -> APIRouter:
    """``/desk/webinars``."""
    routes = APIRouter(prefix="/desk/webinars", include_in_schema=False)

    @routes.get("")
    async def listed(request: Request, actor: Reader) -> Response:
        async with actions.service.db.read() as conn:
            found = await store.every(conn)
        now, may = actions.service.clock.now(), POLICY.may(actor, "keep_webinars")
        return render(request, LIST, ListView([line_of(one, now) for one in found], may))

    @routes.get("/new")
    async def new(request: Request, _actor: Keeper) -> Response:
        return render(request, NEW, NewView(), form=Filled({"minutes": "60"}))

    @routes.post("")
    async def announce(request: Request, actor: Keeper, posted: PostedForm) -> Response:
        form = posted.read(Proposal)
        if form.model is None:
            return render(request, NEW, NewView(), form=form)
        now, id_ = actions.service.clock.now(), posted.command_id
        try:
            command = domain.Propose(actor.id, now, form.model.details(), read=0)
            await kept.give(actions, id_, command, actor, id_)
        except Refused as no:
            return render(request, NEW, NewView(), form=form.but(no), status=409)
        return _back(id_, "proposed")

    _add_steps(routes, actions)
    return routes


def _add_steps(routes: APIRouter, actions: Actions) -> None:
    @routes.get("/{webinar_id}")
    async def one(request: Request, webinar_id: UUID, actor: Reader) -> Response:
        return await _page(actions, request, webinar_id, actor)

    @routes.post("/{webinar_id}")
    async def change(
        request: Request, webinar_id: UUID, actor: Keeper, posted: PostedForm
    ) -> Response:
        form = posted.read(Proposal)
        if form.model is None:
            return await _page(actions, request, webinar_id, actor, form)
        now, said = actions.service.clock.now(), form.model
        command = domain.Propose(actor.id, now, said.details(), said.read)
        step = _Step(actions, request, webinar_id, actor, form)
        return await step.take(command, posted.command_id, "proposed")

    @routes.post("/{webinar_id}/approval")
    async def approve(
        request: Request, webinar_id: UUID, actor: Approver, posted: PostedForm
    ) -> Response:
        form = posted.read(Approval)
        read = form.model.read if form.model else 0
        command = domain.Approve(actor.id, actions.service.clock.now(), read)
        step = _Step(actions, request, webinar_id, actor)
        return await step.take(command, posted.command_id, "approved")

    @routes.post("/{webinar_id}/cancellation")
    async def cancel(
        request: Request, webinar_id: UUID, actor: Keeper, posted: PostedForm
    ) -> Response:
        command = domain.Cancel(actor.id, actions.service.clock.now())
        step = _Step(actions, request, webinar_id, actor)
        public = (await kept.found(actions, webinar_id)).details
        return await step.take(command, posted.command_id, "cancelled" if public else "withdrawn")

    @routes.post("/{webinar_id}/withdrawal")
    async def let_go(
        request: Request, webinar_id: UUID, actor: Keeper, posted: PostedForm
    ) -> Response:
        step = _Step(actions, request, webinar_id, actor)
        return await step.take(domain.LetGo(actor.id), posted.command_id, "let-go")

    @routes.post("/{webinar_id}/attendance")
    async def count(
        request: Request, webinar_id: UUID, actor: Keeper, posted: PostedForm
    ) -> Response:
        form = posted.read(Came)
        if form.model is None:
            return await _page(actions, request, webinar_id, actor, form)
        command = domain.Count(actor.id, actions.service.clock.now(), came_in(form.model))
        step = _Step(actions, request, webinar_id, actor)
        return await step.take(command, posted.command_id, "counted")


@dataclass(frozen=True)
class _Step:
    """One step of a webinar; a refusal shows its page again with the reason and its source."""

    actions: Actions
    request: Request
    id: UUID
    actor: Actor
    form: Filled[Any] | None = None

    async def take(self, command: Command, command_id: UUID, done: str) -> Response:
        await kept.found(self.actions, self.id)
        try:
            await kept.give(self.actions, self.id, command, self.actor, command_id)
        except Refused as no:
            return await _page(self.actions, self.request, self.id, self.actor, self.form, no)
        return _back(self.id, done)


def _back(id_: UUID, done: str) -> Response:
    return RedirectResponse(f"{ROOT}/{id_}?now={done}", status_code=303)


async def _page(
    actions: Actions,
    request: Request,
    id_: UUID,
    actor: Actor,
    form: Filled[Any] | None = None,
    no: Refused | None = None,
) -> Response:
    found = await kept.found(actions, id_)
    async with actions.service.db.read() as conn:
        named = await names.named(conn, [found.approved_by, *found.by])
    notice, now = DONE.get(request.query_params.get("now", "")), actions.service.clock.now()
    view = view_of(found, actor, named, now, notice)
    stands = start(
        found
    )  # two forms on one page: what was typed into one leaves the other as it is
    filled = Filled({**stands.values, **form.values}, form.errors) if form else stands
    if no:
        return render(request, ONE, view, form=filled.but(no), status=409)
    return render(request, ONE, view, form=filled)
