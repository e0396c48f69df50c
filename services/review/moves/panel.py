"""The moves of the national body's own work, and of advice to partners: part of the one table in ``moves``."""

from collections.abc import Callable, Mapping

from contracts.envelope import Command
from contracts.review import advice as a
from contracts.review import member, minutes
from contracts.review import preparation as p
from services.review.advice import domain as advice
from services.review.consideration import commands as consideration_commands
from services.review.consideration import preparing
from services.review.whole import EVERY_PARTNER, STAFF, MoveRule, Whole

MEMBERS = ("member", "chair")
NOTHING = "Nothing is before the Panel."


def _considering(kind: type) -> Callable[[Whole], bool]:
    return lambda whole: kind in whole.panel_opens


def _goes_on(whole: Whole) -> bool:
    return whole.rapid_review.status not in ("none", "cancelled")


def _some_advice(whole: Whole) -> bool:
    return advice.Rely in advice.available(whole.advice)


PANEL_MOVES: tuple[MoveRule, ...] = (
    MoveRule(p.TriageCaseV1, STAFF, _considering(preparing.Triage), NOTHING),
    MoveRule(p.AllocateReadersV1, STAFF, _considering(preparing.Allocate), NOTHING),
    MoveRule(
        p.CommentAsReaderV1,
        (*MEMBERS, *STAFF),
        _considering(preparing.Comment),
        "Nothing is before the Panel, or nobody reads it yet.",
    ),
    MoveRule(p.DeclareConflictV1, MEMBERS, _considering(consideration_commands.Recuse), NOTHING),
    MoveRule(
        p.RecordDissentV1,
        (*STAFF, *MEMBERS),
        _considering(preparing.Dissent),
        "No decision of this round has been made.",
    ),
    MoveRule(a.AskAdviceV1, EVERY_PARTNER, _goes_on, "The notification was withdrawn."),
    MoveRule(a.GiveAdviceV1, STAFF, _goes_on, "The notification was withdrawn."),
    MoveRule(
        a.RelyOnAdviceV1, EVERY_PARTNER, _some_advice, "No advice has been given in this case."
    ),
)

PANEL_ROLES: Mapping[type[Command], tuple[str, ...]] = {
    minutes.AgreeMinutesV1: ("chair",),
    member.RegisterMembersV1: STAFF,
    member.CorrectMemberV1: STAFF,
    member.EndMemberTermV1: STAFF,
    member.RecordPreparationV1: STAFF,
    member.RecordPracticeV1: STAFF,
    member.DeclareInterestV1: (*STAFF, *MEMBERS),
}
"""Who may give the commands that are about no case."""
