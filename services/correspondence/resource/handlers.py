"""Enter a resource in the register, or withdraw it."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from contracts.codes import Theme
from contracts.envelope import Fact
from contracts.publication import (
    CoProduction,
    Participation,
    ResourceKind,
    ResourceListedV1,
    ResourceWithdrawnV1,
)
from contracts.review.lcspr_advice import Milestone
from contracts.review.lcspr_course import Method
from services.correspondence.resource import domain
from services.correspondence.resource.store import RESOURCES


def announce(
    state: domain.Resource, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The fact that tells of one event."""
    match event:
        case domain.Entered():
            return (_listed(state, event),)
        case domain.Withdrawn():
            return (ResourceWithdrawnV1(resource_id=state.id, withdrawn_on=event.on),)
        case _:
            assert_never(event)


def _listed(state: domain.Resource, event: domain.Entered) -> ResourceListedV1:
    tags = event.tags
    return ResourceListedV1(
        resource_id=state.id,
        version=state.version,
        title=tags.title,
        resource_kind=ResourceKind(tags.resource_kind),
        address=tags.address,
        methods=tuple(Method(one) for one in tags.methods),
        milestones=tuple(Milestone(one) for one in tags.milestones),
        participation=tuple(Participation(one) for one in tags.participation),
        co_production=CoProduction(tags.co_production),
        commissioned=tags.commissioned,
        listed_on=event.on,
        themes=tuple(Theme(one) for one in tags.themes),
    )


RESOURCE = Aggregate(
    load=RESOURCES.load,
    blank=domain.Resource,
    decide=domain.decide,
    evolve=domain.evolve,
    save=RESOURCES.save,
    announce=announce,
)


async def enter(
    tx: Tx,
    id_: UUID,
    tags: domain.Tags,
    actor: Actor,
    command_id: UUID,
    read: int | None = None,
) -> None:
    """List a resource, or change its entry as it was read; raises Refused where it is another by now."""
    await _order(tx, id_, domain.Enter(tx.today, tags, read), actor, command_id)


async def find(conn: Conn, id_: UUID) -> domain.Resource:
    """A resource that is recommended now; raises NotFound."""
    found = (await RESOURCES.read(conn, [id_])).get(id_)
    if found is None or found.tags is None or found.withdrawn_on:
        raise NotFound("There is no such resource.")
    return found


async def withdraw(tx: Tx, id_: UUID, actor: Actor, command_id: UUID) -> None:
    """Recommend it no longer; raises NotFound."""
    if id_ not in await RESOURCES.read(tx.conn, [id_]):
        raise NotFound("There is no such resource.")
    await _order(tx, id_, domain.Withdraw(tx.today), actor, command_id)


async def _order(
    tx: Tx, id_: UUID, command: domain.Command, actor: Actor, command_id: UUID
) -> None:
    cause = Cause(command_id, "request", str(id_), actor.id, roles=actor.roles)
    await execute(tx, RESOURCE, [Order(id_, id_, command, cause)])
