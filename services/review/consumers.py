"""What ``review`` takes from Kafka: facts of others and its own commands."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.execute import Order, execute
from chassis.keys import keys_consumed
from chassis.seal import KeyRing
from chassis.tx import Tx
from contracts.correspondence import LetterIssuedV1
from contracts.notify import (
    IncidentScopedInV1,
    IncidentTextErasedV1,
    NotificationWithdrawnV1,
)
from contracts.review import consideration as c
from contracts.review import lcspr as local
from contracts.review import meeting as m
from contracts.review import rapid_review as r
from services.review import aggregates, handlers, lcspr_handlers, stores
from services.review.case_state import tell_states
from services.review.consideration import commands as consideration_commands
from services.review.lcspr import commands as lcspr_commands
from services.review.policy import rules
from services.review.rapid_review import domain as rapid_review
from services.review.rapid_review import wire as rapid_review_wire
from services.review.request import domain as request


def build_consumes(keys: KeyRing) -> Consumes:
    """The registry of this service."""
    consumes = Consumes("review")
    keys_consumed(consumes, keys)
    _facts(consumes, keys)
    consumes(r.ExplainRapidReviewDelayV1)(handlers.explain_delay)
    consumes(r.SubmitRapidReviewV1)(handlers.submit)
    consumes(c.ListForMeetingV1)(handlers.list_for_meeting)
    consumes(c.RecuseMemberV1)(handlers.recuse)
    consumes(c.RecordDecisionV1)(handlers.record_decision)
    consumes(c.AnswerInformationRequestV1)(handlers.answer_request)
    consumes(c.RecordPartnersDecisionV1)(lcspr_handlers.record_partners_decision)
    consumes(m.ArrangeMeetingV1)(handlers.arrange_meeting)
    consumes(m.RecordAttendanceV1)(handlers.record_attendance)
    consumes(m.OfferDialogueV1)(handlers.offer_dialogue)
    consumes(m.RecordDialogueV1)(handlers.record_dialogue)
    _lcspr_commands(consumes)
    return consumes


def _facts(consumes: Consumes, keys: KeyRing) -> None:
    @consumes(IncidentScopedInV1)
    async def open_rapid_reviews(tx: Tx, batch: Sequence[Received[IncidentScopedInV1]]) -> None:
        await stores.open_files(tx.conn, [one.message for one in batch])
        done = await handlers.carry_out(
            tx, aggregates.RAPID_REVIEW, batch, rapid_review_wire.open_from
        )
        await tell_states(tx, [(one.key, one.cause) for one in done])

    @consumes(NotificationWithdrawnV1)
    async def cancel(tx: Tx, batch: Sequence[Received[NotificationWithdrawnV1]]) -> None:
        basis = "Working Together, chapter 5: the criteria are found not to be met"
        done = await handlers.carry_out(
            tx, aggregates.RAPID_REVIEW, batch, lambda _: rapid_review.Cancel(basis)
        )
        stop: list[Order[consideration_commands.Command]] = [
            Order(one.key, one.key, consideration_commands.Stop(), one.cause) for one in done
        ]
        await execute(tx, aggregates.CONSIDERATION, stop)
        await tell_states(tx, [(one.key, one.cause) for one in done])

    @consumes(LetterIssuedV1)
    async def start_reply_clocks(tx: Tx, batch: Sequence[Received[LetterIssuedV1]]) -> None:
        await handlers.carry_out(
            tx,
            aggregates.REQUEST,
            batch,
            lambda fact: request.Issue(fact.letter_id, fact.decision_id, fact.issued_on),
        )
        for one in batch:
            if one.message.awaits_decision:
                fact = one.message
                await stores.note_reply_due(tx.conn, one.key, fact.letter_id, fact.issued_on)
        await tell_states(tx, [(one.key, one.cause) for one in batch])

    @consumes(IncidentTextErasedV1)
    async def erase(tx: Tx, batch: Sequence[Received[IncidentTextErasedV1]]) -> None:
        for one in batch:
            await keys.erase(tx.conn, one.key)
            receipt = r.RapidReviewTextErasedV1(incident_id=one.key, erased_on=tx.today)
            tx.announce(receipt, key=one.key, object=one.key, cause=one.cause)


def _lcspr_commands(consumes: Consumes) -> None:
    @consumes(local.AppointReviewerV1)
    async def appoint(tx: Tx, batch: Sequence[Received[local.AppointReviewerV1]]) -> None:
        await lcspr_handlers.change_lcspr(
            tx,
            batch,
            lambda c: lcspr_commands.Appoint(tx.today, c.appointed_on, c.reviewer, c.independent),
        )

    @consumes(local.RecordMonitoringV1)
    async def monitor(tx: Tx, batch: Sequence[Received[local.RecordMonitoringV1]]) -> None:
        await lcspr_handlers.change_lcspr(
            tx, batch, lambda c: lcspr_commands.Monitor(tx.today, c.monitored_on, c)
        )

    @consumes(local.ExplainLcsprDelayV1)
    async def explain(tx: Tx, batch: Sequence[Received[local.ExplainLcsprDelayV1]]) -> None:
        await lcspr_handlers.change_lcspr(
            tx, batch, lambda c: lcspr_commands.ExplainDelay(tx.today, c.forecast_on, c)
        )

    @consumes(local.RecordCopySentV1)
    async def send_copy(tx: Tx, batch: Sequence[Received[local.RecordCopySentV1]]) -> None:
        await lcspr_handlers.change_lcspr(
            tx, batch, lambda c: lcspr_commands.SendCopy(tx.today, c.recipient, c.sent_on)
        )

    @consumes(local.PlanPublicationV1)
    async def plan(tx: Tx, batch: Sequence[Received[local.PlanPublicationV1]]) -> None:
        for one in batch:
            last = await _last_copy(tx, one)
            await lcspr_handlers.change_lcspr(
                tx,
                [one],
                partial(lcspr_handlers.plan_publication, today=tx.today, last_copy_on=last),
            )

    @consumes(local.RecordPublicationV1)
    async def publish(tx: Tx, batch: Sequence[Received[local.RecordPublicationV1]]) -> None:
        for one in batch:
            last = await _last_copy(tx, one)
            earliest = rules.earliest_publication(last) if last else None
            early = earliest is None or one.message.published_on < earliest
            said = one.message
            command = lcspr_commands.Publish(tx.today, said.published_on, early, said.address)
            await lcspr_handlers.change_lcspr(tx, [one], partial(_given, command))


def _given(command: lcspr_commands.Command, _said: object) -> lcspr_commands.Command:
    return command


async def _last_copy(tx: Tx, one: Received[Any]) -> date | None:
    found = (await stores.LCSPRS.read(tx.conn, [one.key])).get(one.key)
    return found.last_copy_on if found else None
