"""Take a file: read it, send each notification through the door of all, keep what became of it."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import structlog

from chassis.access import Scope, audit_read
from chassis.clock import london_date
from chassis.db import Database
from chassis.errors import NotFound, Refused, Reused
from chassis.identity import Actor
from services.notify.access import POLICY
from services.notify.files import queries, store
from services.notify.files.outcomes import lines_of, misread
from services.notify.notification.batch import submit_many
from services.notify.notification.handlers import Notifications
from services.notify.notification.items import Item as Sent
from supplier.cspr_supplier.items import Book, Item, Unreadable
from supplier.cspr_supplier.reading import read

log = structlog.get_logger()
RESULTS_KEPT_DAYS = 30
WAIT_S_MAX = 3.0
LINES_AT_ONCE = 100
FIELD = "file"


class Files:
    """The use cases of files; their notifications go through the door that every batch goes through."""

    def __init__(self, notifications: Notifications) -> None:
        """One file is read at a time: reading is work for the processor."""
        self._notifications = notifications
        self._reading = asyncio.Lock()
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def db(self) -> Database:
        """Where the results are."""
        return self._notifications.service.db

    @property
    def made_up(self) -> bool:
        """Whether the data are made up."""
        return self._notifications.service.settings.made_up_data

    def today(self) -> date:
        """The day in London."""
        return london_date(self._notifications.service.clock.now())

    async def take(self, content: bytes, id_: UUID, actor: Actor) -> UUID:
        """Take a file under the id of its form: sent twice, it is taken once.

        Comes back when all is in, or after three seconds. Raises Refused for a file that can not be read,
        and TooOften.
        """
        await self._notifications.admit(actor)
        async with self._reading:
            try:
                book = await asyncio.to_thread(read, content)
            except Unreadable as error:
                raise Refused(str(error), "", FIELD, "unreadable") from None
        if await self._begin(id_, content, book, actor):
            task = asyncio.create_task(self._carry_out(id_, book, actor))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            await asyncio.wait({task}, timeout=WAIT_S_MAX)
        return id_

    async def _begin(self, id_: UUID, content: bytes, book: Book, actor: Actor) -> bool:
        digest = hashlib.sha256(content).digest()
        async with self.db.begin() as tx:
            before = await queries.find(tx.conn, id_)
            if before and before.digest != digest:
                raise Reused
            new = store.Upload(
                id=id_,
                digest=digest,
                actor=actor.id,
                authority_code=actor.organisation or "",
                kind=book.kind,
                rows=book.rows,
                items=len(book.items),
                notes=book.notes,
                received_at=tx.now,
            )
            return await store.begin(tx.conn, new)

    async def _carry_out(self, id_: UUID, book: Book, actor: Actor) -> None:
        """Send what can be read, say of the rest why it can not; the file is kept by nobody."""
        try:
            await self._tell_misread(id_, book.items)
            lines: list[store.Line] = []
            async for more in self._sent(book.items, actor):
                lines += more
                if len(lines) >= LINES_AT_ONCE:
                    await self._keep(id_, lines)
                    lines = []
            await self._keep(id_, lines)
            async with self.db.begin() as tx:
                await store.finish(tx.conn, id_, tx.now)
        except Exception:  # its page says that it was interrupted, and what to do
            log.exception("a file was not taken to its end")

    async def _tell_misread(self, id_: UUID, items: Sequence[Item]) -> None:
        """Beside everything else, and some at a time: what is kept of it is seen at once."""
        wrong = [(number, item) for number, item in enumerate(items) if item.wrong]
        for at in range(0, len(wrong), LINES_AT_ONCE):
            some = wrong[at : at + LINES_AT_ONCE]
            async with self._reading:
                lines = await asyncio.to_thread(_misread, some, self.today())
            await self._keep(id_, lines)

    async def _sent(self, items: Sequence[Item], actor: Actor) -> AsyncIterator[list[store.Line]]:
        whole = [(number, item) for number, item in enumerate(items) if not item.wrong]

        async def raw() -> AsyncIterator[Sent]:
            for _, item in whole:
                yield _raw(item)

        async for result in submit_many(self._notifications, raw(), actor):
            number, item = whole[result.item]
            yield lines_of(number, item, result)

    async def _keep(self, id_: UUID, lines: Sequence[store.Line]) -> None:
        if lines:
            async with self.db.begin() as tx:
                await store.add_lines(tx.conn, id_, lines)

    async def find(self, id_: UUID, actor: Actor) -> queries.Told:
        """A file of the actor's authority, the look written down; raises NotFound.

        Who has no authority of their own, but was granted some, alone sees what they sent.
        """
        async with self.db.begin() as tx:
            found = await queries.find(tx.conn, id_)
            if found is None:
                raise NotFound("There are no results of such a file; they are kept for a month.")
            if found.authority_code or found.actor != actor.id:
                POLICY.check(actor, "notify", Scope(authority=found.authority_code))
            await audit_read(tx.conn, actor, "read results of a file", str(id_), at=tx.now)
        return found

    async def latest(self, actor: Actor, limit: int) -> list[tuple[UUID, datetime, int]]:
        """The latest files of those that the actor may see."""
        async with self.db.read() as conn:
            return await queries.latest(conn, actor.organisation or "", actor.id, limit)

    async def forget(self) -> int:
        """Delete results that are older than a month."""
        async with self.db.begin() as tx:
            return await store.forget(tx.conn, tx.now - timedelta(days=RESULTS_KEPT_DAYS))


def _misread(items: Sequence[tuple[int, Item]], today: date) -> list[store.Line]:
    return [line for number, one in items for line in misread(number, one, _raw(one), today)]


def _raw(item: Item) -> bytes:
    """As JSON, in which half a character is still one that can be told of."""
    return json.dumps(item.body).encode()
