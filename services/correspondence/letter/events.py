"""What may happen to a letter. Pure."""

from dataclasses import dataclass
from datetime import date

from services.correspondence.letter.commands import Correct, Draft, Written


@dataclass(frozen=True)
class Drafted:
    """There is a draft."""

    command: Draft


@dataclass(frozen=True)
class Prepared:
    """It waits for approval."""

    by: str


@dataclass(frozen=True)
class Rewritten:
    """It says something in a person's own words, and waits for approval."""

    by: str
    on: date
    written: tuple[Written, ...]


@dataclass(frozen=True)
class DraftedAgain:
    """It is a draft again, in the decision's words."""

    by: str
    on: date


@dataclass(frozen=True)
class Discarded:
    """It is put away."""

    by: str
    on: date


@dataclass(frozen=True)
class Corrected:
    """It is a draft again, of the decision as it stands now."""

    command: Correct


@dataclass(frozen=True)
class Readdressed:
    """It is a draft again, to other partners."""


@dataclass(frozen=True)
class Overtaken:
    """It never goes out."""


@dataclass(frozen=True)
class Approved:
    """It may go, whatever was doubtful."""

    by: str
    on: date
    warnings: tuple[str, ...]
    override: str | None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issued:
    """It went out."""

    on: date


@dataclass(frozen=True)
class SentBack:
    """It is a draft again."""

    by: str
    reason: str


@dataclass(frozen=True)
class Withdrawn:
    """It is out, and no longer holds."""

    by: str
    on: date
    reason: str


Event = (
    Drafted
    | Prepared
    | Rewritten
    | DraftedAgain
    | Discarded
    | Corrected
    | Readdressed
    | Overtaken
    | Approved
    | Issued
    | SentBack
    | Withdrawn
)
