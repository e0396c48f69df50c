"""Dates, times and codes as people read them."""

from datetime import date, datetime
from typing import Any

from chassis.web import words
from contracts.codes import Partner
from contracts.envelope import Code
from contracts.review.case_state import Stage
from contracts.review.lcspr import CopyRecipient

BEFORE_REVIEW = {"notified": "Notified", "notify_only": "Notified only, no review needed"}
STAGES = {**BEFORE_REVIEW, **{stage.value: stage.label for stage in Stage}}
REGIONS = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
}
"""The regions of England by their ONS code."""
COLOURS = {
    "rapid_review_due": "blue",
    "with_national_body": "purple",
    "listed": "purple",
    "decided": "turquoise",
    "awaiting_information": "yellow",
    "awaiting_partners": "yellow",
    "lcspr": "teal",
    "published": "green",
}


def day(on: date | str | None) -> str:
    """8 June 2026; a date written as ISO will do."""
    return words.day(date.fromisoformat(on) if isinstance(on, str) else on)


def moment(at: datetime | str) -> str:
    """8 June 2026 at 2:05pm, in England."""
    return words.moment(datetime.fromisoformat(at) if isinstance(at, str) else at)


AWAITED = {"partnership": "the partnership", "national_body": "the Panel"}
"""On whom a case may wait."""
BODIES = {"ofsted": "Ofsted", "dfe": "the Department for Education"}


def label(kind: type[Code], value: Any) -> str:
    """The words of a code; the code itself when this version does not know it."""
    try:
        return kind(value).label
    except ValueError:
        return str(value).replace("_", " ").capitalize()


def listed(parts: list[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def body(name: str) -> str:
    """A body outside, as a sentence names it: the Panel, Ofsted."""
    if name in BODIES:
        return BODIES[name]
    if name.startswith("authority:"):
        return "another authority"
    return lower(label(CopyRecipient, name)) if name in list(CopyRecipient) else name


def partners(values: list[str]) -> str:
    """The local authority and the police."""
    return listed([f"the {lower(label(Partner, one))}" for one in values])


def lower(text: str) -> str:
    """With a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def days(number: int) -> str:
    """1 working day, 3 working days."""
    return words.many(number, "working day")
