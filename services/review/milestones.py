"""What has happened in a case, step by step with its day: codes and dates alone."""

from collections.abc import Iterator
from datetime import date

from contracts.review.case_state import Milestone
from services.review.whole import Whole


def milestones_of(whole: Whole) -> tuple[Milestone, ...]:
    """The steps that were taken, in the order of a case's way."""
    return tuple(Milestone(code=code, on=on) for code, on in _steps(whole) if on)


def _steps(whole: Whole) -> Iterator[tuple[str, date | None]]:
    review, case, local = whole.rapid_review, whole.consideration, whole.lcspr
    yield "notified", review.notified_on
    yield "rapid_review_received", review.first_received_on
    yield "round_begun", case.received_on
    yield "decided", case.decided_on if case.status == "decided" else None
    yield "letter_issued", case.letter_on
    yield "partners_decided", local.decided_on
    yield "lcspr_initiated", local.initiated_on
    yield "lcspr_published", local.published_on
