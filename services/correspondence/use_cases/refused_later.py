"""What was refused after its page had gone: a person's own commands, and at the desk what letters told ``review``."""

from uuid import UUID

from chassis.access import known_as
from chassis.ask import Asked, seen, tray
from chassis.conn import Conn
from chassis.identity import Actor
from services.correspondence.access import POLICY, regions_of
from services.correspondence.read_models import cases
from services.correspondence.use_cases.commenting import SENDER


async def refused_later(conn: Conn, actor: Actor) -> list[Asked]:
    """What waits for this person to see it, the latest first."""
    own = await tray(conn, actor.id)
    if not _keeps_letters(actor):
        return own
    told = await tray(conn, SENDER.id)
    keys = [one.key for one in told]
    listed = await cases.listed_of(conn, keys, regions_of(actor), known_as(actor))
    found = [*own, *(one for one in told if one.key in listed)]
    return sorted(found, key=lambda one: one.asked_at, reverse=True)


async def take_out(conn: Conn, actor: Actor, command_id: UUID) -> None:
    """This person has seen it; what a letter told has one tray for all who keep letters."""
    for whose in (actor.id, SENDER.id) if _keeps_letters(actor) else (actor.id,):
        await seen(conn, whose, [command_id])


def _keeps_letters(actor: Actor) -> bool:
    return POLICY.may(actor, "prepare_letter")
