"""One view that a partner raised, as the desk reads it: its words, its letter, what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.identity import Actor
from contracts.codes import Partner
from contracts.correspondence import LetterKind
from contracts.dialogue import AnswerWay, NoAnswerReason, ViewEffect, ViewSource
from services.correspondence import replies
from services.correspondence.access import POLICY, scope_of
from services.correspondence.letter import store as letter_store
from services.correspondence.letter.state import Letter
from services.correspondence.letter_ask.domain import LetterAsk
from services.correspondence.use_cases import answering
from services.correspondence.use_cases.actions import Actions
from services.correspondence.voice.domain import Voice
from services.correspondence.web.moves.kind import Choices, choices_of
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.voices import VoiceLine, fate, line
from services.correspondence.web.shown.words import day, label, lower

ADDRESS = "/desk/views"
DONE = {
    "considered": "How it counted is recorded. An answer is still owed.",
    "answered": "It is answered. What was said in the thread waits for all three partners.",
    "closed": "It is closed: the partners read why it needs no answer.",
}


@dataclass(frozen=True)
class AwaitedLine:
    """What the Panel asked of a partner; ``address``: where it stands."""

    address: str
    words: str
    reference: str
    partner: str
    due_on: date | None
    is_late: bool
    reminded: int


@dataclass(frozen=True)
class ViewView:
    """The page of one view."""

    line: VoiceLine
    title: str
    rows: Sequence[tuple[str, str]]
    said: str
    answered: str
    letter_id: UUID | None
    paragraph: int | None
    document_id: UUID | None
    in_thread: bool
    may_consider: bool
    may_answer: bool
    effects: Choices
    ways: Choices
    letters: Choices
    answered_by: Choices
    reasons: Choices
    notice: str | None

    @property
    def address(self) -> str:
        """The page's own address."""
        return f"{ADDRESS}/{self.line.id}"


def awaited(voice: Voice, today: date) -> AwaitedLine:
    """One answer that asked something back."""
    assert voice.answer, "what asks back is an answer"
    assert voice.answer.reply_by, "it asks for a reply by a day"
    due, partner = voice.answer.reply_by, label(Partner, voice.partner)
    address, words = f"{ADDRESS}/{voice.id}", "The Panel's question"
    reminded = len(voice.chased)
    return AwaitedLine(address, words, voice.reference, partner, due, due < today, reminded)


def asked(ask: LetterAsk, today: date) -> AwaitedLine:
    """One request of a letter on a local review."""
    address, words = f"/desk/letters/{ask.letter_id}", f"Request {ask.number} of a letter"
    is_late = ask.due_on is not None and ask.due_on < today
    partner, reminded = label(Partner, ask.partner), len(ask.chased)
    return AwaitedLine(address, words, ask.reference, partner, ask.due_on, is_late, reminded)


def _ways(voice: Voice, letters: Sequence[Letter]) -> Choices:
    """In the thread only what came in one; by letter where one is with the partners."""
    not_by = () if letters else (AnswerWay.LETTER.value,)
    return choices_of(AnswerWay, *not_by, *(() if voice.in_thread else (AnswerWay.THREAD.value,)))


def _named(letters: Sequence[Letter]) -> Choices:
    return [
        (str(one.id), f"{label(LetterKind, one.kind)}, {day(one.issued_on)}") for one in letters
    ]


async def shown(actions: Actions, id_: UUID, actor: Actor, now: str) -> ViewView:
    """A view for one reader, the look written down; raises NotFound outside their scope."""
    voice, case = await answering.find(actions, id_, actor)
    async with actions.service.db.read() as conn:
        reply = await replies.find(conn, voice.id)
        last = voice.answer or voice.closed
        of_case = await letter_store.letters_of(conn, case.incident_id)
        sealed = [reply.words if reply else voice.words, last.words if last else None]
        texts = await actions.service.keys.open_many(
            conn, [(case.incident_id, one) for one in sealed]
        )
    words = [text or (ERASED if one else "") for one, text in zip(sealed, texts, strict=True)]
    may = POLICY.may(actor, answering.PERMISSION, scope_of(case))
    shown_line = line(voice, actions.today())
    sent = [one for one in of_case if one.status == "issued"]
    by_letter = voice.answer.letter_id if voice.answer else None
    return ViewView(
        line=shown_line,
        title=f"{shown_line.partner}: {lower(label(ViewSource, voice.source))}",
        rows=fate(voice),
        said=words[0],
        answered=words[1],
        letter_id=voice.thread_id,
        paragraph=reply.paragraph if reply else None,
        document_id=reply.document_id if reply else None,
        in_thread=voice.in_thread,
        may_consider=may and voice.status == "raised",
        may_answer=may and voice.status != "answered",
        effects=choices_of(ViewEffect),
        ways=_ways(voice, sent),
        letters=_named(sent),
        answered_by=_named([one for one in of_case if one.id == by_letter]),
        reasons=choices_of(NoAnswerReason, NoAnswerReason.RESTATED.value),
        notice=DONE.get(now),
    )
