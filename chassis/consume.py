"""The registry of what a service consumes, and how one poll becomes one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

import structlog

from chassis import inbox, parking
from chassis.cloudevents import Incoming, Malformed, Record, from_parts, key_of, read
from chassis.conn import Conn
from chassis.crash import CrashPoints
from chassis.db import Database
from chassis.dispatch import Received, cause_of, explain, groups, is_command, name_of, parse
from chassis.errors import Refused
from chassis.parking import StreamKey
from chassis.retry import PAUSES_S, is_ours, may_pass
from chassis.tx import Tx
from contracts.catalogue import by_type, entry_of
from contracts.envelope import Message
from contracts.topic import Topic

M = TypeVar("M", bound=Message)
log = structlog.get_logger()

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

    def takes(self, type_: str) -> bool:
        """Whether any part of the service handles messages of this type."""
        entry = by_type().get(type_)
        return entry is not None and bool(self.handlers(entry.model))

    def topics(self) -> tuple[Topic, ...]:
        """The topics that carry the registered types."""
        return tuple(dict.fromkeys(entry_of(model).topic for model in self._handlers))


class Consumer:
    """Applies one topic's polls: all together, or one by one when that fails."""

    always_there = True
    """Whether the topic exists whenever the service runs."""
    subscriber: Any
    """FastStream's, which feeds it; set when it is subscribed."""

    def __init__(self, topic: Topic, consumes: Consumes, db: Database, crash: CrashPoints) -> None:
        """One for each consumed topic."""
        self.topic, self._consumes, self._db, self._crash = topic, consumes, db, crash
        self.progress = 0
        self.taking = False

    async def take(self, records: Sequence[Record]) -> None:
        """Handle one poll; returns once every record is applied, dropped, held or parked."""
        self.taking = True
        try:
            await self._take(records)
        finally:
            self.taking = False

    async def _take(self, records: Sequence[Record]) -> None:
        messages = []
        for record in records:
            try:
                if not record.value and self.topic.compacted:
                    await self._tombstone(key_of(record))
                else:
                    messages.append(read(record, self.topic.name))
            except Malformed as error:
                await self._park_unread(record, str(error))
        if messages:
            await self._all_or_each(messages)
        self.progress += 1
        self._crash.reach("before_offset_commit")

    async def _tombstone(self, key: UUID) -> None:
        if handler := self._consumes.on_tombstone.get(self.topic):
            async with self._db.begin() as tx:
                await handler(tx.conn, [key])

    async def _park_unread(self, record: Record, reason: str) -> None:
        log.error("message parked", topic=self.topic.name, code="malformed")
        async with self._db.begin() as tx:
            await parking.park_unread(tx.conn, self.topic.name, record, "malformed", reason)

    async def _all_or_each(self, messages: Sequence[Incoming]) -> None:
        try:
            async with self._db.begin([m.key for m in messages]) as tx:
                await self.apply(tx, messages)
        except Exception as error:
            log.warning("batch is replayed one by one", topic=self.topic.name, error=name_of(error))
            await self._each(messages)
            await self._catch_up(dict.fromkeys((m.stream, m.key) for m in messages))

    async def _each(self, messages: Sequence[Incoming]) -> None:
        """Apply messages one by one; those whose trouble may pass again, after a pause for all.

        A message waits while an earlier one of its key is tried again, and no other key waits for it.
        """
        for pause_s in PAUSES_S:
            messages = await self._round(messages, may_retry=True)
            if not messages:
                return
            await asyncio.sleep(pause_s)
        await self._round(messages, may_retry=False)

    async def _round(self, messages: Sequence[Incoming], *, may_retry: bool) -> list[Incoming]:
        again: dict[UUID, list[Incoming]] = {}
        for message in messages:
            if message.key in again or not await self._alone(message, may_retry=may_retry):
                again.setdefault(message.key, []).append(message)
        return [message for late in again.values() for message in late]

    async def _alone(self, message: Incoming, *, may_retry: bool) -> bool:
        """Apply one message without what waits behind it; park it when it can not be handled.

        False: its trouble may pass, and it is to be tried again.
        """
        try:
            async with self._db.begin([message.key]) as tx:
                await self.apply(tx, [message], alone=True)
        except Exception as error:
            if may_retry and may_pass(error):
                return False
            if not is_ours(error):
                raise
            await self._give_up(message, error)
        self.progress += 1
        return True

    async def _catch_up(self, keys: Iterable[StreamKey]) -> None:
        """Apply, one by one, the held messages of these keys that are due now."""
        for at in keys:
            while due := await self._due(at):
                await self._each([due])

    async def _due(self, at: StreamKey) -> Incoming | None:
        async with self._db.read() as conn:
            if (await parking.held_keys(conn, [at])).get(at):
                return None
            held = await parking.beyond_gaps(conn, [at])
            mark = (await inbox.watermarks(conn, [at])).get(at, 0)
        first = min(held, key=lambda one: one.sequence, default=None)
        return first if first and first.sequence <= mark + 1 else None

    async def apply(self, tx: Tx, messages: Sequence[Incoming], *, alone: bool = False) -> None:
        """Claim ``messages``, hand each group to its handlers, answer the commands."""
        commands = [m for m in messages if is_command(m)]
        facts = [m for m in messages if not is_command(m)]
        gapless = not self.topic.compacted
        todo = await inbox.claim_commands(tx.conn, commands)
        todo += await inbox.claim_facts(tx.conn, facts, gapless=gapless, alone=alone)
        self._crash.reach("after_inbox_claim")
        for model, group in groups(todo):
            if handlers := self._consumes.handlers(model):
                received = [parse(message, model) for message in group]
                for handler in handlers:
                    await handler(tx, received)
        for message in todo:
            if is_command(message):
                self._answer(tx, message)

    def _answer(self, tx: Tx, command: Incoming, refused: Refused | None = None) -> None:
        if not self._consumes.takes(command.type):
            reason = "This service does not take such a command."
            refused = Refused(reason, code="unknown_command")
        if refused:
            tx.refuse(cause_of(command), refused)
        tx.answer(self._consumes.service, command.type, command.key, cause_of(command))

    async def _give_up(self, message: Incoming, error: Exception) -> None:
        """Park one message; a command is answered refused, and holds nobody up."""
        code, reason = explain(error)
        log.error(
            "message parked",
            topic=message.topic,
            ce_id=str(message.id),
            correlation=message.correlation,
            code=code,
        )
        async with self._db.begin([message.key]) as tx:
            if not is_command(message):
                await parking.hold(tx.conn, "parked", [message], code, reason)
            elif await inbox.claim_commands(tx.conn, [message]):
                await parking.hold(tx.conn, "parked", [message], code, reason, holds_its_key=False)
                refused = error if isinstance(error, Refused) else Refused(reason, code=code)
                self._answer(tx, message, refused)
            self._crash.reach("while_parking")

    async def release(self, place: UUID, *, replay: bool, by: str) -> None:
        """Replay or discard one held message, then apply what waited behind it.

        A replay that fails again leaves the message where it was, with the new reason.
        """
        async with self._db.read() as conn:
            row = await parking.held(conn, place)
        if row is None:
            return
        if row["sequence"] is None:
            async with self._db.begin() as tx:
                await parking.close(tx.conn, [place], "discarded", by)
            return
        message = from_parts(place, row["topic"], row["key"], row["headers"], row["body"])
        try:
            await self._release(message, replay=replay, by=by)
        except Exception as error:
            if not is_ours(error):
                raise
            async with self._db.begin() as tx:
                await parking.say_why(tx.conn, place, *explain(error))
        await self._catch_up([(message.stream, message.key)])

    async def _release(self, message: Incoming, *, replay: bool, by: str) -> None:
        async with self._db.begin([message.key]) as tx:
            await parking.refuse_before_earlier(tx.conn, message.place)
            done = "replayed" if replay else "discarded"
            await parking.close(tx.conn, [message.place], done, by)
            before = message.sequence - 1 if replay else message.sequence
            await inbox.move(tx.conn, {(message.stream, message.key): before})
            if replay:
                await self.apply(tx, [message], alone=True)
