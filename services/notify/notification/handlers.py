"""Use cases of a notification, each one transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.access import Scope
from chassis.errors import NotFound, Refused
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.service import Service
from chassis.tx import Cause, Tx
from chassis.web.problems import Invalid
from contracts.codes import NotifyingPosition
from contracts.http_notify import (
    AmendmentBody,
    NotificationBody,
    PositionBody,
    Receipt,
    WithdrawalBody,
)
from contracts.notify import AgeBand, Area, ChildFacts
from services.notify.access import POLICY
from services.notify.notification import checks, domain, queries, store, wire
from services.notify.notification.identity import Identity, IdentityStore
from services.notify.notification.reference import next_reference
from services.notify.policy import rules
from services.notify.register.store import area_of

NEXT = {
    domain.Status.IN_SCOPE: "The partners send a rapid review within 15 working days of today.",
    domain.Status.NOTIFY_ONLY: "Nothing more is needed. Tell us when new information changes this.",
    domain.Status.WITHDRAWN: "Nothing more is needed.",
}


@dataclass(frozen=True)
class Notifications:
    """The use cases, with what they need of the running service."""

    service: Service
    people: IdentityStore

    async def submit(self, raw: bytes, key: str, actor: Actor) -> tuple[int, dict[str, Any]]:
        """Notify an incident; the same key and body give the same answer, another body is refused.

        Raises Invalid naming every wrong field, Refused, NotFound.
        """
        incident = uuid7()
        async with self.service.db.begin([incident]) as tx:
            digest = hashlib.sha256(raw).digest()
            if before := await store.claim_key(tx.conn, actor.id, key, digest):
                return _same(before, digest)
            body = checks.read(raw, tx.today)
            receipt = await self._submit(tx, incident, body, actor)
            answer = receipt.model_dump(mode="json")
            await store.keep_answer(tx.conn, actor.id, key, digest, 201, answer)
            return 201, answer

    async def _submit(
        self, tx: Tx, incident: UUID, body: NotificationBody, actor: Actor
    ) -> Receipt:
        POLICY.check(actor, "notify", Scope(authority=body.authority_code))
        area = await area_of(tx.conn, body.authority_code)
        if area is None:
            reason = "The register has no authority with this code."
            raise Invalid([{"pointer": "/authority_code", "reason": reason}])
        await self.service.keys.create(tx.conn, incident)
        content = await self._content(tx, incident, body, area)
        reference = await next_reference(tx.conn, tx.today)
        telling = wire.Telling(reference, actor.id, body.sender_reference, content, tx.now)
        state = await self._decide_new(tx, incident, body, telling, actor)
        await self._store(tx, state, telling, area)
        return await keep_receipt(tx, state.id)

    async def _decide_new(
        self, tx: Tx, incident: UUID, body: NotificationBody, telling: wire.Telling, actor: Actor
    ) -> domain.Notification:
        where, basis = rules.route(body.kind_of_incident, body.abuse_neglect)
        clock = rules.clock("N1", body.aware_on, tx.today)
        command = domain.Submit(
            at=tx.now,
            on=tx.today,
            occurred_on=body.occurred_on,
            aware_on=body.aware_on,
            partners_told_on=body.partners_told_on,
            clock=domain.Due(clock.due_on, clock.working_days_late),
            route=where,
            basis=basis,
            explained=body.lateness_reason is not None,
        )
        state, cause = domain.Notification(incident), request_by(actor, incident)
        for event in domain.decide(state, command):
            state = domain.evolve(state, event)
            order: Order[domain.Command] = Order(incident, incident, command, cause)
            for fact in telling.announce(state, event, order):
                tx.announce(fact, key=incident, object=incident, cause=cause)
        return state

    async def _store(
        self, tx: Tx, state: domain.Notification, telling: wire.Telling, area: Area
    ) -> None:
        row = store.NewRow(
            reference=telling.reference,
            sender=telling.sender,
            sender_reference=telling.sender_reference,
            authority_code=area.authority_code,
            partnership=area.partnership,
            content=telling.content.model_dump(mode="json"),
            notified_at=tx.now,
        )
        await store.insert(tx.conn, state, row)

    async def _content(
        self, tx: Tx, incident: UUID, body: NotificationBody, area: Area
    ) -> wire.Content:
        people = [_identity(n, child) for n, child in enumerate(body.children, start=1)]
        await self.people.save(tx.conn, incident, people)
        percent, missing = checks.completeness(body)
        outline = body.outline + (
            f"\n\nFurther children: {body.further_children}" if body.further_children else ""
        )
        return wire.Content(
            area=area,
            kind=body.kind_of_incident,
            abuse_neglect=body.abuse_neglect,
            children=tuple(
                _facts(person.id, child, body.occurred_on)
                for person, child in zip(people, body.children, strict=True)
            ),
            positions=await self._positions(tx, incident, body.positions),
            lateness_reason=body.lateness_reason,
            lateness_explanation=await self._sealed(tx, incident, body.lateness_explanation),
            outline=await self.service.keys.seal(tx.conn, incident, outline),
            framework_version=rules.framework(tx.today).version,
            completeness_percent=percent,
            missing=missing,
        )

    async def _positions(
        self, tx: Tx, incident: UUID, given: Sequence[PositionBody]
    ) -> tuple[NotifyingPosition, ...]:
        return tuple(
            [
                NotifyingPosition(
                    partner=one.partner,
                    position=one.position,
                    stated_on=one.stated_on,
                    reason=await self._sealed(tx, incident, one.reason),
                )
                for one in given
            ]
        )

    async def _sealed(self, tx: Tx, incident: UUID, text: str | None) -> str | None:
        return await self.service.keys.seal(tx.conn, incident, text) if text else None

    async def amend(self, reference: str, body: AmendmentBody, actor: Actor) -> Receipt:
        """Correct dates; what was sent before stays readable."""
        found = await self.find(reference, actor, "amend")

        def command(state: domain.Notification, today: date) -> domain.Command:
            assert state.occurred_on, "a stored notification has its dates"
            assert state.aware_on, "a stored notification has its dates"
            return domain.Amend(
                on=today,
                occurred_on=body.occurred_on or state.occurred_on,
                aware_on=body.aware_on or state.aware_on,
                partners_told_on=body.partners_told_on or state.partners_told_on,
            )

        return await self._change(found, actor, command, reason=body.reason)

    async def withdraw(self, reference: str, body: WithdrawalBody, actor: Actor) -> Receipt:
        """Find that the criteria are not met; the authority decides, positions are recorded."""
        found = await self.find(reference, actor, "withdraw")
        return await self._change(
            found,
            actor,
            lambda _state, today: domain.Withdraw(today),
            reason=body.reason,
            positions=body.positions,
        )

    async def record_position(self, reference: str, body: PositionBody, actor: Actor) -> Receipt:
        """State a partner's position on notifying."""
        found = await self.find(reference, actor, "state_position")
        return await self._change(
            found,
            actor,
            lambda _state, today: domain.RecordPosition(
                body.partner, body.position, body.stated_on or today
            ),
            positions=(body,),
        )

    async def _change(
        self,
        found: queries.Found,
        actor: Actor,
        command: Any,
        reason: str | None = None,
        positions: Sequence[PositionBody] = (),
    ) -> Receipt:
        async with self.service.db.begin([found.id]) as tx:
            telling = wire.Telling(
                reference=found.reference,
                sender=found.sender,
                sender_reference=found.sender_reference,
                content=wire.Content.model_validate(found.content),
                notified_at=found.notified_at,
                reason=await self._sealed(tx, found.id, reason),
                positions=await self._positions(tx, found.id, positions),
            )
            state = (await store.load(tx.conn, [found.id]))[found.id]
            order = Order(found.id, found.id, command(state, tx.today), request_by(actor, found.id))
            await execute(tx, replace(AGGREGATE, announce=telling.announce), [order])
            return await keep_receipt(tx, found.id)

    async def find(self, reference: str, actor: Actor, permission: str) -> queries.Found:
        """A notification that the actor may see; raises NotFound otherwise."""
        async with self.service.db.read() as conn:
            found = await queries.by_reference(conn, reference)
        if found is None:
            raise NotFound("There is nothing here that you may see.")
        scope = Scope(authority=found.authority_code, partnership=found.partnership)
        POLICY.check(actor, permission, scope)
        return found


