"""Returns asked of agencies: asked, given or declined, chased when overdue. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused

GUIDANCE = "Working Together, chapter 5: all agencies involved contribute to a rapid review"
OWN = "a return is given by the partner through which its agency is reached, or by the authority"
RETURNS_MAX = 40


@dataclass(frozen=True)
class Wanted:
    """An agency to be asked."""

    agency: str
    partner: str
    name: Any


@dataclass(frozen=True)
class Ask:
    """Ask agencies; ``status`` is the rapid review's, ``named``: who asks names the day."""

    status: str
    reference: str
    on: date
    due_on: date
    wanted: tuple[Wanted, ...]
    named: bool = False


@dataclass(frozen=True)
class Give:
    """A return comes, or it is said that none will; ``status`` is the rapid review's."""

    status: str
    on: date
    number: int
    partner: str
    outcome: str
    has_content: bool
    said: Any


@dataclass(frozen=True)
class Chase:
    """The clock looks for what is overdue."""

    today: date


@dataclass(frozen=True)
class Recount:
    """The calendar changed; ``due``: when what was asked on a day is due by it."""

    due: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class Stop:
    """The rapid review was sent, or none is due any more: nothing is chased."""


Command = Ask | Give | Chase | Recount | Stop


@dataclass(frozen=True)
class Asked:
    """An agency was asked."""

    number: int
    reference: str
    on: date
    due_on: date
    wanted: Wanted
    named: bool = False


@dataclass(frozen=True)
class Given:
    """It is known what came of it."""

    on: date
    number: int
    outcome: str
    said: Any


@dataclass(frozen=True)
class Chased:
    """It was asked for again."""

    on: date
    number: int


@dataclass(frozen=True)
class Moved:
    """It is due on another day."""

    number: int
    due_on: date
    was_due_on: date


@dataclass(frozen=True)
class Stopped:
    """Nothing is awaited any more."""


Event = Asked | Given | Chased | Moved | Stopped


@dataclass(frozen=True)
class Return:
    """One agency's return; ``outcome`` is empty while it is awaited, ``named``: its day was named."""

    number: int
    agency: str
    partner: str
    asked_on: date
    due_on: date
    outcome: str = ""
    given_on: date | None = None
    chased: int = 0
    chased_on: date | None = None
    named: bool = False


@dataclass(frozen=True)
class AgencyReturns:
    """All returns of one rapid review."""

    id: UUID
    reference: str = ""
    stopped: bool = False
    returns: tuple[Return, ...] = ()

    @property
    def awaited(self) -> tuple[Return, ...]:
        """What has not come, the earliest due first."""
        missing = [one for one in self.returns if not one.outcome and not self.stopped]
        return tuple(sorted(missing, key=lambda one: (one.due_on, one.number)))


def decide(state: AgencyReturns, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Ask():
            return _ask(state, command)
        case Give():
            return _give(state, command)
        case Chase():
            return tuple(
                Chased(command.today, one.number)
                for one in state.awaited
                if is_to_be_chased(one, command.today)
            )
        case Recount():
            return _recount(state, dict(command.due))
        case Stop():
            return (Stopped(),) if state.awaited else ()
        case _:
            assert_never(command)


def _ask(state: AgencyReturns, command: Ask) -> tuple[Event, ...]:
    if command.status == "none":
        raise Refused("No rapid review without a notification first.", GUIDANCE, code="unknown")
    if command.status == "cancelled":
        raise Refused("The notification counts no more.", GUIDANCE, code="cancelled")
    if not command.wanted:
        raise Refused("Name the agencies that are asked.", GUIDANCE, "agencies", "nobody")
    if len(state.returns) + len(command.wanted) > RETURNS_MAX:
        reason = f"A rapid review asks {RETURNS_MAX} returns at most."
        raise Refused(reason, GUIDANCE, "agencies", "too_many")
    if command.due_on < command.on:
        raise Refused("The day is in the past.", GUIDANCE, "due_on", "date")
    first = len(state.returns) + 1
    return tuple(
        Asked(number, command.reference, command.on, command.due_on, one, command.named)
        for number, one in enumerate(command.wanted, first)
    )


def _recount(state: AgencyReturns, due: Mapping[date, date]) -> tuple[Event, ...]:
    return tuple(
        Moved(one.number, due[one.asked_on], one.due_on)
        for one in state.awaited
        if not one.named and due.get(one.asked_on, one.due_on) != one.due_on
    )


def _give(state: AgencyReturns, command: Give) -> tuple[Event, ...]:
    found = next((one for one in state.returns if one.number == command.number), None)
    if found is None:
        raise Refused("No such return was asked.", GUIDANCE, "number", "unknown_return")
    if command.status == "cancelled":
        raise Refused("The notification counts no more.", GUIDANCE, code="cancelled")
    if command.partner not in ("authority", found.partner):
        raise Refused("This return is another partner's to give.", OWN, "number", "not_own")
    if command.outcome == "given" and not command.has_content:
        raise Refused("Send the return, or say what it holds.", GUIDANCE, "summary", "empty")
    return (Given(command.on, command.number, command.outcome, command.said),)


def is_to_be_chased(one: Return, today: date) -> bool:
    """Overdue, and not asked for again on this day or a later one."""
    return one.due_on < today and (one.chased_on is None or one.chased_on < today)


def evolve(state: AgencyReturns, event: Event) -> AgencyReturns:
    """The state after an event; who asks again after the review was sent awaits all that has not come."""
    match event:
        case Asked():
            who = (event.number, event.wanted.agency, event.wanted.partner)
            asked = Return(*who, event.on, event.due_on, named=event.named)
            returns = (*state.returns, asked)
            return replace(state, reference=event.reference, returns=returns, stopped=False)
        case Given():
            return _changed(state, event.number, outcome=event.outcome, given_on=event.on)
        case Chased():
            before = state.returns[event.number - 1].chased
            return _changed(state, event.number, chased=before + 1, chased_on=event.on)
        case Moved():
            return _changed(state, event.number, due_on=event.due_on)
        case Stopped():
            return replace(state, stopped=True)
        case _:
            assert_never(event)


def _changed(state: AgencyReturns, number: int, **fields: Any) -> AgencyReturns:
    returns = tuple(replace(r, **fields) if r.number == number else r for r in state.returns)
    return replace(state, returns=returns)


def available(state: AgencyReturns, status: str) -> frozenset[type[Command]]:
    """The commands that are open while the rapid review has this status."""
    if status not in ("open", "submitted"):
        return frozenset({Stop} if state.awaited else ())
    found: set[type[Command]] = {Ask, Stop, Chase, Recount}
    return frozenset(found | {Give} if state.returns else found)
