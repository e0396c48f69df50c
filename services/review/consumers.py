"""What ``review`` takes from Kafka: facts of others and its own commands."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.keys import keys_consumed
from chassis.proclaimed import calendar_consumed
from chassis.seal import KeyRing
from chassis.tx import Tx
from contracts.correspondence import LetterIssuedV1
from contracts.notify import (
    IncidentScopedInV1,
    IncidentTextErasedV1,
)
from contracts.review import consideration as c
from contracts.review import lcspr as local
from contracts.review import meeting as m
from contracts.review import rapid_review as r
from services.review import (
    aggregates,
    decision_handlers,
    handlers,
    lcspr_handlers,
    notified_again,
    regional_group_handlers,
    stores,
)
from services.review.handlers import sent_on
from services.review.lcspr import commands as lcspr_commands
from services.review.rapid_review import wire as rapid_review_wire
from services.review.request import domain as request
from services.review.senders import Commands


def build_consumes(keys: KeyRing, *, background: bool) -> Consumes:
    """The registry of this service; ``background``: the demonstration's own client may give commands."""
    consumes = Consumes("review")
    keys_consumed(consumes, keys)
    calendar_consumed(consumes)
    _facts(consumes, keys)
    commands = Commands(consumes, background=background)
    _case_commands(commands)
    _lcspr_commands(commands)
    regional_group_handlers.register(commands)
    return consumes


def _case_commands(commands: Commands) -> None:
    commands(r.ExplainRapidReviewDelayV1)(handlers.explain_delay)
    commands(r.SubmitRapidReviewV1)(handlers.submit)
    commands(c.ListForMeetingV1)(handlers.list_for_meeting)
    commands(c.RecuseMemberV1)(handlers.recuse)
    commands(c.RecordDecisionV1)(decision_handlers.record_decision)
    commands(c.AnswerInformationRequestV1)(decision_handlers.answer_request)
    commands(c.RecordPartnersDecisionV1)(lcspr_handlers.record_partners_decision)
    commands(m.ArrangeMeetingV1)(handlers.arrange_meeting)
    commands(m.RecordAttendanceV1)(handlers.record_attendance)
    commands(m.OfferDialogueV1)(handlers.offer_dialogue)
    commands(m.RecordDialogueV1)(handlers.record_dialogue)


def _facts(consumes: Consumes, keys: KeyRing) -> None:
    @consumes(IncidentScopedInV1)
    async def open_rapid_reviews(tx: Tx, batch: Sequence[Received[IncidentScopedInV1]]) -> None:
        await stores.open_files(tx.conn, [one.message for one in batch])
        await handlers.change(
            tx, aggregates.RAPID_REVIEW, batch, lambda r: rapid_review_wire.open_from(r.message)
        )

    notified_again.register(consumes)

    @consumes(LetterIssuedV1)
    async def note_letters(tx: Tx, batch: Sequence[Received[LetterIssuedV1]]) -> None:
        await handlers.carry_out(
            tx,
            aggregates.REQUEST,
            batch,
            lambda r: request.Issue(
                r.message.letter_id, r.message.decision_id, r.message.issued_on
            ),
        )
        locals_ = await stores.LCSPRS.read(tx.conn, [one.key for one in batch])
        await handlers.carry_out(
            tx,
            aggregates.CONSIDERATION,
            batch,
            lambda r: lcspr_handlers.issue_from(r, locals_.get(r.key)),
        )
        await handlers.tell_changed(tx, batch)

    @consumes(IncidentTextErasedV1)
    async def erase(tx: Tx, batch: Sequence[Received[IncidentTextErasedV1]]) -> None:
        for one in batch:
            await keys.erase(tx.conn, one.key)
            receipt = r.RapidReviewTextErasedV1(incident_id=one.key, erased_on=tx.today)
            tx.announce(receipt, key=one.key, object=one.key, cause=one.cause)


def _lcspr_commands(commands: Commands) -> None:
    @commands(local.AppointReviewerV1)
    async def appoint(tx: Tx, batch: Sequence[Received[local.AppointReviewerV1]]) -> None:
        def command(r: Received[local.AppointReviewerV1]) -> lcspr_commands.Command:
            said = r.message
            return lcspr_commands.Appoint(
                sent_on(r), said.appointed_on, said.reviewer, said.independent
            )

        await lcspr_handlers.change_lcspr(tx, batch, command)

    @commands(local.RecordMonitoringV1)
    async def monitor(tx: Tx, batch: Sequence[Received[local.RecordMonitoringV1]]) -> None:
        await lcspr_handlers.change_lcspr(
            tx,
            batch,
            lambda r: lcspr_commands.Monitor(sent_on(r), r.message.monitored_on, r.message),
        )

    @commands(local.ExplainLcsprDelayV1)
    async def explain(tx: Tx, batch: Sequence[Received[local.ExplainLcsprDelayV1]]) -> None:
        await lcspr_handlers.change_lcspr(
            tx,
            batch,
            lambda r: lcspr_commands.ExplainDelay(
                on=sent_on(r),
                forecast_on=r.message.forecast_on,
                told_on=tuple(one.told_on for one in r.message.told),
                said=r.message,
            ),
        )

    @commands(local.RecordCopySentV1)
    async def send_copy(tx: Tx, batch: Sequence[Received[local.RecordCopySentV1]]) -> None:
        await lcspr_handlers.change_lcspr(
            tx,
            batch,
            lambda r: lcspr_commands.SendCopy(sent_on(r), r.message.recipient, r.message.sent_on),
        )

    @commands(local.PlanPublicationV1)
    async def plan(tx: Tx, batch: Sequence[Received[local.PlanPublicationV1]]) -> None:
        for one in batch:
            last = await _last_copy(tx, one)
            await lcspr_handlers.change_lcspr(
                tx, [one], partial(lcspr_handlers.plan_publication, last_copy_on=last)
            )

    @commands(local.RecordPublicationV1)
    async def publish(tx: Tx, batch: Sequence[Received[local.RecordPublicationV1]]) -> None:
        for one in batch:
            last = await _last_copy(tx, one)
            await lcspr_handlers.change_lcspr(
                tx, [one], partial(lcspr_handlers.publish, last_copy_on=last)
            )


async def _last_copy(tx: Tx, one: Received[Any]) -> date | None:
    found = (await stores.LCSPRS.read(tx.conn, [one.key])).get(one.key)
    return found.last_copy_on if found else None
