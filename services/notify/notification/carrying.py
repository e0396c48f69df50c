"""One change of one notification: decided, told, stored, and its receipt kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis import trace
from chassis.conn import Conn
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from contracts.codes import NotifyingPosition
from contracts.http_notify import Receipt
from services.notify.notification import (
    domain,
    events,
    queries,
    sends,
    store,
    store_later,
    store_sends,
    wire,
)
from services.notify.notification.commands import Command
from services.notify.notification.receipts import keep_receipt
from services.notify.notification.state import Notification, Status


@dataclass(frozen=True)
class Wanted:
    """A command, what is told once it is carried out, and the sealed words that came with it."""

    command: Command
    content: wire.Content
    reason: str | None = None
    positions: tuple[NotifyingPosition, ...] = ()
    words: str | None = None
    """How a body was told, where no usual way says it."""


@dataclass(frozen=True)
class Done:
    """The receipt, and what happened: nothing, when it was so already."""

    receipt: Receipt
    events: tuple[events.Event, ...]


def _nothing(_state: object, _event: object, _order: object) -> tuple[()]:
    return ()


AGGREGATE: Aggregate[Notification, Command, events.Event] = Aggregate(
    load=store.load,
    blank=Notification,
    decide=domain.decide,
    evolve=domain.evolve,
    save=store.save,
    announce=_nothing,
)
WHAT: dict[type[events.Event], str] = {
    events.Amended: "amended",
    events.Withdrawn: "withdrawn",
    events.PositionRecorded: "position_recorded",
    events.ChildAdded: "child_added",
    events.IdentityCompleted: "identity_completed",
    events.Reassigned: "reassigned",
    events.MarkedDuplicate: "marked_duplicate",
    events.Absorbed: "duplicate_absorbed",
    events.ThresholdAsked: "threshold_asked",
    events.ThresholdAnswered: "threshold_answered",
    events.Shared: "recipient_told",
    events.SharingCorrected: "telling_corrected",
}


async def carry_out(tx: Tx, now: queries.Found, wanted: Wanted, actor: Actor) -> Done:
    """Do what is wanted of a notification that was read under its lock; raises Refused."""
    before = wire.Content.model_validate(now.content)
    telling = wire.Telling(
        reference=now.reference,
        sender=now.sender,
        content=wanted.content,
        reason=wanted.reason,
        positions=wanted.positions,
        before=before.area,
    )
    aggregate = replace(AGGREGATE, announce=telling.announce)
    [happened] = await execute(tx, aggregate, [order_of(now.id, wanted.command, actor)])
    content = _review_from(wanted.content, happened)
    if happened and content != before:
        await _save(tx.conn, now.id, content)
    if happened:
        await _keep_sends(tx, now, wanted, content, happened, actor)
    receipt = await keep_receipt(tx, now.id, _what(happened), _whom(happened))
    for one in happened:
        if isinstance(one, events.Reassigned):
            answer = receipt.model_dump(mode="json")
            await store_later.keep_former(tx.conn, now, one.to, answer, tx.now)
    return Done(receipt, happened)


def _review_from(content: wire.Content, happened: Sequence[events.Event]) -> wire.Content:
    since = [one.since for one in happened if isinstance(one, events.ScopedIn)]
    since += [one.review_from for one in happened if isinstance(one, events.Absorbed)]
    return content.model_copy(update={"review_from": since[0]}) if since else content


def _what(happened: Sequence[events.Event]) -> str | None:
    if any(isinstance(one, events.ScopedIn) for one in happened):
        return "brought_into_scope"
    if any(isinstance(one, events.Shared) and one.about == "withdrawal" for one in happened):
        return "withdrawal_told"
    return WHAT[type(happened[0])] if happened else None


def _whom(happened: Sequence[events.Event]) -> str | None:
    told = (one for one in happened if isinstance(one, store_sends.Told))
    return next((one.recipient for one in told), None)


async def _save(conn: Conn, id_: UUID, content: wire.Content) -> None:
    area = content.area
    await store_later.save_content(
        conn, id_, content.model_dump(mode="json"), area.authority_code, area.partnership
    )


async def _keep_sends(
    tx: Tx,
    now: queries.Found,
    wanted: Wanted,
    content: wire.Content,
    happened: Sequence[events.Event],
    actor: Actor,
) -> None:
    """Who is to be told as it stands now, and who was told."""
    for one in happened:
        if isinstance(one, store_sends.Told):
            said = store_sends.Said(actor.id, actor.name, wanted.words, wanted.reason)
            await store_sends.record(tx.conn, now.id, one, said, tx.now)
    state = reduce(domain.evolve, happened, store.state_of(vars(now)))
    told = await sends.told_of_it(tx.conn, now.id) if state.status is Status.WITHDRAWN else ()
    of_it = content.to_be_told if state.is_live else ()
    await store_sends.keep_up(tx.conn, now.id, {"notification": of_it, "withdrawal": told}, tx.now)


def order_of(incident: UUID, command: Command, actor: Actor) -> Order[Command]:
    """A command of someone's request."""
    return Order(incident, incident, command, cause_of(incident, actor))


def cause_of(incident: UUID, actor: Actor) -> Cause:
    """The request that stands behind a change."""
    sent = trace.current.get()
    return Cause(uuid7(), "request", str(incident), actor.id, sent, roles=actor.roles)
