"""What counts as a contact of those things that are told: letters, replies, answers, meetings with partners."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.codes import Partner
from contracts.correspondence import LetterIssuedV1, ReplyReceivedV1
from contracts.dialogue import AnswerWay, Channel, ViewAnsweredV1
from contracts.local_review_letter import LocalReviewLetterIssuedV1
from contracts.review.meeting import MeetingHeldV1
from services.correspondence import replies
from services.correspondence.contact.domain import Action, Log
from services.correspondence.contact.handlers import give
from services.correspondence.read_models import cases, last_contact

ALL = tuple(one.value for one in Partner)


def register(consumes: Consumes) -> None:
    """The consumers of these facts."""

    @consumes(LetterIssuedV1, LocalReviewLetterIssuedV1)
    async def issued(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        for one in batch:
            fact = one.message
            await _note(tx, one, "letter", fact.issued_on, partners=fact.recipients)

    @consumes(ReplyReceivedV1)
    async def replied(tx: Tx, batch: Sequence[Received[ReplyReceivedV1]]) -> None:
        for one in batch:
            fact = one.message
            own = await replies.organisation_of(tx.conn, fact.reply_id)
            await _note(tx, one, "reply", fact.received_on, partners=[fact.partner], to=[own])

    @consumes(ViewAnsweredV1)
    async def answered(tx: Tx, batch: Sequence[Received[ViewAnsweredV1]]) -> None:
        for one in batch:
            if one.message.way == AnswerWay.THREAD:
                await _note(tx, one, "thread", one.message.answered_on, partners=ALL)

    @consumes(MeetingHeldV1)
    async def met(tx: Tx, batch: Sequence[Received[MeetingHeldV1]]) -> None:
        for one in batch:
            await _log_meeting(tx, one)
            held_on, attended = one.message.held_on, one.message.attended
            await _note(tx, one, Channel.MEETING.value, held_on, partners=attended)


async def _note(
    tx: Tx,
    one: Received[Any],
    way: str,
    on: date,
    *,
    partners: Sequence[str],
    to: Sequence[str] = (),
) -> None:
    partnership = await cases.partnership_of(tx.conn, one.key)
    await last_contact.fold(tx.conn, partnership, way, on, to=to, partners=partners)


async def _log_meeting(tx: Tx, one: Received[MeetingHeldV1]) -> None:
    """A meeting that review tells of stands in the log too: what was agreed there is followed up like the rest."""
    fact = one.message
    actions = [Action(row.number, row.owner, row.text, row.due_on) for row in fact.actions]
    command = Log(
        by=one.cause.actor,
        today=max(tx.today, fact.held_on),
        partnership=await cases.partnership_of(tx.conn, one.key),
        channel=Channel.MEETING.value,
        contact_on=fact.held_on,
        organisations=(),
        partners=tuple(partner.value for partner in fact.attended),
        incident_id=one.key,
        reference=fact.reference,
        note=fact.note,
        actions=tuple(actions),
        held=True,
    )
    if command.partners:  # nobody came: then it was no contact
        await give(tx, fact.dialogue_id, one.key, command, one.cause)
