"""Regional groups: who belongs, two meetings a year, agendas from trends, support and its uptake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from chassis.access import NOTHING_HERE, Scope
from chassis.conn import Conn
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.web.forms import Filled, PostedForm
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.problems import Invalid
from contracts.review.regional_group import Support, Uptake
from services.correspondence import directory
from services.correspondence.access import POLICY, regions_of
from services.correspondence.read_models import members, regional_groups, trends
from services.correspondence.read_models.regional_groups import Group
from services.correspondence.use_cases import regional
from services.correspondence.use_cases.actions import Actions
from services.correspondence.use_cases.asking import FORM_GROUP
from services.correspondence.web.answered import LATER, among, refused_here
from services.correspondence.web.desk.regional_forms import FORMS, FormGroup, said_of
from services.correspondence.web.moves.kind import Choices, choices_of
from services.correspondence.web.shown.regional import (
    GroupShown,
    Known,
    known_of,
    shown,
    trend_words,
)
from services.correspondence.web.shown.words import REGIONS

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk"))]
Former = Annotated[Actor, Depends(needs(POLICY, "form_group"))]
Leader = Annotated[Actor, Depends(needs(POLICY, "lead_group"))]
ROOT = "/desk/regional-groups"
LIST, NEW, ONE = (
    f"pages/desk/{name}.html"
    for name in ("regional-groups", "regional-group-new", "regional-group")
)
DONE = {
    "done": "It is recorded.",
    "later": LATER,
}


@dataclass(frozen=True)
class GroupsPage:
    """The groups that a reader may see, and the regions of theirs that have none."""

    groups: Sequence[GroupShown]
    without: Sequence[str]
    regions: Choices
    may_form: bool
    done: str | None


@dataclass(frozen=True)
class NewPage:
    """A new group of one region."""

    region_code: str
    region: str
    people: Choices
    partnerships: Choices


@dataclass(frozen=True)
class GroupPage:
    """One group, and what can be said of it."""

    group: GroupShown
    people: Choices
    partnerships: Choices
    trends: Choices
    meetings: Choices
    may_form: bool
    may_lead: bool
    done: str | None = None

    supports = tuple(choices_of(Support))
    uptakes = tuple(choices_of(Uptake))


def build_regional_groups(actions: Actions) -> APIRouter:
    """The list, a new group, and one group's page."""
    routes = APIRouter(prefix="/desk/regional-groups", include_in_schema=False)

    @routes.get("")
    async def listed(request: Request, actor: Reader) -> Response:
        view = await _list(actions, actor, request.query_params.get("now", ""))
        return render(request, LIST, view, form=Filled())

    _add_forming(routes, actions)

    @routes.get("/{group_id}")
    async def one(request: Request, group_id: UUID, actor: Reader) -> Response:
        group, view = await _one(actions, actor, group_id, request.query_params.get("now", ""))
        return render(request, ONE, view, form=Filled(_as_it_stands(group)))

    @routes.post("/{group_id}/{command}")
    async def change(
        request: Request, group_id: UUID, command: str, actor: Leader, posted: PostedForm
    ) -> Response:
        group, view = await _one(actions, actor, group_id)
        if command not in FORMS:
            raise NotFound("There is no such form.")
        form: Filled[Any] = posted.read(FORMS[command])
        if form.model is None:
            return render(request, ONE, view, form=_beside(form, group))
        said = said_of(form.model, group, posted.command_id)
        try:
            now = await _give(actions, actor, group_id, command, said, posted.command_id)
        except (Refused, Invalid) as no:
            return render(request, ONE, view, form=_beside(form.but(no), group), status=409)
        return RedirectResponse(f"{ROOT}/{group_id}?now={now}", status_code=303)

    return routes


