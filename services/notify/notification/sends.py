"""To whom a notification was sent on, and whether it has left: read from the journal."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pydantic_core import from_json

from chassis.conn import Conn
from contracts.notify import NotificationSharedV1

SHARED = "uk.cspr.notify.notification-shared.v1"


@dataclass(frozen=True)
class Send:
    """One recipient."""

    recipient: str
    shared_on: date
    recorded_at: datetime


async def sends_of(conn: Conn, incident: UUID) -> list[Send]:
    """The recipients of a notification, one by one, in the order in which it was sent on."""
    rows = await conn.fetch(
        "select data, recorded_at from journal where key = $1 and type = $2 order by position",
        incident,
        SHARED,
    )
    return [_send(row["data"], row["recorded_at"]) for row in rows]


def _send(data: bytes, at: datetime) -> Send:
    fact = NotificationSharedV1.model_validate(from_json(data))
    return Send(fact.recipient, fact.shared_on, at)
