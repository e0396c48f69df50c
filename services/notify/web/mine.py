"""My notifications: what my authority or partnership has sent, filtered, and as a file without identities."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from chassis.access import audit_read
from chassis.identity import Actor
from chassis.tx import Tx
from chassis.web.forms import Filled
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import day
from contracts.http_notify import Receipt
from contracts.http_receipt import Send
from services.notify.access import POLICY
from services.notify.notification import queries
from services.notify.notification.handlers import Notifications
from services.notify.notification.reading import had_by
from services.notify.notification.receipts import receipt_of
from services.notify.notification.state import Status
from services.notify.web.table_files import about, as_csv, download
from services.notify.web.words_of import (
    awaited_words,
    clock_words,
    own_reference_words,
    sends_words,
    stands_words,
    status_words,
)

Lister = Annotated[Actor, Depends(needs(POLICY, "list_own"))]
Own = Annotated[str, Query(max_length=200)]
State = Annotated[str, Query(max_length=40)]
LISTED_MAX = 1000
SHOWN_MAX = 50
HEADS = (
    *("reference", "own reference", "state", "incident on", "aware on", "notified on", "due on"),
    *("late", "awaited", "completeness per cent", "missing", "to be told", "told"),
    *("how it stands", "list", "marking", "made up data"),
)


@dataclass(frozen=True)
class Line:
    """One notification in the list."""

    reference: str
    own_reference: str
    state: str
    notified_on: str
    clock: str
    awaited: str
    told: str


@dataclass(frozen=True)
class MineView:
    """The list with its filter."""

    lines: Sequence[Line]
    found: int
    cut: bool
    query: str
    states: Sequence[tuple[str, str]]
    own: str
    """What the sender's reference is called to this reader."""


def build_mine(notifications: Notifications) -> APIRouter:
    """``/notifications``."""
    routes = APIRouter(include_in_schema=False)
    service = notifications.service

    @routes.get("/notifications")
    async def mine(request: Request, actor: Lister, own: Own = "", state: State = "") -> Response:
        """What was sent, the latest first."""
        async with service.db.begin() as tx:
            found, cut = await _found(tx, actor, own, state)
            await audit_read(tx.conn, actor, "list notifications", _object(actor), at=tx.now)
        states = [(str(one), status_words(one)) for one in Status]
        lines = [_line(one) for one in found[:SHOWN_MAX]]
        own_words = own_reference_words(notifies=POLICY.may(actor, "amend"))
        view = MineView(lines, len(found), cut, request.url.query, states, own_words)
        values = {"own": own, "state": state}
        return render(request, "mine/list.html", view, form=Filled(values))

    @routes.get("/notifications.csv")
    async def export(actor: Lister, own: Own = "", state: State = "") -> Response:
        """The same as a file; that it was taken is written down. It tells no child."""
        async with service.db.begin() as tx:
            found, cut = await _found(tx, actor, own, state)
            what = f"exported {len(found)} notifications"
            await audit_read(tx.conn, actor, what, _object(actor), at=tx.now)
        made_up = service.settings.made_up_data
        content = _csv(found, cut=cut, made_up=made_up)
        return download("notifications.csv", content, "text/csv", made_up=made_up)

    return routes


async def _found(tx: Tx, actor: Actor, own: str, state: str) -> tuple[list[Receipt], bool]:
    """The latest, and whether there are more."""
    wanted = replace(had_by(actor), sender_reference=own.strip() or None, status=state or None)
    found = await queries.sent(tx.conn, wanted, LISTED_MAX + 1)
    return [receipt_of(one) for one in found[:LISTED_MAX]], len(found) > LISTED_MAX


def _object(actor: Actor) -> str:
    return actor.organisation or actor.id


def _line(receipt: Receipt) -> Line:
    return Line(
        reference=receipt.reference,
        own_reference=receipt.sender_reference or "",
        state=stands_words(receipt),
        notified_on=day(receipt.notified_on),
        clock=clock_words(receipt.clock),
        awaited=awaited_words(receipt),
        told=sends_words(receipt.sends),
    )


def _csv(receipts: Sequence[Receipt], *, cut: bool, made_up: bool) -> str:
    whole = f"cut: the latest {LISTED_MAX} alone" if cut else "whole"
    rows = [
        (
            *(one.reference, one.sender_reference or "", one.state, one.occurred_on),
            *(one.aware_on, one.notified_on, one.clock.due_on, "yes" if one.late else "no"),
            *("; ".join(one.awaited), one.completeness_percent, "; ".join(one.missing)),
            *(_sends(one, "to_be_told"), _sends(one, "told")),
            *(one.state_means, whole, *about(made_up=made_up).values()),
        )
        for one in receipts
    ]
    return as_csv(HEADS, [dict(zip(HEADS, row, strict=True)) for row in rows])


def _sends(receipt: Receipt, state: str) -> str:
    told = (one for one in receipt.sends if one.state == state)
    return "; ".join(_send(one) for one in told)


def _send(one: Send) -> str:
    about = " (withdrawal)" if one.about == "withdrawal" else ""
    return f"{one.recipient}{about} {one.told_on or ''}".strip()
