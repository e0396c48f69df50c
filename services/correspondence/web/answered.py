"""What a page does with the answer to a command that was sent from it."""

from collections.abc import Callable, Container

from chassis.ask import Asked, seen
from chassis.errors import Refused
from chassis.identity import Actor
from services.correspondence.use_cases.actions import Actions

LATER = "It is being recorded; this page shows it once it is done. Nothing needs to be sent again."
OnPage = Callable[[str], str]


def as_named(field: str) -> str:
    """The page has the fields of the command, by their names."""
    return field


def among(fields: Container[str]) -> OnPage:
    """The page has some of the command's fields."""
    return lambda field: field if field in fields else ""


async def refused_here(
    actions: Actions, actor: Actor, asked: Asked, on_page: OnPage = as_named
) -> Refused:
    """The refusal of a command, for the page that sent it to show: so it needs no place in the tray.

    ``on_page``: the page's own field for one of the command, empty where it has none.
    """
    async with actions.service.db.begin() as tx:
        await seen(tx.conn, actor.id, [asked.command_id])
    reason, field = asked.reason or "It was refused.", on_page(asked.field or "")
    return Refused(reason, asked.source or "", field)
