"""The register of members of the national body: one list, and what it says of each. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused, has_happened

RULE = "standing rule of the national body: its register of members"


@dataclass(frozen=True)
class Interest:
    """A tie to a partnership, to a last day or for good."""

    partnership: str
    until: date | None = None

    def holds(self, partnership: str, on: date) -> bool:
        """Whether it keeps a member out of that partnership's cases on a day."""
        return self.partnership == partnership and (self.until is None or on <= self.until)

    def ends_before(self, other: "Interest") -> bool:
        """Whether it is over while the other still holds."""
        return self.until is not None and (other.until is None or self.until < other.until)


@dataclass(frozen=True)
class Member:
    """One member; ``prepared``: kind and day of each preparation."""

    id: str
    name: str
    sector: str
    serves_from: date
    serves_until: date | None = None
    practised_until: date | None = None
    prepared: tuple[tuple[str, date], ...] = ()
    interests: tuple[Interest, ...] = ()

    def serves(self, on: date) -> bool:
        """Whether they are a member on a day."""
        return self.serves_from <= on and (self.serves_until is None or on <= self.serves_until)

    def is_tied_to(self, partnership: str, on: date) -> bool:
        """Whether a declared interest keeps them out of a partnership's cases."""
        return any(one.holds(partnership, on) for one in self.interests)

    def practises(self, since: date) -> bool:
        """Whether they practise, or did on that day or later."""
        return self.practised_until is None or self.practised_until >= since

    def is_inducted(self, on: date) -> bool:
        """Whether their induction lies behind them."""
        return any(kind == "induction" and day <= on for kind, day in self.prepared)


@dataclass(frozen=True)
class Enter:
    """New members; who is known already stays as they are."""

    members: tuple[Member, ...]


@dataclass(frozen=True)
class Correct:
    """Other words for who a member is."""

    member_id: str
    name: str
    sector: str
    serves_from: date


@dataclass(frozen=True)
class EndTerm:
    """The last day of a term."""

    member_id: str
    last_day: date


@dataclass(frozen=True)
class Prepare:
    """A preparation that took place."""

    today: date
    member_id: str
    kind: str
    on: date


@dataclass(frozen=True)
class Practise:
    """Until when a member practised; None: they still do."""

    today: date
    member_id: str
    until: date | None


@dataclass(frozen=True)
class Declare:
    """A tie to a partnership; ``by_staff``: those who keep the register say so."""

    member_id: str
    interest: Interest
    by_staff: bool = False


Command = Enter | Correct | EndTerm | Prepare | Practise | Declare


@dataclass(frozen=True)
class Entered:
    """A member is in the register."""

    member: Member


@dataclass(frozen=True)
class Changed:
    """The register says something else of a member; ``by``: the command that said so."""

    member: Member
    by: Correct | EndTerm | Prepare | Practise | Declare


Event = Entered | Changed


@dataclass(frozen=True)
class Register:
    """All members that ever were, in the order in which they were entered."""

    id: UUID
    members: tuple[Member, ...] = ()

    def find(self, member_id: str) -> Member | None:
        """One of them."""
        return next((one for one in self.members if one.id == member_id), None)


def decide(state: Register, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    if isinstance(command, Enter):
        return _enter(state, command)
    known = _known(state, command.member_id)
    after = _after(known, command)
    return () if after == known else (Changed(after, command),)


def _enter(state: Register, command: Enter) -> tuple[Event, ...]:
    new = {one.id: one for one in command.members if state.find(one.id) is None}
    for one in new.values():
        _a_term_ends_after_it_begins(one.serves_from, one.serves_until)
    return tuple(Entered(one) for one in new.values())


def _known(state: Register, member_id: str) -> Member:
    if found := state.find(member_id):
        return found
    raise Refused("The register does not name this member.", RULE, "member_id", "unknown_member")


def _after(known: Member, command: Correct | EndTerm | Prepare | Practise | Declare) -> Member:
    match command:
        case Correct(name=name, sector=sector, serves_from=begins):
            _a_term_ends_after_it_begins(begins, known.serves_until, "serves_from")
            return replace(known, name=name, sector=sector, serves_from=begins)
        case EndTerm(last_day=last):
            _a_term_ends_after_it_begins(known.serves_from, last, "last_day")
            return replace(known, serves_until=last)
        case Prepare(kind=kind, on=on):
            has_happened(on, command.today, "done_on", RULE)
            done = (kind, on)
            return known if done in known.prepared else _prepared(known, done)
        case Practise(until=until):
            if until is not None:
                has_happened(until, command.today, "practised_until", RULE)
            return replace(known, practised_until=until)
        case Declare():
            return _tied(known, command)
        case _:
            assert_never(command)


def _tied(known: Member, command: Declare) -> Member:
    """A member only lengthens a tie of their own; that it ended sooner, the staff say."""
    tie = command.interest
    if tie in known.interests:
        return known
    before = next((i for i in known.interests if i.partnership == tie.partnership), None)
    if before and not command.by_staff and tie.ends_before(before):
        reason = "A tie that was declared is ended or shortened by the secretary alone."
        raise Refused(reason, RULE, "until", "shortened")
    others = tuple(i for i in known.interests if i != before)
    return replace(known, interests=(*others, tie))


def _prepared(known: Member, done: tuple[str, date]) -> Member:
    return replace(known, prepared=(*known.prepared, done))


def _a_term_ends_after_it_begins(
    first: date, last: date | None, field: str = "serves_until"
) -> None:
    if last is not None and last < first:
        raise Refused("A term ends on its first day or later.", RULE, field, "term")


def evolve(state: Register, event: Event) -> Register:
    """The state after an event."""
    match event:
        case Entered(member=one):
            return replace(state, members=(*state.members, one))
        case Changed(member=one):
            others = (one if one.id == known.id else known for known in state.members)
            return replace(state, members=tuple(others))
        case _:
            assert_never(event)


def available(state: Register) -> frozenset[type[Command]]:
    """The commands that are open now."""
    return frozenset(
        {Enter, *((Correct, EndTerm, Prepare, Practise, Declare) if state.members else ())}
    )
