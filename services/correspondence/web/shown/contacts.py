"""Contacts with partners as the desk reads them: the log, what was agreed, and how long a partner heard nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.web.words import many
from contracts.codes import Partner
from contracts.dialogue import Channel
from services.correspondence.contact.domain import Contact
from services.correspondence.contact.store import Channelled
from services.correspondence.read_models.last_contact import Silence
from services.correspondence.web.shown.words import label, partners, upper

WAYS = {"issued": "Letter issued", "letter": "Letter", "reply": "Their reply", "thread": "Answer"}
"""Those that are no channel of the log."""
TALKS = ("call", "teams", "meeting")
LONG_DAYS = 90
"""From here on a silence is marked; a mark and no rule."""


@dataclass(frozen=True)
class SilenceLine:
    """One line of those who heard nothing for long."""

    code: str
    name: str
    partner: str
    partnerships: int
    last: str
    days: str
    colour: str
    spoke: str


@dataclass(frozen=True)
class ContactLine:
    """One contact in a list."""

    id: UUID
    contact_on: date | None
    channel: str
    partners: str
    reference: str
    partnership: str
    open: int


@dataclass(frozen=True)
class Mix:
    """How many contacts each channel had, quarter by quarter, and how many of them were talks."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def silence(one: Silence, today: date) -> SilenceLine:
    """One partnership or organisation."""
    quiet = (today - one.last_on).days if one.last_on else None
    long = quiet is None or quiet >= LONG_DAYS
    spoke = f"{(today - one.spoke_on).days} days ago" if one.spoke_on else "Never"
    return SilenceLine(
        code=one.code,
        name=one.name,
        partner=label(Partner, one.partner) if one.partner else "",
        partnerships=one.partnerships,
        last=_way(one.last_way) if one.last_way and one.last_on else "None so far",
        days="Never" if quiet is None else many(quiet, "day"),
        colour="orange" if long else "green",
        spoke=spoke,
    )


def line(one: Contact, names: Mapping[str, str]) -> ContactLine:
    """One contact."""
    return ContactLine(
        id=one.id,
        contact_on=one.contact_on,
        channel=label(Channel, one.channel),
        partners=upper(partners(list(one.partners))),
        reference=one.reference,
        partnership=names.get(one.partnership, one.partnership),
        open=len(one.open_actions),
    )


def mix(counted: Sequence[Channelled]) -> Mix:
    """A column a quarter; the last row says what share of a quarter were talks."""
    quarters = sorted({one.quarter for one in counted})
    found = {(one.channel, one.quarter): one.number for one in counted}
    channels = sorted({one.channel for one in counted}, key=lambda one: (one not in TALKS, one))
    rows = [[_way(one), *(str(found.get((one, q), 0)) for q in quarters)] for one in channels]
    share = [_share(found, quarter) for quarter in quarters]
    heads = [f"Quarter {(q.month + 2) // 3}, {q.year}" for q in quarters]
    return Mix(heads, [*rows, ["Calls, Teams and meetings together", *share]] if rows else [])


def _share(found: Mapping[tuple[str, date], int], quarter: date) -> str:
    whole = sum(number for (_, one), number in found.items() if one == quarter)
    talks = sum(found.get((channel, quarter), 0) for channel in TALKS)
    return f"{round(100 * talks / whole)}%" if whole else ""


def _way(code: str) -> str:
    return WAYS.get(code) or label(Channel, code)
