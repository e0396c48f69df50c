"""The figures of ``analytics``, thrown away and made again from Kafka alone."""

import os
import subprocess
import sys
from typing import Any

import asyncpg

from contracts.topics import SERVICES, TOPICS
from deploy.local.processes import ROOT
from deploy.local.system import LocalSystem, service_env
from deploy.migrate import migrate_all
from tests.system.ledger import rows

TABLES = {
    "measure": "select to_jsonb(t) as row from measure t where value <> 0",
    "case_row": "select to_jsonb(t) as row from case_row t",
    "fact": "select to_jsonb(t) - 'position' as row from fact t",
    "trend": "select to_jsonb(t) - 'reason' as row from trend t",
}
"""What must come out the same; the reason of a release was never told to others, and a number that came
and went is nought in the one and was never there in the other."""


async def folded(system: LocalSystem) -> dict[str, list[str]]:
    """Every row that was made from facts."""
    return {
        table: sorted(str(row["row"]) for row in await rows(system, "analytics", statement))
        for table, statement in TABLES.items()
    }


async def has_all(system: LocalSystem) -> bool:
    """Whether ``analytics`` has taken all that the others have told it."""
    streams = [topic.stream for topic in TOPICS if "analytics" in topic.readers]
    last = (
        "select stream, key, max(sequence) as sequence from journal"
        " where stream = any($1) group by 1, 2"
    )
    told = [one for name in SERVICES for one in await rows(system, name, last, streams)]
    taken = await rows(system, "analytics", "select stream, key, sequence from inbox_watermark")
    marks = {(one["stream"], one["key"]): one["sequence"] for one in taken}
    return all(marks.get((one["stream"], one["key"])) == one["sequence"] for one in told)


async def throw_away(system: LocalSystem) -> None:
    """The database is empty again, and migrated."""
    dsn = system.servers.dsn("analytics", "owner")
    owner = await asyncpg.connect(dsn)
    await owner.execute("drop schema public cascade")
    await owner.execute("create schema public")
    await owner.close()
    await migrate_all({"analytics": dsn})


def rebuild_from_kafka(system: LocalSystem) -> subprocess.CompletedProcess[Any]:
    """What an operator gives; with the service's own settings."""
    command = [sys.executable, "-m", "services.analytics", "rebuild-from-kafka"]
    env = {**os.environ, **service_env(system, "analytics")}
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
    )
