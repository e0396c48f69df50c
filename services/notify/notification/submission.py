"""What is told of a notification before it is decided: in order or not, its areas, its sealed words."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from joserfc.jwk import OctKey
from pydantic import ValidationError
from uuid_utils.compat import uuid7

from chassis.execute import Order
from chassis.identity import Actor
from chassis.seal import seal_texts
from chassis.tx import Cause, Tx
from chassis.web.problems import Invalid
from contracts.codes import NotifyingPosition, Partner
from contracts.http_notify import NotificationBody, PositionBody
from contracts.notify import Area, OtherArea
from services.notify.access import may_speak_for
from services.notify.notification import checks, domain, store, wire
from services.notify.notification.carrying import cause_of
from services.notify.notification.children import facts_of, identity_of
from services.notify.notification.coded import circumstances_of
from services.notify.notification.commands import Command, Position, Submit
from services.notify.notification.identity import Identity
from services.notify.notification.misplaced import made_up, misplaced
from services.notify.notification.scope import scope
from services.notify.notification.state import Notification
from services.notify.notification.wire_later import Question
from services.notify.places import Places
from services.notify.policy import code_lists, rules

NO_REFERENCE = (
    "Give your own reference: your notification is known by it, however often it is sent."
)


@dataclass(frozen=True)
class Asked:
    """One request to notify: its bytes, what they mean, who asks under which key, for what incident."""

    incident: UUID
    raw: bytes
    body: NotificationBody
    digest: bytes
    claim: store.Claim
    actor: Actor
    cause: Cause


def asked(raw: bytes, key: str | None, actor: Actor, today: Callable[[], date]) -> Asked:
    """The request in ``raw``; without a key it is known by the sender's own reference.

    Nobody learns of another's key: who may not speak for the authority is refused before it is looked up.
    Raises Invalid naming every wrong field, Refused.
    """
    try:
        body = NotificationBody.model_validate_json(raw)
    except ValidationError:
        body = checks.read(raw, today())  # it names every wrong field, those of the day too
    known_by = key or body.sender_reference
    if known_by is None:
        raise Invalid([{"pointer": "/sender_reference", "reason": NO_REFERENCE}])
    may_speak_for(actor, body.authority_code)
    incident = uuid7()
    return Asked(
        incident=incident,
        raw=raw,
        body=body,
        digest=meaning(body),
        claim=(body.authority_code, known_by),
        actor=actor,
        cause=cause_of(incident, actor),
    )


def meaning(body: NotificationBody) -> bytes:
    """The hash of what is said, however it was written: white space, the order of fields, null or absent.

    A field that a later version adds, and nobody gave, changes nothing.
    """
    said = body.model_dump(mode="json", exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).digest()


@dataclass(frozen=True)
class New:
    """A notification that is in order, and not yet written."""

    asked: Asked
    order: Order[Command]
    body: NotificationBody
    areas: Mapping[str, Area]
    people: Sequence[Identity]

    @property
    def id(self) -> UUID:
        """The incident."""
        return self.asked.incident

    def content(self, key: OctKey, today: date) -> wire.Content:
        """What is told of it, its words sealed under the incident's key."""
        body, areas = self.body, self.areas
        percent, missing = checks.completeness(body, today)
        more = f"\n\nFurther children: {body.further_children}" if body.further_children else ""
        reasons = [one.reason for one in body.positions]
        words = [body.outline + more, body.lateness_explanation, body.threshold_question, *reasons]
        outline, why, question, *sealed = seal_texts(words, key)
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
                for person, child in zip(self.people, body.children, strict=True)
            ),
            positions=stated(body.positions, sealed),
            lateness_reason=body.lateness_reason,
            lateness_explanation=why,
            outline=outline,
            framework_version=rules.framework(today).version,
            code_lists_version=code_lists.edition(today),
            circumstances=circumstances_of(body),
            completeness_percent=percent,
            missing=missing,
            questions=self._questions(question, today),
        )

    def _questions(self, sealed: str | None, today: date) -> tuple[Question, ...]:
        """The question on the threshold that came with it."""
        id_ = self.order.command.question if isinstance(self.order.command, Submit) else None
        if sealed is None or id_ is None:
            return ()
        asked = Question(id=id_, asked_on=today, asked_by=self.asked.actor.id, question=sealed)
        return (asked,)

    def row(self, reference: str, content: wire.Content, tx: Tx) -> store.NewRow:
        """What is stored of it beside its state."""
        return store.NewRow(
            reference=reference,
            sender=self.asked.actor.id,
            sender_reference=self.body.sender_reference,
            authority_code=content.area.authority_code,
            partnership=content.area.partnership,
            content=content.model_dump(mode="json"),
            notified_at=tx.now,
        )


def in_order(asked: Asked, body: NotificationBody, areas: Places, tx: Tx, *, live: bool) -> New:
    """The notification, which no rule forbids; raises Invalid for unknown areas, Refused."""
    _all_known(body, areas)
    key = asked.claim[1]
    if wrong := misplaced(body, key) or (made_up(body, key) if live else []):
        raise Invalid(wrong)
    command, incident = _command(body, tx), asked.incident
    domain.decide(Notification(incident), command)
    people = [identity_of(n, child) for n, child in enumerate(body.children, start=1)]
    return New(asked, Order(incident, incident, command, asked.cause), body, areas, people)


def _command(body: NotificationBody, tx: Tx) -> Submit:
    where, basis = scope(body, tx.today)
    return Submit(
        at=tx.now,
        on=tx.today,
        occurred_on=body.occurred_on,
        aware_on=body.aware_on,
        partners_told_on=body.partners_told_on,
        route=where,
        basis=basis,
        positions=positions_in(body.positions),
        authority=body.authority_code,
        children=len(body.children),
        question=uuid7() if body.threshold_question else None,
    )


def codes_of(body: NotificationBody) -> tuple[str, ...]:
    """The authorities that a notification names."""
    return body.authority_code, *(one.authority_code for one in body.other_areas)


def _all_known(body: NotificationBody, areas: Places) -> None:
    places = {"/authority_code": body.authority_code}
    for number, one in enumerate(body.other_areas):
        places[f"/other_areas/{number}/authority_code"] = one.authority_code
    wrong = [
        {"pointer": place, "reason": areas.why_not(code)}
        for place, code in places.items()
        if code not in areas
    ]
    if wrong:
        raise Invalid(wrong)


def positions_in(given: Sequence[PositionBody]) -> tuple[Position, ...]:
    """Positions as the domain knows them, reported by the authority: without their reasons."""
    return tuple(
        Position(one.partner, one.position, one.stated_on, Partner.AUTHORITY) for one in given
    )


def stated(
    given: Sequence[PositionBody], reasons: Sequence[str | None], by: Partner = Partner.AUTHORITY
) -> tuple[NotifyingPosition, ...]:
    """Positions as facts carry them, each with its sealed reason; ``by``: who states them."""
    return tuple(
        NotifyingPosition(
            partner=one.partner,
            position=one.position,
            stated_on=one.stated_on,
            reason=reason,
            stated_by=by,
        )
        for one, reason in zip(given, reasons, strict=True)
    )
