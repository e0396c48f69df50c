"""The servers, once a run; a database a test, copied from a migrated template."""

import asyncio
import fcntl
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest

from chassis.migrate import migrate
from contracts.catalogue import TOPICS
from deploy.local.home import SERVICES, Home
from deploy.local.servers import Servers, start_servers
from deploy.topics import make_topics

RUN = Path(__file__).resolve().parents[1] / "build" / "test-run"


@dataclass(frozen=True)
class Infra:
    """Where the servers of this run are."""

    bootstrap: str
    dsns: dict[str, str]

    def dsn(self, role: str, database: str) -> str:
        """The address of ``database`` for ``role``."""
        base = urlsplit(self.dsns[role])
        return base._replace(path=f"/{database}").geturl()


@contextmanager
def _turn() -> Iterator[None]:
    """Only one worker at a time."""
    RUN.mkdir(parents=True, exist_ok=True)
    with (RUN / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start() -> tuple[Servers, Infra]:
    servers = start_servers(Home(RUN / "servers"), fsync=False, topics=False)
    roles = ["postgres", *(f"{s}_{part}" for s in SERVICES for part in ("owner", "service"))]
    return servers, Infra(
        servers.bootstrap, {role: servers.postgres.dsn(role, "postgres") for role in roles}
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The controller (or the only process) ends what the workers started."""
    if hasattr(session.config, "workerinput"):
        return
    keeper = getattr(session.config, "cspr_servers", None)
    if keeper:
        keeper.stop()


@pytest.fixture(scope="session")
def infra(request: pytest.FixtureRequest) -> Iterator[Infra]:
    """Kafka and PostgreSQL: this worker's own, ended with it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if os.environ.get("TEST_INFRA") == "containers":
        from tests.support.containers import start_containers  # noqa: PLC0415

        with start_containers() as found:
            yield Infra(*found)
        return
    with _turn():
        servers, found_here = _start_for(worker)
    yield found_here
    servers.stop()


def _start_for(worker: str) -> tuple[Servers, Infra]:
    global RUN  # noqa: PLW0603
    base = RUN
    RUN = base / worker
    try:
        return _start()
    finally:
        RUN = base


@pytest.fixture(scope="session")
def templates(infra: Infra) -> dict[str, str]:
    """A migrated database of each service, to copy from."""
    return asyncio.run(_make_templates(infra))


async def _make_templates(infra: Infra) -> dict[str, str]:
    made = {}
    admin = await asyncpg.connect(infra.dsns["postgres"])
    for service in SERVICES:
        name = f"template_{service}_{uuid4().hex[:8]}"
        await admin.execute(f"create database {name} owner {service}_owner")
        await migrate(infra.dsn(f"{service}_owner", name), service, f"{service}_service")
        made[service] = name
    await admin.close()
    return made


MakeDatabase = Callable[[str], Awaitable[str]]


@pytest.fixture
async def new_database(infra: Infra, templates: dict[str, str]) -> AsyncIterator[MakeDatabase]:
    """Make a service's database for this test; its name comes back."""
    async with AsyncExitStack() as stack:

        async def make(service: str) -> str:
            name = f"t_{service}_{uuid4().hex[:12]}"
            admin = await asyncpg.connect(infra.dsns["postgres"])
            await admin.execute(
                f"create database {name} template {templates[service]} strategy file_copy"
                f" owner {service}_owner"
            )
            await admin.execute(f"grant connect on database {name} to {service}_service")
            await admin.close()
            stack.push_async_callback(_drop, infra, name)
            return name

        yield make


async def _drop(infra: Infra, name: str) -> None:
    admin = await asyncpg.connect(infra.dsns["postgres"])
    await admin.execute(f"drop database if exists {name} with (force)")
    await admin.close()


@pytest.fixture
async def topic_suffix(infra: Infra) -> str:
    """This test's own set of every topic, told apart by a suffix."""
    suffix = f".{uuid4().hex[:8]}"
    await make_topics(infra.bootstrap, suffix=suffix, topics=TOPICS)
    return suffix
