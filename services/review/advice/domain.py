"""Advice to a partnership about one case: asked, given, relied on; it binds nobody. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused

SOURCE = "Panel guidance June 2025: the Panel can advise on process and format"


@dataclass(frozen=True)
class Item:
    """One piece of advice; ``asked_by`` is None where nobody asked."""

    id: UUID
    number: int
    topic: str
    asked_by: str | None = None
    given: bool = False
    relied_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """A partner asks; ``advice_id`` is new."""

    advice_id: UUID
    reference: str
    on: date
    partner: str
    topic: str
    question: Any
    withdrawn: bool


@dataclass(frozen=True)
class Give:
    """Advice, to a question or unasked; ``new_id`` is for the latter."""

    advice_id: UUID | None
    new_id: UUID
    reference: str
    on: date
    topic: str
    said: Any
    withdrawn: bool


@dataclass(frozen=True)
class Rely:
    """A partner relied on it."""

    advice_id: UUID
    on: date
    partner: str
    said: Any


Command = Ask | Give | Rely


@dataclass(frozen=True)
class Asked:
    """A question waits."""

    item: Item
    command: Ask


@dataclass(frozen=True)
class Given:
    """Advice was given."""

    item: Item
    command: Give


@dataclass(frozen=True)
class ReliedOn:
    """A partner relied on it."""

    item: Item
    command: Rely


Event = Asked | Given | ReliedOn


@dataclass(frozen=True)
class Log:
    """The advice of one case."""

    id: UUID
    reference: str = ""
    items: tuple[Item, ...] = ()

    def find(self, id_: UUID | None) -> Item | None:
        """One piece."""
        return next((one for one in self.items if one.id == id_), None)


def decide(state: Log, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Ask():
            _there_is_a_case(command)
            item = Item(command.advice_id, len(state.items) + 1, command.topic, command.partner)
            return () if state.find(command.advice_id) else (Asked(item, command),)
        case Give():
            return _give(state, command)
        case Rely():
            return _rely(state, command)
        case _:
            assert_never(command)


def _there_is_a_case(command: Ask | Give) -> None:
    if not command.reference:
        raise Refused("There is no such case.", SOURCE, "incident_id", "unknown")
    if command.withdrawn:
        raise Refused("The notification was withdrawn.", SOURCE, code="withdrawn")


def _give(state: Log, command: Give) -> tuple[Event, ...]:
    _there_is_a_case(command)
    if command.advice_id is None:
        new = Item(command.new_id, len(state.items) + 1, command.topic, given=True)
        return () if state.find(command.new_id) else (Given(new, command),)
    asked = _known(state, command.advice_id)
    if asked.given:
        raise Refused("This question has been answered.", SOURCE, "advice_id", "answered")
    return (Given(replace(asked, topic=command.topic, given=True), command),)


def _rely(state: Log, command: Rely) -> tuple[Event, ...]:
    item = _known(state, command.advice_id)
    if not item.given:
        raise Refused("This advice has not been given yet.", SOURCE, "advice_id", "not_given")
    if command.partner in item.relied_by:
        return ()
    return (ReliedOn(replace(item, relied_by=(*item.relied_by, command.partner)), command),)


def _known(state: Log, id_: UUID) -> Item:
    if found := state.find(id_):
        return found
    raise Refused("There is no such advice in this case.", SOURCE, "advice_id", "unknown_advice")


def evolve(state: Log, event: Event) -> Log:
    """The state after an event."""
    match event:
        case Asked(item=item, command=made) | Given(item=item, command=made):
            state = replace(state, reference=made.reference)
        case ReliedOn(item=item):
            pass
        case _:
            assert_never(event)
    known = state.find(item.id) is not None
    kept = tuple(item if one.id == item.id else one for one in state.items)
    return replace(state, items=kept if known else (*kept, item))


def available(state: Log) -> frozenset[type[Command]]:
    """The commands that are open now; whether the case is withdrawn is said beside it."""
    return frozenset({Ask, Give, *((Rely,) if any(one.given for one in state.items) else ())})
