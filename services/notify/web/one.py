"""One notification: its receipt in words, its versions, who was told of it, what each partner says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response

from chassis.identity import Actor
from chassis.web.guard import needs
from chassis.web.pages import render
from chassis.web.words import day
from contracts.codes import Partner
from contracts.http_notify import Receipt
from contracts.http_receipt import ThresholdAdvice
from services.notify.access import POLICY, speaking_of
from services.notify.by_form import ByForm
from services.notify.draft import queries as drafts
from services.notify.notification import feed
from services.notify.notification.handlers import scope_of
from services.notify.notification.queries import Found
from services.notify.notification.reading import Reading
from services.notify.notification.receipts import receipt_of
from services.notify.notification.wire_later import ERASED
from services.notify.register.choices import authorities_on
from services.notify.web import corrected, stated, words_of
from services.notify.web.later.kinds import done_words, offered
from services.notify.web.places import navigation

Reader = Annotated[Actor, Depends(needs(POLICY, "read"))]
Version = Annotated[int, Path(ge=1, le=2**31 - 1)]
Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class OneView:
    """The page of one notification, as it reads now or as it read at a version."""

    receipt: Receipt
    rows: Rows
    became: Rows
    advice: Sequence[Rows]
    positions: Sequence[tuple[str, str, str, str]]
    sends: Rows
    versions: Sequence[tuple[int, str, str]]
    words: Sequence[tuple[int, Rows]]
    """What was typed with a change, by the version that it made."""
    missing: Sequence[str]
    said: str | None
    """What was recorded just now."""
    to_state: str | None
    """What this reader may say of positions still."""
    moves: Sequence[tuple[str, str]]
    """What else this reader may do: name and words of each."""
    partner_link: str | None
    by_form: bool
    given_away: bool
    back: tuple[str, str]
    sent: bool
    version: int | None


def build_one(by_form: ByForm, reading: Reading, public_url: str) -> APIRouter:
    """``/notifications/{reference}``."""
    routes = APIRouter(prefix="/notifications/{reference}", include_in_schema=False)
    page = _Page(by_form, public_url)

    @routes.get("")
    async def read(
        request: Request,
        reference: str,
        actor: Reader,
        sent: Annotated[int, Query(ge=0, le=1)] = 0,
        said: Partner | None = None,
        done: str = "",
    ) -> Response:
        """As it reads now, or as whoever had it before read it last.

        ``sent``: it was sent just now; ``said``: this partner's position was recorded just now; ``done``: this was.
        """
        receipt = await reading.receipt(reference, actor)
        view = await page.view(receipt, actor, sent=bool(sent), said=said, done=done)
        return render(request, "mine/one.html", view)

    @routes.get("/versions/{version}")
    async def at_version(
        request: Request, reference: str, version: Version, actor: Reader
    ) -> Response:
        """As it read at a version."""
        receipt = await reading.version(reference, version, actor)
        view = await page.view(receipt, actor, version=version)
        return render(request, "mine/one.html", view)

    return routes


@dataclass(frozen=True)
class _Page:
    """Makes the page of a receipt that its reader may see."""

    by_form: ByForm
    public_url: str

    async def view(
        self,
        receipt: Receipt,
        actor: Actor,
        *,
        sent: bool = False,
        said: Partner | None = None,
        done: str = "",
        version: int | None = None,
    ) -> OneView:
        """Of whoever had it before nothing is asked, and nothing is told that came after."""
        found = await self.by_form.notifications.look_up(receipt.reference)
        scope, code = scope_of(found), found.authority_code
        has = POLICY.may(actor, "read", scope)
        open_ = has and stated.may_say(found, self.by_form.today())
        link = f"{self.public_url}/notifications/{found.reference}/position"
        async with self.by_form.service.db.read() as conn:
            names = dict(await authorities_on(conn, self.by_form.today()))
            sent_form = await drafts.sent(conn, incident=found.id)
            until = None if has else receipt.version
            happened = await feed.happened(conn, found.id, until)
            came = await corrected.came(conn, self.by_form.service.keys, found.id, until)
        return OneView(
            receipt=receipt,
            rows=_rows(
                receipt,
                names.get(code, code) if has else None,
                words_of.own_reference_words(notifies=POLICY.may(actor, "amend")),
            ),
            became=words_of.became_rows(receipt),
            advice=[_advice(one) for one in receipt.threshold],
            positions=stated.positions(receipt),
            sends=_sends(found, names) if has else (),
            versions=_versions(happened, names, came),
            words=[(n, one.texts) for n, one in came.items() if one.texts],
            missing=_missing(receipt),
            said=stated.said(receipt, said)
            if said and has
            else done_words(done, [one.what for one in happened]),
            to_state=stated.to_state(receipt, speaking_of(actor, scope)) if open_ else None,
            moves=offered(actor, found, self.by_form.today()) if has and not version else (),
            partner_link=link
            if open_ and receipt.awaited and POLICY.may(actor, "notify", scope)
            else None,
            by_form=sent_form is not None and POLICY.may(actor, "read_as_sent", scope),
            given_away=not has,
            back=_back(actor),
            sent=sent,
            version=version,
        )


def _versions(
    happened: Sequence[feed.Happened], names: Mapping[str, str], came: Mapping[int, corrected.Came]
) -> list[tuple[int, str, str]]:
    """What happened to it; of a correction, what was corrected."""
    return [
        (one.version, _happened(one, names, came.get(one.version)), day(one.at)) for one in happened
    ]


def _happened(one: feed.Happened, names: Mapping[str, str], came: corrected.Came | None) -> str:
    if one.what == "amended" and came and came.parts:
        return f"Corrected: {', '.join(came.parts)}."
    return words_of.happened_words(one.what, one.recipient, names)


def _sends(found: Found, names: Mapping[str, str]) -> Rows:
    """Who must be told, and whether it was."""
    return [
        (words_of.recipient_words(one.recipient, names), words_of.send_words(one))
        for one in receipt_of(found).sends
    ]


def _missing(receipt: Receipt) -> list[str]:
    """Of one that ended nothing more is needed."""
    ended = receipt.state in words_of.ENDED
    return [] if ended else [words_of.missing_words(one) for one in receipt.missing]


def _back(actor: Actor) -> tuple[str, str]:
    """The list that this reader may open."""
    if POLICY.may(actor, "list_own"):
        return "My notifications", "/notifications"
    if POLICY.may(actor, "record_send"):
        return "Still to be told", "/sends"
    return next(((one.text, one.href) for one in navigation(actor)), ("Start", "/"))


def _advice(one: ThresholdAdvice) -> list[tuple[str, str]]:
    asked = [("Question", one.question or ERASED), ("Asked on", day(one.asked_on))]
    if one.answered_on is None:
        return [*asked, ("Advice", "Not answered yet")]
    return [
        *asked,
        ("Advice", one.answer or ERASED),
        ("Answered on", day(one.answered_on)),
        ("Relying on", one.paragraph or ""),
    ]


def _rows(receipt: Receipt, authority: str | None, own: str) -> list[tuple[str, str]]:
    told = receipt.partners_clock
    whose = [("Authority", authority)] if authority else []
    return [
        ("Case reference", receipt.reference),
        (own, receipt.sender_reference or "None"),
        *whose,
        ("State", receipt.state_means),
        ("Incident on", day(receipt.occurred_on)),
        ("Aware on", day(receipt.aware_on)),
        ("Notified on", day(receipt.notified_on)),
        ("Notifying", words_of.clock_words(receipt.clock)),
        ("Telling the partners", words_of.clock_words(told) if told else "Not known yet"),
        ("Awaited", words_of.awaited_words(receipt)),
        ("Completeness", f"{receipt.completeness_percent} per cent"),
    ]
