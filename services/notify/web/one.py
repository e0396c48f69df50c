"""One notification: its receipt in words, its versions, to whom it was sent on, what each partner says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response

from chassis.access import Scope, audit_read
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import day
from contracts.codes import Partner
from contracts.http_notify import Receipt
from services.notify.access import POLICY, POSITIONS
from services.notify.by_form import ByForm
from services.notify.draft import queries as drafts
from services.notify.draft.domain import Draft
from services.notify.draft.questions import Step, steps
from services.notify.notification import queries
from services.notify.notification.receipts import receipt_of
from services.notify.notification.sends import sends_of
from services.notify.register.choices import authorities_on
from services.notify.web.form.check import Answered, answered
from services.notify.web.words_of import (
    awaited_words,
    clock_words,
    recipient_words,
    status_words,
)

Reader = Annotated[Actor, Depends(needs(POLICY, "read"))]
Version = Annotated[int, Path(ge=1, le=2**31 - 1)]
POSITION_WORDS = {"agreed": "Agrees", "disagreed": "Disagrees", "not_asked": "Not known yet"}
OF_IDENTITY = "Given, and kept apart"


@dataclass(frozen=True)
class OneView:
    """The page of one notification, as it reads now or as it read at a version."""

    reference: str
    rows: Sequence[tuple[str, str]]
    positions: Sequence[tuple[str, str, str]]
    sends: Sequence[tuple[str, str]]
    versions: Sequence[int]
    missing: Sequence[str]
    next: str
    may_state: bool
    partner_link: str | None
    by_form: bool
    sent: bool
    version: int | None = None


@dataclass(frozen=True)
class SentView:
    """What was sent through the form, as it was asked."""

    reference: str
    form_version: str
    sent_by: str
    sent_on: str
    answers: Sequence[Answered]


def build_one(by_form: ByForm, public_url: str) -> APIRouter:
    """``/notifications/{reference}``."""
    routes = APIRouter(prefix="/notifications/{reference}", include_in_schema=False)
    notifications, service = by_form.notifications, by_form.service

    @routes.get("")
    async def read(
        request: Request,
        reference: str,
        actor: Reader,
        sent: Annotated[int, Query(ge=0, le=1)] = 0,
    ) -> Response:
        """As it reads now; ``sent``: it was sent just now."""
        found = await notifications.find(reference, actor, "read")
        view = await _view(by_form, found, receipt_of(found), actor, public_url, sent=bool(sent))
        return render(request, "mine/one.html", view)

    @routes.get("/versions/{version}")
    async def at_version(
        request: Request, reference: str, version: Version, actor: Reader
    ) -> Response:
        """As it read at a version."""
        found = await notifications.find(reference, actor, "read")
        async with service.db.read() as conn:
            kept = await queries.version_of(conn, found.id, version)
        if kept is None:
            raise NotFound("There is no such version.")
        receipt = Receipt.model_validate(kept)
        view = await _view(by_form, found, receipt, actor, public_url, version=version)
        return render(request, "mine/one.html", view)

    @routes.get("/as-sent")
    async def as_sent(request: Request, reference: str, actor: Reader) -> Response:
        """The questions as they were asked and the answers as they were given; no identity."""
        found = await notifications.find(reference, actor, "read")
        view = await _sent(by_form, found, actor)
        return render(request, "mine/as_sent.html", view)

    return routes


async def _view(
    by_form: ByForm,
    found: queries.Found,
    receipt: Receipt,
    actor: Actor,
    public_url: str,
    *,
    sent: bool = False,
    version: int | None = None,
) -> OneView:
    async with by_form.service.db.begin() as tx:
        sends = await sends_of(tx.conn, found.id)
        names = dict(await authorities_on(tx.conn, tx.today))
        sent_form = await drafts.sent(tx.conn, incident=found.id)
        read = f"read notification, version {receipt.version}"
        await audit_read(tx.conn, actor, read, found.reference, at=tx.now)
    scope = Scope(authority=found.authority_code, partnership=found.partnership)
    notifies = POLICY.may(actor, "notify", scope)
    stated = {one.partner: one for one in receipt.positions}
    return OneView(
        reference=found.reference,
        rows=_rows(receipt, names.get(found.authority_code, found.authority_code)),
        positions=[
            (
                one.label,
                POSITION_WORDS[stated[one].position] if one in stated else "Not known yet",
                day(stated[one].stated_on) if one in stated else "",
            )
            for one in Partner
        ],
        sends=[(recipient_words(s.recipient, names), day(s.shared_on)) for s in sends],
        versions=range(1, found.version + 1),
        missing=receipt.missing,
        next=receipt.what_happens_next,
        may_state=any(POLICY.may(actor, one, scope) for one in POSITIONS.values()),
        partner_link=f"{public_url}/notifications/{found.reference}/position" if notifies else None,
        by_form=sent_form is not None,
        sent=sent,
        version=version,
    )


def _rows(receipt: Receipt, authority: str) -> list[tuple[str, str]]:
    told = receipt.partners_clock
    return [
        ("Reference", receipt.reference),
        ("Your own reference", receipt.sender_reference or "None"),
        ("Authority", authority),
        ("State", f"{status_words(receipt.state)}. {receipt.state_means}"),
        ("Incident on", day(receipt.occurred_on)),
        ("Aware on", day(receipt.aware_on)),
        ("Notified on", day(receipt.notified_on)),
        ("Notifying", clock_words(receipt.clock)),
        ("Telling the partners", clock_words(told) if told else "Not known yet"),
        ("Awaited", awaited_words(receipt)),
        ("Completeness", f"{receipt.completeness_percent} per cent"),
    ]


async def _sent(by_form: ByForm, found: queries.Found, actor: Actor) -> SentView:
    form, sent, given = await by_form.as_sent(found.id)
    async with by_form.service.db.begin() as tx:
        names = await authorities_on(tx.conn, tx.today)
        await audit_read(tx.conn, actor, "read the form as sent", found.reference, at=tx.now)
    answers: list[Answered] = []
    if given:
        draft = Draft(found.id, children=given.children)
        for step in steps(form, draft.children):
            shown = answered(step, given.pages.get(step.name, {}), names)
            answers.append(_apart(step, shown, given.apart))
    return SentView(
        found.reference, sent.form_version, sent.sent_by_name, day(sent.sent_at), answers
    )


def _apart(step: Step, shown: Answered, apart: frozenset[tuple[str, str]]) -> Answered:
    rows = [
        (words, OF_IDENTITY if (step.name, name) in apart else answer or "No answer", name)
        for words, answer, name in shown.rows
    ]
    return Answered(shown.title, "", rows)
