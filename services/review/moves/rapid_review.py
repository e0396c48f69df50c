"""The moves on the way to a rapid review, and of its reading: part of the one table in ``moves``."""

from collections.abc import Callable

from contracts.review import agency_return as ar
from contracts.review import learning as le
from contracts.review import rapid_review_steps as s
from contracts.review import reading as rd
from services.review.agency_return import domain as agency_return
from services.review.learning import domain as learning
from services.review.preparation import domain as preparation
from services.review.rapid_review import commands as rapid_review_commands
from services.review.rapid_review import domain as rapid_review
from services.review.reading import domain as reading
from services.review.whole import EVERY_PARTNER, PARTNERSHIP, STAFF, MoveRule, Whole

SENT = "The rapid review has been sent, or none is due."
NOT_HERE = "No rapid review is here."


def reviewing(kind: type) -> Callable[[Whole], bool]:
    """Open when the rapid review takes this command."""
    return lambda whole: kind in rapid_review.available(whole.rapid_review)


def _preparing(kind: type) -> Callable[[Whole], bool]:
    return lambda w: kind in preparation.available(w.preparation, w.rapid_review.status)


def _returning(kind: type) -> Callable[[Whole], bool]:
    return lambda w: kind in agency_return.available(w.agency_return, w.rapid_review.status)


def _learning(kind: type) -> Callable[[Whole], bool]:
    return lambda w: kind in learning.available(w.learning, w.rapid_review.status)


def _reading(kind: type) -> Callable[[Whole], bool]:
    return lambda w: kind in reading.available(w.reading, w.to_be_read)


RAPID_MOVES: tuple[MoveRule, ...] = (
    MoveRule(s.ScopeRapidReviewV1, PARTNERSHIP, _preparing(preparation.Scope), SENT),
    MoveRule(
        ar.AskAgencyReturnsV1, PARTNERSHIP, _returning(agency_return.Ask), "No rapid review is due."
    ),
    MoveRule(
        ar.GiveAgencyReturnV1,
        EVERY_PARTNER,
        _returning(agency_return.Give),
        "No agency has been asked for a return.",
    ),
    MoveRule(s.RecordReviewMeetingV1, PARTNERSHIP, _preparing(preparation.Meet), SENT),
    MoveRule(s.RecordReviewDraftV1, PARTNERSHIP, _preparing(preparation.Draft), SENT),
    MoveRule(
        s.SignOffRapidReviewV1,
        EVERY_PARTNER,
        _preparing(preparation.Sign),
        "No draft awaits a signature.",
    ),
    MoveRule(
        s.StatePositionV1,
        EVERY_PARTNER,
        _preparing(preparation.State),
        "No rapid review is due or here.",
    ),
    MoveRule(
        s.SendRapidReviewDocumentV1,
        PARTNERSHIP,
        reviewing(rapid_review_commands.Submit),
        "No rapid review is due.",
    ),
    MoveRule(
        s.ConfirmRapidReviewV1,
        PARTNERSHIP,
        reviewing(rapid_review_commands.Confirm),
        "No version waits for its core to be confirmed.",
    ),
    MoveRule(
        le.RecordLearningPointV1,
        PARTNERSHIP,
        _learning(learning.RecordPoint),
        "There is no rapid review.",
    ),
    MoveRule(
        le.RecordLocalActionV1,
        PARTNERSHIP,
        _learning(learning.RecordAction),
        "Nothing learned is on record.",
    ),
    MoveRule(
        le.FollowUpLocalActionV1,
        PARTNERSHIP,
        _learning(learning.FollowUp),
        "No local action is on record.",
    ),
    MoveRule(rd.AssessRapidReviewV1, STAFF, _reading(reading.Assess), NOT_HERE),
    MoveRule(
        rd.ReturnRapidReviewV1,
        STAFF,
        _reading(reading.SendBack),
        "The Panel considers it already, it was sent back, or none is here.",
    ),
)
