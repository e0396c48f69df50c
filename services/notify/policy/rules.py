"""The rules in force on a date, read from ``framework.toml``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import product
from typing import Any, Literal

from chassis import clocks
from chassis.dated import NEWEST, in_force, tables
from contracts.codes import Clock
from contracts.http_notify import PreCheckAnswer, PreCheckBody, PreCheckOutcome
from contracts.notify import AbuseNeglect, IncidentKind
from services.notify.policy.code_lists import code_lists

DUTY = "Children Act 2004 s16C(1)"


@dataclass(frozen=True)
class Framework:
    """One version of the law and the guidance."""

    version: str
    since: date
    guidance: str
    law: str
    child: str


@dataclass(frozen=True)
class Ages:
    """Whole years: a child is younger than the first, a care leaver than the second."""

    version: str
    child_under: int
    care_leaver_under: int


@dataclass(frozen=True)
class Limits:
    """How much one notification may hold."""

    version: str
    children_max: int
    narrative_bytes_max: int


def in_force_on(table: str, on: date) -> dict[str, Any]:
    """A row of ``framework.toml`` without its date."""
    row = in_force(tables(__package__, "framework.toml")[table], on)
    return {name: value for name, value in row.items() if name != "from"}


@lru_cache(maxsize=100)
def framework(on: date) -> Framework:
    """The law and the guidance in force on a date."""
    since = in_force(tables(__package__, "framework.toml")["framework"], on)["from"]
    return Framework(since=since, **in_force_on("framework", on))


def codes(name: str, on: date = NEWEST) -> tuple[str, ...]:
    """The members of a code list."""
    return tuple(code_lists(on)[name].codes)


@cache
def ages(on: date = NEWEST) -> Ages:
    """The ages in force."""
    return Ages(**in_force_on("ages", on))


@cache
def limits(on: date = NEWEST) -> Limits:
    """The limits in force."""
    return Limits(**in_force_on("limits", on))


def working_days(code: Literal["N1", "N2", "RR1"], on: date) -> int:
    """How long a clock runs that starts on a date; RR1 is told to senders, and kept by ``review``."""
    days: int = clock_row(code, on)["working_days"]
    return days


def review_due(since: date) -> date:
    """By when the rapid review is due, until ``review`` itself has said so."""
    return clocks.clock(clock_row("RR1", since), since).due_on


@lru_cache(maxsize=100)
def clock_row(code: str, on: date) -> Mapping[str, Any]:
    """A clock's version for a start on a date."""
    rows = [row for row in tables(__package__, "framework.toml")["clock"] if row["code"] == code]
    return in_force(rows, on)


def sending(since: date, told_on: date | None = None) -> Clock:
    """The clock of telling a body that must be told, from the day since which it is to be told."""
    return clocks.clock(clock_row("S1", since), since, told_on)


def late_before(today: date) -> date:
    """The first day since which what waits is not late yet: what has waited longer is."""
    day = today
    while sending(day - timedelta(days=1)).due_on >= today:
        day -= timedelta(days=1)
    return day


def clock(code: Literal["N1", "N2"], aware_on: date, met_on: date | None) -> Clock:
    """A clock of notifying: day one is the working day after the authority became aware."""
    return clocks.clock(clock_row(code, aware_on), aware_on, met_on)


Route = Literal["in_scope", "notify_only", "not_notifiable"]


def route(
    kind: IncidentKind,
    abuse_neglect: AbuseNeglect,
    *,
    of_a_child: bool = True,
    on: date = NEWEST,
) -> tuple[Route, str]:
    """Where a notification goes by the rules of a day, and the paragraph that says so.

    ``of_a_child``: whether anyone concerned was under 18 at the incident, or may have been. The duty and
    the rapid review that follows are about children, so an adult care leaver's death is notified only.
    """
    told, row = of_a_child and abuse_neglect is not AbuseNeglect.NEITHER, in_force_on("route", on)
    if kind.value in row["notify_only"] and not told:
        return "notify_only", row["source"]
    if not of_a_child:
        return "not_notifiable", f"{DUTY}: nobody concerned was a child at the incident"
    if not told:
        return "not_notifiable", f"{DUTY}: abuse or neglect is neither known nor suspected"
    return (
        "in_scope",
        f"{DUTY}: abuse or neglect is {abuse_neglect.value}, and {kind.label.lower()}",
    )


OTHERWISE: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "abuse_neglect": (
        {"abuse_neglect": AbuseNeglect.SUSPECTED},
        {"abuse_neglect": AbuseNeglect.NEITHER},
    ),
    "age": ({"eighteen_or_over": False}, {"eighteen_or_over": True}),
    "place": ({"child_in_area": True}, {"child_in_area": False, "outside_england": False}),
}
"""What could be so where somebody is unsure."""
MOST_FIRST: tuple[Route, ...] = ("in_scope", "notify_only", "not_notifiable")


def pre_check(body: PreCheckBody, on: date) -> PreCheckAnswer:
    """The answer to the criteria; nothing is stored. A doubt matters only where it changes the answer."""
    doubts = (OTHERWISE[name] for name in dict.fromkeys(body.unsure_of))
    cases = [
        body.model_copy(update={name: value for one in so for name, value in one.items()})
        for so in product(*doubts)
    ]
    found = dict(_before_notifying(one, on) for one in cases)
    where = next(one for one in MOST_FIRST if one in found)
    answer = "notifiable" if where == "in_scope" else where
    days = working_days("N1", on)
    words = {
        "in_scope": f"Notify within {days} working days of becoming aware; a rapid review follows.",
        "notify_only": "Notify; no rapid review follows.",
        "not_notifiable": "On these answers there is no duty to notify. Ask when in doubt.",
    }
    advice = (
        "What you are not sure of decides this. Speak with the other safeguarding partners, and ask the national"
        f" body, within the {days} working days: they do not wait. What could follow: {words[where]}"
    )
    sure, law = len(found) == 1, framework(on)
    return PreCheckAnswer(
        answer=answer,
        because=words[where] if sure else advice,
        source=f"{found[where]}. {law.guidance}: {law.child}" if body.unborn else found[where],
        framework_version=law.version,
        outcome=PreCheckOutcome(answer) if sure else PreCheckOutcome.TAKE_ADVICE,
    )


def _before_notifying(body: PreCheckBody, on: date) -> tuple[Route, str]:
    child = body.unborn or not body.eighteen_or_over
    where, source = route(body.kind_of_incident, body.abuse_neglect, of_a_child=child, on=on)
    here = body.child_in_area or (body.outside_england and body.normally_resident)
    if where == "in_scope" and not here:
        return "not_notifiable", f"{DUTY}(a), (b): the authority where it happened notifies"
    return where, source
