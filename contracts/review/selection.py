"""Facts and commands of the public log of what was looked at nationally: by topic, never by case."""

from datetime import date
from uuid import UUID

from contracts.codes import Criterion, Finding, Theme
from contracts.envelope import Command, Document, Fact, Open, OpenCode, Token
from contracts.reasons import ReviewReason


class SelectionOutcome(OpenCode):
    """What came of looking at a topic."""

    IN_VIEW = "kept_in_view", "Kept in view"
    NATIONAL_REVIEW = "national_review", "A national review is held"
    LOCAL_BETTER = "local_more_appropriate", "Local reviews are more appropriate"
    BRIEFING = "briefing", "A briefing is written instead"
    NOT_PURSUED = "not_pursued", "Not pursued"
    OTHER = "other", "Another outcome"


class SelectionAnswer(Document):
    """One criterion of regulation 3, as answered for a topic."""

    criterion: Open[Criterion]
    finding: Open[Finding]


class Prevalence(Document):
    """How often the topic was found, from released figures."""

    reviews: Open[int]
    of_reviews: Open[int]
    partnerships: Open[int]
    of_partnerships: Open[int]
    as_of: Open[date]
    data_set_version: Open[Token]


class LogSelectionV1(Command):
    """Enter a topic in the public log, or what has come of it since; keyed by the entry's own id.

    There is no free text in it: the reasons are coded, so that no case can be told of.
    """

    selection_id: Open[UUID]
    topic: Open[Theme]
    outcome: Open[SelectionOutcome]
    reason_codes: Open[tuple[ReviewReason, ...]]
    criteria: Open[tuple[SelectionAnswer, ...]]
    prevalence: Open[Prevalence | None] = None


class SelectionLoggedV1(Fact):
    """An entry of the public log, as it stands from this day on."""

    selection_id: Open[UUID]
    topic: Open[Theme]
    outcome: Open[SelectionOutcome]
    reason_codes: Open[tuple[ReviewReason, ...]]
    criteria: Open[tuple[SelectionAnswer, ...]]
    prevalence: Open[Prevalence | None] = None
    logged_on: Open[date]
    framework_version: Open[Token]
