"""Clocks and limits in force on a date, read from ``clocks.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from chassis import clocks
from chassis.calendar import add_working_days
from chassis.dated import in_force, tables
from contracts.codes import Clock
from contracts.review.consideration import ReplyTerms

ClockCode = Literal["RR1", "P1", "P2", "P3", "L1", "L2", "L4"]


@dataclass(frozen=True)
class Limits:
    """Numbers that are policy."""

    quorum: int
    sectors: tuple[str, ...]
    copies_before_publication_working_days: int
    availability_months: int
    monitoring_months: int
    selection_partnerships_min: int
    version: str


def _data() -> Mapping[str, Any]:
    return tables(__package__, "clocks.toml")


@cache
def limits() -> Limits:
    """The limits in force."""
    found = _data()["limits"]
    return Limits(**{**found, "sectors": tuple(found["sectors"])})


def _in_force(code: ClockCode, on: date) -> Mapping[str, Any]:
    return in_force([row for row in _data()["clock"] if row["code"] == code], on)


def starts(code: ClockCode, on: date) -> str:
    """Which date of the fact that starts a clock it counts from, in the version of a day."""
    return str(_in_force(code, on)["starts"])


def clocks_on(on: date) -> list[dict[str, Any]]:
    """Every clock as it would be for what starts on a day."""
    codes = dict.fromkeys(row["code"] for row in _data()["clock"])
    wanted = ("code", "title", "working_days", "months", "starts", "basis", "version")
    return [{name: _in_force(code, on).get(name) for name in wanted} for code in codes]


def reply_terms(code: Literal["P2", "P3"], decided_on: date) -> ReplyTerms:
    """How long the partners have from the letter of a decision; the decision pins the version."""
    row = _in_force(code, decided_on)
    return ReplyTerms(
        code=code,
        title=row["title"],
        working_days=row["working_days"],
        basis=row["basis"],
        policy_version=row["version"],
    )


def clock(
    code: ClockCode, start: date, met_on: date | None = None, *, pinned_on: date | None = None
) -> Clock:
    """One clock from its start date; ``pinned_on``: the day whose version applies, if not the start's."""
    return clocks.clock(_in_force(code, pinned_on or start), start, met_on)


def earliest_publication(last_copy_on: date) -> date:
    """The first day on which all copies are seven working days old."""
    days = limits().copies_before_publication_working_days
    return add_working_days(last_copy_on, days, provisional=True)


def copies_needed_by(publish_on: date) -> date:
    """The last day for copies when publication is to be on ``publish_on``."""
    days = limits().copies_before_publication_working_days
    return add_working_days(publish_on, -days, provisional=True)
