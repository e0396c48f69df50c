"""The public log of what was looked at nationally: an entry a topic, never a case. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.errors import Refused

REG3 = "SI 2018/789 regulation 3"
BY_TOPIC = "rule of the national body: the log is by topic, and points to no case"
CRITERIA = ("reg3_improvements", "reg3_legislation", "reg3_recurrent_themes")


@dataclass(frozen=True)
class Log:
    """Enter a topic, or what came of it since.

    ``partnerships``: of how many it is known, if figures are out; ``figures``: those figures, field by field.
    ``said`` is the contract's command: it holds no text.
    """

    on: date
    topic: str
    outcome: str
    reason_codes: tuple[str, ...]
    criteria: tuple[tuple[str, str], ...]
    partnerships: int | None
    partnerships_min: int
    said: Any
    figures: tuple[tuple[str, str], ...] = ()


Command = Log


@dataclass(frozen=True)
class Logged:
    """The entry stands so now."""

    command: Log


Event = Logged


@dataclass(frozen=True)
class Selection:
    """One entry as it stands."""

    id: UUID
    topic: str = ""
    outcome: str = ""
    reason_codes: tuple[str, ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    partnerships: int | None = None
    figures: tuple[tuple[str, str], ...] = ()


def decide(state: Selection, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    if state.topic and state.topic != command.topic:
        raise Refused("This entry is about another topic.", BY_TOPIC, "topic", "other_topic")
    if not command.reason_codes:
        raise Refused("Give the reasons.", REG3, "reason_codes", "no_reasons")
    if sorted(criterion for criterion, _ in command.criteria) != sorted(CRITERIA):
        raise Refused("Answer each criterion of regulation 3.", REG3, "criteria", "regulation_3")
    met = any(finding == "met" for _, finding in command.criteria)
    if command.outcome == "national_review" and not met:
        reason = "A national review needs a criterion that is met."
        raise Refused(reason, REG3, "criteria", "none_met")
    few = command.partnerships is not None and command.partnerships < command.partnerships_min
    if few:
        reason = f"Fewer than {command.partnerships_min} partnerships have it: that could point to a case."
        raise Refused(reason, BY_TOPIC, "prevalence", "too_few")
    logged = Logged(command)
    return () if evolve(state, logged) == state else (logged,)


def evolve(state: Selection, event: Event) -> Selection:
    """The state after an event."""
    said = event.command
    return Selection(
        id=state.id,
        topic=said.topic,
        outcome=said.outcome,
        reason_codes=said.reason_codes,
        criteria=said.criteria,
        partnerships=said.partnerships,
        figures=said.figures,
    )
