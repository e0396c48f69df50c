"""The receipt: what its sender reads of a notification, and how it read at each version."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chassis.tx import Tx
from contracts.codes import Notifying, NotifyingPosition, Partner
from contracts.http_notify import Receipt
from contracts.http_receipt import Became, NumberedChild, Send, SendState, ThresholdAdvice
from services.notify.notification import became, queries, store, wire
from services.notify.notification.state import Notification, Status
from services.notify.notification.wire_later import Question, partners_clock
from services.notify.policy import rules

WITHDRAWN_AFTER = "Withdrawn by the authority after the rapid review was sent."
NEXT = {
    Status.NOTIFY_ONLY: "Nothing more is needed. Tell us when new information changes this.",
    Status.WITHDRAWN: "Nothing more is needed.",
    Status.DUPLICATE: "Nothing more is needed of this one; {duplicate_of} goes on.",
}


async def keep_receipt(
    tx: Tx, incident: UUID, what: str | None, recipient: str | None = None
) -> Receipt:
    """The receipt as it reads now, kept under the notification's version; None: nothing happened.

    ``recipient``: which body that must be told it happened to.
    """
    found = await queries.by_id(tx.conn, incident)
    assert found, "the notification was just written"
    receipt = receipt_of(found)
    if what:
        await keep_receipts(tx, [(receipt, found.authority_code)], what, recipient)
    return receipt


async def keep_receipts(
    tx: Tx, receipts: Sequence[tuple[Receipt, str]], what: str, recipient: str | None = None
) -> None:
    """Keep receipts, each with whose it was, under their versions; ``what`` happened to them."""
    told = [
        (one.incident_id, one.version, one.model_dump_json(), authority, what, recipient)
        for one, authority in receipts
    ]
    await store.keep_versions(tx.conn, tx.now, told)


def first_receipt(state: Notification, row: store.NewRow, content: wire.Content) -> Receipt:
    """What its sender reads of a notification that is just being written."""
    dates = (state.notified_on, state.occurred_on, state.aware_on)
    notified_on, occurred_on, aware_on = (day for day in dates if day)
    found = queries.Found(
        id=state.id,
        status=state.status or "",
        version=state.version,
        notified_on=notified_on,
        occurred_on=occurred_on,
        aware_on=aware_on,
        partners_told_on=state.partners_told_on,
        positions=store.stored_positions(state),
        sends=[{"recipient": one, "since": notified_on} for one in content.to_be_told],
        **vars(row),
    )
    return _receipt(found, content)


def receipt_of(found: queries.Found) -> Receipt:
    """What its sender reads of a notification."""
    return _receipt(found, wire.Content.model_validate(found.content))


def _receipt(found: queries.Found, content: wire.Content) -> Receipt:
    status = Status(found.status)
    clock = rules.clock("N1", found.aware_on, found.notified_on)
    positions = _positions(found)
    duplicate_of = content.duplicate_of.reference if content.duplicate_of else None
    since = content.review_from or found.notified_on
    told = became.shown(found.became)
    return Receipt(
        incident_id=found.id,
        reference=found.reference,
        sender_reference=found.sender_reference,
        state=status,
        state_means=_means(status, told),
        version=found.version,
        notified_on=found.notified_on,
        occurred_on=found.occurred_on,
        aware_on=found.aware_on,
        partners_told_on=found.partners_told_on,
        clock=clock,
        partners_clock=partners_clock(found.aware_on, found.partners_told_on),
        late=clock.late,
        positions=positions,
        awaited=_awaited(status, positions, told),
        completeness_percent=content.completeness_percent,
        missing=content.missing,
        what_happens_next=_next(status, told, since, duplicate_of),
        children=tuple(
            NumberedChild(number=number, person_id=one.person_id)
            for number, one in enumerate(content.children, start=1)
        ),
        framework_version=content.framework_version,
        code_lists_version=content.code_lists_version,
        threshold=tuple(_advice(one) for one in content.questions),
        duplicate_of=duplicate_of,
        duplicates=tuple(one.reference for one in content.duplicates),
        became=told,
        sends=tuple(_send(one) for one in found.sends),
    )


def _send(row: Mapping[str, Any]) -> Send:
    """What the service announced by itself is not said to have been told."""
    told_on = row.get("told_on")
    told: SendState = "announced" if row.get("told_how") == "announced" else "told"
    waits: SendState = "ended" if row.get("ended") else "to_be_told"
    return Send(
        recipient=row["recipient"],
        state=told if told_on else waits,
        since=row["since"],
        told_on=told_on,
        about=row.get("about", "notification"),
    )


def _means(status: Status, told: Became | None) -> str:
    """What its state means today: in scope, the review goes on; a review that came is not denied."""
    if told and status is Status.IN_SCOPE:
        return told.stage_means
    if told and told.review_received_on and status is Status.WITHDRAWN:
        return WITHDRAWN_AFTER
    return status.words


def _next(status: Status, told: Became | None, since: date, duplicate_of: str | None) -> str:
    words = became.standing(told).next if status is Status.IN_SCOPE else NEXT[status]
    return words.format(
        since=since,
        due=(told and told.review_due_on) or rules.review_due(since),
        working_days=rules.working_days("RR1", since),
        duplicate_of=duplicate_of,
    )


def _advice(one: Question) -> ThresholdAdvice:
    """Without its words: those are opened for who reads it, and kept nowhere in clear."""
    return ThresholdAdvice(
        id=one.id,
        asked_on=one.asked_on,
        answered_on=one.answered_on,
        paragraph=one.paragraph,
        framework_version=one.framework_version,
    )


def _positions(found: queries.Found) -> tuple[NotifyingPosition, ...]:
    return tuple(
        NotifyingPosition(
            partner=Partner(one.partner),
            position=Notifying(one.position),
            stated_on=one.stated_on,
            stated_by=Partner(one.stated_by) if one.stated_by else None,
        )
        for one in store.positions_of(found.positions)
    )


def _awaited(
    status: Status, positions: tuple[NotifyingPosition, ...], told: Became | None
) -> tuple[str, ...]:
    """What is still awaited, and from whom: while the incident goes on.

    The sender speaks for the authority, so it is the other two partners' positions.
    """
    if status in (Status.WITHDRAWN, Status.DUPLICATE):
        return ()
    review = became.awaited(told) if status is Status.IN_SCOPE else ()
    if told and not review:
        return ()
    stated = {one.partner for one in positions if one.position is not Notifying.NOT_ASKED}
    others = (Partner.HEALTH, Partner.POLICE)
    asked = tuple(f"{one.label}: position on notifying" for one in others if one not in stated)
    return asked + review
