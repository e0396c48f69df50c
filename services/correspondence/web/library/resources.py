"""The library: how reviews can be conducted, and the register of resources, by their tags."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field
from uuid_utils.compat import uuid7

from chassis.identity import Actor
from chassis.web.forms import Filled, Form, Posted, PostedForm, first_time
from chassis.web.guard import needs
from chassis.web.pages import render
from contracts.codes import Theme
from contracts.publication import CoProduction, Participation, ResourceKind
from contracts.review.lcspr import WebAddress
from contracts.review.lcspr_advice import Milestone
from contracts.review.lcspr_course import Method
from services.correspondence.access import POLICY
from services.correspondence.policy import methods
from services.correspondence.resource import handlers, store
from services.correspondence.resource.domain import Tags
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import choices_of

PAGE = "pages/library/library.html"
Keeper = Annotated[Actor, Depends(needs(POLICY, "keep_library"))]
TAGS = [
    (title, choices_of(kind, Theme.OTHER.value))
    for title, kind in (
        ("Theme", Theme),
        ("Milestone", Milestone),
        ("Method", Method),
        ("Who takes part", Participation),
        ("Who made it", CoProduction),
    )
]
"""What is coded "other" has nothing in common, and is so in several of them."""


class Enter(Form):
    """A resource with its tags."""

    title: Annotated[str, Field(max_length=200)] = Field(
        json_schema_extra={"error": "Enter the title"}
    )
    resource_kind: ResourceKind = Field(json_schema_extra={"error": "Choose what it is"})
    address: WebAddress = Field(json_schema_extra={"error": "Enter its address on the web"})
    milestones: list[Milestone] = Field(
        json_schema_extra={"error": "Choose which part of a review it helps with"}
    )
    methods: list[Method] = []
    participation: list[Participation] = []
    co_production: CoProduction = Field(json_schema_extra={"error": "Choose who made it"})
    commissioned: list[str] = []
    themes: list[Theme] = []


@dataclass(frozen=True)
class LibraryView:
    """Methods, resources of a tag or all, and whether this reader keeps the register."""

    root: str
    methods: Sequence[methods.MethodEntry]
    resources: Sequence[store.Listed]
    tag: str
    may_keep: bool
    done: str | None

    tags = TAGS
    kinds = choices_of(ResourceKind)
    themes = choices_of(Theme)
    milestones = choices_of(Milestone)
    method_codes = choices_of(Method)
    participation = choices_of(Participation)
    co_production = choices_of(CoProduction)


DONE = {
    "entered": "The resource is in the register.",
    "withdrawn": "The resource is recommended no longer.",
}


def build_library(actions: Actions, root: str, permission: str) -> APIRouter:
    """``{root}/library``."""
    routes = APIRouter(prefix=f"{root}/library", include_in_schema=False)
    reader: Any = Depends(needs(POLICY, permission))

    @routes.get("")
    async def library(
        request: Request,
        actor: Actor = reader,
        tag: Annotated[str, Query(max_length=50)] = "",
    ) -> Response:
        view = await _view(actions, root, actor, tag, request.query_params.get("done", ""))
        return render(request, PAGE, view, form=Filled({"tag": tag}))

    if root == "/desk":
        _add_keeping(routes, actions, root)
    return routes


def _add_keeping(routes: APIRouter, actions: Actions, root: str) -> None:
    @routes.post("")
    async def enter(request: Request, actor: Keeper, posted: PostedForm) -> Response:
        form = posted.read(Enter)
        if form.model is None:
            view = await _view(actions, root, actor, "", "")
            return render(request, PAGE, view, form=form)
        await _enter(actions, form.model, posted, actor)
        return RedirectResponse(f"{root}/library?done=entered", status_code=303)

    @routes.post("/{resource_id}/withdrawal")
    async def withdraw(resource_id: UUID, actor: Keeper, posted: PostedForm) -> Response:
        async with actions.service.db.begin([resource_id]) as tx:
            await handlers.withdraw(tx, resource_id, actor, posted.command_id)
        return RedirectResponse(f"{root}/library?done=withdrawn", status_code=303)


async def _enter(actions: Actions, said: Enter, posted: Posted, actor: Actor) -> None:
    id_ = uuid7()
    tags = Tags(
        title=said.title,
        resource_kind=said.resource_kind.value,
        address=said.address,
        methods=tuple(one.value for one in said.methods),
        milestones=tuple(one.value for one in said.milestones),
        participation=tuple(one.value for one in said.participation),
        co_production=said.co_production.value,
        commissioned=bool(said.commissioned),
        themes=tuple(one.value for one in said.themes),
    )
    async with actions.service.db.begin([id_]) as tx:
        if await first_time(tx.conn, posted):
            await handlers.enter(tx, id_, tags, actor, posted.command_id)


async def _view(actions: Actions, root: str, actor: Actor, tag: str, done: str) -> LibraryView:
    async with actions.service.db.read() as conn:
        found = await store.listed(conn, tag)
    library = methods.library()
    return LibraryView(
        root=root,
        methods=library.methods,
        resources=found,
        tag=tag,
        may_keep=root == "/desk" and POLICY.may(actor, "keep_library"),
        done=DONE.get(done),
    )
