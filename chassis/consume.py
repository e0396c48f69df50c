"""The registry of what a service consumes, and how one poll becomes one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import structlog

from chassis import inbox, parking
from chassis.cloudevents import Incoming, Malformed, Record, from_parts, read
from chassis.conn import Conn
from chassis.crash import CrashPoints
from chassis.db import Database
from chassis.dispatch import Received, cause_of, explain, groups, is_command, name_of, parse
from chassis.errors import CsprError, NotFound, Refused, Transient
from chassis.tx import Tx
from contracts.catalogue import Topic, entry_of
from contracts.envelope import Message

M = TypeVar("M", bound=Message)
log = structlog.get_logger()

TRIES_MAX = 4
RETRY_DELAY_S = 0.2
WORTH_RETRYING = (
    Transient,
    NotFound,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.LockNotAvailableError,
    OSError,
)


Handler = Callable[[Tx, Sequence[Received[Any]]], Awaitable[None]]
OnErased = Callable[[Conn, Sequence[UUID]], Awaitable[None]]


class Consumes:
    """What one service consumes: a handler a type, more than one where several parts care."""

    def __init__(self, service: str) -> None:
        """An empty registry for ``service``."""
        self.service = service
        self._handlers: dict[type[Message], list[Handler]] = {}
        self.on_tombstone: dict[Topic, OnErased] = {}

    def __call__(
        self, *models: type[M]
    ) -> Callable[[Callable[[Tx, Sequence[Received[M]]], Awaitable[None]]], Any]:
        """Register the decorated function for one or more message types."""

        def register(handler: Callable[[Tx, Sequence[Received[M]]], Awaitable[None]]) -> Any:
            for model in models:
                self._handlers.setdefault(model, []).append(handler)
            return handler

        return register

    def handlers(self, model: type[Message]) -> Sequence[Handler]:
        """The handlers of one type, in order of registration."""
        return self._handlers.get(model, ())

    def topics(self) -> tuple[Topic, ...]:
        """The topics that carry the registered types."""
        return tuple(dict.fromkeys(entry_of(model).topic for model in self._handlers))


class Consumer:
    """Applies one topic's polls: all together, or one by one when that fails."""

    def __init__(self, topic: Topic, consumes: Consumes, db: Database, crash: CrashPoints) -> None:
        """One for each consumed topic."""
        self.topic, self._consumes, self._db, self._crash = topic, consumes, db, crash
        self.finished = 0

    async def take(self, records: Sequence[Record]) -> None:
        """Handle one poll; returns once every record is applied, dropped, held or parked."""
        messages = []
        for record in records:
            try:
                if not record.value and self.topic.compacted:
                    await self._tombstone(record)
                else:
                    messages.append(read(record, self.topic.name))
            except Malformed as error:
                await self._park_unread(record, str(error))
        if messages:
            await self._all_or_each(messages)
        self.finished += len(records)
        self._crash.reach("before_offset_commit")

    async def _tombstone(self, record: Record) -> None:
        if handler := self._consumes.on_tombstone.get(self.topic):
            async with self._db.begin() as tx:
                await handler(tx.conn, [UUID((record.key or b"").decode())])

    async def _park_unread(self, record: Record, reason: str) -> None:
        log.error("message parked", topic=self.topic.name, code="malformed")
        async with self._db.begin() as tx:
            await parking.park_unread(tx.conn, self.topic.name, record, "malformed", reason)

    async def _all_or_each(self, messages: Sequence[Incoming]) -> None:
        try:
            await self._retried(messages)
        except Exception as error:
            if len(messages) == 1:
                await self._give_up(messages[0], error)
                return
            log.warning("batch is replayed one by one", topic=self.topic.name, error=name_of(error))
            for message in messages:
                await self._all_or_each([message])

    async def _retried(self, messages: Sequence[Incoming]) -> None:
        for attempt in range(1, TRIES_MAX + 1):
            try:
                async with self._db.begin([m.key for m in messages]) as tx:
                    await self.apply(tx, messages)
            except WORTH_RETRYING:
                if attempt == TRIES_MAX:
                    raise
                await asyncio.sleep(RETRY_DELAY_S * 3**attempt)
            else:
                return

    async def apply(self, tx: Tx, messages: Sequence[Incoming]) -> None:
        """Claim ``messages``, hand each group to its handlers, answer the commands."""
        commands = [m for m in messages if is_command(m)]
        facts = [m for m in messages if not is_command(m)]
        gapless = not self.topic.compacted
        todo = await inbox.claim_commands(tx.conn, commands)
        todo += await inbox.claim_facts(tx.conn, facts, gapless=gapless)
        self._crash.reach("after_inbox_claim")
        for model, group in groups(todo):
            if handlers := self._consumes.handlers(model):
                received = [parse(message, model) for message in group]
                for handler in handlers:
                    await handler(tx, received)
        for message in todo:
            if is_command(message):
                tx.answer(self._consumes.service, message.type, message.key, cause_of(message))

    async def _give_up(self, message: Incoming, error: Exception) -> None:
        """Park one message; a command is answered refused, and holds nobody up."""
        if isinstance(error, WORTH_RETRYING) and not isinstance(error, CsprError):
            raise error
        code, reason = explain(error)
        log.error("message parked", topic=message.topic, ce_id=str(message.id), code=code)
        async with self._db.begin([message.key]) as tx:
            await parking.hold(tx.conn, "parked", [message], code, reason)
            if is_command(message) and await inbox.claim_commands(tx.conn, [message]):
                refused = error if isinstance(error, Refused) else Refused(reason, code=code)
                tx.refuse(cause_of(message), refused)
                tx.answer(self._consumes.service, message.type, message.key, cause_of(message))
                await tx.conn.execute(
                    "update parked set sequence = null where id = $1", message.place
                )
            self._crash.reach("while_parking")

    async def release(self, place: UUID, *, replay: bool, by: str) -> None:
        """Replay or discard one parked message, then apply what waited behind it."""
        async with self._db.begin() as tx:
            row = await tx.conn.fetchrow("select * from parked where id = $1 for update", place)
            if row is None or row["status"] not in ("parked", "gap") or row["key"] is None:
                await parking.close(tx.conn, [place], "discarded", by)
                return
            message = from_parts(place, row["topic"], row["key"], row["headers"], row["body"])
            await parking.close(tx.conn, [place], "replayed" if replay else "discarded", by)
            if not is_command(message):
                before = message.sequence - 1 if replay else message.sequence
                await inbox.move(tx.conn, {(message.stream, message.key): before})
        waiting = await self._waiting(message)
        for one in [message, *waiting] if replay else waiting:
            await self._all_or_each([one])

    async def _waiting(self, message: Incoming) -> list[Incoming]:
        async with self._db.read() as conn:
            held = await parking.beyond_gaps(conn, [(message.stream, message.key)])
        return sorted(held, key=lambda one: one.sequence)
