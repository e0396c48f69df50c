"""``notify`` on a real port with a real database and the bundled sign-in; no broker is needed."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pydantic_core
import pytest
from fastapi import FastAPI

from chassis.clock import Clock, FileClock, set_clock
from chassis.db import Database
from chassis.service import Service
from deploy.local.people import MACHINES
from deploy.local.processes import free_port
from deploy.local.signin import build as build_provider
from services.notify.app import build
from services.notify.register.handlers import load_register
from services.notify.settings import NotifySettings
from tests.conftest import Infra, MakeDatabase, copied
from tests.integration.chassis.conftest import settings_for
from tests.support.notifications import a_notification
from tests.support.patient import ANSWER_S_MAX
from tests.support.serve import serving
from tests.support.signing_in import cookies_of, token_of

SECRET = "made-up-secret"
NOTIFIED_AT = datetime(2026, 4, 10, 15, 45, tzinfo=UTC)
IDENTITY_KEY = base64.urlsafe_b64encode(b"i" * 32).decode()


@dataclass
class Notify:
    """The service under test, and people and systems who call it."""

    app: FastAPI
    url: str
    issuer: str
    clock_file: Path
    http: httpx.AsyncClient
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def service(self) -> Service:
        """Its parts."""
        service: Service = self.app.state.service
        return service

    def at(self, when: datetime) -> None:
        """Move the business clock."""
        set_clock(self.clock_file, when)

    async def call(
        self, method: str, path: str, who: str = "ashmere-case-system", **more: Any
    ) -> httpx.Response:
        """One request as a machine or one of the made-up people."""
        if who not in self.tokens:
            names = (who, "") if who in MACHINES else ("demo", who)
            self.tokens[who] = await token_of(self.issuer, names[0], SECRET, names[1])
        headers = {"Authorization": f"Bearer {self.tokens[who]}", **more.pop("headers", {})}
        return await self.http.request(method, f"/v1{path}", headers=headers, **more)

    async def send(
        self, body: Any = None, *, key: str | None = None, who: str = "ashmere-case-system"
    ) -> httpx.Response:
        """Send a notification."""
        headers = {"Idempotency-Key": key or str(uuid4())}
        sent = a_notification() if body is None else body
        return await self.call("POST", "/notifications", who, json=sent, headers=headers)

    async def sent(self, **changed: Any) -> dict[str, Any]:
        """The receipt of a notification that was accepted, as it reads from then on: without its warnings."""
        answer = await self.send(a_notification(**changed))
        assert answer.status_code == 201, answer.text
        receipt: dict[str, Any] = answer.json()
        receipt.pop("warnings")
        return receipt

    async def facts(self, *names: str) -> list[dict[str, Any]]:
        """The facts of incidents in the journal, or those of some names, in order."""
        rows = await self.service.db.pool.fetch(
            "select type, data from journal where stream = 'uk.cspr.notify.incident'"
            " order by position"
        )
        told = [(row["type"].split(".")[3], pydantic_core.from_json(row["data"])) for row in rows]
        return [{"name": name, **data} for name, data in told if not names or name in names]

    async def browser_of(self, sub: str) -> httpx.AsyncClient:
        """A client with a session of one of the made-up people; close it."""
        cookies = await cookies_of(self.service, sub)
        return httpx.AsyncClient(base_url=self.url, cookies=cookies, timeout=ANSWER_S_MAX)


@pytest.fixture(scope="session")
def registered(
    infra: Infra, templates: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A database with the register as it was when the service began, to copy from."""
    clock_file = tmp_path_factory.mktemp("registered") / "clock"
    set_clock(clock_file, NOTIFIED_AT)
    return asyncio.run(_registered(infra, templates["notify"], FileClock(clock_file)))


async def _registered(infra: Infra, template: str, clock: Clock) -> str:
    name = await copied(infra, template, "notify")
    db = Database(infra.dsn("notify_service", name), clock, name="notify", size=1)
    await db.open()
    await load_register(db)
    await db.close()
    return name


@pytest.fixture
async def notify(
    infra: Infra, new_database: MakeDatabase, registered: str, tmp_path: Path
) -> AsyncIterator[Notify]:
    """The service on Friday 10 April 2026 at 16:45 in London, its register loaded."""
    database, port, at = await new_database("notify", registered), free_port(), free_port()
    url, issuer, clock_file = (
        f"http://127.0.0.1:{port}",
        f"http://127.0.0.1:{at}",
        tmp_path / "clock",
    )
    set_clock(clock_file, NOTIFIED_AT)
    shared = settings_for(infra, "notify", database, "", issuer=issuer, public_url=url)
    given = {
        **shared.model_dump(),
        "clock_file": clock_file,
        "client_secret": SECRET,
        "identity_key": IDENTITY_KEY,
        "reader_keys": {},
        "desk_url": "http://desk.test",
    }
    app = build(NotifySettings(**given))
    async with AsyncExitStack() as stack:
        service: Service = app.state.service
        await service.db.open()
        stack.push_async_callback(service.db.close)
        await stack.enter_async_context(serving(build_provider(issuer, SECRET), at))
        await stack.enter_async_context(serving(app, port))
        http = await stack.enter_async_context(
            httpx.AsyncClient(base_url=url, timeout=ANSWER_S_MAX)
        )
        yield Notify(app, url, issuer, clock_file, http)
