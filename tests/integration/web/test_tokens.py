"""Tokens that do not hold are turned away as such, whatever stands in them; none is a fault of ours."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import RSAKey

from chassis.identity import Actor, NotSignedIn, Provider
from deploy.local.processes import free_port
from tests.integration.web.conftest import Running
from tests.support.page import HTML
from tests.support.patient import ANSWER_S_MAX
from tests.support.serve import serving

KEY = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": "made-up"})
AUDIENCE, CLIENT = "cspr-review", "review"


@dataclass
class Issuer:
    """A provider of made-up tokens, and what a service knows of it."""

    url: str
    provider: Provider
    asked_for_keys: list[None]

    def token(self, header: dict[str, Any] | None = None, **claims: Any) -> str:
        now = int(time.time())
        body = {"iss": self.url, "aud": AUDIENCE, "iat": now, "exp": now + 60, "sub": "x"}
        return jwt.encode({"alg": "RS256", "kid": "made-up", **(header or {})}, body | claims, KEY)


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    """Its documents, on a real port."""
    port, app, asked = free_port(), FastAPI(openapi_url=None), list[None]()
    url = f"http://127.0.0.1:{port}"

    @app.get("/.well-known/openid-configuration")
    async def told() -> dict[str, str]:
        return {"jwks_uri": f"{url}/jwks"}

    @app.get("/jwks")
    async def keys() -> dict[str, Any]:
        asked.append(None)
        return {"keys": [KEY.as_dict(private=False)]}

    async with serving(app, port):
        yield Issuer(url, Provider(url, AUDIENCE), asked)


def made_of(header: Any, claims: Any = None) -> str:
    """A token that anybody can write, signed with nothing."""
    parts = [json.dumps(part).encode() for part in (header, claims or {})]
    return ".".join(base64.urlsafe_b64encode(p).rstrip(b"=").decode() for p in (*parts, b"none"))


WRITTEN_BY_ANYBODY = [
    "",
    "x",
    "é.é.é",
    "....",
    made_of([]),
    made_of({}),
    made_of(5),
    made_of({"alg": "none"}),
    made_of({"alg": 5}),
    made_of({"alg": "RS256", "kid": 5}),
    made_of({"alg": "RS256", "kid": ["made-up"]}),
    made_of({"alg": "RS256", "crit": 5}),
    made_of({"alg": "RS256", "crit": ["exp"], "exp": 1}),
    made_of({"alg": "RS256", "b64": False, "crit": ["b64"]}),
    made_of({"alg": "RS256", "typ": {}}),
    made_of({"alg": "RS256", "kid": "made-up"}, {"sub": "x"}),
]


async def test_a_token_that_holds_is_taken(issuer: Issuer) -> None:
    claims = await issuer.provider.verify(issuer.token(roles=["case_system"]))
    assert Actor.from_claims(claims).roles == {"case_system"}


async def test_who_comes_while_keys_are_fetched_waits_for_them(issuer: Issuer) -> None:
    token = issuer.token()
    await asyncio.gather(*(issuer.provider.verify(token) for _ in range(8)))
    assert len(issuer.asked_for_keys) == 1


@pytest.mark.parametrize("token", WRITTEN_BY_ANYBODY)
async def test_what_anybody_can_write_is_turned_away(issuer: Issuer, token: str) -> None:
    with pytest.raises(NotSignedIn):
        await issuer.provider.verify(token)


@pytest.mark.parametrize("header", [{"crit": 5}, {"crit": ["b64"], "b64": True}])
async def test_a_header_that_asks_for_more_than_we_know_is_refused(
    issuer: Issuer, header: dict[str, Any]
) -> None:
    holds = issuer.token()
    _, claims, seal = holds.split(".")
    headed = made_of({"alg": "RS256", "kid": "made-up", **header}).split(".")[0]
    with pytest.raises(NotSignedIn, match="header is not one that we take"):
        await issuer.provider.verify(f"{headed}.{claims}.{seal}")


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": CLIENT},
        {"aud": None},
        {"aud": {"cspr-review": 1}},
        {"exp": 1},
        {"exp": "soon"},
        {"exp": None},
        {"iss": "http://other.test"},
        {"nbf": "later"},
        {"sub": None},
    ],
)
async def test_claims_that_do_not_hold_are_refused(issuer: Issuer, claims: dict[str, Any]) -> None:
    with pytest.raises(NotSignedIn):
        await issuer.provider.verify(issuer.token(**claims))


async def test_an_id_token_opens_no_interface(issuer: Issuer) -> None:
    both = issuer.token(aud=[CLIENT, AUDIENCE], nonce="n")
    assert await issuer.provider.verify(both, audience=CLIENT, nonce="n")
    with pytest.raises(NotSignedIn, match="an access token is needed"):
        await issuer.provider.verify(both)
    with pytest.raises(NotSignedIn):
        await issuer.provider.verify(issuer.token(aud=CLIENT))


def test_claims_of_null_are_claims_not_made() -> None:
    actor = Actor.from_claims({"sub": "x", "roles": None, "name": None, "regions": None})
    assert (actor.id, actor.roles) == ("system:x", frozenset())


@pytest.mark.parametrize("roles", [5, "secretary", [5], {"secretary": 1}])
def test_claims_of_another_shape_are_named(roles: object) -> None:
    with pytest.raises(NotSignedIn, match="can not be read: roles"):
        Actor.from_claims({"sub": "x", "roles": roles})


async def test_the_interface_answers_not_signed_in(site: Running) -> None:
    async with httpx.AsyncClient(base_url=site.url, timeout=ANSWER_S_MAX) as machine:
        for token in filter(None, WRITTEN_BY_ANYBODY):
            headers = {"authorization": f"Bearer {token}".encode()}
            answer = await machine.get("/v1/count", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in"), token


async def test_an_answer_of_the_provider_may_hold_any_sign(site: Running) -> None:
    async with httpx.AsyncClient(base_url=site.url, timeout=ANSWER_S_MAX) as browser:
        await browser.get("/sign-in")
        answer = await browser.get("/sign-in/callback?code=x&state=%C3%A9", headers=HTML)
    assert answer.status_code == 400
