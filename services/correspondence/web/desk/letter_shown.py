"""One letter at the desk as its reader may see it: its words, its doubts, what may be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.identity import Actor
from contracts.codes import Partner
from contracts.correspondence import LetterKind
from services.correspondence.access import POLICY
from services.correspondence.delivery import recall
from services.correspondence.delivery import work as deliveries
from services.correspondence.delivery.work import Delivery
from services.correspondence.letter import marked
from services.correspondence.letter.rules import ENDED
from services.correspondence.letter.state import Letter
from services.correspondence.letter_ask import store as letter_asks
from services.correspondence.letter_ask.domain import LetterAsk
from services.correspondence.read_models import names
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk.letter_words import Words, words_of
from services.correspondence.web.shown.case import LETTER_STATES
from services.correspondence.web.shown.reception import Heard, heard
from services.correspondence.web.shown.thread import ThreadShown, thread
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.words import day, label

OWN = "You prepared this letter, or wrote in it: another person approves it."
FATES = {
    "due": ("Being sent", "blue"),
    "sent": ("Sent, no receipt yet", "blue"),
    "delivered": ("Delivered", "green"),
    "failed": ("Failed", "red"),
    "stopped": ("Stopped", "grey"),
}

ASKS = {
    "open": ("Awaited", "blue"),
    "answered": ("Answered", "green"),
    "taken_back": ("Taken back", "grey"),
}
ON_PAPER = {**FATES, "due": ("To be posted", "blue"), "delivered": ("Posted", "green")}


@dataclass(frozen=True)
class Sent:
    """One attempt to reach one partner."""

    partner: str
    to: str
    state: str
    colour: str
    attempt: int


@dataclass(frozen=True)
class AskLine:
    """One request to one partner, and what became of it."""

    number: int
    partner: str
    due_on: str
    state: str
    colour: str
    reminded: str


@dataclass(frozen=True)
class LetterView:
    """One letter; ``hindrance`` says why this reader may not approve it."""

    id: UUID
    reference: str
    title: str
    state: str
    colour: str
    rows: Sequence[tuple[str, str]]
    words: Words
    sent: Sequence[Sent]
    may_prepare: bool
    may_write: bool
    may_approve: bool
    may_withdraw: bool
    may_replace: bool
    may_discard: bool
    asks: Sequence[AskLine]
    is_out: bool
    of_decision: bool
    replaces: UUID | None
    replacement: UUID | None
    thread: ThreadShown
    heard: Sequence[Heard]
    hindrance: str | None
    notice: str | None

    @property
    def address(self) -> str:
        """The page's own address."""
        return f"/desk/letters/{self.id}"


async def show(actions: Actions, id_: UUID, actor: Actor, notice: str | None) -> LetterView:
    """A letter for one reader, the look written down; raises NotFound outside their scope."""
    letter, _case = await actions.letter(id_, actor)
    if letter.status == "discarded":
        raise NotFound(ENDED["discarded"][0])
    async with actions.service.db.read() as conn:
        words = await words_of(actions, conn, letter)
        attempts = await deliveries.of_subject(conn, id_)
        notices = await deliveries.of_subject(conn, recall.notice_of(id_))
        instead = await marked.in_place_of(conn, letter)
        withdrawn_by = letter.withdrawn.by if letter.withdrawn else None
        people = (letter.drafted_by, letter.approved_by, letter.sent_back_by, withdrawn_by)
        named = await names.named(conn, [one for one in people if one])
        said = await _said(actions, conn, letter)
        asks = await letter_asks.of_letter(conn, id_)
    state, colour = LETTER_STATES[letter.status]
    approves = POLICY.may(actor, "approve_letter")
    waits = letter.status == "prepared" and approves
    own = actor.id in letter.authors
    return LetterView(
        id=id_,
        reference=letter.reference,
        title=label(LetterKind, letter.kind),
        state=state,
        colour=colour,
        rows=_rows(letter, named, said),
        words=words,
        sent=[_sent(one) for one in (*attempts, *notices)],
        may_prepare=letter.status == "drafted" and POLICY.may(actor, "prepare_letter"),
        may_write=letter.is_open and POLICY.may(actor, "prepare_letter"),
        may_approve=waits and not own,
        may_withdraw=letter.status == "issued" and approves and not own,
        may_replace=letter.status == "withdrawn"
        and instead is None
        and POLICY.may(actor, "prepare_letter"),
        may_discard=letter.is_open
        and letter.on_review is not None
        and POLICY.may(actor, "prepare_letter"),
        asks=[_asked(one, actions.today()) for one in asks],
        is_out=letter.is_out,
        of_decision=letter.on_review is None,
        replaces=letter.replaces,
        replacement=instead.id if instead else None,
        thread=await thread(actions, letter),
        heard=await heard(actions, letter),
        hindrance=OWN if waits and own else None,
        notice=notice,
    )


async def _said(actions: Actions, conn: Conn, letter: Letter) -> Sequence[str]:
    """Why it was sent back, and why it went out in spite of doubts."""
    if letter.incident_id is None:
        return ("", "")
    sealed = (letter.sent_back_because, letter.override)
    opened = await actions.service.keys.open_many(
        conn, [(letter.incident_id, one) for one in sealed]
    )
    return [text or (ERASED if one else "") for one, text in zip(sealed, opened, strict=True)]


def _rows(
    letter: Letter, named: Mapping[str, str], said: Sequence[str]
) -> Sequence[tuple[str, str]]:
    def name(who: str | None) -> str:
        return named.get(who or "", who or "")

    because, override = said
    rows = (
        ("Round", str(letter.round or "")),
        ("Prepared by", name(letter.drafted_by)),
        ("Approved by", name(letter.approved_by)),
        ("Sent on", day(letter.issued_on)),
        ("Doubts when sent", str(len(letter.warnings) or "")),
        ("Sent all the same, because", override),
        ("Withdrawn by", name(letter.withdrawn.by if letter.withdrawn else None)),
        ("Withdrawn on", day(letter.withdrawn.on if letter.withdrawn else None)),
        ("Last sent back by", name(letter.sent_back_by)),
        ("Because", because),
    )
    return [row for row in rows if row[1]]


def _asked(ask: LetterAsk, today: date) -> AskLine:
    late = ask.status == "open" and ask.due_on is not None and ask.due_on < today
    state, colour = ("Overdue", "red") if late else ASKS[ask.status]
    if ask.ended_on:
        state = f"{state} on {day(ask.ended_on)}"
    partner, reminded = label(Partner, ask.partner), ", ".join(day(one) for one in ask.chased)
    due = day(ask.due_on) if ask.due_on else "No day is set"
    return AskLine(ask.number, partner, due, state, colour, reminded or "Not yet")


def _sent(delivery: Delivery) -> Sent:
    state, colour = (ON_PAPER if delivery.channel == "post" else FATES)[delivery.status]
    partner = label(Partner, delivery.partner)
    partner += ", notice" if delivery.kind == recall.NOTICE else ""
    return Sent(partner, _address(delivery), state, colour, delivery.attempt)


def _address(delivery: Delivery) -> str:
    if delivery.channel == "portal":
        return "Here, without a message"
    unknown = "Address no longer kept" if delivery.holder else "No address"
    return ", ".join(delivery.address.splitlines()) or delivery.mailbox or unknown
