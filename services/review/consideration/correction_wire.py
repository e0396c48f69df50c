"""Corrections of a decision: the contract's words in, facts out; and what a decision's codes say of themselves."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from contracts.codes import Criterion, Finding, Outcome, Theme, View
from contracts.envelope import Fact
from contracts.reasons import ReviewReason
from contracts.review.consideration import CriterionAnswer, ReplyTerms
from contracts.review.correction import (
    CorrectDecisionV1,
    DecisionCorrectedV1,
    DecisionCorrectionAnnouncedV1,
)
from contracts.review.given_advice import AdviceItem
from services.review.consideration import commands, events
from services.review.consideration.state import Consideration
from services.review.policy import rules

AWAITS_REPLY = (
    "advise_lcspr",
    "question_lcspr",
    "question_no_lcspr",
    "decision_missing",
    "agree_lcspr",
)
"""The outcomes whose letter asks the partners for their decision on an LCSPR."""
AGREED = {
    ("yes", "agree_lcspr"): True,
    ("no", "agree_no_lcspr"): True,
    ("yes", "question_lcspr"): False,
    ("no", "question_no_lcspr"): False,
    ("no", "advise_lcspr"): False,
}


def evidence_of(criteria: Sequence[CriterionAnswer]) -> tuple[tuple[str, int], ...]:
    """How many pieces of evidence each criterion names."""
    return tuple((one.criterion.value, len(one.evidence)) for one in criteria)


def advice_of(items: Sequence[AdviceItem]) -> tuple[commands.Advised, ...]:
    """Each piece of advice with what it rests on."""
    return tuple(commands.Advised(one.number, one.criterion, one.evidence) for one in items)


CHANGES: Mapping[str, Callable[[CorrectDecisionV1], Mapping[str, Any]]] = {
    "outcome": lambda c: {"outcome": str(c.outcome)},
    "national_candidate": lambda c: {"national_candidate": c.national_candidate},
    "criteria": lambda c: {
        "criteria": tuple((a.criterion, a.finding, a.reason is not None) for a in c.criteria or ()),
        "evidence": evidence_of(c.criteria or ()),
    },
    "reasons": lambda _: {"has_reasons": True},
    "reason_codes": lambda c: {"reason_codes": tuple(c.reason_codes or ())},
    "feedback": lambda _: {},
    "advice": lambda _: {},
    "advice_items": lambda c: {"advice": advice_of(c.advice_items or ())},
    "lines_of_enquiry": lambda _: {},
    "themes": lambda c: {"themes": tuple(c.themes or ())},
}
"""What each field of the command changes in the decision's codes."""


def correct_from(command: CorrectDecisionV1, on: date) -> commands.Correct:
    """The correction, as the rules take it."""
    parts = tuple(name for name in CHANGES if getattr(command, name) is not None)
    changes: dict[str, Any] = {}
    for name in parts:
        changes |= CHANGES[name](command)
    return commands.Correct(on, command.decision_id, changes, parts, command)


def reply_terms(made: commands.Decide) -> ReplyTerms | None:
    """What the letter will ask for: the partners' decision, else information, else nothing."""
    if made.outcome in AWAITS_REPLY:
        return rules.reply_terms("P3", made.on)
    return rules.reply_terms("P2", made.on) if made.asks else None


def agreement(made: commands.Decide) -> bool | None:
    """Whether the view is the partners' own; None where there is nothing to compare."""
    return AGREED.get((str(made.view), str(made.outcome)))


def announce(state: Consideration, event: events.Corrected) -> Sequence[Fact]:
    """The correction with its text, and the decision's codes as they stand for those outside."""
    return (_corrected(state, event), _announced(state, event))


def _corrected(state: Consideration, event: events.Corrected) -> DecisionCorrectedV1:
    made, said = event.made, event.command.said
    told: dict[str, Any] = {
        "incident_id": state.id,
        "reference": state.reference,
        "decision_id": made.decision_id,
        "round": state.made_in,
        "correction": event.number,
        "corrected_on": event.command.on,
        "parts": event.command.parts,
        "after_letter": event.after_letter,
        "why": said.why,
        **{name: getattr(said, name) for name in event.command.parts},
        "outcome": made.outcome,
        "national_candidate": made.national_candidate,
        "reply_terms": reply_terms(made),
    }
    return DecisionCorrectedV1(**told)


def _announced(state: Consideration, event: events.Corrected) -> DecisionCorrectionAnnouncedV1:
    made = event.made
    return DecisionCorrectionAnnouncedV1(
        incident_id=state.id,
        reference=state.reference,
        decision_id=made.decision_id,
        round=state.made_in,
        correction=event.number,
        decided_on=made.on,
        corrected_on=event.command.on,
        parts=event.command.parts,
        outcome=Outcome(made.outcome),
        national_candidate=made.national_candidate,
        partnership_view=View(made.view),
        agreement=agreement(made),
        criteria_met=found(made, Finding.MET),
        criteria_unclear=found(made, Finding.UNCLEAR),
        themes=tuple(Theme(one) for one in made.themes),
        reason_codes=tuple(ReviewReason(one) for one in made.reason_codes),
    )


def found(made: commands.Decide, finding: Finding) -> tuple[Criterion, ...]:
    """The criteria with one finding."""
    return tuple(Criterion(one) for one, answer, _ in made.criteria if answer == finding.value)
