"""``/v1/framework``: what a decision of a day is asked, for anyone."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from chassis.clock import london_date
from chassis.service import Service
from chassis.web.guard import public
from contracts.codes import Criterion, Outcome
from contracts.http_review import (
    DecisionClockAnswer,
    DecisionCriterionAnswer,
    DecisionFrameworkAnswer,
    DecisionReasonAnswer,
)
from contracts.reasons import ReviewReason
from services.review.policy import rules
from services.review.policy.framework import framework, published


def build_framework(service: Service) -> APIRouter:
    """The route."""
    routes = APIRouter(prefix="/v1", tags=["framework"], dependencies=[Depends(public)])

    @routes.get("/framework")
    async def read_framework(
        on: Annotated[date | None, Query()] = None,
    ) -> DecisionFrameworkAnswer:
        """The framework in force on a day, today if none is named."""
        return framework_on(on or london_date(service.clock.now()))

    return routes


def framework_on(on: date) -> DecisionFrameworkAnswer:
    """Questions, criteria, reasons and clocks of a day."""
    asked, told = framework(on), published(on)
    rests = dict(asked.rests_on)
    return DecisionFrameworkAnswer(
        on=on,
        version=asked.version,
        since=told.since,
        guidance=asked.guidance,
        questions=told.questions,
        criteria=tuple(
            DecisionCriterionAnswer(
                code=one,
                words=one.label,
                answered_by=tuple(Outcome(o) for o, of in asked.must_answer if one in of),
            )
            for one in Criterion
        ),
        reasons=tuple(
            DecisionReasonAnswer(
                code=one,
                words=one.label,
                rests_on=tuple(Criterion(c) for c in rests.get(one.value, ())),
            )
            for one in ReviewReason
        ),
        clocks=tuple(DecisionClockAnswer(**row) for row in rules.clocks_on(on)),
    )
