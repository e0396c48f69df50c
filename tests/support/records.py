"""Messages as Kafka would hand them over, for a service's real consumers without a broker."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pydantic_core
from uuid_utils.compat import uuid7

from chassis.cloudevents import write_headers
from chassis.consume import Consumer, Consumes
from chassis.crash import CrashPoints
from chassis.db import Database
from contracts.catalogue import entry_of
from contracts.envelope import Message
from contracts.topic import Topic


@dataclass(frozen=True)
class Sent:
    """One record of a topic."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Iterable[tuple[str, bytes]]


@dataclass
class Deliverer:
    """Hands messages to the consumers of one service, poll by poll: sent when, and by someone of what roles."""

    consumes: Consumes
    db: Database
    sent_at: datetime = datetime(2026, 5, 18, 9, tzinfo=UTC)
    roles: str = ""
    counts: Counter[tuple[str, UUID]] = field(default_factory=Counter)
    offset: int = 0

    def record(
        self,
        message: Message,
        key: UUID,
        *,
        id_: UUID | None = None,
        actor: str = "person:test",
        roles: str | None = None,
    ) -> Sent:
        """The next record of the message's stream and key."""
        entry = entry_of(message)
        self.offset += 1
        self.counts[entry.topic.stream, key] += 1
        row = {
            "id": id_ or uuid7(),
            "kind": message.kind,
            "service": "correspondence",
            "object": key,
            "time": self.sent_at,
            "sequence": self.counts[entry.topic.stream, key],
            "correlation": str(key),
            "causation": uuid7(),
            "key": key,
            "traceparent": None,
            "actor": actor,
            "roles": self.roles if roles is None else roles,
        }
        body = message.model_dump_json().encode()
        headers = [*write_headers(entry, row)]
        if not any(name == "ce_actor" for name, _ in headers):
            headers.append(("ce_actor", actor.encode()))
        return Sent(entry.topic.name, 0, self.offset, str(key).encode(), body, headers)

    async def poll(self, topic: Topic, records: Sequence[Sent]) -> None:
        """One poll of ``topic``: one transaction, unless a message fails."""
        await Consumer(topic, self.consumes, self.db, CrashPoints()).take(records)

    async def give(self, message: Message, key: UUID, **more: Any) -> UUID:
        """One message, alone in its poll; its id comes back."""
        record = self.record(message, key, **more)
        await self.poll(entry_of(message).topic, [record])
        return UUID(dict(record.headers)["ce_id"].decode())

    async def parked(self) -> list[str]:
        """The reasons of what was parked."""
        rows = await self.db.pool.fetch("select reason from parked where status = 'parked'")
        return [row["reason"] for row in rows]


async def journalled(db: Database, *names: str) -> list[dict[str, Any]]:
    """The facts and answers of the journal, or those of some names, in order."""
    rows = await db.pool.fetch("select type, data from journal order by position")
    told = [(row["type"].split(".")[3], pydantic_core.from_json(row["data"])) for row in rows]
    return [{"name": name, **data} for name, data in told if not names or name in names]
