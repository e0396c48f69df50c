"""Someone who holds a role in an organisation: everything that was noted of them. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.correspondence.office_holder.commands import Person


@dataclass(frozen=True)
class Version:
    """What was noted, by whom and when, and how it stood from then on."""

    change: str
    by: str
    on: date
    person: Person
    holds_from: date
    holds_until: date | None


@dataclass(frozen=True)
class Holder:
    """Someone who holds, held or will hold a role; the last of ``versions`` stands."""

    id: UUID
    role: str
    versions: tuple[Version, ...]

    @property
    def now(self) -> Version:
        """What stands."""
        return self.versions[-1]

    @property
    def struck(self) -> bool:
        """Whether it never was so."""
        return self.now.change == "struck"

    def holds(self, on: date) -> bool:
        """Whether they hold the role on a day."""
        return not self.struck and self.meets(on, on)

    def meets(self, first: date, last: date | None) -> bool:
        """Whether some day from ``first`` to ``last`` is theirs."""
        until = self.now.holds_until
        return (until is None or until >= first) and (last is None or self.now.holds_from <= last)
