"""``analytics`` on a real port with a real database and the bundled sign-in; facts come as records."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis.clock import set_clock
from chassis.service import Service
from contracts.catalogue import entry_of
from deploy.local.people import MACHINES
from deploy.local.processes import free_port
from deploy.local.signin import build as build_provider
from services.analytics.app import build
from services.analytics.consumers import build_consumes
from services.analytics.facts import Told
from services.analytics.settings import AnalyticsSettings
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.conftest import settings_for
from tests.support.patient import ANSWER_S_MAX
from tests.support.records import Deliverer, journalled
from tests.support.serve import serving
from tests.support.signing_in import cookies_of, token_of

SECRET = "made-up-secret"
NOW = datetime(2026, 6, 4, 15, 0, tzinfo=UTC)


@dataclass
class Analytics:
    """The service under test, what it is told, and people and systems who ask."""

    app: FastAPI
    url: str
    issuer: str
    told_by: Deliverer
    http: httpx.AsyncClient
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def service(self) -> Service:
        """Its parts."""
        service: Service = self.app.state.service
        return service

    async def tell(self, told: list[Told]) -> None:
        """Facts, in polls of one topic each."""
        for topic, poll in groupby(told, key=lambda one: entry_of(one[1]).topic):
            records = [self.told_by.record(fact, key) for key, fact in poll]
            await self.told_by.poll(topic, records)
        assert await self.told_by.parked() == []

    async def get(self, path: str, who: str = "analyst", **more: Any) -> httpx.Response:
        """One question as a machine or one of the made-up people."""
        return await self.call("GET", path, who, **more)

    async def call(self, method: str, path: str, who: str, **more: Any) -> httpx.Response:
        """One request with a token."""
        if who not in self.tokens:
            names = (who, "") if who in MACHINES else ("demo", who)
            self.tokens[who] = await token_of(self.issuer, names[0], SECRET, names[1])
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        return await self.http.request(method, f"/v1{path}", headers=headers, **more)

    async def facts(self, *names: str) -> list[dict[str, Any]]:
        """What the service announced."""
        return await journalled(self.service.db, *names)

    async def browser_of(self, sub: str) -> httpx.AsyncClient:
        """A client with a session of one of the made-up people; close it."""
        cookies = await cookies_of(self.service, sub)
        return httpx.AsyncClient(base_url=self.url, cookies=cookies, timeout=ANSWER_S_MAX)


@pytest.fixture
async def analytics(
    infra: Infra, new_database: MakeDatabase, tmp_path: Path
) -> AsyncIterator[Analytics]:
    """The service on Thursday 4 June 2026 at 16:00 in London."""
    database, port, at = await new_database("analytics"), free_port(), free_port()
    url, issuer = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{at}"
    set_clock(tmp_path / "clock", NOW)
    shared = settings_for(infra, "analytics", database, "", issuer=issuer, public_url=url)
    given = {**shared.model_dump(), "clock_file": tmp_path / "clock", "client_secret": SECRET}
    app = build(AnalyticsSettings(**given))
    async with AsyncExitStack() as stack:
        service: Service = app.state.service
        await service.db.open()
        stack.push_async_callback(service.db.close)
        await stack.enter_async_context(serving(build_provider(issuer, SECRET), at))
        await stack.enter_async_context(serving(app, port))
        http = await stack.enter_async_context(
            httpx.AsyncClient(base_url=url, timeout=ANSWER_S_MAX)
        )
        yield Analytics(app, url, issuer, Deliverer(build_consumes(), service.db), http)
