"""``cspr``: what an operator asks of the running system."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import typer
from uuid_utils.compat import uuid7

from chassis import ops
from chassis.ask import Ask, Asked, Sender
from chassis.cli_log import log
from chassis.cli_own import add_own_commands
from chassis.cli_parked import parked
from chassis.cli_reach import Service, as_operator, dsns, note, operator, run
from chassis.clock import RealClock, london_date
from chassis.db import Database
from chassis.keys import republish_keys
from chassis.life import Told, find_incident, life
from chassis.needs import show_needs
from chassis.verify import verify
from contracts.notify import EraseIncidentTextV1, ErasureBasis

app = typer.Typer(
    no_args_is_help=True, help="What happened, what is held, and whether the journal holds."
)
journal = typer.Typer(no_args_is_help=True, help="The journals of the four services.")
app.add_typer(parked, name="parked")
app.add_typer(journal, name="journal")
app.add_typer(log, name="log")
keys = typer.Typer(no_args_is_help=True, help="The keys of sealed text.")
app.add_typer(keys, name="keys")
add_own_commands(app)
ERASE_WAIT_S_MAX = 20.0


@app.command()
def story(
    reference: Annotated[str, typer.Argument(help="a case reference, CSPR-2026-00123-X")],
) -> None:
    """Everything that happened to one incident, across services, in order, with its clocks."""
    addresses = dsns()
    incident = run(find_incident(addresses["notify"], reference))
    if incident is None:
        typer.echo(f"There is no case {reference}.", err=True)
        raise typer.Exit(1)
    note("notify", "read its life", f"incident {incident}")
    for told in run(life(addresses, incident)):
        if not told.compacted:
            typer.echo(line_of(told))


def line_of(told: Told) -> str:
    """One fact as a line, its clocks below it."""
    day = f"{london_date(told.time):%a %d %b %Y}"
    clocks = [f"{'':17}{clock_words(clock)}" for clock in told.clocks]
    return "\n".join([f"{day}  {told.service:15} {told.words}", *clocks])


def clock_words(clock: dict[str, Any]) -> str:
    """A clock in a sentence."""
    days, met_on = clock.get("working_days_late"), clock.get("met_on")
    met = f", met {day_words(met_on)}" if met_on else ""
    late = met_on and met_on > clock["due_on"]
    behind = f", {days} working day{'' if days == 1 else 's'} late" if late else ""
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
    incident = run(find_incident(addresses["notify"], reference))
    if incident is None:
        typer.echo(f"There is no case {reference}.", err=True)
        raise typer.Exit(1)
    typer.confirm(f"Nothing brings the text of {reference} back. Erase it?", abort=True)
    asked = run(_ask_to_erase(addresses["correspondence"], incident, basis))
    typer.echo(asked.reason or asked.outcome or "It is being recorded.")
    raise typer.Exit(0 if asked.outcome != "refused" else 1)


async def _ask_to_erase(dsn: str, incident: UUID, basis: ErasureBasis) -> Asked:
    async with Database(dsn, RealClock(), name="cspr", size=2).opened() as db:
        async with db.begin() as tx:
            await ops.note(tx.conn, operator(), "erase", str(incident))
        command = EraseIncidentTextV1(incident_id=incident, basis=basis)
        return await Ask(db, ERASE_WAIT_S_MAX)(
            command,
            key=incident,
            sender=Sender(operator(), frozenset({"operator"})),
            command_id=uuid7(),
            digest=b"",
        )


@app.command()
def needs() -> None:
    """Which needs are shown by a passing test."""
    raise typer.Exit(show_needs())


@journal.command("verify")
def verify_journal() -> None:
    """Check the hash chain of every key in every service."""
    broken = 0
    for service, dsn in dsns().items():
        rows, breaks = run(verify(dsn))
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
    rows = as_operator(service, lambda conn: ops.republish(conn, first, last, operator()))
    typer.echo(f"{rows} rows of {service} will be published again.")


@keys.command("republish")
def republish_every_key() -> None:
    """Publish every key again, wrapped for each reader as it is now, and every erasure."""

    async def again(conn: asyncpg.Connection) -> int:
        await ops.note(conn, operator(), "republish", "keys")
        return await republish_keys(conn)

    typer.echo(f"{as_operator('notify', again)} keys and erasures will be published again.")


if __name__ == "__main__":
    app()
