"""Every page and call of every service, with every role and with none: who is let in is who the page of access names."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from structlog.testing import capture_logs

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.forms import Posted, posted
from chassis.web.guard import Guarded, guarded
from chassis.web.signed_in import signed_in
from contracts.topics import SERVICES
from deploy.access_page import FILE, POLICIES
from deploy.unconnected import app_of
from services.analytics.web.reader import person_or_system

NOTHING = "00000000-0000-4000-8000-000000000000"
PARTS: Mapping[str, str] = {"authority": "990", "version": "1", "number": "1"}
ROW = re.compile(r"\| (\w+) `([^`]+)` \| (.+) \|")
SECTION = re.compile(r"### Ways into `(\w+)`")
WHO = (signed_in, bearer, person_or_system)
UNKNOWN = "a role that nobody gave a right"


def told() -> dict[tuple[str, str, str], frozenset[str]]:
    """What the page says: service, method and path, and the permissions that are needed."""
    found, service = {}, ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if section := SECTION.fullmatch(line):
            service = section[1]
        elif service and (row := ROW.fullmatch(line)):
            words = row[3].removesuffix(", by token").split(" and ")
            needs = frozenset(one.replace(" ", "_") for one in words if one != "nothing")
            found[service, row[1], row[2]] = needs
    return found


TOLD = told()


def address(one: Guarded) -> str:
    return re.sub(r"{(\w+)(:\w+)?}", lambda part: PARTS.get(part[1], NOTHING), one.path)


@dataclass
class Walker:
    """Whoever asks, in a role."""

    role: str = ""

    async def asks(self, request: Request) -> Actor:
        """Who it is, with a form of their own."""
        request.state.command_id, request.state.kept = UUID(NOTHING), None
        return Actor("person:walker", "walker", "person", frozenset({self.role}), "walkers")

    async def sends(self, request: Request) -> Posted:
        """A form with nothing in it."""
        await self.asks(request)
        return Posted(UUID(NOTHING), {}, {})


@contextmanager
def walked(made: FastAPI) -> Iterator[Walker]:
    """Each way in asks the walker who it is; some ways in are every service's, so they are given back."""
    walker = Walker()
    stand_ins = {**dict.fromkeys(WHO, walker.asks), posted: walker.sends}
    routes = [route for route in made.routes if isinstance(route, APIRoute)]
    changed = [one for route in routes for one in dependants(route.dependant)]
    before = [one.call for one in changed]
    for one in changed:
        one.call = stand_ins.get(one.call, one.call)
    yield walker
    for one, call in zip(changed, before, strict=True):
        one.call = call


def dependants(one: Dependant) -> Iterator[Dependant]:
    """What a way in asks for, and all that asks for in its turn."""
    for other in one.dependencies:
        yield other
        yield from dependants(other)


@asynccontextmanager
async def outside(made: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Nothing is connected: whoever is let in meets a failure, which is not written out each time."""
    way = httpx.ASGITransport(made, raise_app_exceptions=False)
    with capture_logs():
        async with httpx.AsyncClient(transport=way, base_url="http://service.test") as client:
            yield client


async def is_let_in(client: httpx.AsyncClient, one: Guarded) -> bool:
    body = {"json": {}} if one.by_token and one.method != "GET" else {}
    answer = await client.request(one.method, address(one), **body)
    if answer.status_code == 401:
        return False
    return answer.status_code != 403 or answer.json()["code"] != "forbidden"


def roles_of(service: str) -> list[str]:
    """Every role but those that may the same as another, which nobody could tell apart; and a stranger's."""
    alike = {may: role for role, may in POLICIES[service].matrix().items()}
    return [*sorted(alike.values()), UNKNOWN]


def may(service: str, role: str, needs: frozenset[str]) -> bool:
    return needs <= POLICIES[service].matrix().get(role, frozenset())


@pytest.mark.need("J2")
@pytest.mark.parametrize("service", SERVICES)
def test_the_page_names_every_way_in(service: str) -> None:
    ways = {(service, one.method, one.path) for one in guarded(app_of(service))}
    assert ways == {one for one in TOLD if one[0] == service}, "make contracts"


@pytest.mark.need("J2")
@pytest.mark.timeout(120)
@pytest.mark.parametrize("service", SERVICES)
async def test_nobody_is_let_in_whom_the_page_does_not_name(service: str) -> None:
    made, wrong, opened = app_of(service), [], set()
    ways = [one for one in guarded(made) if TOLD[service, one.method, one.path]]
    async with outside(made) as client:
        wrong += [f"nobody: {one}" for one in ways if await is_let_in(client, one)]
        with walked(made) as walker:
            for role in roles_of(service):
                walker.role = role
                for one in [one for one in ways if await is_let_in(client, one)]:
                    opened.add((one.method, one.path))
                    if not may(service, role, TOLD[service, one.method, one.path]):
                        wrong.append(f"{role}: {one.method} {one.path}")
    assert not wrong, wrong
    shut = {(one.method, one.path) for one in ways} - opened
    assert not shut, f"nobody at all is let in: {shut}"
