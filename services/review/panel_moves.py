"""The moves of the national body's own work, and of advice to partners: part of the one table in ``moves``."""

from collections.abc import Callable, Mapping
from typing import Any

from contracts.envelope import Command
from contracts.review import advice as a
from contracts.review import member, minutes
from contracts.review import preparation as p
from services.review.advice import domain as advice
from services.review.consideration import commands as consideration_commands
from services.review.consideration import domain as consideration
from services.review.consideration import preparing

STAFF = ("secretary",)
MEMBERS = ("member", "chair")
PARTNERS = (
    "partnership_manager",
    "partnership_system",
    "partner_authority",
    "partner_health",
    "partner_police",
)
Open = Callable[[Any], bool]
NOTHING = "Nothing is before the Panel."


def _considering(kind: type) -> Open:
    return lambda whole: kind in consideration.available(whole.consideration)


def _goes_on(whole: Any) -> bool:
    return whole.rapid_review.status not in ("none", "cancelled")


def _some_advice(whole: Any) -> bool:
    return advice.Rely in advice.available(whole.advice)


MOVES: tuple[tuple[type[Command], tuple[str, ...], Open, str], ...] = (
    (p.TriageCaseV1, STAFF, _considering(preparing.Triage), NOTHING),
    (p.AllocateReadersV1, STAFF, _considering(preparing.Allocate), NOTHING),
    (
        p.CommentAsReaderV1,
        (*MEMBERS, *STAFF),
        _considering(preparing.Comment),
        "Nothing is before the Panel, or nobody reads it yet.",
    ),
    (p.DeclareConflictV1, MEMBERS, _considering(consideration_commands.Recuse), NOTHING),
    (
        p.RecordDissentV1,
        (*STAFF, *MEMBERS),
        _considering(preparing.Dissent),
        "No decision of this round has been made.",
    ),
    (a.AskAdviceV1, PARTNERS, _goes_on, "The notification was withdrawn."),
    (a.GiveAdviceV1, STAFF, _goes_on, "The notification was withdrawn."),
    (a.RelyOnAdviceV1, PARTNERS, _some_advice, "No advice has been given in this case."),
)
"""Command, roles, when it is open in a ``moves.Whole``, and the words when it is not."""

ROLES: Mapping[type[Command], tuple[str, ...]] = {
    minutes.AgreeMinutesV1: ("chair",),
    member.RegisterMembersV1: STAFF,
    member.CorrectMemberV1: STAFF,
    member.EndMemberTermV1: STAFF,
    member.RecordPreparationV1: STAFF,
    member.RecordPracticeV1: STAFF,
    member.DeclareInterestV1: (*STAFF, *MEMBERS),
}
"""Who may give the commands that are about no case."""
