"""``/v1/webinars``: the public calendar for anyone, and for staff what is announced, approved and counted."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from pydantic import TypeAdapter
from uuid_utils.compat import uuid7

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.conditional import (
    CURSOR_CHARS_MAX,
    IfMatch,
    as_read,
    cursor_of,
    lead_on,
    place_in,
    tag_of,
    tagged,
)
from chassis.web.guard import needs, public
from chassis.web.problems import Invalid
from contracts.http_webinar import (
    AttendanceBody,
    WebinarApprovalBody,
    WebinarBody,
    WebinarKept,
    WebinarShown,
)
from services.correspondence.access import POLICY
from services.correspondence.use_cases import webinars
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api import examples
from services.correspondence.web.api.webinar_shown import kept, shown
from services.correspondence.web.open import news
from services.correspondence.web.open.news import Asked
from services.correspondence.webinar import domain, store
from services.correspondence.webinar.domain import Details, Webinar

Reader = Annotated[Actor, Depends(needs(POLICY, "see_desk", bearer))]
Keeper = Annotated[Actor, Depends(needs(POLICY, "keep_webinars", bearer))]
Approver = Annotated[Actor, Depends(needs(POLICY, "approve_webinar", bearer))]
OPEN: dict[str, Any] = {"security": []}
"""In OpenAPI: no token is asked for."""
SHOWN = TypeAdapter(list[WebinarShown])


def build_webinars_api(actions: Actions) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1/webinars", tags=["webinars"])
    _add_reading(routes, actions)
    _add_keeping(routes, actions)
    return routes


def _add_reading(routes: APIRouter, actions: Actions) -> None:
    @routes.get(
        "",
        response_model=list[WebinarShown],
        dependencies=[Depends(public)],
        openapi_extra=OPEN,
    )
    async def list_webinars(
        request: Request,
        asked: Asked,
        cursor: Annotated[str | None, Query(max_length=CURSOR_CHARS_MAX)] = None,
        limit: Annotated[int, Query(ge=1, le=store.SHOWN_MAX)] = store.SHOWN_MAX,
    ) -> Response:
        """The public calendar for anyone, cancelled webinars too, the latest first; `Link` leads to further ones."""
        found = [shown(one) for one in await webinars.chosen(actions, asked)]
        if cursor:
            at, id_ = place_in(cursor)
            found = [one for one in found if _is_after(one, at, id_)]
        answer = news.kept(request, SHOWN.dump_json(found[:limit]), "application/json")
        if found[limit:]:
            last = found[limit - 1]
            lead_on(request, answer, cursor_of(last.starts_at, last.webinar_id))
        return answer

    @routes.get("/kept")
    async def list_kept(_caller: Reader) -> list[WebinarKept]:
        """All that are kept, for the national body: those too that wait for approval."""
        async with actions.service.db.read() as conn:
            return [kept(one) for one in await store.every(conn)]

    @routes.get("/{webinar_id}", response_model=WebinarKept)
    async def read_webinar(webinar_id: UUID, request: Request, _caller: Reader) -> Response:
        """One, for the national body; its `ETag` is what `If-Match` of a change takes."""
        found = await webinars.found(actions, webinar_id)
        return tagged(request, kept(found).model_dump_json().encode(), tag=tag_of(found))


def _add_keeping(routes: APIRouter, actions: Actions) -> None:
    clock = actions.service.clock

    @routes.put("/{webinar_id}", status_code=204)
    async def announce(
        webinar_id: UUID,
        body: Annotated[WebinarBody, Body(openapi_examples=examples.WEBINARS)],
        caller: Keeper,
        if_match: IfMatch = None,
    ) -> None:
        """Announce a webinar under an id of your own, or change it; it waits for another person's approval."""
        read = await webinars.proposed(actions, webinar_id)
        said = domain.Propose(caller.id, clock.now(), _details(body), read)
        await webinars.give(actions, webinar_id, said, caller, uuid7(), _check(if_match))

    @routes.post("/{webinar_id}/approval", status_code=204)
    async def approve(
        webinar_id: UUID,
        body: Annotated[WebinarApprovalBody, Body(openapi_examples=examples.APPROVALS)],
        caller: Approver,
    ) -> None:
        """Make the proposal that was read public."""
        await webinars.found(actions, webinar_id)
        said = domain.Approve(caller.id, clock.now(), body.read)
        await webinars.give(actions, webinar_id, said, caller, uuid7())

    @routes.post("/{webinar_id}/cancellation", status_code=204)
    async def cancel(webinar_id: UUID, caller: Keeper, if_match: IfMatch = None) -> None:
        """Cancel a webinar; what is not public yet is let go."""
        await webinars.found(actions, webinar_id)
        said = domain.Cancel(caller.id, clock.now())
        await webinars.give(actions, webinar_id, said, caller, uuid7(), _check(if_match))

    @routes.put("/{webinar_id}/attendance", status_code=204)
    async def count(
        webinar_id: UUID,
        body: Annotated[AttendanceBody, Body(openapi_examples=examples.ATTENDANCES)],
        caller: Keeper,
        if_match: IfMatch = None,
    ) -> None:
        """Say how many came, once it was held."""
        await webinars.found(actions, webinar_id)
        numbers = {one.who.value: one.number for one in body.attended}
        came = tuple((who, numbers[who]) for who in sorted(numbers) if numbers[who])
        said = domain.Count(caller.id, clock.now(), came)
        await webinars.give(actions, webinar_id, said, caller, uuid7(), _check(if_match))


def _is_after(one: WebinarShown, at: datetime, id_: UUID) -> bool:
    return one.starts_at < at or (one.starts_at == at and one.webinar_id > id_)


def _check(if_match: str | None) -> Callable[[Webinar], None]:
    return lambda before: as_read(if_match, before)


def _details(body: WebinarBody) -> Details:
    """The same, as it is kept; raises Invalid for an audience that nobody knows."""
    known = dict(webinars.audiences())
    wrong = [n for n, one in enumerate(body.audiences) if one not in known]
    if wrong:
        reason = f"Choose one of: {', '.join(known)}."
        raise Invalid([{"pointer": f"/audiences/{n}", "reason": reason} for n in wrong])
    return Details(
        title=body.title,
        themes=tuple(dict.fromkeys(one.value for one in body.themes)),
        audiences=tuple(dict.fromkeys(body.audiences)),
        starts_at=body.starts_at.astimezone(UTC),
        minutes=body.minutes,
        address=body.address,
        recording=body.recording,
    )
