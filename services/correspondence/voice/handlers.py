"""Use cases of views: raised by what partners send, considered, answered or closed at the desk."""

from collections.abc import Sequence
from uuid import UUID

from chassis.execute import Aggregate, Order, execute
from chassis.tx import Cause, Tx
from services.correspondence.voice import domain
from services.correspondence.voice.commands import Command
from services.correspondence.voice.store import VOICES
from services.correspondence.voice.wire import announce

VOICE = Aggregate(
    load=VOICES.load,
    blank=domain.Voice,
    decide=domain.decide,
    evolve=domain.evolve,
    save=VOICES.save,
    announce=announce,
)


async def give(
    tx: Tx, incident: UUID, commands: Sequence[tuple[UUID, Command]], cause: Cause
) -> list[UUID]:
    """Commands for views of one case; those of which something came. Raises Refused."""
    orders = [Order(id_, incident, command, cause) for id_, command in commands]
    done = await execute(tx, VOICE, orders)
    return [id_ for (id_, _), events in zip(commands, done, strict=True) if events]
