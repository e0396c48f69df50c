"""Use cases of a notification, each one transaction."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.access import Scope
from chassis.conn import Conn
from chassis.errors import NotFound, Refused
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.service import Service
from chassis.tx import Cause, Tx
from contracts.http_notify import (
    AmendmentBody,
    NotificationBody,
    PositionBody,
    Receipt,
    WithdrawalBody,
)
from services.notify.access import POLICY, may_speak_for
from services.notify.notification import checks, domain, queries, store, wire
from services.notify.notification.children import may_be_a_child
from services.notify.notification.commands import (
    Amend,
    Command,
    Position,
    RecordPosition,
    Submit,
    Withdraw,
)
from services.notify.notification.events import Event
from services.notify.notification.identity import IdentityStore
from services.notify.notification.receipts import keep_receipt
from services.notify.notification.reference import is_reference
from services.notify.notification.submission import (
    Areas,
    Submission,
    positions_in,
    stated,
)
from services.notify.policy import rules


@dataclass(frozen=True)
class Notifications:
    """The use cases, with what they need of the running service."""

    service: Service
    people: IdentityStore
    areas: Areas

    async def submit(self, raw: bytes, key: str, actor: Actor) -> tuple[int, dict[str, Any]]:
        """Notify an incident; the same key and body give the same answer, another body is refused.

        Raises Invalid naming every wrong field, Refused.
        """
        incident = uuid7()
        async with self.service.db.begin([incident]) as tx:
            digest = hashlib.sha256(raw).digest()
            if before := await store.claim_key(tx.conn, actor.id, key, digest):
                return _same(before, digest)
            body = checks.read(raw, tx.today)
            receipt = await self._submit(tx, incident, body, actor)
            answer = receipt.model_dump(mode="json")
            await store.keep_answer(tx.conn, actor.id, key, 201, answer)
            return 201, answer

    async def _submit(
        self, tx: Tx, incident: UUID, body: NotificationBody, actor: Actor
    ) -> Receipt:
        may_speak_for(actor, body.authority_code)
        submission = Submission(self.service.keys, self.people, self.areas)
        prepared = await submission.prepare(tx, incident, body, actor)
        child = any(may_be_a_child(one, body.occurred_on) for one in body.children)
        where, basis = rules.route(body.kind_of_incident, body.abuse_neglect, of_a_child=child)
        command = Submit(
            at=tx.now,
            on=tx.today,
            occurred_on=body.occurred_on,
            aware_on=body.aware_on,
            partners_told_on=body.partners_told_on,
            route=where,
            basis=basis,
            positions=positions_in(body.positions),
            other_authorities=_others(body),
        )
        aggregate = replace(
            AGGREGATE, load=_none_yet, save=prepared.insert, announce=prepared.telling.announce
        )
        await execute(tx, aggregate, [_order(incident, command, actor)])
        return await keep_receipt(tx, incident)

    async def amend(self, reference: str, body: AmendmentBody, actor: Actor) -> Receipt:
        """Correct dates; what was sent before stays readable."""
        found = await self.find(reference, actor, "amend")

        def command(today: date) -> Command:
            return Amend(today, body.occurred_on, body.aware_on, body.partners_told_on)

        return await self._change(found, actor, command, reason=body.reason)

    async def withdraw(self, reference: str, body: WithdrawalBody, actor: Actor) -> Receipt:
        """Find that the criteria are not met; the authority decides, positions are recorded."""
        found = await self.find(reference, actor, "withdraw")

        def command(today: date) -> Command:
            return Withdraw(today, positions_in(body.positions))

        return await self._change(
            found, actor, command, reason=body.reason, positions=body.positions
        )

    async def record_position(self, reference: str, body: PositionBody, actor: Actor) -> Receipt:
        """State a partner's position on notifying; raises Refused when it is another's to state."""
        found = await self.find(reference, actor, f"state_position_of_{body.partner}")

        def command(today: date) -> Command:
            stated = Position(body.partner, body.position, body.stated_on or today)
            return RecordPosition(today, stated)

        return await self._change(found, actor, command, positions=(body,))

    async def _change(
        self,
        found: queries.Found,
        actor: Actor,
        command: Callable[[date], Command],
        reason: str | None = None,
        positions: Sequence[PositionBody] = (),
    ) -> Receipt:
        async with self.service.db.begin([found.id]) as tx:
            told, *reasons = await self.service.keys.seal_many(
                tx.conn, found.id, [reason, *(one.reason for one in positions)]
            )
            telling = wire.Telling(
                reference=found.reference,
                sender=found.sender,
                content=wire.Content.model_validate(found.content),
                reason=told,
                positions=stated(positions, reasons),
            )
            aggregate = replace(AGGREGATE, announce=telling.announce)
            await execute(tx, aggregate, [_order(found.id, command(tx.today), actor)])
            return await keep_receipt(tx, found.id)

    async def find(self, reference: str, actor: Actor, permission: str) -> queries.Found:
        """A notification that the actor may see; raises NotFound otherwise."""
        found = None
        if is_reference(reference):
            async with self.service.db.read() as conn:
                found = await queries.by_reference(conn, reference)
        if found is None:
            raise NotFound("There is nothing here that you may see.")
        scope = Scope(authority=found.authority_code, partnership=found.partnership)
        POLICY.check(actor, permission, scope)
        return found


def _others(body: NotificationBody) -> tuple[str, ...]:
    """Each authority once, whatever its roles; the one that notifies has it already."""
    codes = dict.fromkeys(one.authority_code for one in body.other_areas)
    return tuple(code for code in codes if code != body.authority_code)


async def _none_yet(_conn: Conn, _ids: Sequence[UUID]) -> dict[UUID, domain.Notification]:
    """An incident whose id was just made has no row."""
    return {}


def _nothing(_state: object, _event: object, _order: object) -> tuple[()]:
    return ()


AGGREGATE: Aggregate[domain.Notification, Command, Event] = Aggregate(
    load=store.load,
    blank=domain.Notification,
    decide=domain.decide,
    evolve=domain.evolve,
    save=store.save,
    announce=_nothing,
)


def _order(incident: UUID, command: Command, actor: Actor) -> Order[Command]:
    cause = Cause(uuid7(), "request", str(incident), actor.id, roles=actor.roles)
    return Order(incident, incident, command, cause)


def _same(before: store.Answered, digest: bytes) -> tuple[int, dict[str, Any]]:
    if before.body_hash != digest:
        raise Refused(
            "This Idempotency-Key was used for another notification; use a new key.",
            field="Idempotency-Key",
            code="key_reused",
        )
    return before.status, Receipt.model_validate(before.response).model_dump(mode="json")
