"""Use cases of restricted cases: restricted, lifted, opened all the same, looked at; each told as a fact."""

from collections.abc import Sequence
from typing import Any, assert_never
from uuid import UUID

from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from contracts.envelope import Fact
from contracts.restriction import (
    CaseRestrictedV1,
    GlassBrokenV1,
    GlassReviewedV1,
    Ground,
    RestrictionLiftedV1,
)
from services.correspondence.read_models import names
from services.correspondence.read_models.cases import CaseView
from services.correspondence.read_models.desk import GLASS_BROKEN
from services.correspondence.restriction import domain, store


def _told(
    state: domain.Restriction, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    ids: dict[str, Any] = {"incident_id": state.id, "reference": state.reference}
    match event:
        case domain.Restricted():
            return (
                CaseRestrictedV1(
                    **ids,
                    ground=Ground(event.ground),
                    open_to=event.open_to,
                    restricted_by=event.by,
                    restricted_on=event.on,
                    review_on=event.review_on,
                ),
            )
        case domain.Lifted():
            return (RestrictionLiftedV1(**ids, lifted_by=event.by, lifted_on=event.on),)
        case domain.GlassBroken():
            return (
                GlassBrokenV1(
                    **ids,
                    glass_id=event.id,
                    broken_by=event.by,
                    broken_at=event.at,
                    until=event.until,
                ),
            )
        case domain.GlassReviewed():
            reviewed = {"reviewed_by": event.by, "reviewed_on": event.on}
            return (GlassReviewedV1(**ids, glass_id=event.glass, **reviewed),)
        case domain.GlassesEnded():
            return ()  # the restriction that ends them is told, or that it is lifted
        case _:
            assert_never(event)


def _aggregate(
    reference: str,
) -> Aggregate[domain.Restriction, domain.Command, domain.Event]:
    return Aggregate(
        load=store.RESTRICTIONS.load,
        blank=lambda id_: domain.Restriction(id_, reference),
        decide=domain.decide,
        evolve=domain.evolve,
        save=store.RESTRICTIONS.save,
        announce=_told,
    )


async def give(
    tx: Tx, case: CaseView, command: domain.Command, actor: Actor, command_id: UUID
) -> None:
    """One command about one case, with all that comes of it at once; raises Refused."""
    cause = Cause(command_id, "request", str(case.incident_id), actor.id, roles=actor.roles)
    order = Order(case.incident_id, case.incident_id, command, cause)
    [events] = await execute(tx, _aggregate(case.reference), [order])
    await names.note(tx, actor)
    for event in events:
        await _carry(tx, case, event, actor)


async def _carry(tx: Tx, case: CaseView, event: domain.Event, actor: Actor) -> None:
    """What the desk shows is as it was decided once this is committed: no fact is waited for."""
    match event:
        case domain.Restricted():
            await store.keep(tx.conn, case.incident_id, event.open_to)
        case domain.Lifted():
            await store.keep(tx.conn, case.incident_id, None)
        case domain.GlassBroken():
            await _alert(tx, case, event)
        case domain.GlassReviewed():
            await _seen_to(tx, event, actor)
        case domain.GlassesEnded():
            pass
        case _:
            assert_never(event)


async def _alert(tx: Tx, case: CaseView, glass: domain.GlassBroken) -> None:
    await tx.conn.execute(
        """
        insert into task (id, incident_id, reference, kind, words, opened_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        glass.id,
        case.incident_id,
        case.reference,
        GLASS_BROKEN,
        "Somebody opened this restricted case without being named: look at who, and why.",
        tx.now,
    )


async def _seen_to(tx: Tx, event: domain.GlassReviewed, actor: Actor) -> None:
    await tx.conn.execute(
        "update task set closed_at = $2, closed_by = $3 where id = $1 and closed_at is null",
        event.glass,
        tx.now,
        actor.id,
    )
