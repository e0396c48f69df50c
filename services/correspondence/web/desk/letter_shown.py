"""One letter at the desk as its reader may see it: its words, its doubts, what may be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.identity import Actor
from contracts.codes import Partner
from contracts.correspondence import LetterKind
from services.correspondence.access import POLICY
from services.correspondence.actions import Actions
from services.correspondence.delivery import work as deliveries
from services.correspondence.delivery.work import Delivery
from services.correspondence.letter.domain import Letter
from services.correspondence.letter.doubts import Doubt
from services.correspondence.letter.plain import Plain, plain
from services.correspondence.letter.texts import Change
from services.correspondence.policy.plain import plain_rule
from services.correspondence.read_models import names
from services.correspondence.render.content import Letter as Content
from services.correspondence.render.html import html
from services.correspondence.web.shown.case import LETTER_STATES
from services.correspondence.web.shown.thread import ThreadShown, thread
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.words import day, label

OWN = "You prepared this letter, or wrote in it: another person approves it."
FATES = {
    "due": ("Being sent", "blue"),
    "sent": ("Sent, no receipt yet", "blue"),
    "delivered": ("Delivered", "green"),
    "failed": ("Failed", "red"),
}


@dataclass(frozen=True)
class Sent:
    """One attempt to reach one partner."""

    partner: str
    to: str
    state: str
    colour: str
    attempt: int


@dataclass(frozen=True)
class Words:
    """What a letter says: as it went out, or as it stands with its doubts and what was read of it."""

    content: Markup
    doubts: Sequence[Doubt] = ()
    digest: str = ""
    plain: Plain | None = None
    changes: Sequence[Change] = ()


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
    is_issued: bool
    thread: ThreadShown
    hindrance: str | None
    notice: str | None

    @property
    def address(self) -> str:
        """The page's own address."""
        return f"/desk/letters/{self.id}"


async def show(actions: Actions, id_: UUID, actor: Actor, notice: str | None) -> LetterView:
    """A letter for one reader, the look written down; raises NotFound outside their scope."""
    letter, _case = await actions.letter(id_, actor)
    async with actions.service.db.read() as conn:
        words = await _words(actions, conn, letter)
        attempts = await deliveries.of_subject(conn, id_)
        people = (letter.drafted_by, letter.approved_by, letter.sent_back_by)
        named = await names.named(conn, [one for one in people if one])
        said = await _said(actions, conn, letter)
    state, colour = LETTER_STATES[letter.status]
    waits = letter.status == "prepared" and POLICY.may(actor, "approve_letter")
    own = actor.id in letter.authors
    return LetterView(
        id=id_,
        reference=letter.reference,
        title=label(LetterKind, letter.kind),
        state=state,
        colour=colour,
        rows=_rows(letter, named, said),
        words=words,
        sent=[_sent(one) for one in attempts],
        may_prepare=letter.status == "drafted" and POLICY.may(actor, "prepare_letter"),
        may_write=letter.is_open and POLICY.may(actor, "prepare_letter"),
        may_approve=waits and not own,
        is_issued=letter.status == "issued",
        thread=await thread(actions, letter),
        hindrance=OWN if waits and own else None,
        notice=notice,
    )


async def _words(actions: Actions, conn: Conn, letter: Letter) -> Words:
    """The letter's words; those that say why there are none."""
    letters = actions.letters
    try:
        changes = await _named(conn, await letters.changes(conn, letter))
        if letter.status == "issued":
            content, _source = await letters.content(conn, letter.id, on=actions.today())
            return Words(html(content), plain=_plain(actions, content), changes=changes)
        now = await letters.read(conn, letter, actions.today())
    except NotFound:
        return Words(Markup('<p class="govuk-inset-text">{}</p>').format(ERASED))
    read = _plain(actions, now.content)
    return Words(html(now.content), now.doubts, now.digest, read, changes)


def _plain(actions: Actions, content: Content) -> Plain | None:
    return plain(content, plain_rule(actions.today()))


async def _named(conn: Conn, changes: Sequence[Change]) -> Sequence[Change]:
    known = await names.named(conn, [one.by for one in changes])
    return [
        Change(one.title, known.get(one.by, one.by), one.on, one.was, one.now) for one in changes
    ]


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
        ("Round", str(letter.round)),
        ("Prepared by", name(letter.drafted_by)),
        ("Approved by", name(letter.approved_by)),
        ("Sent on", day(letter.issued_on)),
        ("Doubts when sent", str(len(letter.warnings) or "")),
        ("Sent all the same, because", override),
        ("Last sent back by", name(letter.sent_back_by)),
        ("Because", because),
    )
    return [row for row in rows if row[1]]


def _sent(delivery: Delivery) -> Sent:
    state, colour = FATES[delivery.status]
    partner = label(Partner, delivery.partner)
    return Sent(partner, delivery.mailbox or "No address", state, colour, delivery.attempt)
