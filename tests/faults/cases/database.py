"""PostgreSQL killed, its sessions cut, its tables locked, its disk full."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from deploy.local.home import SERVICES
from deploy.local.story.incident import NOTIFICATION
from tests.faults.fault import Fault, Left
from tests.faults.load import CASE_SYSTEM, Load
from tests.faults.sql import as_superuser
from tests.faults.world import World

SESSIONS = "select pg_terminate_backend(pid) from pg_stat_activity where datname = any('{%s}')"
RELAYS = (
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like '%-relay'"
)


def killed_and_cut(world: World, load: Load, left: Left) -> None:
    """The server is killed and started again; then every session is ended, three times."""
    world.kill_postgres()
    load.during(2)
    answer = world.player.send("POST", "notify", "/v1/notifications", CASE_SYSTEM, NOTIFICATION)
    left.hold(answer.status_code == 503, f"without a database {answer.status_code} was answered")
    world.start_postgres()
    for _ in range(3):
        load.during(1.5)
        as_superuser(world, SESSIONS % ",".join(SERVICES))


def a_table_locked(world: World, load: Load, _left: Left) -> None:
    """The busiest table of review and of notify is locked for longer than a lock may be waited for."""
    with _locked(world, "review", "journal"), _locked(world, "notify", "journal"):
        load.during(18)


def a_writer_that_does_not_end(world: World, load: Load, left: Left) -> None:
    """A transaction that wrote stays open: the relay goes on past it."""
    with _writing(world, "review"):
        load.during(2)
        before = _published(world)
        load.during(6)
        left.hold(_published(world) > before, "the relay stood still behind an open transaction")


def relays_lose_their_sessions(world: World, load: Load, _left: Left) -> None:
    """Every relay's connection, which also listens, is ended again and again."""
    for _ in range(6):
        as_superuser(world, RELAYS)
        load.during(1)


@contextmanager
def _locked(world: World, service: str, table: str) -> Iterator[None]:
    with _open(world, service, f"lock table {table} in access exclusive mode"):
        yield


@contextmanager
def _writing(world: World, service: str) -> Iterator[None]:
    with _open(world, service, "create table an_open_writer (one int)"):
        yield


@contextmanager
def _open(world: World, service: str, statement: str) -> Iterator[None]:
    """A transaction that has done ``statement`` and is rolled back in the end."""
    loop = asyncio.new_event_loop()
    conn = loop.run_until_complete(asyncpg.connect(world.through.postgres.dsn("postgres", service)))
    transaction = conn.transaction()
    loop.run_until_complete(transaction.start())
    try:
        loop.run_until_complete(conn.execute(statement))
        yield
    finally:
        loop.run_until_complete(transaction.rollback())
        loop.run_until_complete(conn.close())
        loop.close()


def _published(world: World) -> int:
    rows = as_superuser(
        world,
        "select count(*) as n from journal where position not in (table journal_waiting)",
        "review",
    )
    return int(rows[0]["n"])


def a_full_disk(world: World, load: Load, left: Left) -> None:
    """The disk of database and brokers fills up: requests are refused, nothing breaks, and it recovers."""
    ballast = world.home.path / "ballast"
    with ballast.open("wb") as file:
        try:
            while True:
                file.write(bytes(1 << 20))
        except OSError:
            pass
    load.during(5)
    ballast.unlink()
    time.sleep(1)
    left.hold(not ballast.exists(), "the ballast could not be taken away")


FAULTS = (
    Fault("F7", "PostgreSQL killed; every session ended", killed_and_cut, quick=True),
    Fault("F18", "the disk of database and brokers is full", a_full_disk, as_root=True),
    Fault("F20", "a busy table locked for 18 s", a_table_locked),
    Fault("F21", "a writing transaction left open", a_writer_that_does_not_end),
    Fault("F22", "relays lose their sessions", relays_lose_their_sessions),
)
