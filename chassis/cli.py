"""``cspr``: what an operator asks of the running system."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import UUID

import asyncpg
import typer
from uuid_utils.compat import uuid7

from chassis import ops
from chassis.ask import Ask, Asked
from chassis.clock import RealClock, london_date
from chassis.db import Database
from chassis.life import Told, find_incident, life
from chassis.needs import show_needs
from chassis.verify import verify
from contracts.notify import EraseIncidentTextV1, ErasureBasis

T = TypeVar("T")
app = typer.Typer(
    no_args_is_help=True, help="What happened, what is held, and whether the journal holds."
)
parked = typer.Typer(no_args_is_help=True, help="Messages held for a person.")
journal = typer.Typer(no_args_is_help=True, help="The journals of the four services.")
app.add_typer(parked, name="parked")
app.add_typer(journal, name="journal")
Service = Annotated[str, typer.Argument(help="notify, review, correspondence or analytics")]
ERASE_WAIT_S_MAX = 20.0
CONFIG = "CSPR_DATABASES"


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


def _run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


@app.command()
def story(
    reference: Annotated[str, typer.Argument(help="a case reference, CSPR-2026-00123-X")],
) -> None:
    """Everything that happened to one incident, across services, in order, with its clocks."""
    addresses = dsns()
    incident = _run(find_incident(addresses["notify"], reference))
    if incident is None:
        typer.echo(f"There is no case {reference}.", err=True)
        raise typer.Exit(1)
    for told in _run(life(addresses, incident)):
        if told.name != "case-state-changed":
            typer.echo(line_of(told))


def line_of(told: Told) -> str:
    """One fact as a line, its clocks below it."""
    day = f"{london_date(told.time):%a %d %b %Y}"
    clocks = [f"{'':17}{clock_words(clock)}" for clock in told.clocks]
    return "\n".join([f"{day}  {told.service:15} {told.words}", *clocks])


def clock_words(clock: dict[str, Any]) -> str:
    """A clock in a sentence."""
    late = clock.get("working_days_late")
    met = f", met {day_words(clock['met_on'])}" if clock.get("met_on") else ""
    behind = f", {late} working day{'' if late == 1 else 's'} late" if late else ""
    return f"{clock['code']} {clock['title']}: due {day_words(clock['due_on'])}{met}{behind}"


def day_words(day: str) -> str:
    """``2026-04-07`` as people read it."""
    return f"{date.fromisoformat(day):%a %d %b %Y}"


@app.command()
def erase(
    reference: Annotated[str, typer.Argument(help="a case reference, CSPR-2026-00123-X")],
    basis: Annotated[ErasureBasis, typer.Option(help="why it may be erased")],
) -> None:
    """Erase a case's text and identities for good: its key is deleted in every service."""
    addresses = dsns()
    incident = _run(find_incident(addresses["notify"], reference))
    if incident is None:
        typer.echo(f"There is no case {reference}.", err=True)
        raise typer.Exit(1)
    typer.confirm(f"Nothing brings the text of {reference} back. Erase it?", abort=True)
    asked = _run(_ask_to_erase(addresses["correspondence"], incident, basis))
    typer.echo(asked.reason or asked.outcome or "It is being recorded.")
    raise typer.Exit(0 if asked.outcome != "refused" else 1)


async def _ask_to_erase(dsn: str, incident: UUID, basis: ErasureBasis) -> Asked:
    db = Database(dsn, RealClock(), name="cspr", size=2)
    await db.open()
    try:
        async with db.begin() as tx:
            await ops.note(tx.conn, _operator(), "erase", str(incident))
        command = EraseIncidentTextV1(incident_id=incident, basis=basis)
        ask = Ask(db, ERASE_WAIT_S_MAX)
        return await ask(command, key=incident, actor_id=_operator(), command_id=uuid7())
    finally:
        await db.close()


@app.command()
def needs() -> None:
    """Which needs are shown by a passing test."""
    raise typer.Exit(show_needs())


@parked.command("list")
def list_parked(
    service: Annotated[str | None, typer.Argument(help="one service; else all four")] = None,
) -> None:
    """What is held, and why."""
    for name in [service] if service else list(dsns()):
        rows = _as_operator(name, _held)
        for row in rows:
            typer.echo(
                f"{row['id']}  {row['status']:8} {row['type'] or row['topic']}  #{row['sequence']}"
                f"  {row['code']}: {row['reason']}"
            )
        typer.echo(f"{name:15} {len(rows)} held")


async def _held(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    rows: list[asyncpg.Record] = await conn.fetch(
        """
        select id, status, type, topic, sequence, code, reason from parked
        where status in ('parked', 'waiting', 'gap') order by parked_at
        """
    )
    return rows


@parked.command("show")
def show_parked(service: Service, place: UUID) -> None:
    """One held message: its headers and the size of its body, which may hold case facts."""

    async def read() -> asyncpg.Record | None:
        conn = await asyncpg.connect(dsns()[service])
        row = await conn.fetchrow("select * from parked where id = $1", place)
        await conn.close()
        return row

    row = _run(read())
    if row is None:
        raise typer.Exit(1)
    for name in ("status", "topic", "key", "sequence", "type", "code", "reason", "headers"):
        typer.echo(f"{name:10} {row[name]}")
    typer.echo(f"{'body':10} {len(row['body'] or b'')} bytes")


def _operator() -> str:
    return f"person:{os.environ.get('USER', 'operator')}"


def _as_operator(service: str, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
    """Do ``work`` on a service's database, with what is written down about it in one transaction."""

    async def act() -> T:
        conn = await asyncpg.connect(dsns()[service])
        try:
            async with conn.transaction():
                return await work(conn)
        finally:
            await conn.close()

    return _run(act())


def _wish(service: str, place: UUID, wish: str) -> None:
    if not _as_operator(service, lambda conn: ops.request(conn, place, wish, _operator())):
        typer.echo(f"Nothing of that id is held that {service} could {wish}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{service} will {wish} it within a second.")


@parked.command("replay")
def replay_parked(service: Service, place: UUID) -> None:
    """Handle a held message again, and then what waited behind it."""
    _wish(service, place, "replay")


@parked.command("discard")
def discard_parked(service: Service, place: UUID) -> None:
    """Give a held message up, and go on with what waited behind it."""
    _wish(service, place, "discard")


@journal.command("verify")
def verify_journal() -> None:
    """Check the hash chain of every key in every service."""
    broken = 0
    for service, dsn in dsns().items():
        rows, breaks = _run(verify(dsn))
        typer.echo(f"{service:15} {rows} rows, {'the chain holds' if not breaks else 'BROKEN'}")
        for one in breaks:
            typer.echo(f"{'':15} position {one.position} {one.type} {one.id}: {one.why}")
        broken += len(breaks)
    raise typer.Exit(1 if broken else 0)


@journal.command("republish")
def republish(
    service: Service,
    first: Annotated[int, typer.Option(help="first position")] = 1,
    last: Annotated[int, typer.Option(help="last position")] = 2**62,
) -> None:
    """Publish a range of positions again; consumers drop what they have."""
    rows = _as_operator(service, lambda conn: ops.republish(conn, first, last, _operator()))
    typer.echo(f"{rows} rows of {service} will be published again.")
