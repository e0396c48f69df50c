"""``python -m services.notify.webhook``: what an operator does for senders' webhooks, with the settings of ``notify``."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from chassis.cli_reach import operator
from chassis.conn import Conn
from chassis.db import Database
from chassis.identity import Actor
from chassis.log import set_up_logging
from chassis.ops import note
from chassis.seal import oct_key
from chassis.service import Service
from services.notify.settings import NotifySettings
from services.notify.webhook import store
from services.notify.webhook.address import Guard
from services.notify.webhook.registering import Registering

T = TypeVar("T")
Sender = Annotated[str, typer.Argument(help="the sender's id, as in system:ashmere-case-system")]
app = typer.Typer(no_args_is_help=True, help="Webhooks of senders: hints that something changed.")


def _run(work: Callable[[Database, NotifySettings], Awaitable[T]]) -> T:
    async def opened() -> T:
        settings = NotifySettings()
        db = Service(settings).db
        await db.open()
        try:
            return await work(db, settings)
        finally:
            await db.close()

    return asyncio.run(opened())


def _noted(action: str, sender: str, work: Callable[[Conn], Awaitable[T]]) -> T:
    async def done(db: Database, _settings: NotifySettings) -> T:
        async with db.begin() as tx:
            await note(tx.conn, operator(), action, sender)
            return await work(tx.conn)

    return _run(done)


@app.command("list")
def list_webhooks() -> None:
    """Each webhook, what waits there, and what was given up."""
    for one in _noted("list webhooks", "all", lambda conn: store.find(conn, None)):
        failing = f", failing: {one.last_failure}" if one.last_failure else ""
        stands = f"{one.waiting} waiting, {one.given_up} given up{failing}"
        typer.echo(f"{one.sender:30} {one.url}: {stands}")


@app.command()
def register(
    sender: Sender,
    url: Annotated[str, typer.Argument(help="https://…")],
    authority: Annotated[list[str], typer.Option(help="whose changes; * for all")],
) -> None:
    """Name a sender's webhook; its secret is shown this once."""

    async def work(db: Database, settings: NotifySettings) -> str:
        guard = Guard(strict=settings.environment == "production")
        own = oct_key(settings.wrapping_key.get_secret_value())
        actor = Actor(sender, sender, "system", frozenset({"operator"}))
        codes = None if "*" in authority else authority
        made = (await Registering(db, own, guard).save(actor, codes, url)).new_secret
        async with db.begin() as tx:
            await note(tx.conn, operator(), "named webhook", sender)
        return made.secret if made else "It is moved; its secrets stay."

    typer.echo(_run(work))


@app.command()
def replay(sender: Sender) -> None:
    """Send again what was given up."""
    again = _noted("replay webhook", sender, lambda conn: store.replay(conn, sender))
    typer.echo(f"{again} hints will be sent again.")


@app.command()
def drop(sender: Sender) -> None:
    """Take a sender's webhook away."""
    _noted("drop webhook", sender, lambda conn: store.drop(conn, sender))
    typer.echo("It is gone.")


if __name__ == "__main__":
    set_up_logging("notify")
    app()
