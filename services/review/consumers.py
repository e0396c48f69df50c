"""What ``review`` takes from Kafka: facts of others and its own commands."""

from collections.abc import Sequence

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
from contracts.review import meeting as m
from contracts.review import rapid_review as r
from services.review import aggregates, restricted, stores
from services.review.handlers import action_ledger as ledger_handlers
from services.review.handlers import after_decision, notified_again
from services.review.handlers import cases as handlers
from services.review.handlers import decisions as decision_handlers
from services.review.handlers import dialogue as dialogue_handlers
from services.review.handlers import lcspr as lcspr_handlers
from services.review.handlers import local_review as local_review_handlers
from services.review.handlers import panel as panel_handlers
from services.review.handlers import rapid_review as rapid_review_handlers
from services.review.handlers import regional_group as regional_group_handlers
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
    dialogue_handlers.register(commands)
    panel_handlers.register(commands)
    after_decision.register(consumes, commands)
    local_review_handlers.register(commands)
    ledger_handlers.register(commands)
    regional_group_handlers.register(commands)
    restricted.register(consumes)
    return consumes


def _case_commands(commands: Commands) -> None:
    rapid_review_handlers.register(commands)
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
    async def note_letters(tx: Tx, received: Sequence[Received[LetterIssuedV1]]) -> None:
        batch = after_decision.without_corrections(received)
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
