"""What may be asked of a letter. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Written:
    """One text of the letter in a person's own words, sealed, in place of the decision's."""

    part: str
    text: str
    by: str
    on: date


@dataclass(frozen=True)
class OnReview:
    """The local review that a letter is about, the fact of it that it answers, whose words it is made from.

    ``words`` tells one content from another, and nothing of either.
    """

    lcspr_id: UUID
    tells_of: UUID
    writers: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True)
class Draft:
    """A decision was recorded, or a person began a letter on a local review.

    Or a letter was withdrawn, which this one then ``replaces``.

    ``corrected``: the last correction of the decision that it says.
    """

    incident_id: UUID
    reference: str
    decision_id: UUID | None
    kind: str
    round: int
    corrected: int = 0
    replaces: UUID | None = None
    counted_from: date | None = None
    on_review: OnReview | None = None


@dataclass(frozen=True)
class Prepare:
    """A person takes the draft as theirs and hands it on for approval."""

    by: str


@dataclass(frozen=True)
class Rewrite:
    """A person words the letter anew and hands it on; ``written`` is all that then differs."""

    by: str
    on: date
    written: tuple[Written, ...]


@dataclass(frozen=True)
class DraftAgain:
    """A person withdraws the draft: it says again what the decision says."""

    by: str
    on: date


@dataclass(frozen=True)
class Discard:
    """A person puts away a letter that a person began: it never goes out, and its words are gone."""

    by: str
    on: date


@dataclass(frozen=True)
class Correct:
    """The decision was corrected: a letter that is not out says what it says now.

    ``mended``: the parts that changed, or how their names begin (``evidence-``): what a person wrote
    there was about words that no longer stand.
    """

    kind: str
    number: int
    mended: tuple[str, ...]

    def mends(self, part: str) -> bool:
        """Whether a part is one of those."""
        return any(
            part == one or (one.endswith("-") and part.startswith(one)) for one in self.mended
        )


@dataclass(frozen=True)
class Readdress:
    """The case has other partners now."""


@dataclass(frozen=True)
class Overtake:
    """Another round was decided before this letter went out."""


@dataclass(frozen=True)
class Approve:
    """A person approves; the letter goes out at once.

    ``warnings`` are the codes of what is doubtful; ``override``, sealed, says why it goes out so;
    ``lines``: the standard lines in it, each with its version.
    """

    by: str
    on: date
    has_reasons: bool = True
    warnings: tuple[str, ...] = ()
    override: str | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class SendBack:
    """Another person does not approve; the reason is sealed."""

    by: str
    reason: str


@dataclass(frozen=True)
class Withdraw:
    """Another person takes back a letter that went out; the reason, sealed, is told to its recipients."""

    by: str
    on: date
    reason: str


Command = (
    Draft
    | Prepare
    | Rewrite
    | DraftAgain
    | Discard
    | Correct
    | Readdress
    | Overtake
    | Approve
    | SendBack
    | Withdraw
)
