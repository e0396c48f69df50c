"""What ``cspr`` stands on: where the databases are, who asks, and one transaction as that person."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import asyncpg
import typer

from chassis import ops
from chassis.clock import Clock, FileClock, RealClock

T = TypeVar("T")
Service = Annotated[str, typer.Argument(help="notify, review, correspondence or analytics")]
CONFIG = "CSPR_DATABASES"
CLOCK = "CSPR_CLOCK_FILE"


def dsns() -> dict[str, str]:
    """The databases' addresses: a JSON file named by CSPR_DATABASES, or the local system's."""
    file = Path(os.environ.get(CONFIG, ".local/databases.json"))
    if not file.exists():
        typer.echo(
            f"{file} is not there: start the system first, or name a file in {CONFIG}.", err=True
        )
        raise typer.Exit(2)
    found: dict[str, str] = json.loads(file.read_text())
    return found


def clock() -> Clock:
    """The machine's; that of a demonstration, where CSPR_CLOCK_FILE names its file."""
    file = os.environ.get(CLOCK)
    return FileClock(Path(file)) if file else RealClock()


def run(work: Coroutine[Any, Any, T]) -> T:
    """What ``work`` gives."""
    return asyncio.run(work)


def operator() -> str:
    """Who asks, as the access log names it."""
    return f"person:{os.environ.get('USER', 'operator')}"


def as_operator(service: str, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
    """Do ``work`` on a service's database, with what is written down about it in one transaction."""

    async def act() -> T:
        conn = await asyncpg.connect(dsns()[service])
        try:
            async with conn.transaction():
                return await work(conn)
        finally:
            await conn.close()

    return run(act())


def note(service: str, action: str, about: str) -> None:
    """Write a look down in a service's access log."""
    as_operator(service, lambda conn: ops.note(conn, operator(), action, about))
