"""The rules in force on a date, read from ``framework.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from chassis.calendar import CALENDAR_VERSION, add_working_days, working_days_between
from contracts.codes import Clock
from contracts.http_notify import PreCheckAnswer, PreCheckBody
from contracts.notify import AbuseNeglect, IncidentKind

DUTY = "Children Act 2004 s16C(1)"


@dataclass(frozen=True)
class Framework:
    """One version of the guidance."""

    version: str
    guidance: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "framework.toml").read_text())


def _in_force(rows: list[dict[str, Any]], on: date) -> dict[str, Any]:
    applicable = [row for row in rows if row["from"] <= on]
    return max(applicable or rows[:1], key=lambda row: row["from"])


def framework(on: date) -> Framework:
    """The guidance in force on a date."""
    row = _in_force(_data()["framework"], on)
    return Framework(row["version"], row["guidance"])


def codes(name: str) -> tuple[str, ...]:
    """The members of a code list."""
    return tuple(_data()["code_lists"][name])


def working_days(code: Literal["N1", "N2", "RR1"], on: date) -> int:
    """How long a clock runs that starts on a date; RR1 is told to senders, and kept by ``review``."""
    days: int = _clock_row(code, on)["working_days"]
    return days


def _clock_row(code: str, on: date) -> dict[str, Any]:
    return _in_force([row for row in _data()["clock"] if row["code"] == code], on)


@lru_cache(maxsize=1000)
def clock(code: Literal["N1", "N2"], aware_on: date, met_on: date | None) -> Clock:
    """A clock of notifying: day one is the working day after the authority became aware."""
    row = _clock_row(code, aware_on)
    due = add_working_days(aware_on, row["working_days"])
    return Clock(
        code=code,
        title=row["title"],
        started_on=aware_on,
        due_on=due,
        met_on=met_on,
        working_days_late=None if met_on is None else working_days_between(due, met_on),
        basis=row["basis"],
        policy_version=f"{row['version']}; {CALENDAR_VERSION}",
    )


Route = Literal["in_scope", "notify_only", "not_notifiable"]


@dataclass(frozen=True)
class Ages:
    """Whole years: a child is younger than the first, a care leaver than the second."""

    child_under: int
    care_leaver_under: int


@cache
def ages() -> Ages:
    """The ages in force."""
    return Ages(**_data()["ages"])


def route(
    kind: IncidentKind, abuse_neglect: AbuseNeglect, *, of_a_child: bool = True
) -> tuple[Route, str]:
    """Where a notification goes, and the paragraph that says so.

    ``of_a_child``: whether anyone concerned was under 18 at the incident, or may have been. The duty and
    the rapid review that follows are about children, so an adult care leaver's death is notified only.
    """
    told = of_a_child and abuse_neglect is not AbuseNeglect.NEITHER
    if kind.value in _data()["routes"]["notify_only"] and not told:
        return (
            "notify_only",
            "Working Together, chapter 5: deaths of looked-after children and care leavers",
        )
    if not of_a_child:
        return "not_notifiable", f"{DUTY}: nobody concerned was a child at the incident"
    if not told:
        return "not_notifiable", f"{DUTY}: abuse or neglect is neither known nor suspected"
    return (
        "in_scope",
        f"{DUTY}: abuse or neglect is {abuse_neglect.value}, and {kind.label.lower()}",
    )


def pre_check(body: PreCheckBody, on: date) -> PreCheckAnswer:
    """The answer to the criteria; nothing is stored."""
    child = not body.eighteen_or_over
    where, source = route(body.kind_of_incident, body.abuse_neglect, of_a_child=child)
    here = body.child_in_area or (body.outside_england and body.normally_resident)
    if where == "in_scope" and not here:
        where, source = (
            "not_notifiable",
            f"{DUTY}(a), (b): the authority where it happened notifies",
        )
    words = {
        "in_scope": f"Notify within {working_days('N1', on)} working days of becoming aware; a rapid"
        " review follows.",
        "notify_only": "Notify; no rapid review follows.",
        "not_notifiable": "On these answers there is no duty to notify. Ask when in doubt.",
    }
    return PreCheckAnswer(
        answer="notifiable" if where == "in_scope" else where,
        because=words[where],
        source=source,
        framework_version=framework(on).version,
    )
