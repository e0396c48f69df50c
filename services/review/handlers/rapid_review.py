"""Commands of the rapid review: on its way, sent, confirmed, read; what was learned is kept as records."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from chassis.calendar import working_days_between
from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.review import agency_return as ar
from contracts.review import learning as le
from contracts.review import rapid_review as r
from contracts.review import rapid_review_steps as s
from contracts.review import reading as rd
from services.review import aggregates, stores
from services.review.agency_return import domain as agency_return
from services.review.agency_return import wire as agency_return_wire
from services.review.handlers.cases import (
    Batch,
    begin_rounds,
    carry_out,
    sent_on,
    tell_changed,
    waves,
)
from services.review.learning import wire as learning_wire
from services.review.policy import rules
from services.review.preparation import domain as preparation
from services.review.preparation import wire as preparation_wire
from services.review.rapid_review import wire as rapid_review_wire
from services.review.rapid_review.domain import RapidReview
from services.review.reading import domain as reading
from services.review.reading import wire as reading_wire
from services.review.request import domain as request
from services.review.senders import Commands
from services.review.whole import Whole

PREPARING = (
    s.ScopeRapidReviewV1,
    s.RecordReviewMeetingV1,
    s.RecordReviewDraftV1,
    s.SignOffRapidReviewV1,
    s.StatePositionV1,
)


def register(commands: Commands) -> None:
    """The commands of this part, each with its handler."""
    commands(r.ExplainRapidReviewDelayV1)(explain_delay)
    commands(r.SubmitRapidReviewV1)(submit)
    commands(s.SendRapidReviewDocumentV1)(submit)
    commands(s.ConfirmRapidReviewV1)(confirm)
    for model in PREPARING:
        commands(model)(prepare)
    for returned in (ar.AskAgencyReturnsV1, ar.GiveAgencyReturnV1):
        commands(returned)(ask_returns)
    for learned in (le.RecordLearningPointV1, le.RecordLocalActionV1, le.FollowUpLocalActionV1):
        commands(learned)(learn)
    for read in (rd.AssessRapidReviewV1, rd.ReturnRapidReviewV1):
        commands(read)(read_review)


async def explain_delay(tx: Tx, batch: Batch) -> None:
    """Explain a rapid review's lateness."""
    done = await carry_out(
        tx,
        aggregates.RAPID_REVIEW,
        batch,
        lambda r: rapid_review_wire.explain_from(r.message, sent_on(r)),
    )
    await tell_changed(tx, done)


async def submit(tx: Tx, batch: Batch) -> None:
    """Receive versions of rapid reviews; one that follows a decision begins a round with it."""
    await tell_changed(tx, [one for wave in waves(batch) for one in await _submit(tx, wave)])


async def _submit(tx: Tx, batch: Batch) -> Batch:
    keys = [one.key for one in batch]
    cases = await stores.CONSIDERATIONS.read(tx.conn, keys)
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, keys)
    since = {key: case.undecided_since for key, case in cases.items()}
    said = {
        one.id: _with_ids(one.message, one.key, reviews.get(one.key, RapidReview(one.key)))
        for one in batch
    }
    done = await carry_out(
        tx,
        aggregates.RAPID_REVIEW,
        batch,
        lambda r: rapid_review_wire.submit_from(
            said[r.id], sent_on(r), since.get(r.key), confirmed=_has_core(r.message)
        ),
    )
    await begin_rounds(tx, [(one.key, sent_on(one), one.cause) for one in done])
    await carry_out(tx, aggregates.REQUEST, done, lambda r: request.Close(sent_on(r)))
    await carry_out(tx, aggregates.AGENCY_RETURN, done, lambda _: agency_return.Stop())
    versions = {key: reviews[key].version + 1 for key in keys if key in reviews}
    await _keep_learning(tx, done, lambda r: (versions[r.key], said[r.id].learning))
    return done


def _has_core(said: r.SubmitRapidReviewV1 | s.SendRapidReviewDocumentV1) -> bool:
    return isinstance(said, r.SubmitRapidReviewV1)


