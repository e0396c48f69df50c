"""``cspr webhook``: what an operator does for senders' webhooks; each look and change is written down."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import asyncpg
import typer

from chassis.cli_reach import as_operator, dsns, operator, run
from chassis.clock import RealClock
from chassis.db import Database
from chassis.identity import Actor
from chassis.ops import note
from chassis.seal import oct_key
from contracts.http_notify_changes import WebhookShown
from services.notify.settings import NotifySettings
from services.notify.webhook import store
from services.notify.webhook.address import Guard
from services.notify.webhook.registering import Registering

T = TypeVar("T")
Sender = Annotated[str, typer.Argument(help="the sender's id, as in system:ashmere-case-system")]
webhook = typer.Typer(
    no_args_is_help=True, help="Webhooks of senders: hints that something changed."
)


def _noted(action: str, sender: str, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
    async def done(conn: asyncpg.Connection) -> T:
        await note(conn, operator(), action, sender)
        return await work(conn)

    return as_operator("notify", done)


@webhook.command("list")
def list_webhooks() -> None:
    """Each webhook, what waits there, and what was given up."""
    for one in _noted("list webhooks", "all", lambda conn: store.find(conn, None)):
        failing = f", failing: {one.last_failure}" if one.last_failure else ""
        stands = f"{one.waiting} waiting, {one.given_up} given up{failing}"
        typer.echo(f"{one.sender:30} {one.url}: {stands}")


@webhook.command()
def register(
    sender: Sender,
    url: Annotated[str, typer.Argument(help="https://…")],
    authority: Annotated[list[str], typer.Option(help="whose changes; * for all")],
) -> None:
    """Name a sender's webhook; its secret is shown this once. Needs the settings of notify: its key."""
    made = run(_register(sender, url, None if "*" in authority else authority)).new_secret
    typer.echo(made.secret if made else "It is moved; its secrets stay.")


async def _register(sender: str, url: str, authorities: list[str] | None) -> WebhookShown:
    settings = NotifySettings()
    guard = Guard(strict=settings.environment == "production")
    own = oct_key(settings.wrapping_key.get_secret_value())
    actor = Actor(sender, sender, "system", frozenset({"operator"}))
    async with Database(dsns()["notify"], RealClock(), name="cspr", size=1).opened() as db:
        shown = await Registering(db, own, guard).save(actor, authorities, url)
        async with db.begin() as tx:
            await note(tx.conn, operator(), "named webhook", sender)
        return shown


@webhook.command()
def replay(sender: Sender) -> None:
    """Send again what was given up."""
    again = _noted("replay webhook", sender, lambda conn: store.replay(conn, sender))
    typer.echo(f"{again} hints will be sent again.")


@webhook.command()
def drop(sender: Sender) -> None:
    """Take a sender's webhook away."""
    _noted("drop webhook", sender, lambda conn: store.drop(conn, sender))
    typer.echo("It is gone.")
