"""The rows of notifications: SQL that writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from services.notify.notification.commands import Position
from services.notify.notification.domain import Notification, Status


@dataclass(frozen=True)
class NewRow:
    """What is stored once, when an incident is notified."""

    reference: str
    sender: str
    sender_reference: str | None
    authority_code: str
    partnership: str
    content: Mapping[str, Any]
    notified_at: datetime


async def load(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, Notification]:
    """The states of notifications, locked in order of id."""
    rows = await conn.fetch(
        """
        select id, status, version, notified_on, occurred_on, aware_on, partners_told_on, positions
        from notification where id = any($1) order by id for update
        """,
        list(ids),
    )
    return {row["id"]: _state(row) for row in rows}


def _state(row: Any) -> Notification:
    return Notification(
        id=row["id"],
        status=Status(row["status"]),
        version=row["version"],
        notified_on=row["notified_on"],
        occurred_on=row["occurred_on"],
        aware_on=row["aware_on"],
        partners_told_on=row["partners_told_on"],
        positions=positions_of(row["positions"]),
    )


async def insert(conn: Conn, state: Notification, new: NewRow) -> None:
    """Store a new notification."""
    await conn.execute(
        """
        insert into notification (
            id, reference, status, version, sender, sender_reference, authority_code, partnership,
            content, notified_at, notified_on, occurred_on, aware_on, partners_told_on, positions
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """,
        state.id,
        new.reference,
        state.status,
        state.version,
        new.sender,
        new.sender_reference,
        new.authority_code,
        new.partnership,
        dict(new.content),
        new.notified_at,
        state.notified_on,
        state.occurred_on,
        state.aware_on,
        state.partners_told_on,
        _positions(state),
    )


async def save(conn: Conn, states: Sequence[Notification]) -> None:
    """Store what changed of notifications."""
    await conn.executemany(
        """
        update notification
        set status = $2, version = $3, occurred_on = $4, aware_on = $5, partners_told_on = $6,
            positions = $7
        where id = $1
        """,
        [
            (
                *(s.id, s.status, s.version, s.occurred_on, s.aware_on, s.partners_told_on),
                _positions(s),
            )
            for s in states
        ],
    )


def _positions(state: Notification) -> list[list[str | None]]:
    return [
        [one.partner, one.position, one.stated_on.isoformat() if one.stated_on else None]
        for one in state.positions
    ]


def positions_of(stored: Sequence[Sequence[Any]]) -> tuple[Position, ...]:
    """Positions as the row holds them: partner, position, ISO date or null."""
    return tuple(
        Position(partner, position, date.fromisoformat(day) if day else None)
        for partner, position, day in stored
    )


async def keep_version(
    conn: Conn, id_: UUID, version: int, at: datetime, receipt: Mapping[str, Any]
) -> None:
    """Keep how the notification read at this version."""
    await conn.execute(
        """
        insert into notification_version (id, version, recorded_at, receipt)
        values ($1, $2, $3, $4) on conflict do nothing
        """,
        id_,
        version,
        at,
        dict(receipt),
    )


@dataclass(frozen=True)
class Answered:
    """What was answered to an idempotency key, and to which body."""

    body_hash: bytes
    status: int
    response: dict[str, Any]


async def claim_key(conn: Conn, actor: str, key: str, body_hash: bytes) -> Answered | None:
    """What was answered to this idempotency key before; None when it is new, and claimed now.

    Two requests with one key take turns, because the second waits for the first one's row.
    """
    claimed = await conn.fetchval(
        """
        insert into idempotency (actor, key, body_hash) values ($1, $2, $3)
        on conflict do nothing returning true
        """,
        actor,
        key,
        body_hash,
    )
    if claimed:
        return None
    row = await conn.fetchrow(
        "select body_hash, status, response from idempotency where actor = $1 and key = $2",
        actor,
        key,
    )
    assert row, "the row that was in the way is there"
    return Answered(**row)


async def keep_answer(
    conn: Conn, actor: str, key: str, status: int, response: Mapping[str, Any]
) -> None:
    """Remember the answer to the claimed idempotency key."""
    await conn.execute(
        "update idempotency set status = $3, response = $4 where actor = $1 and key = $2",
        actor,
        key,
        status,
        dict(response),
    )
