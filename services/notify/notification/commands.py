"""What may be asked of a notification."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

Route = Literal["in_scope", "notify_only", "not_notifiable"]
About = Literal["notification", "withdrawal"]


@dataclass(frozen=True)
class Position:
    """One partner's position on notifying; ``stated_on`` is None when it was not dated.

    ``stated_by``: the partner itself or the authority; None: it was not kept then, and counts as the
    partner's own word, since nobody can tell that it is not.
    """

    partner: str
    position: str
    stated_on: date | None
    stated_by: str | None = None

    @property
    def is_reported(self) -> bool:
        """Whether the authority says it of another partner."""
        return self.stated_by not in (None, self.partner)

    @property
    def is_own_word(self) -> bool:
        """Whether the partner itself took this position."""
        return not self.is_reported and self.position != "not_asked"


@dataclass(frozen=True)
class Submit:
    """Notify an incident; route and basis are what the policy in force says of it."""

    at: datetime
    on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    route: Route
    basis: str
    positions: tuple[Position, ...] = ()
    authority: str = ""
    children: int = 1
    question: UUID | None = None
    """A question on the threshold that came with it."""


@dataclass(frozen=True)
class Amend:
    """Correct what was sent; None leaves a date as it was.

    ``changed``: the parts beside the dates that read otherwise now; ``route``: where the policy sends it then.
    """

    on: date
    occurred_on: date | None = None
    aware_on: date | None = None
    partners_told_on: date | None = None
    changed: tuple[str, ...] = ()
    route: Route | None = None
    basis: str = ""


@dataclass(frozen=True)
class AddChild:
    """Name a child that was not notified; ``known``: this very child has this number already.

    ``most``: how many children the policy in force allows.
    """

    on: date
    number: int
    known: bool
    route: Route | None = None
    basis: str = ""
    most: int = field(kw_only=True)


@dataclass(frozen=True)
class CompleteIdentity:
    """Say who a child is; ``changed``: something of it is new."""

    on: date
    number: int
    changed: bool
    route: Route | None = None
    basis: str = ""


@dataclass(frozen=True)
class Reassign:
    """Give it to the authority in whose area it happened; ``same_partners``: of one partnership both."""

    on: date
    to: str
    same_partners: bool = False


@dataclass(frozen=True)
class MarkDuplicate:
    """Find that ``of`` is of the same incident, which stands as ``survivor_stands`` and goes on.

    ``found_different``: the national body has found them to be two, and who marks does not speak for it.
    """

    on: date
    of: UUID
    survivor_stands: str | None
    found_different: bool = False


@dataclass(frozen=True)
class Absorb:
    """Stand for a duplicate from now on, with the earliest dates of both.

    ``review_from``: where the time of the rapid review that the duplicate owed began; None: it owed none.
    ``same_partners``: of one partnership both, so that who was told of the one was told of the other.
    """

    on: date
    duplicate: UUID
    notified_on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    review_from: date | None = None
    same_partners: bool = False


@dataclass(frozen=True)
class AskThreshold:
    """Ask whether the incident meets the threshold; the same question has the same id."""

    on: date
    question: UUID


@dataclass(frozen=True)
class AnswerThreshold:
    """Advise on the threshold; ``same``: in the words that were given already."""

    on: date
    question: UUID
    same: bool = False


@dataclass(frozen=True)
class Withdraw:
    """Find that the criteria are not met; the authority decides, positions are recorded."""

    on: date
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True)
class RecordPosition:
    """State a partner's position on notifying."""

    on: date
    stated: Position


@dataclass(frozen=True)
class RecordTold:
    """Record that a body that must be told was told, and how.

    ``about``: of what it had to be told; ``since``: when it was first to be told; ``worded``: words say how;
    ``ended``: it is to be told no more; ``before``: what is recorded already; ``same_words``: in these words.
    """

    on: date
    recipient: str
    told_on: date
    how: str
    since: date
    worded: bool = False
    ended: bool = False
    before: tuple[date, str] | None = None
    same_words: bool = True
    about: About = "notification"


@dataclass(frozen=True)
class CorrectTold:
    """Say that what is recorded of telling a body was a mistake.

    ``told``: what is right, None: it was not told; ``same_words``: only its words are not what was wrong.
    """

    on: date
    recipient: str
    told: tuple[date, str] | None
    since: date
    worded: bool
    before: tuple[date, str] | None
    same_words: bool = True
    about: About = "notification"


Later = (
    Amend
    | Withdraw
    | RecordPosition
    | AddChild
    | CompleteIdentity
    | Reassign
    | MarkDuplicate
    | Absorb
    | AskThreshold
    | AnswerThreshold
)
Command = Submit | Later | RecordTold | CorrectTold
