"""Where views come from: replies in threads, positions in rapid reviews that differ, answers to what was asked.

A view is raised once, whatever is heard again; a letter that goes out answers those that were considered, and
they wait again when it is withdrawn.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from chassis.clock import london_date
from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.tx import Cause, Tx
from contracts.codes import Partner, ReviewPosition
from contracts.correspondence import LetterIssuedV1, LetterKind
from contracts.dialogue import AnswerWay, NoAnswerReason, ViewSource
from contracts.letter_course import LetterWithdrawnV1
from contracts.local_review_letter import LocalReviewLetterWithdrawnV1
from contracts.review.consideration import InformationRequestAnsweredV1
from contracts.review.rapid_review import RapidReviewResubmittedV1, RapidReviewSubmittedV1
from services.correspondence.letter.state import Letter
from services.correspondence.read_models.cases import CaseView
from services.correspondence.replies import Reply
from services.correspondence.voice import store
from services.correspondence.voice.commands import (
    Answer,
    Close,
    Command,
    Hear,
    Raise,
    TakeBack,
)
from services.correspondence.voice.domain import Voice
from services.correspondence.voice.handlers import give

BY = "system:correspondence"


def register(consumes: Consumes) -> None:
    """The consumers of facts that raise views or answer them."""

    @consumes(RapidReviewSubmittedV1, RapidReviewResubmittedV1)
    async def positions(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        for one in batch:
            fact = one.message
            raised = of_positions(one.key, fact.reference, fact.positions, fact.received_on)
            before = await store.of_case(tx.conn, one.key)
            ended = _restated(before, {id_ for id_, _ in raised}, fact.received_on)
            await give(tx, one.key, [*ended, *raised], one.cause)

    @consumes(InformationRequestAnsweredV1)
    async def asks(tx: Tx, batch: Sequence[Received[InformationRequestAnsweredV1]]) -> None:
        for one in batch:
            await _by_answer(tx, one)

    @consumes(LetterIssuedV1)
    async def letters(tx: Tx, batch: Sequence[Received[LetterIssuedV1]]) -> None:
        for one in batch:
            if one.message.letter_kind != LetterKind.CORRECTION:
                await _by_letter(tx, one.message, one.cause)

    @consumes(LetterWithdrawnV1, LocalReviewLetterWithdrawnV1)
    async def withdrawn(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        for one in batch:
            back = TakeBack(one.message.letter_id)
            known = await store.of_case(tx.conn, one.key)
            await give(tx, one.key, [(view.id, back) for view in known], one.cause)


async def by_reply(
    tx: Tx,
    case: CaseView,
    letter: Letter,
    reply_id: UUID,
    said: Reply,
    partner: Partner,
    cause: Cause,
) -> None:
    """A reply raises a view, and is what the Panel waited for from this partner in the thread.

    ``numbers`` of a view are those of what a decision asked; another letter counts its own.
    """
    source = ViewSource.ASK_ANSWER if said.numbers else ViewSource.REPLY
    raised = Raise(
        incident_id=case.incident_id,
        reference=case.reference,
        source=source.value,
        partner=partner.value,
        on=tx.today,
        thread_id=said.letter_id,
        numbers=() if letter.on_review else said.numbers,
    )
    thread = await store.of_thread(tx.conn, said.letter_id)
    heard = [(one.id, Hear(tx.today)) for one in thread if one.partner == partner]
    await give(tx, case.incident_id, [(reply_id, raised), *heard], cause)


def of_positions(
    incident: UUID, reference: str, positions: Sequence[ReviewPosition], on: date
) -> list[tuple[UUID, Command]]:
    """Where the partners differ, each one's position; where they agree, those with a reservation.

    One that is stated again in a further version is the same view.
    """
    differ = len({one.view for one in positions}) > 1
    return [
        (
            uuid5(incident, f"position {one.partner.value} {one.view.value}"),
            Raise(
                incident_id=incident,
                reference=reference,
                source=ViewSource.POSITION.value,
                partner=one.partner.value,
                on=on,
                stated=one.view.value,
                words=one.reservation,
            ),
        )
        for one in positions
        if differ or one.reservation
    ]


def _restated(
    before: Sequence[Voice], now: Collection[UUID], on: date
) -> list[tuple[UUID, Command]]:
    """A further version says what the partners hold now: what an earlier one said waits no more."""
    reason = NoAnswerReason.RESTATED.value
    return [
        (one.id, Close(BY, on, reason))
        for one in before
        if one.source == ViewSource.POSITION and one.awaits_panel and one.id not in now
    ]


async def _by_answer(tx: Tx, one: Received[InformationRequestAnsweredV1]) -> None:
    """An answer that came with a reply is raised by that reply."""
    fact, partner = one.message, one.message.partner
    known = [v for v in await store.of_case(tx.conn, one.key) if v.partner == partner]
    asked = set(fact.numbers)
    if asked and any(asked <= set(v.numbers) for v in known if v.in_thread):
        return
    raised = Raise(
        incident_id=one.key,
        reference=fact.reference,
        source=ViewSource.ASK_ANSWER.value,
        partner=partner.value,
        on=london_date(one.time),
        numbers=fact.numbers,
    )
    await give(tx, one.key, [(uuid5(one.id, "answer"), raised)], one.cause)


async def _by_letter(tx: Tx, letter: LetterIssuedV1, cause: Cause) -> None:
    said = Answer(BY, letter.issued_on, AnswerWay.LETTER.value, letter_id=letter.letter_id)
    waiting = [
        one
        for one in await store.of_case(tx.conn, letter.incident_id)
        if one.status == "considered" and one.source != ViewSource.REPLY
    ]
    await give(tx, letter.incident_id, [(one.id, said) for one in waiting], cause)
