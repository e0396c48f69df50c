"""The rules in force on a date, read from ``framework.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
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


def clock(code: Literal["N1", "N2"], aware_on: date, met_on: date | None) -> Clock:
    """A clock of notifying: day one is the working day after the authority became aware."""
    rows = [row for row in _data()["clock"] if row["code"] == code]
    row = _in_force(rows, aware_on)
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


def route(kind: IncidentKind, abuse_neglect: AbuseNeglect) -> tuple[Route, str]:
    """Where a notification goes, and the paragraph that says so."""
    if kind.value in _data()["routes"]["notify_only"] and abuse_neglect is AbuseNeglect.NEITHER:
        return (
            "notify_only",
            "Working Together, chapter 5: deaths of looked-after children and care leavers",
        )
    if abuse_neglect is AbuseNeglect.NEITHER:
        return "not_notifiable", f"{DUTY}: abuse or neglect is neither known nor suspected"
    return (
        "in_scope",
        f"{DUTY}: abuse or neglect is {abuse_neglect.value}, and {kind.label.lower()}",
    )


def pre_check(body: PreCheckBody, on: date) -> PreCheckAnswer:
    """The answer to the criteria; nothing is stored."""
    where, source = route(body.kind_of_incident, body.abuse_neglect)
    here = body.child_in_area or (body.outside_england and body.normally_resident)
    if where == "in_scope" and not here:
        where, source = (
            "not_notifiable",
            f"{DUTY}(a), (b): the authority where it happened notifies",
        )
    words = {
        "in_scope": "Notify within five working days of becoming aware; a rapid review follows.",
        "notify_only": "Notify; no rapid review follows.",
        "not_notifiable": "On these answers there is no duty to notify. Ask when in doubt.",
    }
    return PreCheckAnswer(
        answer="notifiable" if where == "in_scope" else where,
        because=words[where],
        source=source,
        framework_version=framework(on).version,
    )
