"""``/v1``: what a sender may do with what it sent, and what changed of it."""

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify_changes import Changes, Moves, PossibleDuplicates
from services.notify.access import POLICY
from services.notify.notification.feed import PAGE_MAX
from services.notify.notification.reading import Reading

Reader = Annotated[Actor, Depends(needs(POLICY, "read", bearer))]
Follower = Annotated[Actor, Depends(needs(POLICY, "read_changes", bearer))]


def build_following(reading: Reading) -> APIRouter:
    """The routes of open moves, of possible duplicates, and of changes since a cursor."""
    routes = APIRouter(prefix="/v1", tags=["notifications"])

    @routes.get("/notifications/{reference}/moves")
    async def read_moves(reference: str, caller: Reader) -> Moves:
        """What may be done with it now, and why the rest may not."""
        return await reading.moves(reference, caller)

    @routes.get("/notifications/{reference}/possible-duplicates")
    async def read_duplicates(reference: str, caller: Reader) -> PossibleDuplicates:
        """Other notifications that may be of the same incident."""
        return await reading.possible_duplicates(reference, caller)

    @routes.get("/changes", response_model=Changes)
    async def read_changes(
        caller: Follower,
        since: Annotated[str | None, Query(max_length=100)] = None,
        limit: Annotated[int, Query(ge=1, le=PAGE_MAX)] = PAGE_MAX,
        if_none_match: Annotated[str | None, Header()] = None,
    ) -> Response:
        """What changed of the caller's notifications since a cursor; without one, from the beginning."""
        changes = await reading.changes(since, limit, caller)
        body = changes.model_dump_json()
        etag = f'"{sha256(body.encode()).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
        if etag in (if_none_match or ""):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/json", headers=headers)

    return routes
