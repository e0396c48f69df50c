"""Someone who holds a role in an organisation: everything that was noted of them. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chassis.errors import Reused
from services.correspondence.office_holder.commands import Person

SOURCE = "rule of the national body: each partner names its leads, delegates and deputies, with their days"


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
    """Someone who holds, held or will hold a role; the last of ``versions`` stands.

    ``forgotten_on``: since then no name and no address is kept, and what they held from when to when still is.
    """

    id: UUID
    role: str
    versions: tuple[Version, ...]
    forgotten_on: date | None = None

    @property
    def now(self) -> Version:
        """What stands."""
        return self.versions[-1]

    @property
    def struck(self) -> bool:
        """Whether it never was so."""
        return self.now.change == "struck"

    @property
    def is_open(self) -> bool:
        """Whether something more may be noted of them."""
        return not self.struck and self.forgotten_on is None

    @property
    def left_on(self) -> date | None:
        """Their last day; the day on which they were struck out; None while neither is known."""
        return self.now.on if self.struck else self.now.holds_until

    def again(self, *entered: str | Person | date | None) -> tuple[()]:
        """Entered once more, as ``(role, person, first day, last day)``: nothing changes; raises Reused for another."""
        then = self.versions[0]
        known = (self.role, then.person, then.holds_from, then.holds_until)
        if self.forgotten_on is None and entered != known:
            raise Reused
        return ()

    def forgotten(self, on: date) -> "Holder":
        """The same without a name or an address, in what was noted earlier too."""
        nameless = tuple(replace(one, person=Person("", "")) for one in self.versions)
        return replace(self, versions=nameless, forgotten_on=on)

    def holds(self, on: date) -> bool:
        """Whether they hold the role on a day."""
        return not self.struck and self.meets(on, on)

    def meets(self, first: date, last: date | None) -> bool:
        """Whether some day from ``first`` to ``last`` is theirs."""
        until = self.now.holds_until
        return (until is None or until >= first) and (last is None or self.now.holds_from <= last)