def _nothing(_state: object, _event: object, _order: object) -> tuple[()]:
    return ()


AGGREGATE: Aggregate[domain.Notification, domain.Command, domain.Event] = Aggregate(
    load=store.load,
    blank=domain.Notification,
    decide=domain.decide,
    evolve=domain.evolve,
    save=store.save,
    announce=_nothing,
)


def request_by(actor: Actor, incident: UUID) -> Cause:
    """A new request of an actor about an incident."""
    return Cause(uuid7(), "request", str(incident), actor.id)


def _same(before: tuple[bytes, int, dict[str, Any]], digest: bytes) -> tuple[int, dict[str, Any]]:
    body_hash, status, response = before
    if body_hash != digest:
        raise Refused(
            "This Idempotency-Key was used for another notification; use a new key.",
            field="Idempotency-Key",
            code="key_reused",
        )
    return status, response


async def keep_receipt(tx: Tx, incident: UUID) -> Receipt:
    """The receipt as it reads now, kept under the notification's version."""
    found = await queries.by_id(tx.conn, incident)
    assert found, "the notification was just written"
    receipt = receipt_of(found)
    stored = receipt.model_dump(mode="json")
    await store.keep_version(tx.conn, incident, found.version, tx.now, stored)
    return receipt


def receipt_of(found: queries.Found) -> Receipt:
    """What its sender reads of a notification."""
    content, status = wire.Content.model_validate(found.content), domain.Status(found.status)
    clock = rules.clock("N1", found.aware_on, found.notified_on)
    return Receipt(
        incident_id=found.id,
        reference=found.reference,
        sender_reference=found.sender_reference,
        state=status,
        state_means=status.meaning,
        version=found.version,
        clock=clock,
        late=bool(clock.working_days_late),
        completeness_percent=content.completeness_percent,
        missing=content.missing,
        what_happens_next=NEXT[status],
    )


