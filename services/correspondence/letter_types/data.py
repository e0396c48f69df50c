"""What a letter is written from, its text opened for this rendering alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from contracts.codes import Criterion, Finding, Partner, View
from services.correspondence.policy.lines import first_texts


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
class Advised:
    """One piece of advice, with what it rests on."""

    number: int
    text: str
    criterion: Criterion | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class National:
    """A theme's released figures."""

    reviews: int
    of_reviews: int
    percent: float
    partnerships: int
    of_partnerships: int
    as_of: date
    data_set_version: str


@dataclass(frozen=True)
class Regional:
    """A theme's share in the region, in about as many percent; None before: too few reviews to say."""

    region: str
    percent: int
    percent_before: int | None


@dataclass(frozen=True)
class Own:
    """The partnership's other decided reviews, and those of them with the theme; then in the months before."""

    reviews: int
    of_reviews: int
    reviews_before: int
    of_reviews_before: int


@dataclass(frozen=True)
class LocalContext:
    """One theme of the case: nationally, in the region, in the partnership; ``months`` of the latter two."""

    theme: str
    national: National | None
    regional: Regional | None
    own: Own
    months: int


@dataclass(frozen=True)
class Material:
    """An entry of the library on one of the case's themes."""

    title: str
    address: str


@dataclass(frozen=True)
class AdvisedBefore:
    """Advice that was given before the letter, with the published guidance that it rests on."""

    on: date
    topic: str
    guidance: tuple[str, ...]


@dataclass(frozen=True)
class Corrected:
    """What a letter corrects: ours of which day, in which parts, why, and the outcome as it stands."""

    on: date
    parts: tuple[str, ...]
    why: str
    outcome: str
    view: str


@dataclass(frozen=True)
class Replaced:
    """The withdrawn letter in whose place this one stands: of which day, withdrawn when and why."""

    on: date
    withdrawn_on: date
    why: str


@dataclass(frozen=True)
class LetterData:
    """All that any kind of letter may need, its text opened for this rendering alone; ``lines``: the standard ones."""

    reference: str
    partnership: str
    recipients: tuple[str, ...]
    on: date
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
    advice_items: tuple[Advised, ...] = ()
    reason_codes: tuple[str, ...] = ()
    asks: tuple[Asked, ...] = ()
    lines_of_enquiry: tuple[str, ...] = ()
    reply_due: date | None = None
    context: tuple[LocalContext, ...] = ()
    library: tuple[Material, ...] = ()
    advised_before: tuple[AdvisedBefore, ...] = ()
    corrected: Corrected | None = None
    replaced: Replaced | None = None
    guidance_version: str = ""
    framework_version: str = ""
    signed_by: str = ""
    lines: Mapping[str, str] = field(default_factory=first_texts)
    made_up: bool = True

    @property
    def framework_year(self) -> str:
        """``2026``: as people name a version of the learning framework."""
        return self.framework_version.removeprefix("framework-")


def day(on: date) -> str:
    """Monday 8 June 2026."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def still_to_come(due: date | None, on: date) -> date | None:
    """A day that a letter of another day still asks to keep; one that is over is not asked for again."""
    return due if due and due >= on else None