def _add_forming(routes: APIRouter, actions: Actions) -> None:
    @routes.get("/new")
    async def ask(
        request: Request, _actor: Former, region: Annotated[str, Query(max_length=20)] = ""
    ) -> Response:
        return render(request, NEW, await _new(actions, region), form=Filled())

    @routes.post("/new")
    async def new(
        request: Request, actor: Former, posted: PostedForm, region: str = ""
    ) -> Response:
        view, form = await _new(actions, region), posted.read(FormGroup)
        if form.model is None:
            return render(request, NEW, view, form=form)
        said = {**form.model.model_dump(mode="json"), "region_code": region}
        id_ = posted.command_id
        try:
            now = await _give(actions, actor, id_, FORM_GROUP, said, id_)
        except (Refused, Invalid) as no:
            return render(request, NEW, view, form=form.but(no), status=409)
        return RedirectResponse(f"{ROOT}?now={now}", status_code=303)


def _as_it_stands(group: Group) -> dict[str, Any]:
    return {"lead": group.lead, "partnerships": list(group.partnerships)}


def _beside(form: Filled[Any], group: Group) -> Filled[Any]:
    """What was typed in one form, while the others on the page stand as they did."""
    return Filled({**_as_it_stands(group), **form.values}, form.errors)


async def _give(
    actions: Actions,
    actor: Actor,
    group_id: UUID,
    name: str,
    said: Mapping[str, Any],
    id_: UUID,
) -> str:
    """``done`` or ``later``; raises Refused with the owner's reason."""
    asked = await regional.give(actions, group_id, name, said, actor, id_)
    if asked.outcome == "refused":
        raise await refused_here(actions, actor, asked, among(FORMS[name].model_fields))
    return "done" if asked.outcome else "later"


async def _list(actions: Actions, actor: Actor, now: str) -> GroupsPage:
    reach = regions_of(actor)
    async with actions.service.db.read() as conn:
        found = await regional_groups.groups(conn, reach)
        known = await _known(conn, found)
    own = {code: name for code, name in REGIONS.items() if reach is None or code in reach}
    having = {one.region_code for one in found}
    return GroupsPage(
        groups=[shown(one, known, actions.today()) for one in found],
        without=[name for code, name in own.items() if code not in having],
        regions=list(own.items()),
        may_form=POLICY.may(actor, "form_group"),
        done=DONE.get(now),
    )


async def _known(conn: Conn, found: Sequence[Group]) -> Known:
    ids = {id_ for group in found for meeting in group.meetings for id_ in meeting.trends}
    ids |= {one.trend_id for group in found for one in group.offers if one.trend_id}
    return await known_of(conn, ids)


async def _new(actions: Actions, region: str) -> NewPage:
    if region not in REGIONS:
        raise NotFound("England has no such region.")
    async with actions.service.db.read() as conn:
        serving = await members.serving(conn, actions.today())
        partnerships = await directory.of_region(conn, region)
    people = [(one.id, one.words) for one in serving]
    return NewPage(region, REGIONS[region], people, partnerships)


async def _one(actions: Actions, actor: Actor, id_: UUID, now: str = "") -> tuple[Group, GroupPage]:
    today, reach = actions.today(), regions_of(actor)
    async with actions.service.db.read() as conn:
        found = await regional_groups.groups(conn, reach)
        group = next((one for one in found if one.id == id_), None)
        if group is None:
            raise NotFound(NOTHING_HERE)
        words = shown(group, await _known(conn, [group]), today)
        serving = await members.serving(conn, today)
        latest = await trends.latest(conn)
        partnerships = await directory.of_region(conn, group.region_code)
    scope = Scope(region=group.region_code)
    view = GroupPage(
        group=words,
        people=[(one.id, one.words) for one in serving],
        partnerships=partnerships,
        trends=[(str(one.trend_id), trend_words(one)) for one in latest],
        meetings=[(str(one.id), one.meets_on) for one in words.meetings if one.state != "Held"],
        may_form=POLICY.may(actor, "form_group", scope),
        may_lead=POLICY.may(actor, "lead_group", scope),
        done=DONE.get(now),
    )
    return group, view
