"""Fixtures of the pages: the bundled sign-in and a site, both on real ports."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from deploy.local.processes import free_port
from deploy.local.signin import build as build_provider
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.conftest import settings_for
from tests.integration.web.bicycles import Bicycles, build
from tests.support.patient import ANSWER_S_MAX
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

SECRET = "made-up-secret"


@dataclass
class Running:
    """The site and where it and its sign-in are."""

    bicycles: Bicycles
    url: str
    issuer: str

    async def browser_of(self, sub: str) -> httpx.AsyncClient:
        """A client with a session of one of the made-up people; close it."""
        cookies = await cookies_of(self.bicycles.service, sub)
        return httpx.AsyncClient(base_url=self.url, cookies=cookies, timeout=ANSWER_S_MAX)


@pytest.fixture
async def site(infra: Infra, new_database: MakeDatabase) -> AsyncIterator[Running]:
    """The bicycle library with its sign-in, for one test."""
    database, port, at = await new_database("review"), free_port(), free_port()
    url, issuer = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{at}"
    more = {"issuer": issuer, "public_url": url, "client_secret": SECRET}
    made = build(settings_for(infra, "review", database, "", **more))
    await made.service.db.open()
    try:
        async with serving(made.app, port), serving(build_provider(issuer, SECRET), at):
            yield Running(made, url, issuer)
    finally:
        await made.service.db.close()
