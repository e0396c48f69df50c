"""A proclaimed bank holiday: what it would move is worked out first, then notify is asked to proclaim it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.access import known_as
from chassis.ask import Asked, Sender
from chassis.calendar import A_DAY, count_days, is_working_day, working_days_between
from chassis.identity import Actor
from contracts.calendar import Occasion, ProclaimBankHolidayV1
from contracts.codes import Clock
from services.correspondence.access import POLICY
from services.correspondence.policy.notifying import partners_clock
from services.correspondence.read_models import calendar, running
from services.correspondence.use_cases import asking
from services.correspondence.use_cases.actions import Actions

PROCLAIM = "proclaim-bank-holiday"
BY_MONTHS = frozenset({"L1", "L4"})
"""Clocks that no bank holiday moves: their length is months."""


@dataclass(frozen=True)
class Moved:
    """One clock that would be due on another day."""

    reference: str
    clock: Clock
    then: date


@dataclass(frozen=True)
class Effect:
    """The clocks that would be due on another day, and how many more of cases that are restricted to others."""

    moved: Sequence[Moved]
    not_shown: int


def moved(clocks: Sequence[tuple[str, Clock]], day: date, *, holiday: bool) -> list[Moved]:
    """The clocks that a proclamation would move, what is due first on top. Pure."""
    found = list(_moved(clocks, day, holiday=holiday))
    return sorted(found, key=lambda one: (one.clock.due_on, one.reference, one.clock.code))


def _moved(clocks: Sequence[tuple[str, Clock]], day: date, *, holiday: bool) -> Iterator[Moved]:
    if says_so(day, holiday=holiday):
        return
    for reference, clock in clocks:
        if clock.code not in BY_MONTHS and _lies_in(day, clock):
            yield Moved(reference, clock, due_if(clock, day, is_working=not holiday))


def _lies_in(day: date, clock: Clock) -> bool:
    """Between start and due date, which comes first where days are counted back."""
    if clock.due_on < clock.started_on:
        return clock.due_on <= day < clock.started_on
    return clock.started_on < day <= clock.due_on


def says_so(day: date, *, holiday: bool) -> bool:
    """Whether the calendar says so already."""
    return is_working_day(day, provisional=True) is not holiday


def due_if(clock: Clock, day: date, *, is_working: bool) -> date:
    """When a running clock would be due if one day were counted otherwise."""
    start, due = clock.started_on, clock.due_on
    days = working_days_between(start, due, provisional=True)
    if due < start:
        days = -working_days_between(due - A_DAY, start - A_DAY, provisional=True)

    def counts(one: date) -> bool:
        return is_working if one == day else is_working_day(one, provisional=True)

    return count_days(start, days, counts)


async def would_move(actions: Actions, actor: Actor, day: date, *, holiday: bool) -> Effect:
    """What a proclamation would move: clocks of open cases, and of partners still to be told."""
    who = known_as(actor)
    async with actions.service.db.read() as conn:
        found = await running.of_open_cases(conn, who)
        untold = await calendar.untold(conn, who)
    found += [(reference, partners_clock(aware_on)) for reference, aware_on in untold]
    moving = moved(found, day, holiday=holiday)
    shown = [one for one in moving if one.reference]
    return Effect(shown, len(moving) - len(shown))


async def proclaim(
    actions: Actions, day: date, occasion: Occasion, actor: Actor, id_: UUID, *, holiday: bool
) -> Asked:
    """Ask notify, which keeps the calendar; raises Refused, Reused."""
    POLICY.check(actor, "proclaim_holiday")
    command = ProclaimBankHolidayV1(
        proclamation_id=id_, day=day, holiday=holiday, occasion=occasion
    )
    async with actions.service.db.read() as conn:
        said = command.model_dump(mode="json")
        digest = await asking.digest_of(conn, actions.service.keys, id_, actor, said, keyless=True)
    sender = Sender(actor.id, actor.roles)
    return await actions.service.ask(command, key=id_, sender=sender, command_id=id_, digest=digest)
