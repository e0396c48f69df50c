"""The national body's reading of a rapid review: the contract's words in, facts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from chassis.execute import Order
from contracts.codes import Clock
from contracts.envelope import Fact
from contracts.review.reading import (
    AssessRapidReviewV1,
    Missing,
    RapidReviewAssessedV1,
    RapidReviewReturnedV1,
    ReturnRapidReviewV1,
)
from contracts.vocabulary import vocabulary_on
from services.review.reading import domain


def assess_from(said: AssessRapidReviewV1, of: domain.Review, on: date) -> domain.Assess:
    """The checklist's answers and the markers."""
    return domain.Assess(
        of=of,
        on=on,
        version=said.version,
        asked=tuple(vocabulary_on(on).checklist),
        answers=tuple((t.theme, t.answer, t.because is not None) for t in said.themes),
        markers=tuple((m.marker, m.judgement) for m in said.markers),
        said=said,
    )


def send_back_from(said: ReturnRapidReviewV1, of: domain.Review, on: date) -> domain.SendBack:
    """What is missing."""
    return domain.SendBack(of, on, said.version, tuple(said.missing), said.explanation)


@dataclass(frozen=True)
class Telling:
    """A reading is told with the clock of its rapid review and the days that it took."""

    clock: Clock | None
    working_days_taken: int

    def announce(
        self, state: domain.Reading, event: domain.Event, order: Order[domain.Command]
    ) -> Sequence[Fact]:
        """The fact that tells of one event."""
        ids: dict[str, Any] = {
            "incident_id": state.id,
            "rapid_review_id": state.id,
            "reference": order.command.of.reference,
            "version": event.version,
        }
        match event:
            case domain.Assessed():
                return (self._assessed(event, ids),)
            case domain.SentBack():
                returned = RapidReviewReturnedV1(
                    **ids,
                    returned_on=event.on,
                    missing=tuple(Missing(one) for one in event.missing),
                    explanation=event.said,
                )
                return (returned,)
            case _:
                assert_never(event)

    def _assessed(self, event: domain.Assessed, ids: dict[str, Any]) -> RapidReviewAssessedV1:
        assert self.clock, "a version has come, so its clock has begun"
        return RapidReviewAssessedV1(
            **ids,
            assessed_on=event.on,
            vocabulary=vocabulary_on(event.on).version,
            themes=event.said.themes,
            markers=event.said.markers,
            working_days_taken=self.working_days_taken,
            late=self.clock.late,
        )
