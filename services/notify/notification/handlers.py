"""Use cases of a notification, each one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from chassis.access import NOTHING_HERE, Scope
from chassis.clock import london_date
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.service import Service
from chassis.tx import Tx
from contracts.http_notify import PositionBody, Receipt, WithdrawalBody
from services.notify.access import POLICY, stated_by
from services.notify.notification import queries, standing, store, wire
from services.notify.notification.carrying import AGGREGATE, Wanted, carry_out
from services.notify.notification.commands import Position, RecordPosition, Withdraw
from services.notify.notification.identity import IdentityStore
from services.notify.notification.reference import is_reference
from services.notify.notification.sandbox import Rehearsing
from services.notify.notification.submission import Asked, asked, positions_in, stated
from services.notify.notification.submitting import Areas, Submitting
from services.notify.notification.together import Together
from services.notify.restricted import SHUT
from services.notify.sender.limits import Limits
from services.notify.sender.standing import Senders, Standing

Want = Callable[[Tx, queries.Found], Awaitable[Wanted]]
"""Reads, under the lock, what a change would make of a notification."""
Answered = Callable[[Tx, queries.Found, Actor], Awaitable[Receipt | None]]
"""Reads, under the lock, what a caller was answered to this very change, when it has the notification no more."""


async def _never(_tx: Tx, _now: queries.Found, _caller: Actor) -> None:
    return None


class Notifications:
    """The use cases, with what they need of the running service."""

    def __init__(self, service: Service, people: IdentityStore, areas: Areas) -> None:
        """``areas``: where authorities' incidents belong, by code."""
        self.service, self.people, self.areas = service, people, areas
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

    async def submit_within(self, tx: Tx, raw: bytes, key: str, actor: Actor) -> Receipt:
        """The same for a person as a part of a transaction; raises Transient when another took the key meanwhile."""
        self.limits.charge(actor.id, Standing(actor).per_minute)
        [outcome] = await self.submitting.within(tx, [asked(raw, key, actor, self._today)])
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def _submit(self, raw: bytes, key: str | None, actor: Actor) -> Receipt:
        standing = await self.senders.standing(actor)
        self.limits.charge(actor.id, standing.per_minute)
        one = asked(raw, key, standing.actor, self._today)
        return await (self._rehearsed if standing.sandbox else self._together).ask(one)

    def _today(self) -> date:
        return london_date(self.service.clock.now())

    async def withdraw(self, reference: str, body: WithdrawalBody, actor: Actor) -> Receipt:
        """Find that the criteria are not met; the authority decides, positions are recorded."""

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            told, *reasons = await self.service.keys.seal_many(
                tx.conn, now.id, [body.reason, *(one.reason for one in body.positions)]
            )
            return Wanted(
                command=Withdraw(tx.today, positions_in(body.positions)),
                content=wire.Content.model_validate(now.content),
                reason=told,
                positions=stated(body.positions, reasons),
            )

        return await self.change(reference, actor, "withdraw", want)

    async def record_position(self, reference: str, body: PositionBody, actor: Actor) -> Receipt:
        """State a partner's position on notifying; raises Refused when it is another's to state.

        What the authority reports of a partner never takes the place of that partner's own word.
        """

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            reasons = await self.service.keys.seal_many(tx.conn, now.id, [body.reason])
            by = stated_by(actor, body.partner, scope_of(now))
            position = Position(body.partner, body.position, body.stated_on or tx.today, by)
            return Wanted(
                command=RecordPosition(tx.today, position),
                content=wire.Content.model_validate(now.content),
                positions=stated((body,), reasons, by),
            )

        permission = f"state_position_of_{body.partner}"
        return await self.change(reference, actor, permission, want)

    async def change(
        self,
        reference: str,
        actor: Actor,
        permission: str,
        want: Want,
        answered: Answered = _never,
    ) -> Receipt:
        """One change of one notification; raises NotFound outside the actor's reach, Refused.

        Looked at under its lock alone: a repeat waits for the first, and another may have it by then.
        """
        caller, found = await self._reached(reference, actor)
        async with self.service.db.begin([found.id]) as tx:
            now = await queries.by_id(tx.conn, found.id)
            assert now, "a notification is never deleted"
            if told := await answered(tx, now, caller):
                return told
            _check(caller, permission, scope_of(now))
            return (await carry_out(tx, now, await want(tx, now), actor)).receipt

    async def in_clear(self, tx: Tx, now: queries.Found) -> standing.Standing | None:
        """A notification in clear as it stands; None: it is erased."""
        people = await self.people.load(tx.conn, now.id)
        content = wire.Content.model_validate(now.content)
        sealed = [(now.id, content.outline), (now.id, content.lateness_explanation)]
        outline, explanation = await self.service.keys.open_many(tx.conn, sealed)
        return standing.as_it_stands(now, people, outline, explanation) if people else None

    async def find(self, reference: str, actor: Actor, permission: str) -> queries.Found:
        """A notification that the actor may see; raises NotFound otherwise.

        A sandbox sees nothing real, so it changes nothing either.
        """
        caller, found = await self._reached(reference, actor)
        _check(caller, permission, scope_of(found))
        return found

    async def _reached(self, reference: str, actor: Actor) -> tuple[Actor, queries.Found]:
        """The actor as it stands, and what is there, whoever may see it; raises NotFound in a sandbox."""
        standing = await self.senders.standing(actor)
        if standing.sandbox:
            raise NotFound(NOTHING_HERE)
        return standing.actor, await self.look_up(reference)

    async def look_up(self, reference: str) -> queries.Found:
        """A notification by its reference, whoever may see it; raises NotFound."""
        found = None
        if is_reference(reference):
            async with self.service.db.read() as conn:
                found = await queries.by_reference(conn, reference)
        if found is None:
            raise NotFound(NOTHING_HERE)
        return found


def _claim(one: Asked) -> store.Claim:
    return one.claim


def scope_of(found: queries.Found) -> Scope:
    """Where a notification belongs now, and to whom alone of the staff it is open."""
    open_to = None if found.open_to is None else frozenset(found.open_to)
    return Scope(found.partnership, authority=found.authority_code, open_to=open_to)


def _check(actor: Actor, permission: str, scope: Scope) -> None:
    """As the policy has it; of a restricted case alone it is said that it is there."""
    shut = not POLICY.may(actor, permission, scope)
    if shut and POLICY.may(actor, permission, replace(scope, open_to=None)):
        raise Refused(SHUT, code="restricted")
    POLICY.check(actor, permission, scope)
