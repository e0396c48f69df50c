"""A partnership states what it can carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field, JsonValue

from chassis.access import NOTHING_HERE, Scope
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.forms import Filled, Form, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from services.correspondence import directory
from services.correspondence.access import POLICY
from services.correspondence.capacity import proportion
from services.correspondence.capacity.domain import EACH_MAX, Capacity, Profile
from services.correspondence.use_cases.actions import Actions

LIST, ONE = "pages/library/capacities.html", "pages/library/capacity.html"
Stater = Annotated[Actor, Depends(needs(POLICY, "state_capacity"))]
Number = Annotated[int, Field(ge=0, le=EACH_MAX)]


def _asked(what: str) -> dict[str, JsonValue]:
    return {"error": f"Give {what}, a number from 0 to {EACH_MAX}"}


class Stated(Form):
    """The profile."""

    reviews_at_once: Number = Field(json_schema_extra=_asked("how many reviews you can carry"))
    trained_reviewers: Number = Field(json_schema_extra=_asked("how many people can lead one"))
    days_a_month: Number = Field(json_schema_extra=_asked("the days of work a month"))


@dataclass(frozen=True)
class CapacityView:
    """A partnership's profile."""

    slug: str
    name: str
    capacity: Capacity
    advice: str
    done: bool


@dataclass(frozen=True)
class CapacitiesView:
    """The partnerships that a reader may speak for."""

    partnerships: Sequence[tuple[str, str]]


def build_capacity(actions: Actions) -> APIRouter:
    """``/partner/capacity``."""
    routes = APIRouter(prefix="/partner/capacity", include_in_schema=False)

    @routes.get("")
    async def own(request: Request, actor: Stater) -> Response:
        async with actions.service.db.read() as conn:
            found = [
                (slug, await directory.name_of(conn, slug)) for slug in sorted(actor.partnerships)
            ]
        return render(request, LIST, CapacitiesView(found))

    @routes.get("/{slug}")
    async def one(request: Request, slug: str, actor: Stater) -> Response:
        view = await _view(actions, actor, slug, done="done" in request.query_params)
        profile = view.capacity.profile
        names = Stated.model_fields
        values = {name: str(getattr(profile, name)) for name in names} if profile else {}
        return render(request, ONE, view, form=Filled(values))

    @routes.post("/{slug}")
    async def state(request: Request, slug: str, actor: Stater, posted: PostedForm) -> Response:
        view, form = await _view(actions, actor, slug, done=False), posted.read(Stated)
        if form.model is None:
            return render(request, ONE, view, form=form)
        profile = Profile(**form.model.model_dump())
        async with actions.service.db.begin([proportion.id_of(slug)]) as tx:
            await proportion.state(tx, slug, profile, actor, posted.command_id)
        return RedirectResponse(f"/partner/capacity/{slug}?done=1", status_code=303)

    return routes


async def _view(actions: Actions, actor: Actor, slug: str, *, done: bool) -> CapacityView:
    if not POLICY.may(actor, "state_capacity", Scope(partnership=slug)):
        raise NotFound(NOTHING_HERE)
    async with actions.service.db.read() as conn:
        return CapacityView(
            slug=slug,
            name=await directory.name_of(conn, slug),
            capacity=await proportion.of(conn, slug),
            advice=await proportion.advised(conn, slug),
            done=done,
        )
