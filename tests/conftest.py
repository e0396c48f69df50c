"""The servers, once a run; a database a test, copied from a migrated template."""

import asyncio
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import AbstractContextManager, AsyncExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from uuid import uuid4
from zlib import crc32

import asyncpg
import pytest
import structlog
from hypothesis import settings

from chassis.migrate import migrate
from contracts.topics import TOPICS
from deploy.local.home import SERVICES, Home
from deploy.local.processes import ROOT, alive
from deploy.local.servers import Servers, running
from deploy.topics import delete_topics, make_topics
from tests.support import containers

IN_MEMORY, ROOM_BYTES_MIN = Path("/dev/shm"), 6_000_000_000
PARTS = ("owner", "service")
PARTITIONS = 3
settings.register_profile("cspr", deadline=None)  # a busy machine is no finding
settings.load_profile("cspr")
_written = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
structlog.configure([structlog.processors.add_log_level, _written])  # quick, and of no value told


@dataclass(frozen=True)
class Infra:
    """Where the servers of this run are."""

    bootstrap: str
    dsns: dict[str, str]

    def dsn(self, role: str, database: str) -> str:
        """The address of ``database`` for ``role``."""
        base = urlsplit(self.dsns[role])
        return base._replace(path=f"/{database}").geturl()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole systems first: a file is one worker's, and what takes longest must not begin last."""
    items.sort(key=lambda item: "/tests/system/" not in item.path.as_posix())


@cache
def _runs() -> Path:
    """Where the servers of this checkout's runs keep their data.

    In memory if there is room: a database is a thousand files, and to make them on a disk takes five times
    as long.
    """
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM_BYTES_MIN:
        return IN_MEMORY / f"cspr-tests-{os.getuid()}-{crc32(os.fsencode(ROOT)):08x}"
    return ROOT / "build" / "test-run"


def _controller() -> int:
    """The process that the whole run ends with."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def _home() -> Home:
    return Home(_runs() / str(_controller()))


def _ask_servers(verb: str) -> None:
    """The same front door as a person's: ``python -m deploy.local``."""
    words = (
        "--home",
        str(_home().path),
        "--servers",
        "--quick",
        "--owner",
        str(_controller()),
    )
    command = [sys.executable, "-m", "deploy.local", verb, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.exit(f"the test servers did not start:\n{done.stdout}{done.stderr}", 3)


def _sweep() -> None:
    """Delete what runs that were killed have left."""
    for old in _runs().glob("*"):
        if not (old.name.isdigit() and alive(int(old.name))):
            shutil.rmtree(old, ignore_errors=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The controller (or the only process) ends the servers and deletes their data."""
    if not hasattr(session.config, "workerinput") and _home().path.exists():
        _ask_servers("reset")


def servers_of_its_own(home: Home) -> AbstractContextManager[Servers]:
    """Servers for one whole system, with all its topics, by the way that this run is to go."""
    if containers.wanted():
        return containers.start_containers(data=home.path / "kafka")
    return running(home, fsync=False)


@pytest.fixture(scope="session")
def infra() -> Iterator[Infra]:
    """Kafka and PostgreSQL, one of each for the whole run, whichever worker asks first."""
    if containers.wanted():
        with containers.start_containers() as started:
            yield Infra(started.bootstrap, dict(started.dsns))
        return
    runs = _runs()
    runs.mkdir(parents=True, exist_ok=True)
    with (runs / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _sweep()
        _ask_servers("up")
    state = _home().state()
    dsns = {
        role: f"postgresql://{role}:{state[f'postgres_{role}_secret']}"
        f"@127.0.0.1:{state['postgres_port']}/postgres"
        for role in ("postgres", *(f"{s}_{part}" for s in SERVICES for part in PARTS))
    }
    yield Infra(f"127.0.0.1:{state['kafka_port']}", dsns)


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


class MakeDatabase(Protocol):
    """Makes a service's database, a copy of ``of`` or of the migrated one; its name comes back."""

    def __call__(self, service: str, of: str | None = None) -> Awaitable[str]: ...


@pytest.fixture
async def new_database(infra: Infra, templates: dict[str, str]) -> AsyncIterator[MakeDatabase]:
    """Make a service's database for this test; its name comes back."""
    async with AsyncExitStack() as stack:

        async def make(service: str, of: str | None = None) -> str:
            name = await copied(infra, of or templates[service], service)
            stack.push_async_callback(_drop, infra, name)
            return name

        yield make


async def copied(infra: Infra, template: str, service: str) -> str:
    """A new database of a service, like another one that nobody is connected to."""
    name = f"t_{service}_{uuid4().hex[:12]}"
    admin = await asyncpg.connect(infra.dsns["postgres"])
    await admin.execute(
        f"create database {name} template {template} strategy file_copy owner {service}_owner"
    )
    await _close_to_others(admin, name, service)
    await admin.close()
    return name


async def _close_to_others(admin: asyncpg.Connection, name: str, service: str) -> None:
    """As deploy/postgres/databases.sql does; what is granted on a database is not copied with it."""
    await admin.execute(f"revoke all on database {name} from public")
    await admin.execute(f"grant connect on database {name} to {service}_service")


async def _drop(infra: Infra, name: str) -> None:
    admin = await asyncpg.connect(infra.dsns["postgres"])
    await admin.execute(f"drop database if exists {name} with (force)")
    await admin.close()


@pytest.fixture
async def topic_suffix(infra: Infra) -> AsyncIterator[str]:
    """A set of every topic for one test, told apart by a suffix; few partitions, soon deleted."""
    suffix = f".{uuid4().hex[:8]}"
    made = await make_topics(
        infra.bootstrap,
        suffix=suffix,
        topics=[replace(t, partitions=PARTITIONS) for t in TOPICS],
    )
    yield suffix
    await delete_topics(infra.bootstrap, made)
