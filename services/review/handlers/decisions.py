"""Decisions of the national body, and the partners' answers to what it asked."""

from collections.abc import Sequence
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.review.consideration import AnswerInformationRequestV1, RecordDecisionV1
from services.review import aggregates, sitting, stores
from services.review.case_state import tell_states
from services.review.consideration import commands as consideration_commands
from services.review.consideration import domain as consideration
from services.review.consideration import wire as consideration_wire
from services.review.handlers import after_decision
from services.review.handlers.cases import begin_rounds, carry_out, sent_on, tell_changed, waves
from services.review.rapid_review import domain as rapid_review
from services.review.request import domain as request


async def record_decision(tx: Tx, batch: Sequence[Received[RecordDecisionV1]]) -> None:
    """Record decisions; what is asked for waits for its letter."""
    await tell_changed(tx, [one for wave in waves(batch) for one in await _decide(tx, wave)])


async def _decide(
    tx: Tx, batch: Sequence[Received[RecordDecisionV1]]
) -> list[Received[RecordDecisionV1]]:
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, [r.key for r in batch])
    meetings = await stores.MEETINGS.read(tx.conn, [r.message.meeting_id for r in batch])
    register = await sitting.register(tx.conn)
    ids = {r.id: uuid7() for r in batch}

    def command(r: Received[RecordDecisionV1]) -> consideration_commands.Decide:
        review = reviews.get(r.key, rapid_review.RapidReview(r.key))
        met = meetings.get(r.message.meeting_id)
        return consideration_wire.decide_from(
            r.message,
            on=sent_on(r),
            decision_id=ids[r.id],
            reviewed=_reviewed(review),
            meeting=sitting.held(register, met, review.partnership),
        )

    done = await carry_out(tx, aggregates.CONSIDERATION, batch, command)
    await carry_out(
        tx,
        aggregates.REQUEST,
        [r for r in done if r.message.asks],
        lambda r: _asked(r, ids[r.id], reviews[r.key].reference),
    )
    references = {key: review.reference for key, review in reviews.items()}
    await after_decision.advise(tx, done, ids, references)
    return done


def _reviewed(review: rapid_review.RapidReview) -> consideration_wire.Reviewed:
    return consideration_wire.Reviewed(
        authority_code=review.authority_code,
        partnership=review.partnership,
        region_code=review.region_code,
        version=review.version,
        view=review.view,
        received_on=review.received_on,
        positions=tuple(
            {"partner": partner, "view": view, "withheld": withheld}
            for partner, view, withheld in review.positions
        ),
    )


def _asked(one: Received[RecordDecisionV1], decision_id: UUID, reference: str) -> request.Announce:
    asks = one.message.asks
    return request.Announce(
        reference=reference,
        decision_id=decision_id,
        decided_on=sent_on(one),
        asked=tuple((ask.number, str(partner)) for ask in asks for partner in ask.asked_of),
        asks=tuple(ask.model_dump(mode="json") for ask in asks),
    )


async def answer_request(tx: Tx, batch: Sequence[Received[AnswerInformationRequestV1]]) -> None:
    """Take partners' answers; when nobody owes one any more, the case is before the Panel again."""
    done = await carry_out(
        tx,
        aggregates.REQUEST,
        batch,
        lambda r: request.Answer(sent_on(r), r.message.partner, r.message.numbers),
    )
    last = {r.key: r.cause for r in done}
    cases = await stores.CONSIDERATIONS.read(tx.conn, list(last))
    asked = await stores.REQUESTS.read(tx.conn, list(last))
    await begin_rounds(
        tx,
        [
            (key, whole.answered_on, last[key])
            for key, whole in asked.items()
            if whole.answered_on
            and consideration.information_completes(cases[key], whole.decision_id)
        ],
    )
    await tell_states(tx, list(last.items()))
