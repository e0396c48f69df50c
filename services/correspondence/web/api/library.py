"""``/v1``: the library of methods and resources, digests, and what a partnership can carry."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic_core import to_json
from uuid_utils.compat import uuid7

from chassis.access import Scope
from chassis.identity import Actor
from chassis.web.conditional import IfMatch, as_read, tag_of, tagged
from contracts.http_library import (
    CapacityBody,
    DigestApprovalBody,
    DigestWordsBody,
    ResourceBody,
)
from services.correspondence.access import POLICY
from services.correspondence.capacity import proportion
from services.correspondence.capacity.domain import Profile
from services.correspondence.digest import handlers as digests
from services.correspondence.digest.domain import Digest
from services.correspondence.policy import methods
from services.correspondence.resource import handlers as resources
from services.correspondence.resource import store
from services.correspondence.resource.domain import Tags
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api.cases import Caller


def build_library_api(actions: Actions) -> APIRouter:
    """The routes for systems; each is the page's use case, so what is sent again changes nothing."""
    routes = APIRouter(prefix="/v1")
    _add_library(routes, actions)
    _add_digests(routes, actions)
    _add_capacity(routes, actions)
    return routes


def _add_library(routes: APIRouter, actions: Actions) -> None:
    db = actions.service.db

    @routes.get("/library", tags=["library"])
    async def read_library(
        _caller: Caller, tag: Annotated[str, Query(max_length=50)] = ""
    ) -> dict[str, Any]:
        """How reviews can be conducted, and the resources that are recommended, of one tag or all."""
        async with db.read() as conn:
            found = await store.listed(conn, tag)
        library = methods.library()
        return {
            "version": library.version,
            "methods": [asdict(one) for one in library.methods],
            "resources": [asdict(one) for one in found],
        }

    @routes.put("/library/resources/{resource_id}", tags=["library"], status_code=204)
    async def enter(resource_id: UUID, body: ResourceBody, caller: Caller) -> None:
        """Enter a resource under an id of your own, or change its entry."""
        POLICY.check(caller, "keep_library")
        tags = Tags(**body.model_dump(mode="json") | _codes(body))
        async with db.begin([resource_id]) as tx:
            await resources.enter(tx, resource_id, tags, caller, uuid7())

    @routes.post("/library/resources/{resource_id}/withdrawal", tags=["library"], status_code=204)
    async def withdraw(resource_id: UUID, caller: Caller) -> None:
        """Recommend it no longer."""
        POLICY.check(caller, "keep_library")
        async with db.begin([resource_id]) as tx:
            await resources.withdraw(tx, resource_id, caller, uuid7())


def _codes(body: ResourceBody) -> dict[str, tuple[str, ...]]:
    return {
        "milestones": tuple(one.value for one in body.milestones),
        "methods": tuple(one.value for one in body.methods),
        "participation": tuple(one.value for one in body.participation),
        "themes": tuple(one.value for one in body.themes),
    }


def _add_digests(routes: APIRouter, actions: Actions) -> None:
    db = actions.service.db

    @routes.get("/digests", tags=["digests"])
    async def list_digests(caller: Caller) -> list[dict[str, Any]]:
        """The digests, the latest period first; those not issued yet for the national body alone."""
        async with db.read() as conn:
            found = await digests.all_of(conn, issued_only=_issued_only(caller))
        return [_digest(one) for one in found]

    @routes.get("/digests/{digest_id}", tags=["digests"], response_model=dict[str, Any])
    async def read_digest(digest_id: UUID, request: Request, caller: Caller) -> Response:
        """One digest; its `ETag` is what `If-Match` of its wording takes."""
        async with db.read() as conn:
            found = await digests.find(conn, digest_id, issued_only=_issued_only(caller))
        return tagged(request, to_json(_digest(found)), tag=tag_of(found))

    @routes.put("/digests/{digest_id}/words", tags=["digests"], status_code=204)
    async def write(
        digest_id: UUID, body: DigestWordsBody, caller: Caller, if_match: IfMatch = None
    ) -> None:
        """Word it; another person than those who worded it approves it."""
        POLICY.check(caller, "prepare_digest")
        async with db.begin([digest_id]) as tx:
            found = await digests.find(tx.conn, digest_id, issued_only=False)
            if await digests.write(tx, found, body.words, found.version, caller, uuid7()):
                as_read(if_match, found)

    @routes.post("/digests/{digest_id}/approval", tags=["digests"], status_code=204)
    async def approve(digest_id: UUID, body: DigestApprovalBody, caller: Caller) -> None:
        """Issue it, in the version that was read."""
        POLICY.check(caller, "approve_digest")
        async with db.begin([digest_id]) as tx:
            await digests.find(tx.conn, digest_id, issued_only=False)
            await digests.approve(tx, digest_id, body.read, caller, uuid7())


def _issued_only(caller: Actor) -> bool:
    return not POLICY.may(caller, "see_desk")


def _digest(one: Digest) -> dict[str, Any]:
    first, last = one.period or (None, None)
    return {
        "digest_id": one.id,
        "period_from": first,
        "period_to": last,
        "status": one.status,
        "version": one.version,
        "words": one.words,
        "issued_on": one.issued_on,
        "figures": asdict(one.figures),
        "rule_version": one.rule_version,
    }


def _add_capacity(routes: APIRouter, actions: Actions) -> None:
    db = actions.service.db

    @routes.get("/capacity/{partnership}", tags=["capacity"])
    async def read_capacity(partnership: str, caller: Caller) -> dict[str, Any]:
        """What a partnership says that it can carry, and what that means for one more review."""
        POLICY.check(caller, "state_capacity", Scope(partnership=partnership))
        async with db.read() as conn:
            found = await proportion.of(conn, partnership)
            advice = await proportion.advised(conn, partnership)
        return {
            "partnership": partnership,
            "stated_on": found.stated_on,
            "profile": asdict(found.profile) if found.profile else None,
            "advice": advice,
        }

    @routes.put("/capacity/{partnership}", tags=["capacity"], status_code=204)
    async def state(partnership: str, body: CapacityBody, caller: Caller) -> None:
        """State it."""
        POLICY.check(caller, "state_capacity", Scope(partnership=partnership))
        profile = Profile(**body.model_dump())
        async with db.begin([proportion.id_of(partnership)]) as tx:
            await proportion.state(tx, partnership, profile, caller, uuid7())
