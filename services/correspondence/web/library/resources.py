"""The library: how reviews can be conducted, and the register of resources, by their tags."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field
from uuid_utils.compat import uuid7

from chassis.errors import Refused
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
from services.correspondence.resource.domain import Resource, Tags
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.moves.kind import choices_of

PAGE = "pages/library/library.html"
ONE = "pages/library/resource.html"
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

    @property
    def tags(self) -> Tags:
        """As the register keeps them."""
        return Tags(
            title=self.title,
            resource_kind=self.resource_kind.value,
            address=self.address,
            methods=tuple(one.value for one in self.methods),
            milestones=tuple(one.value for one in self.milestones),
            participation=tuple(one.value for one in self.participation),
            co_production=self.co_production.value,
            commissioned=bool(self.commissioned),
            themes=tuple(one.value for one in self.themes),
        )


class Change(Enter):
    """The same, of the entry that was read."""

    read: int


class Choices:
    """What the form of an entry offers."""

    kinds = choices_of(ResourceKind)
    themes = choices_of(Theme)
    milestones = choices_of(Milestone)
    method_codes = choices_of(Method)
    participation = choices_of(Participation)
    co_production = choices_of(CoProduction)


@dataclass(frozen=True)
class ResourceView(Choices):
    """One entry; ``version``: the one that stands before the reader; ``now``: where another changed it."""

    id: UUID
    title: str
    version: int
    now: store.Listed | None = None


@dataclass(frozen=True)
class LibraryView(Choices):
    """Methods, resources of a tag or all, and whether this reader keeps the register."""

    root: str
    methods: Sequence[methods.MethodEntry]
    resources: Sequence[store.Listed]
    tag: str
    may_keep: bool
    done: str | None

    tags = TAGS


DONE = {
    "entered": "The resource is in the register.",
    "changed": "The entry is changed.",
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
        _add_changing(routes, actions, root)
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
    async with actions.service.db.begin([id_]) as tx:
        if await first_time(tx.conn, posted):
            await handlers.enter(tx, id_, said.tags, actor, posted.command_id)


def _add_changing(routes: APIRouter, actions: Actions, root: str) -> None:
    @routes.get("/{resource_id}")
    async def entry(request: Request, resource_id: UUID, _actor: Keeper) -> Response:
        found = await _found(actions, resource_id)
        return render(request, ONE, _one(found), form=Filled(_typed(found)))

    @routes.post("/{resource_id}")
    async def change(
        request: Request, resource_id: UUID, actor: Keeper, posted: PostedForm
    ) -> Response:
        found, form = await _found(actions, resource_id), posted.read(Change)
        if (said := form.model) is None:
            return render(request, ONE, _one(found), form=form)
        try:
            async with actions.service.db.begin([resource_id]) as tx:
                if await first_time(tx.conn, posted):
                    tags, id_ = said.tags, posted.command_id
                    await handlers.enter(tx, resource_id, tags, actor, id_, said.read)
        except Refused as no:
            again = await _found(actions, resource_id)
            view = replace(_one(again), now=store.shown(again))
            return render(request, ONE, view, form=form.but(no), status=409)
        return RedirectResponse(f"{root}/library?done=changed", status_code=303)


async def _found(actions: Actions, id_: UUID) -> Resource:
    async with actions.service.db.read() as conn:
        return await handlers.find(conn, id_)


def _one(found: Resource) -> ResourceView:
    return ResourceView(found.id, found.tags.title if found.tags else "", found.version)


def _typed(found: Resource) -> dict[str, Any]:
    """The entry as its form holds it."""
    tags = asdict(found.tags) if found.tags else {}
    return {**tags, "commissioned": ["yes"] if tags.get("commissioned") else []}


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
