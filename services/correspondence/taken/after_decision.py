"""What ``correspondence`` takes of what follows a decision: corrections, coded features, the public log."""

from collections.abc import Sequence
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.notify import NotificationSubmittedV1
from contracts.notify_changes import NotificationAmendedV1
from contracts.review.consideration import DecisionRecordedV1
from contracts.review.correction import DecisionCorrectedV1
from contracts.review.curation import CaseCuratedV1
from contracts.review.rapid_review import RapidReviewResubmittedV1, RapidReviewSubmittedV1
from contracts.review.rapid_review_steps import RapidReviewConfirmedV1
from contracts.review.selection import SelectionLoggedV1
from services.correspondence.letter import correcting
from services.correspondence.read_models import features, selection


def register(consumes: Consumes) -> None:
    """The consumers of these facts."""

    @consumes(DecisionCorrectedV1)
    async def correct(tx: Tx, batch: Sequence[Received[DecisionCorrectedV1]]) -> None:
        for one in batch:
            await correcting.correct(tx, one.message, one.cause)

    @consumes(
        NotificationSubmittedV1,
        NotificationAmendedV1,
        RapidReviewSubmittedV1,
        RapidReviewResubmittedV1,
        RapidReviewConfirmedV1,
        DecisionRecordedV1,
        DecisionCorrectedV1,
    )
    async def note_features(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        told = [(one.key, features.of(one.message)) for one in batch]
        await features.fold(tx.conn, [one for one in told if one[1]])

    @consumes(DecisionRecordedV1)
    async def note_decided(tx: Tx, batch: Sequence[Received[DecisionRecordedV1]]) -> None:
        await features.note_decided(tx.conn, [one.message for one in batch])

    @consumes(CaseCuratedV1)
    async def curate(tx: Tx, batch: Sequence[Received[CaseCuratedV1]]) -> None:
        await features.curate(tx.conn, [one.message for one in batch])

    @consumes(SelectionLoggedV1)
    async def log(tx: Tx, batch: Sequence[Received[SelectionLoggedV1]]) -> None:
        await selection.fold(tx.conn, [one.message for one in batch])
