"""What a token of the sandbox opens: in ``notify`` what was sent there and the rules, elsewhere nothing."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from chassis.access import SANDBOX
from chassis.web.bearer import bearer
from contracts.topics import SERVICES
from deploy.access_page import POLICIES
from deploy.local.people import MACHINES
from deploy.unconnected import app_of
from services.analytics.web.reader import person_or_system

OPEN = {
    *("GET /v1/sender", "POST /v1/pre-checks", "GET /v1/code-lists", "GET /v1/framework"),
    *("POST /v1/notifications", "POST /v1/notifications:batch", "GET /v1/notifications"),
    *("GET /v1/notifications/{reference}", "GET /v1/notifications/{reference}/moves"),
    "GET /v1/notifications/{reference}/versions/{version}",
    "GET /v1/notifications/{reference}/possible-duplicates",
    *("GET /v1/changes", "GET /v1/clocks"),
}
"""That these show what is in the sandbox and nothing else, the tests of ``notify`` show one by one."""
HEADERS = {"Authorization": "Bearer x", "Content-Type": "application/json"}
CLAIMS = {"sub": "ashmere-sandbox", **MACHINES["ashmere-sandbox"]}
SAYS_MORE = {"sub": "x", "authorities": ["*"], "partnerships": ["ashmere"]} | {
    "roles": [SANDBOX, *(role for policy in POLICIES.values() for role in policy.matrix())]
}


class Provider:
    """Holds any token to be good, and to say the same."""

    def __init__(self, claims: Mapping[str, Any]) -> None:
        self._claims = claims

    async def verify(self, _token: str) -> Mapping[str, Any]:
        return self._claims


def doors(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every door that a token may open."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute) and _takes_tokens(route.dependant):
            yield from ((method, route.path) for method in sorted(route.methods or ()))


def _takes_tokens(dependant: Dependant) -> bool:
    return dependant.call in (bearer, person_or_system) or any(
        map(_takes_tokens, dependant.dependencies)
    )


@pytest.mark.need("I14")
@pytest.mark.parametrize("claims", [CLAIMS, SAYS_MORE], ids=["as given", "with every role beside"])
@pytest.mark.parametrize("name", SERVICES)
async def test_a_token_of_the_sandbox_is_refused_at_every_door_but_its_own(
    name: str, claims: Mapping[str, Any]
) -> None:
    app = app_of(name)
    app.state.service.provider = Provider(claims)
    seen = set()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as http:
        for method, path in doors(app):
            seen.add(f"{method} {path}")
            if name == "notify" and f"{method} {path}" in OPEN:
                continue
            address = re.sub(r"\{[^}]*\}", "1", path)
            answer = await http.request(method, address, headers=HEADERS)
            refused = (answer.status_code, answer.json()["code"]) == (403, "forbidden")
            assert refused, f"{method} {path}: {answer.text}"
    assert seen
    assert name != "notify" or seen >= OPEN
