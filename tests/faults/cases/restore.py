"""Databases lost and restored: with the log that was streamed away, and from an older backup without it."""

import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chassis.ops import republish
from deploy.local.postgres import BIN, account
from deploy.local.processes import Child, start
from tests.faults.fault import Fault, Left
from tests.faults.load import Load
from tests.faults.operator import in_transaction
from tests.faults.sql import as_superuser
from tests.faults.world import World
from tests.support.wait import wait_for

RECEIVER = "pg_receivewal"
BACKUP_S_MAX = 60
RESTORED_S_MAX = 60.0
OTHERS = ("notify", "review", "correspondence")


def a_lost_disk(world: World, load: Load, left: Left) -> None:
    """Nothing that was acknowledged is missing afterwards, for no commit came before its log was away."""
    away = _folder(world, "away")
    with _log_streamed(world, away):
        backup = _base_backup(world)
        as_superuser(world, f"alter system set synchronous_standby_names = '{RECEIVER}'")
        as_superuser(world, "select pg_reload_conf()")
        load.during(6)
        world.kill_postgres()
    began = time.monotonic()
    _restore(world, backup, away)
    world.start_postgres()
    wait_for("the restored server to write", lambda: not _recovers(world), RESTORED_S_MAX)
    left.figures["restored_s"] = round(time.monotonic() - began, 1)
    as_superuser(world, "alter system reset restore_command")
    load.during(3)


@contextmanager
def _log_streamed(world: World, away: Path) -> Iterator[None]:
    """The write-ahead log is copied away as it is written, and each commit waits for that."""
    slot = ["--slot", "away", "--if-not-exists"]
    _done(world, [RECEIVER, *slot, "--create-slot"])
    receiver = _start(world, [RECEIVER, "--slot", "away", "--synchronous", "-D", away])
    streams = f"select 1 from pg_stat_replication where application_name = '{RECEIVER}'"
    try:
        wait_for("the log to be streamed", lambda: as_superuser(world, streams), 20)
        yield
    finally:
        receiver.stop(signal.SIGINT)


def _base_backup(world: World) -> Path:
    backup = _folder(world, "backup")
    _done(world, ["pg_basebackup", "-D", backup, "--checkpoint=fast"])
    return backup


def _restore(world: World, backup: Path, away: Path) -> None:
    """Put the backup where the data was, and let the server read on from the log that is away."""
    data = world.home.path / "postgres"
    shutil.rmtree(data)
    backup.rename(data)
    for unfinished in away.glob("*.partial"):
        unfinished.rename(unfinished.with_suffix(""))
    with (data / "postgresql.auto.conf").open("a") as settings:
        settings.write(f'restore_command = \'cp "{away}/%f" "%p"\'\n')
    (data / "recovery.signal").touch()


def _recovers(world: World) -> bool:
    return bool(as_superuser(world, "select pg_is_in_recovery() as so")[0]["so"])


def _folder(world: World, name: str) -> Path:
    folder = world.home.path / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    if user := account():
        shutil.chown(folder, user)
    return folder


def _start(world: World, command: Sequence[str | Path], database: str = "postgres") -> Child:
    program, *options = command
    dsn = world.direct.postgres.dsn("postgres", database)
    log = world.home.log("backup")
    return start(str(program), [BIN / program, "-d", dsn, *options], log, user=account())


def _done(world: World, command: Sequence[str | Path], database: str = "postgres") -> None:
    child = _start(world, command, database)
    if child.process.wait(BACKUP_S_MAX) != 0:
        child.fail_if_dead()


def an_older_backup(world: World, load: Load, left: Left) -> None:
    """The database of ``analytics`` goes back to a backup; the journals of the others bring it level."""
    backup = _folder(world, "dump") / "analytics.dump"
    _done(world, ["pg_dump", "--format=custom", "--file", backup], "analytics")
    load.during(5)
    world.system.kill_service("analytics")
    forgotten = _facts(world)
    _done(
        world, ["pg_restore", "--clean", "--if-exists", "--single-transaction", backup], "analytics"
    )
    left.figures["facts_missing"] = forgotten - _facts(world)
    left.hold(left.figures["facts_missing"], "the backup lacks nothing: this shows nothing")
    began = time.monotonic()
    for service in OTHERS:
        in_transaction(world, service, lambda conn: republish(conn, 1, 2**62, "person:operator"))
    world.system.start_service("analytics")
    wait_for("analytics to be level", lambda: _facts(world) >= forgotten, RESTORED_S_MAX)
    left.figures["level_s"] = round(time.monotonic() - began, 1)


def _facts(world: World) -> int:
    return int(as_superuser(world, "select count(*) as n from fact", "analytics")[0]["n"])


FAULTS = (
    Fault("F29", "the database's disk is lost; restored from backup and streamed log", a_lost_disk),
    Fault("F30", "one database goes back to an older backup", an_older_backup),
)
