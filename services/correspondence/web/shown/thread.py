"""The thread of a letter, opened: what partners replied, what the Panel answered, on whom it waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.codes import Partner
from contracts.dialogue import NoAnswerReason
from services.correspondence import replies
from services.correspondence.letter.state import Letter
from services.correspondence.read_models import names
from services.correspondence.replies import Received
from services.correspondence.use_cases.actions import Actions
from services.correspondence.voice import store
from services.correspondence.voice.domain import Voice, thread_awaits
from services.correspondence.web.shown.clocks import ClockView
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.voices import STATES, THREADS, line
from services.correspondence.web.shown.words import label, lower


@dataclass(frozen=True)
class AnswerShown:
    """What the Panel said to one reply, or why it says nothing."""

    by: str
    on: date
    text: str
    reason: str = ""
    document_id: UUID | None = None
    reply_by: date | None = None
    is_awaited: bool = False


@dataclass(frozen=True)
class ReplyShown:
    """One reply of the thread, and what became of it; ``sector`` and ``status`` are codes."""

    id: UUID
    sector: str
    status: str
    partner: str
    by: str
    at: datetime
    paragraph: int | None
    text: str
    document_id: UUID | None
    state: str
    colour: str
    clock: ClockView | None
    answer: AnswerShown | None


@dataclass(frozen=True)
class ThreadShown:
    """All replies to a letter, the oldest first; ``awaits``: panel, partner, closed or empty."""

    awaits: str
    state: str
    colour: str
    replies: Sequence[ReplyShown]


async def thread(actions: Actions, letter: Letter) -> ThreadShown:
    """The thread as all who see the case read it."""
    async with actions.service.db.read() as conn:
        found = await replies.of_letter(conn, letter.id)
        voices = {one.id: one for one in await store.of_thread(conn, letter.id)}
        sealed = [one.words for one in found] + [w for v in voices.values() if (w := _said(v))]
        asked = [(letter.incident_id, one) for one in sealed if letter.incident_id]
        opened = await actions.service.keys.open_many(conn, asked)
        texts = {one: text or ERASED for one, text in zip(sealed, opened, strict=True)}
        people = [one.actor for one in found] + [v.answer.by for v in voices.values() if v.answer]
        named = await names.named(conn, people)
    awaits = thread_awaits(voices.values())
    state, colour = THREADS[awaits]
    today = actions.today()
    return ThreadShown(
        awaits,
        state,
        colour,
        [_reply(one, voices.get(one.id), texts, named, today) for one in found],
    )


def _said(voice: Voice) -> str | None:
    if voice.answer:
        return voice.answer.words
    return voice.closed.words if voice.closed else None


def _reply(
    one: Received,
    voice: Voice | None,
    texts: Mapping[str, str],
    named: Mapping[str, str],
    today: date,
) -> ReplyShown:
    state, colour = STATES[voice.status] if voice else ("", "")
    return ReplyShown(
        id=one.id,
        sector=one.partner,
        status=voice.status if voice else "",
        partner=label(Partner, one.partner),
        by=named.get(one.actor, ""),
        at=one.received_at,
        paragraph=one.paragraph,
        text=texts[one.words],
        document_id=one.document_id,
        state=state,
        colour=colour,
        clock=line(voice, today).clock if voice else None,
        answer=_answer(voice, texts, named) if voice else None,
    )


def _answer(voice: Voice, texts: Mapping[str, str], named: Mapping[str, str]) -> AnswerShown | None:
    text = texts.get(_said(voice) or "", "")
    if said := voice.answer:
        return AnswerShown(
            by=named.get(said.by, ""),
            on=said.on,
            text=text,
            document_id=said.document_id,
            reply_by=said.reply_by,
            is_awaited=voice.awaits_partner,
        )
    if ended := voice.closed:
        return AnswerShown("", ended.on, text, lower(label(NoAnswerReason, ended.reason)))
    return None
