"""A delivery failed: a named person finds another way, by a day."""

from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.tx import Tx
from contracts.codes import Partner
from services.correspondence.delivery.work import BY, Delivery
from services.correspondence.policy.deliveries import task_due


def person(actor: str) -> str | None:
    """Who would see to it: nobody in particular where a system or a timer wrote."""
    return actor if actor.startswith("person:") else None


async def open_task(tx: Tx, delivery: Delivery, reason: str, owner: str | None) -> None:
    """A person must find another way: who wrote, else ``owner``."""
    words = (
        f"The {delivery.kind} to the {Partner(delivery.partner).label.lower()} failed: {reason}."
    )
    await tx.conn.execute(
        """
        insert into task (
            id, incident_id, reference, kind, words, delivery_id, opened_at, owner, due_on
        ) values ($1, $2, $3, 'delivery_failed', $4, $5, $6, $7, $8)
        """,
        *(uuid7(), delivery.incident_id, delivery.reference, words, delivery.id, tx.now),
        *(delivery.owner or owner, task_due(tx.today)),
    )


async def take(tx: Tx, task_id: UUID, owner: str) -> bool:
    """Somebody else sees to it from now on; False when no such task was open."""
    taken = await tx.conn.fetchval(
        "update task set owner = $2 where id = $1 and closed_at is null returning true",
        task_id,
        owner,
    )
    return bool(taken)


async def close_task_of(tx: Tx, delivery_id: UUID) -> None:
    """It arrived after all: nobody has to find another way."""
    await tx.conn.execute(
        """
        update task set closed_at = $2, closed_by = $3
        where delivery_id = $1 and closed_at is null
        """,
        delivery_id,
        tx.now,
        BY,
    )


async def close_task(tx: Tx, task_id: UUID, by: str) -> UUID | None:
    """The delivery of a task that is now done; None when no such task was open."""
    delivery_id: UUID | None = await tx.conn.fetchval(
        """
        update task set closed_at = $2, closed_by = $3
        where id = $1 and closed_at is null returning delivery_id
        """,
        task_id,
        tx.now,
        by,
    )
    return delivery_id
