"""What ``review`` tells of its rules: the framework that a decision of a day is made under."""

from datetime import date

from contracts.codes import Criterion, Outcome
from contracts.envelope import Document
from contracts.reasons import ReviewReason


class DecisionCriterionAnswer(Document):
    """One criterion with its words, and the outcomes that must answer it."""

    code: Criterion
    words: str
    answered_by: tuple[Outcome, ...]


class DecisionReasonAnswer(Document):
    """One reason of the vocabulary that every level shares, and the criteria that it rests on."""

    code: ReviewReason
    words: str
    rests_on: tuple[Criterion, ...]


class DecisionClockAnswer(Document):
    """One clock that runs from a decision or to one."""

    code: str
    title: str
    working_days: int | None
    months: int | None
    starts: str
    basis: str
    version: str


class DecisionFrameworkAnswer(Document):
    """The framework in force on a day; a decision of that day keeps ``version``."""

    on: date
    version: str
    since: date
    guidance: str
    questions: tuple[str, ...]
    criteria: tuple[DecisionCriterionAnswer, ...]
    reasons: tuple[DecisionReasonAnswer, ...]
    clocks: tuple[DecisionClockAnswer, ...]
