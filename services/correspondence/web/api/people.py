"""``/v1/people``: who speaks for each organisation and how letters come to it, read and kept by programs."""

from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from uuid_utils.compat import uuid7

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.conditional import IfMatch, as_read, lead_on, tag_of, tagged
from chassis.web.guard import needs
from chassis.web.problems import Invalid
from contracts.http_people import (
    ChannelBody,
    HandoverBody,
    HolderBody,
    LastDayBody,
    OrganisationListed,
    OrganisationShown,
    PersonBody,
)
from services.correspondence.access import POLICY
from services.correspondence.office_holder import commands, store
from services.correspondence.office_holder.commands import Command, Person
from services.correspondence.office_holder.domain import Organisation
from services.correspondence.read_models import organisations
from services.correspondence.read_models.organisations import LISTED_MAX, Registered
from services.correspondence.use_cases import people
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api import examples
from services.correspondence.web.api.cases import Caller, Key
from services.correspondence.web.api.people_shown import listed, shown

Keeper = Annotated[Actor, Depends(needs(POLICY, "keep_people", bearer))]
Code = Annotated[str, Query(max_length=120)]


def build_people_api(actions: Actions) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1/people", tags=["people"])
    _add_reading(routes, actions)
    _add_keeping(routes, actions)
    _add_steps(routes, actions)
    return routes


def _add_reading(routes: APIRouter, actions: Actions) -> None:
    db = actions.service.db

    @routes.get("")
    async def list_people(
        request: Request,
        response: Response,
        caller: Caller,
        words: Annotated[str, Query(max_length=100)] = "",
        cursor: Code = "",
        limit: Annotated[int, Query(ge=1, le=LISTED_MAX)] = LISTED_MAX,
    ) -> list[OrganisationListed]:
        """The organisations of the caller's reach, and to whom a letter of today goes.

        Where there are more, `Link` with `rel="next"` has the address of the next page.
        """
        async with db.read() as conn:
            if cursor and await organisations.find(conn, cursor) is None:
                raise Invalid(
                    [{"pointer": "/cursor", "reason": "Give a cursor as a page gave it."}]
                )
            found = await people.seen_by(conn, caller, words.strip(), cursor)
            states = await store.of(conn, [one.code for one in found])
            all_seen = POLICY.may(caller, "see_desk")
            whole = found if all_seen else await people.seen_by(conn, caller)
        mine = {one.code for one in people.kept_by(caller, whole)}
        await actions.audit(caller, "saw people", request.url.query[:200])
        if found[limit:] or len(found) == LISTED_MAX:
            lead_on(request, response, found[:limit][-1].code)
        today = actions.today()
        return [
            listed(one, states[one.code], today, yours=one.code in mine) for one in found[:limit]
        ]

    @routes.get("/{code}", response_model=OrganisationShown)
    async def read_organisation(code: str, request: Request, caller: Caller) -> Response:
        """One organisation with everybody who was entered; its `ETag` is what `If-Match` of a change takes."""
        one, mine = await people.one_of(actions, caller, code)
        async with db.read() as conn:
            state = (await store.of(conn, [code]))[code]
        await actions.audit(caller, "saw people", code)
        said = shown(one, state, actions.today(), yours=one in mine)
        tag = tag_of((one, state, actions.today()))
        return tagged(request, said.model_dump_json().encode(), tag=tag)


async def _give(
    actions: Actions, caller: Actor, code: str, command: Command, id_: UUID, if_match: str | None
) -> None:
    """One command for one organisation, by who keeps its people, on the version that they read."""
    one, _ = await people.kept_one(actions, caller, code)

    def check(found: Registered, before: Organisation) -> None:
        as_read(if_match, (found, before, actions.today()))

    await people.give(actions, caller, [(one, command)], id_, check)


def _add_keeping(routes: APIRouter, actions: Actions) -> None:
    @routes.post("/{code}/holders", status_code=201)
    async def enter(
        code: str,
        body: Annotated[HolderBody, Body(openapi_examples=examples.HOLDERS)],
        caller: Keeper,
        key: Key = None,
        if_match: IfMatch = None,
    ) -> dict[str, UUID]:
        """Enter somebody who holds a role from a day on."""
        id_ = key or uuid7()
        entered = commands.Enter(
            by=caller.id,
            on=actions.today(),
            holder_id=uuid5(id_, code),
            role=body.role.value,
            person=Person(body.name, body.mailbox),
            holds_from=body.holds_from,
            holds_until=body.holds_until,
        )
        await _give(actions, caller, code, entered, id_, if_match)
        return {"holder_id": entered.holder_id}

    @routes.put("/{code}/channel", status_code=204)
    async def choose(
        code: str,
        body: Annotated[ChannelBody, Body(openapi_examples=examples.CHANNELS)],
        caller: Keeper,
        if_match: IfMatch = None,
    ) -> None:
        """Choose how letters come."""
        said = commands.choose(caller.id, actions.today(), body.channel.value, body.address)
        await _give(actions, caller, code, said, uuid7(), if_match)


def _add_steps(routes: APIRouter, actions: Actions) -> None:
    holder = "/{code}/holders/{holder_id}"

    @routes.post(f"{holder}/handover", status_code=201)
    async def hand_over(
        code: str,
        holder_id: UUID,
        body: Annotated[HandoverBody, Body(openapi_examples=examples.HANDOVERS)],
        caller: Keeper,
        key: Key = None,
        if_match: IfMatch = None,
    ) -> dict[str, UUID]:
        """From a day on another person holds the role."""
        id_ = key or uuid7()
        said = commands.HandOver(
            by=caller.id,
            on=actions.today(),
            holder_id=holder_id,
            successor_id=uuid5(id_, str(holder_id)),
            person=Person(body.name, body.mailbox),
            from_day=body.from_day,
        )
        await _give(actions, caller, code, said, id_, if_match)
        return {"holder_id": said.successor_id}

    @routes.put(f"{holder}/last-day", status_code=204)
    async def end(
        code: str,
        holder_id: UUID,
        body: Annotated[LastDayBody, Body(openapi_examples=examples.LAST_DAYS)],
        caller: Keeper,
        if_match: IfMatch = None,
    ) -> None:
        """Note the last day on which somebody holds a role."""
        said = commands.End(caller.id, actions.today(), holder_id, body.last_day)
        await _give(actions, caller, code, said, uuid7(), if_match)

    @routes.put(f"{holder}/person", status_code=204)
    async def correct(
        code: str,
        holder_id: UUID,
        body: Annotated[PersonBody, Body(openapi_examples=examples.PERSONS)],
        caller: Keeper,
        if_match: IfMatch = None,
    ) -> None:
        """Correct a name or an address at work."""
        person = Person(body.name, body.mailbox)
        said = commands.Correct(caller.id, actions.today(), holder_id, person)
        await _give(actions, caller, code, said, uuid7(), if_match)

    @routes.post(f"{holder}/strike", status_code=204)
    async def strike(code: str, holder_id: UUID, caller: Keeper, if_match: IfMatch = None) -> None:
        """Strike out an entry that never was so."""
        said = commands.Strike(caller.id, actions.today(), holder_id)
        await _give(actions, caller, code, said, uuid7(), if_match)
