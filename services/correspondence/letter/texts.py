"""The texts of a letter: the decision's, each by its part, and what a person wrote in their place. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.codes import Criterion
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence.letter.local_review import LocalReview

Made = DecisionRecordedV1 | LocalReview
"""What a letter is made from."""

LABELS = {
    "strengths": "Strengths",
    "reasons": "Why",
    "comments": "Our comments",
    "decision_making": "Feedback on the decision",
    "analysis": "Feedback on the analysis",
    "learning": "Feedback on the learning",
    "advice": "Our advice",
}


@dataclass(frozen=True)
class Change:
    """One part in a person's own words: what the decision says, and what the letter says instead."""

    title: str
    by: str
    on: date
    was: str
    now: str


def sealed_texts(made: Made) -> Mapping[str, str | None]:
    """Every text that a letter may hold, sealed, in the letter's order."""
    return made.texts() if isinstance(made, LocalReview) else _decided(made)


def _decided(decision: DecisionRecordedV1) -> Mapping[str, str | None]:
    said = decision.feedback
    return {
        "strengths": said.strengths,
        "reasons": decision.reasons,
        **{f"criterion-{one.criterion}": one.reason for one in decision.criteria},
        **{
            evidence_part(one.criterion, number): text
            for one in decision.criteria
            for number, text in enumerate(one.evidence, 1)
        },
        "decision_making": said.decision_making,
        "analysis": said.analysis,
        "learning": said.learning,
        **{f"request-{one.number}": one.text for one in decision.asks},
        "advice": decision.advice,
        **{f"advice-{one.number}": one.text for one in decision.advice_items},
    }


GIVES_REASONS = ("reasons", "comments")
GROUPS = {
    "feedback": ("strengths", "decision_making", "analysis", "learning"),
    "criteria": ("criterion-", "evidence-"),
    "advice_items": ("advice-",),
}
"""Fields of a decision that hold more than one part; evidence and advice are named by their place."""


def mended(fields: Sequence[str]) -> tuple[str, ...]:
    """The parts of a letter that a correction of these fields changes, or how their names begin."""
    return tuple(part for name in fields for part in GROUPS.get(name, (name,)))


def evidence_part(criterion: Criterion, number: int) -> str:
    """The part that holds one piece of a criterion's evidence."""
    return f"evidence-{criterion}-{number}"


def title_of(part: str) -> str:
    """What people call a part."""
    kind, _, name = part.partition("-")
    if kind == "evidence":
        criterion, _, number = name.rpartition("-")
        return f"Evidence {number}, {Criterion(criterion).label}"
    if kind == "criterion":
        return f"Why, {Criterion(name).label}"
    if kind == "advice" and name:
        return f"Advice {name}"
    return f"Request {name}" if kind == "request" else LABELS[part]


def needed(part: str) -> bool:
    """Whether a letter can not be without it: its reasons or comments, and the words of what it asks."""
    return part in GIVES_REASONS or part.startswith("request-")
