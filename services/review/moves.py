"""Every command of this service: who may give it, and when it is open. One table, used by code and pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contracts.envelope import Command
from contracts.review import consideration as c
from contracts.review import lcspr as l
from contracts.review import meeting as m
from contracts.review import rapid_review as r
from contracts.review import regional_group as g
from services.review.consideration import commands as consideration_commands
from services.review.consideration import domain as consideration
from services.review.consideration.state import Consideration
from services.review.dialogue import domain as dialogue
from services.review.lcspr import commands as lcspr_commands
from services.review.lcspr import domain as lcspr
from services.review.rapid_review import domain as rapid_review
from services.review.request import domain as request

STAFF = ("secretary",)
REGION = (*STAFF, "regional_lead")
PARTNERSHIP = ("partnership_manager", "partnership_system", "partner_authority")
EVERY_PARTNER = (*PARTNERSHIP, "partner_health", "partner_police")


@dataclass(frozen=True)
class Whole:
    """All the objects of one case."""

    rapid_review: rapid_review.RapidReview
    consideration: Consideration
    request: request.Request
    lcspr: lcspr.Lcspr
    dialogue: dialogue.Dialogue


@dataclass(frozen=True)
class MoveRule:
    """One command: its roles, when it is open, and the words when it is not."""

    command: type[Command]
    roles: tuple[str, ...]
    is_open: Callable[[Whole], bool]
    why_not: str


def _reviewing(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in rapid_review.available(whole.rapid_review)


def _considering(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in consideration.available(whole.consideration)


def _asking(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in request.available(whole.request)


def _lcspr(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in lcspr.available(whole.lcspr)


def _decided_by_partners(whole: Whole) -> bool:
    open_here = lcspr_commands.RecordDecision in lcspr.available(whole.lcspr)
    return open_here and whole.rapid_review.status == "submitted"


MOVES: tuple[MoveRule, ...] = (
    MoveRule(
        r.ExplainRapidReviewDelayV1,
        PARTNERSHIP,
        _reviewing(rapid_review.ExplainDelay),
        "The rapid review is not awaited.",
    ),
    MoveRule(
        r.SubmitRapidReviewV1,
        PARTNERSHIP,
        _reviewing(rapid_review.Submit),
        "No rapid review is due.",
    ),
    MoveRule(
        c.ListForMeetingV1,
        STAFF,
        _considering(consideration_commands.ListFor),
        "Nothing is before the Panel.",
    ),
    MoveRule(
        c.RecuseMemberV1,
        STAFF,
        _considering(consideration_commands.Recuse),
        "Nothing is before the Panel.",
    ),
    MoveRule(
        c.RecordDecisionV1,
        STAFF,
        _considering(consideration_commands.Decide),
        "The case is not listed for a meeting.",
    ),
    MoveRule(
        c.AnswerInformationRequestV1,
        EVERY_PARTNER,
        _asking(request.Answer),
        "No information is asked for.",
    ),
    MoveRule(
        m.OfferDialogueV1,
        STAFF,
        lambda whole: whole.rapid_review.status != "cancelled",
        "The notification was withdrawn.",
    ),
    MoveRule(
        m.RecordDialogueV1,
        STAFF,
        lambda whole: dialogue.Record in dialogue.available(whole.dialogue),
        "No meeting with the partners is awaited.",
    ),
    MoveRule(
        c.RecordPartnersDecisionV1,
        PARTNERSHIP,
        _decided_by_partners,
        "The rapid review has not come, or the LCSPR has begun.",
    ),
    MoveRule(
        l.AppointReviewerV1, PARTNERSHIP, _lcspr(lcspr_commands.Appoint), "No LCSPR is in progress."
    ),
    MoveRule(
        l.RecordMonitoringV1,
        PARTNERSHIP,
        _lcspr(lcspr_commands.Monitor),
        "No LCSPR is in progress.",
    ),
    MoveRule(
        l.ExplainLcsprDelayV1,
        PARTNERSHIP,
        _lcspr(lcspr_commands.ExplainDelay),
        "No LCSPR is in progress.",
    ),
    MoveRule(
        l.RecordCopySentV1, PARTNERSHIP, _lcspr(lcspr_commands.SendCopy), "No LCSPR is in progress."
    ),
    MoveRule(
        l.PlanPublicationV1, PARTNERSHIP, _lcspr(lcspr_commands.Plan), "No LCSPR is in progress."
    ),
    MoveRule(
        l.RecordPublicationV1,
        PARTNERSHIP,
        _lcspr(lcspr_commands.Publish),
        "No LCSPR is in progress.",
    ),
)

ROLES: Mapping[type[Command], tuple[str, ...]] = {
    **{rule.command: rule.roles for rule in MOVES},
    m.ArrangeMeetingV1: STAFF,
    m.RecordAttendanceV1: STAFF,
    g.FormRegionalGroupV1: STAFF,
    g.ArrangeRegionalMeetingV1: REGION,
    g.RecordRegionalMeetingV1: REGION,
    g.OfferSupportV1: REGION,
    g.RecordUptakeV1: REGION,
}
"""Who may give each command; a meeting or a regional group is no case's, so it has no moves."""
