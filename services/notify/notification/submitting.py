"""Notify: what comes in at one moment is one transaction, in which each has an outcome of its own."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from chassis.conn import Conn
from chassis.errors import Refused, Transient
from chassis.execute import Aggregate, Order, execute
from chassis.service import Service
from chassis.tx import Tx
from chassis.web.problems import Invalid
from contracts.envelope import Fact
from contracts.http_notify import NotificationBody, Receipt
from services.notify.notification import checks, store, store_sends, wire
from services.notify.notification.commands import Command
from services.notify.notification.events import Event
from services.notify.notification.identity import IdentityStore
from services.notify.notification.receipts import first_receipt, keep_receipts
from services.notify.notification.reference import next_references
from services.notify.notification.state import Notification
from services.notify.notification.submission import Asked, New, codes_of, in_order
from services.notify.places import Places

Areas = Callable[[Conn, Sequence[str], date], Awaitable[Places]]
Wrong = Refused | Invalid
T = TypeVar("T")


@dataclass(frozen=True)
class Submitting:
    """Takes a batch of requests, no two for the same authority under the same key."""

    service: Service
    people: IdentityStore
    areas: Areas
    aggregate: Aggregate[Notification, Command, Event]
    live: ClassVar[bool] = True
    """Whether what is taken is real: then nothing that was made up is."""

    async def __call__(self, batch: Sequence[Asked]) -> list[Receipt | Exception]:
        """A receipt for each, or what is wrong with it; all that is written is one commit."""
        try:
            return await self._once(batch)
        except Transient:  # another process took a key meanwhile, and what it answered can be read
            return await self._once(batch)

    async def _once(self, batch: Sequence[Asked]) -> list[Receipt | Exception]:
        async with self.service.db.begin() as tx:
            return await self.within(tx, batch)

    async def within(self, tx: Tx, batch: Sequence[Asked]) -> list[Receipt | Exception]:
        """The same as a part of a transaction; raises Transient when another took a key meanwhile."""
        found = await self._read(tx, batch)
        new = [one for one in found if isinstance(one, New)]
        receipts = await self._write(tx, new) if new else {}
        return [receipts[one.id] if isinstance(one, New) else one for one in found]

    async def _read(self, tx: Tx, batch: Sequence[Asked]) -> list[Receipt | New | Wrong]:
        """The receipts of those that were answered before, and of the others what is in order."""
        before = await self._answered(tx.conn, [one.claim for one in batch])
        read = [_or_wrong(_first, one, before.get(one.claim), tx) for one in batch]
        codes = {
            code for body in read if isinstance(body, NotificationBody) for code in codes_of(body)
        }
        areas = await self.areas(tx.conn, sorted(codes), tx.today) if codes else Places()
        return [
            _or_wrong(partial(in_order, live=self.live), one, body, areas, tx)
            if isinstance(body, NotificationBody)
            else body
            for one, body in zip(batch, read, strict=True)
        ]

    async def _answered(
        self, conn: Conn, claims: Sequence[store.Claim]
    ) -> Mapping[store.Claim, store.Answered]:
        return await store.answered(conn, claims)

    async def _write(self, tx: Tx, new: Sequence[New]) -> dict[UUID, Receipt]:
        """Decide and store them; each thing of all of them is one statement."""
        keys = await self.service.keys.create(tx.conn, *(one.id for one in new))
        references = await next_references(tx.conn, tx.today, len(new))
        content = {one.id: one.content(keys[one.id], tx.today) for one in new}
        rows = {
            one.id: one.row(reference, content[one.id], tx)
            for one, reference in zip(new, references, strict=True)
        }
        states = await self._decide(tx, new, rows, content)
        recipients = {id_: one.to_be_told for id_, one in content.items()}
        await store_sends.begin(tx.conn, recipients, tx.now)
        await self.people.save(tx.conn, {one.id: one.people for one in new})
        receipts = {
            id_: first_receipt(state, rows[id_], content[id_]) for id_, state in states.items()
        }
        owned = [(one, rows[id_].authority_code) for id_, one in receipts.items()]
        await keep_receipts(tx, owned, "submitted")
        answers = [
            (one.asked.claim, one.asked.digest, receipts[one.id].model_dump_json()) for one in new
        ]
        if not await store.keep_answers(tx.conn, 201, answers):
            raise Transient("This is just being answered; send it again.")
        return receipts

    async def _decide(
        self,
        tx: Tx,
        new: Sequence[New],
        rows: Mapping[UUID, store.NewRow],
        content: Mapping[UUID, wire.Content],
    ) -> dict[UUID, Notification]:
        decided: dict[UUID, Notification] = {}

        async def save(conn: Conn, states: Sequence[Notification]) -> None:
            decided.update({state.id: state for state in states})
            await store.insert(conn, [(state, rows[state.id]) for state in states])

        def announce(state: Notification, event: Event, order: Order[Command]) -> Sequence[Fact]:
            row = rows[state.id]
            telling = wire.Telling(row.reference, row.sender, content[state.id])
            return telling.announce(state, event, order)

        aggregate = replace(self.aggregate, load=_none_yet, save=save, announce=announce)
        await execute(tx, aggregate, [one.order for one in new])
        return decided


def _or_wrong(work: Callable[..., T], *given: Any) -> T | Wrong:
    """What is wrong with one is its own outcome: the others go on."""
    try:
        return work(*given)
    except (Refused, Invalid) as wrong:
        return wrong


def _first(asked: Asked, before: store.Answered | None, tx: Tx) -> Receipt | NotificationBody:
    """The receipt that was given before to the same key and meaning, else the body."""
    if before is None:
        return checks.read(asked.raw, tx.today, asked.body)
    receipt = Receipt.model_validate(before.response)
    if before.body_hash not in (asked.digest, hashlib.sha256(asked.raw).digest()):
        raise Refused(
            "Under this Idempotency-Key or reference another notification was sent,"
            f" {receipt.reference}, which stands. Use a new one, or amend what was sent.",
            field="Idempotency-Key",
            code="key_reused",
        )
    return receipt


async def _none_yet(_conn: Conn, _ids: Sequence[UUID]) -> dict[UUID, Notification]:
    """An incident whose id was just made has no row."""
    return {}
