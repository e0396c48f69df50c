"""What is said of who speaks for an organisation, and of how letters come to it. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Person:
    """A name and an address at work."""

    name: str
    mailbox: str


@dataclass(frozen=True)
class Enter:
    """Someone holds a role from a day on, perhaps until one."""

    by: str
    on: date
    holder_id: UUID
    role: str
    person: Person
    holds_from: date
    holds_until: date | None = None


@dataclass(frozen=True)
class HandOver:
    """From a day on another person holds the role."""

    by: str
    on: date
    holder_id: UUID
    successor_id: UUID
    person: Person
    from_day: date


@dataclass(frozen=True)
class End:
    """The last day on which someone holds a role."""

    by: str
    on: date
    holder_id: UUID
    last_day: date


@dataclass(frozen=True)
class Correct:
    """The name or the address was wrong, or is another now."""

    by: str
    on: date
    holder_id: UUID
    person: Person


@dataclass(frozen=True)
class Strike:
    """It never was so."""

    by: str
    on: date
    holder_id: UUID


@dataclass(frozen=True)
class Choose:
    """How letters are to come; by post: to which address."""

    by: str
    on: date
    channel: str
    address: str = ""


@dataclass(frozen=True)
class Forget:
    """Keep no name and no address of those who left, or were struck out, before a day."""

    on: date
    before: date


Command = Enter | HandOver | End | Correct | Strike | Choose | Forget


def choose(by: str, on: date, channel: str, address: str) -> Choose:
    """How letters are to come; the address is kept line by line."""
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    return Choose(by, on, channel, "\n".join(lines))
