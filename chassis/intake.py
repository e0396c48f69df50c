"""Topics of outside senders: the topic proves who sent a record, and each has one answer on another of its own.

A record needs no header and no key: it is known by its place, and what it means by whoever takes it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

import structlog

from chassis import inbox, parking
from chassis.cloudevents import Incoming, Record, place_of
from chassis.consume import Consumer, Consumes
from chassis.crash import CrashPoints
from chassis.db import Database
from chassis.dispatch import explain
from chassis.tx import Cause, Tx
from contracts.topic import Topic

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sent:
    """One record of a sender's topic, due to be answered now."""

    id: UUID
    sender: str
    partition: int
    offset: int
    body: bytes

    @property
    def cause(self) -> Cause:
        """The cause that its answer names."""
        return Cause(self.id, "request", str(self.id), f"system:{self.sender}")


@dataclass(frozen=True, slots=True)
class Unread:
    """One that could not be read at all: a copy is parked, which is no copy but its hash."""

    id: UUID
    code: str
    reason: str


class Door(Protocol):
    """What a service does with what its senders sent."""

    async def take(self, tx: Tx, sent: Sequence[Sent]) -> Sequence[Unread]:
        """Take them and journal an answer to each; those that could not be read come back."""
        ...

    def refuse(self, tx: Tx, sent: Sent, code: str, reason: str) -> None:
        """Journal the answer to one that failed."""
        ...


class Intake(Consumer):
    """Polls of all senders' topics: each record is answered once, whatever it holds."""

    always_there = False

    def __init__(
        self, topic: Topic, consumes: Consumes, db: Database, crash: CrashPoints, door: Door
    ) -> None:
        """``topic``: the one that stands for each sender's."""
        super().__init__(topic, consumes, db, crash)
        before, _, after = re.escape(topic.name).partition(re.escape("{sender}"))
        self._name = re.compile(f"{before}(?P<sender>[a-z0-9-]+){after}")
        self._door = door

    async def _take(self, records: Sequence[Record]) -> None:
        await self._all_or_each([self._incoming(record) for record in records])
        self.progress += 1
        self._crash.reach("before_offset_commit")

    async def apply(self, tx: Tx, messages: Sequence[Incoming], *, alone: bool = False) -> None:  # noqa: ARG002
        """Claim each place, hand all to the door, park what it could not read."""
        todo = {one.id: one for one in await inbox.claim_commands(tx.conn, messages)}
        self._crash.reach("after_inbox_claim")
        for unread in await self._door.take(tx, [_sent(one) for one in todo.values()]):
            await self._park(tx, todo[unread.id], unread.code, unread.reason)

    async def _give_up(self, message: Incoming, error: Exception) -> None:
        code, reason = explain(error)
        async with self._db.begin([message.key]) as tx:
            if await inbox.claim_commands(tx.conn, [message]):
                await self._park(tx, message, code, reason)
                self._door.refuse(tx, _sent(message), code, reason)
            self._crash.reach("while_parking")

    async def _park(self, tx: Tx, message: Incoming, code: str, reason: str) -> None:
        log.error("message parked", topic=message.topic, ce_id=str(message.id), code=code)
        await parking.park_unseen(tx.conn, message, self.topic.name, code, reason)

    def _incoming(self, record: Record) -> Incoming:
        place, name = place_of(record), self._name.match(record.topic)
        assert name, "only topics of this name are subscribed to"
        at = {"partition": str(record.partition), "offset": str(record.offset)}
        return Incoming(
            place=place,
            topic=name[0],
            id=place,
            type="",
            key=place,
            sequence=1,
            time=datetime.now(UTC),
            correlation=str(place),
            causation=str(place),
            actor=f"system:{name['sender']}",
            roles=frozenset(),
            traceparent=None,
            body=record.value or b"",
            headers={"sender": name["sender"], **at},
        )


def _sent(message: Incoming) -> Sent:
    at = message.headers
    return Sent(
        id=message.id,
        sender=at["sender"],
        partition=int(at["partition"]),
        offset=int(at["offset"]),
        body=message.body,
    )
