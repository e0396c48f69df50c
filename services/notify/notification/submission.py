"""What a notification needs before it is decided: area, key, sealed words, people."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.conn import Conn
from chassis.identity import Actor
from chassis.seal import KeyRing
from chassis.tx import Tx
from chassis.web.problems import Invalid
from contracts.codes import NotifyingPosition
from contracts.http_notify import NotificationBody, PositionBody
from contracts.notify import Area, OtherArea
from services.notify.notification import checks, store, wire
from services.notify.notification.children import facts_of, identity_of
from services.notify.notification.commands import Position
from services.notify.notification.domain import Notification
from services.notify.notification.identity import IdentityStore
from services.notify.notification.reference import next_reference
from services.notify.policy import rules

Areas = Callable[[Conn, Sequence[str]], Awaitable[Mapping[str, Area]]]
NOT_REGISTERED = "The register has no authority with this code."


@dataclass(frozen=True)
class Prepared:
    """A notification about to be decided: what its facts tell, and how its row is written."""

    telling: wire.Telling
    row: store.NewRow

    async def insert(self, conn: Conn, states: Sequence[Notification]) -> None:
        """Write the new row."""
        for state in states:
            await store.insert(conn, state, self.row)


@dataclass(frozen=True)
class Submission:
    """Prepares a notification inside the transaction that will accept it."""

    keys: KeyRing
    people: IdentityStore
    areas: Areas

    async def prepare(
        self, tx: Tx, incident: UUID, body: NotificationBody, actor: Actor
    ) -> Prepared:
        """Make the key, seal the words, encrypt the people; raises Invalid for unknown areas."""
        codes = [body.authority_code, *(one.authority_code for one in body.other_areas)]
        areas = _all_known(body, await self.areas(tx.conn, codes))
        await self.keys.create(tx.conn, incident)
        content = await self._content(tx, incident, body, areas)
        reference = await next_reference(tx.conn, tx.today)
        row = store.NewRow(
            reference=reference,
            sender=actor.id,
            sender_reference=body.sender_reference,
            authority_code=content.area.authority_code,
            partnership=content.area.partnership,
            content=content.model_dump(mode="json"),
            notified_at=tx.now,
        )
        telling = wire.Telling(reference, actor.id, content)
        return Prepared(telling, row)

    async def _content(
        self, tx: Tx, incident: UUID, body: NotificationBody, areas: Mapping[str, Area]
    ) -> wire.Content:
        people = [identity_of(n, child) for n, child in enumerate(body.children, start=1)]
        await self.people.save(tx.conn, incident, people)
        percent, missing = checks.completeness(body, tx.today)
        more = f"\n\nFurther children: {body.further_children}" if body.further_children else ""
        reasons = [one.reason for one in body.positions]
        outline, why, *sealed = await self.keys.seal_many(
            tx.conn, incident, [body.outline + more, body.lateness_explanation, *reasons]
        )
        assert outline, "a notification has an outline"
        return wire.Content(
            area=areas[body.authority_code],
            other_areas=tuple(
                OtherArea(role=one.role, area=areas[one.authority_code]) for one in body.other_areas
            ),
            kind=body.kind_of_incident,
            abuse_neglect=body.abuse_neglect,
            children=tuple(
                facts_of(person.id, child, body.occurred_on)
                for person, child in zip(people, body.children, strict=True)
            ),
            positions=stated(body.positions, sealed),
            lateness_reason=body.lateness_reason,
            lateness_explanation=why,
            outline=outline,
            framework_version=rules.framework(tx.today).version,
            completeness_percent=percent,
            missing=missing,
        )


def _all_known(body: NotificationBody, areas: Mapping[str, Area]) -> Mapping[str, Area]:
    places = {"/authority_code": body.authority_code}
    for number, one in enumerate(body.other_areas):
        places[f"/other_areas/{number}/authority_code"] = one.authority_code
    wrong = [
        {"pointer": place, "reason": NOT_REGISTERED}
        for place, code in places.items()
        if code not in areas
    ]
    if wrong:
        raise Invalid(wrong)
    return areas


def positions_in(given: Sequence[PositionBody]) -> tuple[Position, ...]:
    """Positions as the domain knows them: without their reasons."""
    return tuple(Position(one.partner, one.position, one.stated_on) for one in given)


def stated(
    given: Sequence[PositionBody], reasons: Sequence[str | None]
) -> tuple[NotifyingPosition, ...]:
    """Positions as facts carry them, each with its sealed reason."""
    return tuple(
        NotifyingPosition(
            partner=one.partner, position=one.position, stated_on=one.stated_on, reason=reason
        )
        for one, reason in zip(given, reasons, strict=True)
    )
