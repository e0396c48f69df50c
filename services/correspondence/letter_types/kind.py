"""What every kind of letter shares: its data, its standard lines, its headings in their order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from contracts.codes import Criterion, Finding, Outcome, Partner, View
from services.correspondence.render.content import (
    Letter,
    Section,
    numbered,
)

TEMPLATE_VERSION = "letters-1"
MADE_UP = "Made-up data: this letter was written by a demonstration about a case that never was."


@dataclass(frozen=True)
class Answered:
    """One criterion as the letter shows it."""

    criterion: Criterion
    finding: Finding
    reason: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Stated:
    """One partner's position."""

    partner: Partner
    view: View
    withheld: bool


@dataclass(frozen=True)
class Asked:
    """One thing asked for."""

    number: int
    asked_of: tuple[Partner, ...]
    text: str


@dataclass(frozen=True)
class LocalContext:
    """Released figures, to see the case beside others."""

    theme: str
    reviews: int
    of_reviews: int
    percent: float
    partnerships: int
    of_partnerships: int
    as_of: date
    data_set_version: str


@dataclass(frozen=True)
class LetterData:
    """All that any kind of letter may need, its text opened for this rendering alone."""

    reference: str
    partnership: str
    recipients: tuple[str, ...]
    on: date
    outcome: Outcome
    national_candidate: bool
    partnership_view: View
    positions: tuple[Stated, ...]
    criteria: tuple[Answered, ...]
    reasons: str
    review_version: int
    strengths: str | None = None
    decision_making: str | None = None
    analysis: str | None = None
    learning: str | None = None
    advice: str | None = None
    asks: tuple[Asked, ...] = ()
    lines_of_enquiry: tuple[str, ...] = ()
    reply_due: date | None = None
    context: LocalContext | None = None
    guidance_version: str = ""
    framework_version: str = ""
    signed_by: str = "The Child Safeguarding Practice Review Panel"
    made_up: bool = True


@dataclass(frozen=True)
class LetterType:
    """A kind of letter: its code, its title, and how its sections are made from the data."""

    code: str
    title: str
    sections: Callable[[LetterData], tuple[Section, ...]]
    sample: LetterData

    def render(self, data: LetterData) -> Letter:
        """The content tree of one letter."""
        return numbered(
            Letter(
                title=f"{self.title}: {data.reference}",
                sender=data.signed_by,
                partnership=data.partnership,
                recipients=data.recipients,
                date=day(data.on),
                year_month_day=(data.on.year, data.on.month, data.on.day),
                reference=data.reference,
                sections=self.sections(data),
                closing=("Yours sincerely", data.signed_by),
                small_print=(
                    "Paragraphs are numbered, so that you can answer any of them by its number.",
                    (
                        f"Guidance: {data.guidance_version}. Framework: {data.framework_version}."
                        f" Letter template: {TEMPLATE_VERSION}."
                    ),
                ),
                banner=MADE_UP if data.made_up else None,
            )
        )


def day(on: date) -> str:
    """Monday 8 June 2026."""
    return f"{on:%A} {on.day} {on:%B %Y}"
