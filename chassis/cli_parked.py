"""``cspr parked``: messages that are held for a person."""

from typing import Annotated
from uuid import UUID

import asyncpg
import typer

from chassis import ops
from chassis.cli_reach import Service, as_operator, dsns, note, operator, run
from chassis.errors import Refused

parked = typer.Typer(no_args_is_help=True, help="Messages held for a person.")


@parked.command("list")
def list_parked(
    service: Annotated[str | None, typer.Argument(help="one service; else all four")] = None,
) -> None:
    """What is held, and why."""
    for name in [service] if service else list(dsns()):
        rows = as_operator(name, _held)
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

    row = run(read())
    if row is None:
        raise typer.Exit(1)
    note(service, "read", f"parked {place}")
    for name in ("status", "topic", "key", "sequence", "type", "code", "reason", "headers"):
        typer.echo(f"{name:10} {row[name]}")
    typer.echo(f"{'body':10} {len(row['body'] or b'')} bytes")


def _wish(service: str, place: UUID, wish: str) -> None:
    reason = f"Nothing of that id is held that {service} could {wish}."
    try:
        asked = as_operator(service, lambda conn: ops.request(conn, place, wish, operator()))
    except Refused as refused:
        asked, reason = False, refused.reason
    if not asked:
        typer.echo(reason, err=True)
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
