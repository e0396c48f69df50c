"""The receipt: what its sender reads of a notification, and how it read at each version."""

from collections.abc import Sequence
from uuid import UUID

from chassis.tx import Tx
from contracts.codes import Notifying, NotifyingPosition, Partner
from contracts.http_notify import Receipt
from services.notify.notification import domain, queries, store, wire
from services.notify.policy import rules

NEXT = {
    domain.Status.IN_SCOPE: "The partners send a rapid review within {working_days} working days of "
    "{notified_on:%A} {notified_on.day} {notified_on:%B %Y}.",
    domain.Status.NOTIFY_ONLY: "Nothing more is needed. Tell us when new information changes this.",
    domain.Status.WITHDRAWN: "Nothing more is needed.",
}


async def keep_receipt(tx: Tx, incident: UUID) -> Receipt:
    """The receipt as it reads now, kept under the notification's version."""
    found = await queries.by_id(tx.conn, incident)
    assert found, "the notification was just written"
    receipt = receipt_of(found)
    await keep_receipts(tx, [receipt])
    return receipt


async def keep_receipts(tx: Tx, receipts: Sequence[Receipt]) -> None:
    """Keep receipts under their versions."""
    told = [(one.incident_id, one.version, one.model_dump_json()) for one in receipts]
    await store.keep_versions(tx.conn, tx.now, told)


def first_receipt(state: domain.Notification, row: store.NewRow, content: wire.Content) -> Receipt:
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
        **vars(row),
    )
    return _receipt(found, content)


def receipt_of(found: queries.Found) -> Receipt:
    """What its sender reads of a notification."""
    return _receipt(found, wire.Content.model_validate(found.content))


def _receipt(found: queries.Found, content: wire.Content) -> Receipt:
    status = domain.Status(found.status)
    clock = rules.clock("N1", found.aware_on, found.notified_on)
    positions = _positions(found)
    return Receipt(
        incident_id=found.id,
        reference=found.reference,
        sender_reference=found.sender_reference,
        state=status,
        state_means=status.meaning,
        version=found.version,
        notified_on=found.notified_on,
        occurred_on=found.occurred_on,
        aware_on=found.aware_on,
        partners_told_on=found.partners_told_on,
        clock=clock,
        partners_clock=wire.partners_clock(found.aware_on, found.partners_told_on),
        late=clock.late,
        positions=positions,
        awaited=_awaited(status, positions),
        completeness_percent=content.completeness_percent,
        missing=content.missing,
        what_happens_next=NEXT[status].format(
            notified_on=found.notified_on, working_days=rules.working_days("RR1", found.notified_on)
        ),
        framework_version=content.framework_version,
        code_lists_version=content.code_lists_version,
    )


def _positions(found: queries.Found) -> tuple[NotifyingPosition, ...]:
    return tuple(
        NotifyingPosition(
            partner=Partner(one.partner),
            position=Notifying(one.position),
            stated_on=one.stated_on,
        )
        for one in store.positions_of(found.positions)
    )


def _awaited(status: domain.Status, positions: tuple[NotifyingPosition, ...]) -> tuple[str, ...]:
    """Whose word is still awaited: the sender speaks for the authority, so the other two's."""
    if status is domain.Status.WITHDRAWN:
        return ()
    told = {one.partner for one in positions if one.position is not Notifying.NOT_ASKED}
    others = (Partner.HEALTH, Partner.POLICE)
    return tuple(f"{one.label}: position on notifying" for one in others if one not in told)
