"""Where a rapid review stands: its partnership's own stations, then what the national body does with it. Pure."""

from contracts.review.case_state import Stage
from contracts.review.rapid_review_steps import Station
from services.review.preparation.domain import Preparation
from services.review.whole import Whole

AFTER: dict[Stage, Station] = {
    Stage.AWAITING_INFORMATION: Station.INFO_REQUESTED,
    Stage.LCSPR: Station.CLOSED,
    Stage.PUBLISHED: Station.CLOSED,
    Stage.CLOSED: Station.CLOSED,
}
"""What a stage of the case says of its rapid review; at any other the national body has it."""


def station_of(whole: Whole, stage: Stage) -> Station | None:
    """The station; None before there is a rapid review."""
    match whole.rapid_review.status:
        case "none":
            return None
        case "cancelled":
            return Station.CANCELLED
        case "open":
            return of_preparation(whole.preparation)
        case _:
            return _after_sending(whole, stage)


def of_preparation(state: Preparation) -> Station:
    """The furthest of the partnership's own stations; none of them is compulsory."""
    if state.drafts:
        return Station.DRAFTED if state.unsigned else Station.SIGNED_OFF
    if state.meetings:
        return Station.MEETING_HELD
    return Station.SCOPING if state.looks else Station.OPEN


def _after_sending(whole: Whole, stage: Stage) -> Station:
    if is_sent_back(whole):
        return Station.RETURNED_INCOMPLETE
    if whole.consideration.status == "received":
        return Station.RESUBMITTED if _came_again(whole) else Station.SUBMITTED
    return AFTER.get(stage, Station.WITH_PANEL)


def _came_again(whole: Whole) -> bool:
    return whole.rapid_review.version > 1 or whole.consideration.round > 1


def is_sent_back(whole: Whole) -> bool:
    """The version that is here was found incomplete, and has not been taken up since."""
    here = whole.consideration.status == "received"
    version, round_ = whole.rapid_review.version, whole.consideration.round
    return here and whole.reading.has_sent_back(version, round_)
