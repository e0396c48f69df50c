"""Every command of this service: who may give it, and when it is open. One table, used by code and pages."""

from collections.abc import Callable, Mapping

from contracts.envelope import Command
from contracts.review import consideration as c
from contracts.review import correction, curation, given_advice, selection
from contracts.review import meeting as m
from contracts.review import rapid_review as r
from contracts.review import regional_group as g
from contracts.review.action_ledger import AddLedgerActionV1
from contracts.review.lcspr_course import ProposeLcsprV1
from contracts.review.meeting_changes import CallOffDialogueV1, MoveDialogueV1
from services.review.action_ledger import domain as action_ledger
from services.review.consideration import commands as consideration_commands
from services.review.dialogue import domain as dialogue
from services.review.given_advice import domain as advice
from services.review.lcspr import commands as lcspr_commands
from services.review.lcspr.course_moves import Propose
from services.review.moves import lcspr as lcspr_moves
from services.review.moves.panel import PANEL_MOVES, PANEL_ROLES
from services.review.moves.rapid_review import RAPID_MOVES, reviewing
from services.review.rapid_review import commands as rapid_review
from services.review.request import domain as request
from services.review.whole import EVERY_PARTNER, PARTNERSHIP, STAFF, MoveRule, Whole

GROUPS = {"partnership": PARTNERSHIP, "staff": STAFF}
REGION = (*STAFF, "regional_lead")
NO_MEETING = "No meeting with the partners is awaited."
ANSWERS_OFFERS = (*REGION, *EVERY_PARTNER)


def _considering(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in whole.panel_opens


def _talking(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in dialogue.available(whole.dialogue)


def _asking(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in request.available(whole.request)


def _lcspr(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in whole.local_opens


def _advised(kind: type) -> Callable[[Whole], bool]:
    return lambda w: kind in advice.available(w.given_advice)


def _in_ledger(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in action_ledger.available(whole.ledger)


def _decided_by_partners(whole: Whole) -> bool:
    open_here = lcspr_commands.RecordDecision in whole.local_opens
    return open_here and whole.rapid_review.status == "submitted"


MOVES: tuple[MoveRule, ...] = (
    MoveRule(
        r.ExplainRapidReviewDelayV1,
        PARTNERSHIP,
        reviewing(rapid_review.ExplainDelay),
        "The rapid review is not awaited.",
    ),
    MoveRule(
        r.SubmitRapidReviewV1,
        PARTNERSHIP,
        reviewing(rapid_review.Submit),
        "No rapid review is due.",
    ),
    *RAPID_MOVES,
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
        correction.CorrectDecisionV1,
        STAFF,
        _considering(consideration_commands.Correct),
        "Nothing is decided yet.",
    ),
    MoveRule(
        curation.CurateCaseV1,
        STAFF,
        lambda whole: whole.consideration.decision_id is not None,
        "Nothing is decided yet.",
    ),
    MoveRule(
        given_advice.AnswerAdviceV1, PARTNERSHIP, _advised(advice.Answer), "No advice was given."
    ),
    MoveRule(
        given_advice.RecordAdviceEffectV1,
        (*STAFF, *PARTNERSHIP),
        _advised(advice.Observe),
        "Nobody has said yet what became of the advice.",
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
        MoveDialogueV1,
        STAFF,
        lambda whole: _talking(dialogue.Move)(whole) and whole.rapid_review.status != "cancelled",
        "No meeting with the partners is awaited, or the notification was withdrawn.",
    ),
    MoveRule(CallOffDialogueV1, STAFF, _talking(dialogue.CallOff), NO_MEETING),
    MoveRule(m.RecordDialogueV1, STAFF, _talking(dialogue.Record), NO_MEETING),
    MoveRule(
        c.RecordPartnersDecisionV1,
        PARTNERSHIP,
        _decided_by_partners,
        "The rapid review has not come, or the LCSPR has begun.",
    ),
    MoveRule(
        ProposeLcsprV1,
        PARTNERSHIP,
        lambda whole: _lcspr(Propose)(whole) and whole.rapid_review.status == "submitted",
        "The rapid review has not come, or the LCSPR has begun.",
    ),
    *(
        MoveRule(one.command, GROUPS[one.by], _lcspr(one.move), one.why_not)
        for one in lcspr_moves.LCSPR
    ),
    MoveRule(
        AddLedgerActionV1,
        PARTNERSHIP,
        lambda whole: whole.has_been_reviewed,
        "No rapid review has been sent and no LCSPR begun.",
    ),
    *(
        MoveRule(one.command, GROUPS[one.by], _in_ledger(one.move), one.why_not)
        for one in lcspr_moves.LEDGER
    ),
    *PANEL_MOVES,
)

ROLES: Mapping[type[Command], tuple[str, ...]] = {
    **{rule.command: rule.roles for rule in MOVES},
    m.ArrangeMeetingV1: STAFF,
    m.RecordAttendanceV1: STAFF,
    **PANEL_ROLES,
    selection.LogSelectionV1: STAFF,
    g.FormRegionalGroupV1: STAFF,
    g.ArrangeRegionalMeetingV1: REGION,
    g.RecordRegionalMeetingV1: REGION,
    g.OfferSupportV1: REGION,
    g.RecordUptakeV1: ANSWERS_OFFERS,
}
"""Who may give each command; what is no case's (meetings, members, groups, topics of the log) has no moves."""