def _with_ids(
    said: r.SubmitRapidReviewV1 | s.SendRapidReviewDocumentV1, key: UUID, review: RapidReview
) -> r.SubmitRapidReviewV1:
    if isinstance(said, s.SendRapidReviewDocumentV1):
        return rapid_review_wire.document_alone(said)
    points = learning_wire.with_ids(key, review.version + 1, said.learning)
    return said.model_copy(update={"learning": points})


async def _keep_learning(
    tx: Tx,
    done: Batch,
    of: Callable[[Received[Any]], tuple[int, Sequence[r.LearningPoint]]],
) -> None:
    with_points = [one for one in done if of(one)[1]]
    await carry_out(tx, aggregates.LEARNING, with_points, lambda r: learning_wire.take_over(*of(r)))


async def confirm(tx: Tx, batch: Batch) -> None:
    """Named persons confirm the cores of versions that came as documents alone."""
    said = {
        one.id: one.message.model_copy(
            update={
                "learning": learning_wire.with_ids(
                    one.key, one.message.version, one.message.learning
                )
            }
        )
        for one in batch
    }
    done = await carry_out(
        tx,
        aggregates.RAPID_REVIEW,
        batch,
        lambda r: rapid_review_wire.confirm_from(said[r.id], sent_on(r)),
    )
    await _keep_learning(tx, done, lambda r: (r.message.version, said[r.id].learning))
    await tell_changed(tx, done)


async def prepare(tx: Tx, batch: Batch) -> None:
    """The partnership's own stations."""
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, [one.key for one in batch])

    def command(r: Received[Any]) -> preparation.Command:
        review = reviews.get(r.key, RapidReview(r.key))
        of = preparation.Review(review.reference, review.status)
        return preparation_wire.command_from(r.message, of, sent_on(r))

    await tell_changed(tx, await carry_out(tx, aggregates.PREPARATION, batch, command))


async def ask_returns(tx: Tx, batch: Batch) -> None:
    """Agencies are asked for their returns, or give them."""
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, [one.key for one in batch])

    def command(r: Received[Any]) -> agency_return.Command:
        review = reviews.get(r.key, RapidReview(r.key))
        if isinstance(r.message, ar.AskAgencyReturnsV1):
            return agency_return_wire.ask_from(
                r.message, review.status, review.reference, sent_on(r)
            )
        return agency_return_wire.give_from(r.message, review.status, sent_on(r))

    await tell_changed(tx, await carry_out(tx, aggregates.AGENCY_RETURN, batch, command))


async def learn(tx: Tx, batch: Batch) -> None:
    """What was learned and what is done about it, recorded and followed up."""
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, [one.key for one in batch])

    def command(r: Received[Any]) -> Any:
        review = reviews.get(r.key, RapidReview(r.key))
        match r.message:
            case le.RecordLearningPointV1():
                return learning_wire.point_from(r.message, r.id, review.status, review.reference)
            case le.RecordLocalActionV1():
                return learning_wire.action_from(r.message, r.id, review.reference)
            case _:
                return learning_wire.follow_up_from(r.message, review.reference, sent_on(r))

    await tell_changed(tx, await carry_out(tx, aggregates.LEARNING, batch, command))


async def read_review(tx: Tx, batch: Batch) -> None:
    """The national body reads rapid reviews, each told with the days that it took."""
    wholes = await stores.wholes(tx.conn, [one.key for one in batch])
    for one in batch:  # each is told with its own clock
        whole = wholes[one.key]

        def command(r: Received[Any], whole: Whole = whole) -> reading.Command:
            if isinstance(r.message, rd.AssessRapidReviewV1):
                return reading_wire.assess_from(r.message, whole.to_be_read, sent_on(r))
            return reading_wire.send_back_from(r.message, whole.to_be_read, sent_on(r))

        aggregate = aggregates.reading_aggregate(_telling(whole))
        await tell_changed(tx, await carry_out(tx, aggregate, [one], command))


def _telling(whole: Whole) -> reading_wire.Telling:
    review = whole.rapid_review
    if review.notified_on is None or review.first_received_on is None:
        return reading_wire.Telling(None, 0)
    came = review.first_received_on
    return reading_wire.Telling(
        rules.clock("RR1", review.notified_on, came),
        working_days_between(review.notified_on, came),
    )
