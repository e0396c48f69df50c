"""``cspr sender``: who may send notifications, for whom, and through what; each change is written down."""

from datetime import date
from typing import Annotated

import asyncpg
import typer

from chassis import ops
from chassis.access import SANDBOX
from chassis.cli_reach import as_operator, operator
from chassis.clock import RealClock, london_date
from services.notify.sender import store
from services.notify.sender.standing import PER_MINUTE
from services.notify.sender.store import Sender

sender = typer.Typer(no_args_is_help=True, help="The systems that send notifications.")
ClientId = Annotated[
    str, typer.Argument(help="its OAuth2 client id, and its user name at the broker")
]
Day = Annotated[str, typer.Option(help="YYYY-MM-DD; today when it is left out")]


@sender.command("add")
def add_sender(
    client_id: ClientId,
    *,
    name: Annotated[str, typer.Option(help="the system, in words")],
    authority: Annotated[list[str], typer.Option(help="a code it may speak for; may be repeated")],
    sandbox: Annotated[
        bool, typer.Option(help="what it sends is checked, and then nothing")
    ] = False,
    topic: Annotated[
        bool, typer.Option(help="it may also send through a topic of its own")
    ] = False,
    per_minute: Annotated[int, typer.Option(min=1, help="notifications a minute")] = PER_MINUTE,
    since: Day = "",
    until: Annotated[str, typer.Option(help="the first day on which it may not")] = "",
) -> None:
    """Register a sender. What its token says stays the limit: the register only narrows it."""
    new = Sender(
        client_id=client_id,
        name=name,
        authorities=frozenset(authority),
        sandbox=sandbox,
        topic=topic,
        per_minute=per_minute,
        valid_from=_day(since),
        valid_to=_day(until) if until else None,
    )
    wrong = as_operator("notify", lambda conn: _add(conn, new))
    if wrong:
        typer.echo(wrong, err=True)
        raise typer.Exit(1)
    typer.echo(f"{client_id} is registered; notify knows it within ten seconds.")
    if sandbox:
        typer.echo(
            f"At the sign-in service its client has to have the role {SANDBOX}, and no other."
        )
    if topic:
        typer.echo("It makes its topics; `cspr sender list` says what it found at the broker.")


async def _add(conn: asyncpg.Connection, new: Sender) -> str | None:
    if missing := await store.unknown(conn, sorted(new.authorities)):
        return f"The register has no authority {', '.join(missing)}."
    try:
        async with conn.transaction():
            done = await store.add(conn, new)
    except asyncpg.CheckViolationError:
        return "A client id has small letters, digits and hyphens, at most 60."
    if not done:
        return f"{new.client_id} is or was a sender: one that has ended does not come back."
    await ops.note(conn, operator(), "sender add", new.client_id)
    return None


@sender.command("list")
def list_senders() -> None:
    """Every sender, those that have ended too."""
    for one in as_operator("notify", store.senders):
        until = f"{one.valid_from} to {one.valid_to}" if one.valid_to else f"since {one.valid_from}"
        marks = [mark for mark in (one.sandbox and "sandbox", one.topic and "topic") if mark]
        told = [f"; {one.topic_told or 'its topics are being made'}"] if one.topic else []
        typer.echo(
            f"{one.client_id:30} {','.join(sorted(one.authorities)):20} {until}  {one.per_minute}/min"
            f"  {' '.join(marks)}{''.join(told)}  {one.name}"
        )


@sender.command("end")
def end_sender(client_id: ClientId, on: Day = "") -> None:
    """Let a sender end: from that day it is refused at every door."""
    day = _day(on)
    wrong = as_operator("notify", lambda conn: _end(conn, client_id, day))
    if wrong:
        typer.echo(wrong, err=True)
        raise typer.Exit(1)
    typer.echo(f"{client_id} ends on {day}; notify knows it within ten seconds.")


async def _end(conn: asyncpg.Connection, client_id: str, day: date) -> str | None:
    if await store.end(conn, client_id, day, _today()):
        await ops.note(conn, operator(), "sender end", f"{client_id} on {day}")
        return None
    if ended := await store.ended_on(conn, client_id):
        return f"{client_id} ended on {ended}: one that has ended does not come back."
    return f"There is no sender {client_id}."


def _today() -> date:
    return london_date(RealClock().now())


def _day(text: str) -> date:
    if not text:
        return _today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is no day: write it as YYYY-MM-DD.") from None
