"""Use cases of a notification, each one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from chassis.access import Scope
from chassis.clock import london_date
from chassis.errors import NotFound
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.service import Service
from contracts.http_notify import (
    AmendmentBody,
    PositionBody,
    Receipt,
    WithdrawalBody,
)
from services.notify.access import POLICY
from services.notify.notification import domain, queries, store, wire
from services.notify.notification.commands import (
    Amend,
    Command,
    Position,
    RecordPosition,
    Withdraw,
)
from services.notify.notification.events import Event
from services.notify.notification.identity import IdentityStore
from services.notify.notification.receipts import keep_receipt
from services.notify.notification.reference import is_reference
from services.notify.notification.sandbox import Rehearsing
from services.notify.notification.submission import Asked, asked, cause_of, positions_in, stated
from services.notify.notification.submitting import Areas, Submitting
from services.notify.notification.together import Together
from services.notify.sender.limits import Limits
from services.notify.sender.standing import Senders, Standing


class Notifications:
    """The use cases, with what they need of the running service."""

    def __init__(self, service: Service, people: IdentityStore, areas: Areas) -> None:
        """``areas``: where authorities' incidents belong, by code."""
        self.service, self.people = service, people
        self.senders, self.limits = Senders(service.db, service.clock), Limits()
        parts = service, people, areas, AGGREGATE
        self.submitting, self.rehearsing = Submitting(*parts), Rehearsing(*parts)
        self._together = Together(self.submitting, apart=_claim)
        self._rehearsed = Together(self.rehearsing, apart=_claim)

    async def admit(self, actor: Actor) -> Standing:
        """Where the actor stands, if it may send anything now; raises Refused, TooOften."""
        standing = await self.senders.standing(actor)
        self.limits.admit(actor.id, standing.per_minute)
        return standing

    async def submit(self, raw: bytes, key: str, actor: Actor) -> Receipt:
        """Notify an incident; the same key and meaning give the same receipt, another is refused.

        Raises Invalid naming every wrong field, Refused.
        """
        return await self._submit(raw, key, actor)

    async def submit_item(self, raw: bytes, actor: Actor) -> Receipt:
        """The same for one of many: it is known by its sender's own reference, which it must have."""
        return await self._submit(raw, None, actor)

    async def _submit(self, raw: bytes, key: str | None, actor: Actor) -> Receipt:
        standing = await self.senders.standing(actor)
        self.limits.charge(actor.id, standing.per_minute)
        one = asked(raw, key, standing.actor, self._today)
        return await (self._rehearsed if standing.sandbox else self._together).ask(one)

    def _today(self) -> date:
        return london_date(self.service.clock.now())

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
        """A notification that the actor may see; raises NotFound otherwise.

        A sandbox sees nothing real, so it changes nothing either.
        """
        standing, found = await self.senders.standing(actor), None
        if is_reference(reference) and not standing.sandbox:
            async with self.service.db.read() as conn:
                found = await queries.by_reference(conn, reference)
        if found is None:
            raise NotFound("There is nothing here that you may see.")
        scope = Scope(authority=found.authority_code, partnership=found.partnership)
        POLICY.check(standing.actor, permission, scope)
        return found


def _claim(one: Asked) -> store.Claim:
    return one.claim


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
    return Order(incident, incident, command, cause_of(incident, actor))