def _identity(number: int, child: Any) -> Identity:
    born = child.date_of_birth or child.expected_date_of_birth
    return Identity(
        id=uuid7(),
        number=number,
        family_name=child.family_name,
        given_names=child.given_names,
        date_of_birth=born.isoformat() if born else None,
        nhs_number=child.nhs_number,
        address=child.address,
    )


def _facts(person: UUID, child: Any, occurred_on: date) -> ChildFacts:
    return ChildFacts(
        person_id=person,
        age_band=age_band(child.date_of_birth, child.expected_date_of_birth, occurred_on),
        sex=child.sex,
        ethnicity=child.ethnicity,
        disability=child.disability,
        placement=child.placement,
        looked_after=child.looked_after,
        protection_plan=child.protection_plan,
        outcome=child.outcome,
    )


BANDS = (
    (1, AgeBand.UNDER_1),
    (6, AgeBand.FROM_1_TO_5),
    (11, AgeBand.FROM_6_TO_10),
    (16, AgeBand.FROM_11_TO_15),
    (18, AgeBand.FROM_16_TO_17),
    (25, AgeBand.FROM_18_TO_24),
)


def age_band(born: date | None, expected: date | None, on: date) -> AgeBand:
    """The published band of an age in whole years on the day of the incident."""
    if born is None:
        return AgeBand.UNBORN if expected else AgeBand.NOT_KNOWN
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next((band for limit, band in BANDS if years < limit), AgeBand.NOT_KNOWN)
