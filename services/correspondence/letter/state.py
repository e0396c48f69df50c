"""The state of one letter. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.correspondence.letter.commands import OnReview, Written
from services.correspondence.letter.events import Withdrawn


@dataclass(frozen=True)
class Letter:
    """The state of one letter.

    ``corrected``: the last correction that it says; ``wrote_before``: whose words one has replaced.
    ``replaces``: the withdrawn letter in whose place it stands; ``counted_from``: the day on which the first
    of them went out, from which the partners' time counts.
    """

    id: UUID
    status: str = "none"
    incident_id: UUID | None = None
    reference: str = ""
    decision_id: UUID | None = None
    kind: str = ""
    round: int = 0
    drafted_by: str | None = None
    approved_by: str | None = None
    issued_on: date | None = None
    sent_back_by: str | None = None
    sent_back_because: str | None = None
    written: tuple[Written, ...] = ()
    wrote_before: tuple[str, ...] = ()
    corrected: int = 0
    warnings: tuple[str, ...] = ()
    override: str | None = None
    replaces: UUID | None = None
    counted_from: date | None = None
    withdrawn: Withdrawn | None = None
    on_review: OnReview | None = None

    @property
    def is_out(self) -> bool:
        """The partners have it, be it withdrawn since."""
        return self.status in ("issued", "withdrawn")

    @property
    def is_open(self) -> bool:
        """It has neither gone out nor been overtaken: it may still be worded, corrected, readdressed."""
        return self.status in ("drafted", "prepared")

    @property
    def own_words(self) -> dict[str, str]:
        """The texts that differ from what it was made from, sealed, each by its part."""
        return {one.part: one.text for one in self.written}

    @property
    def authors(self) -> tuple[str, ...]:
        """Those whose words or whose draft it is: none of them approves it."""
        writers = self.on_review.writers if self.on_review else ()
        named = [*writers, self.drafted_by, *self.wrote_before, *(one.by for one in self.written)]
        return tuple(dict.fromkeys(name for name in named if name))
