"""What a table of legal moves is: where each may be made, where it leads, and which rule says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from contracts.envelope import Command
from services.review.moves.table import ROLES

Leads = dict[str, tuple[str, ...]]
"""Where a move may be made, each with where it can lead."""


def stay(*stations: str) -> Leads:
    """Made here, and it stands where it stood."""
    return {one: (one,) for one in stations}


def to(station: str, *stations: str) -> Leads:
    """From each of these to the first."""
    return dict.fromkeys(stations, (station,))


def either(targets: tuple[str, ...], *stations: str) -> Leads:
    """From each of these to one of several, by what it says."""
    return dict.fromkeys(stations, targets)


@dataclass(frozen=True)
class Row:
    """One move. Either it is a command that a person or a system gives, or it comes of something else.

    ``code`` names it inside its table; ``when``: what must hold beside the station; ``sources``: in the
    words of the refusals themselves.
    """

    code: str
    says: str
    leads: Leads
    sources: tuple[str, ...]
    command: type[Command] | None = None
    comes_of: str = ""
    when: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Who may give it; nobody, where it comes of something else."""
        return ROLES[self.command] if self.command else ()


@dataclass(frozen=True)
class Group:
    """Stations under one name: a move from all of them is one arrow."""

    words: str
    stations: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """All moves of one kind of object; ``station`` reads where it stands.

    ``ordinary``: ways that are drawn though a group's arrow stands for them; ``rules``: what a move is held against beside its station, each with its source.
    """

    name: str
    title: str
    about: str
    stations: Mapping[str, str]
    station: Callable[[Any], str]
    rows: tuple[Row, ...]
    groups: tuple[Group, ...] = ()
    ordinary: frozenset[tuple[str, str]] = frozenset()
    rules: tuple[tuple[str, str], ...] = field(default=())

    def open_at(self, station: str, command: type[Command]) -> bool:
        """Whether a command is legal at a station, in one of its rows."""
        return any(row.command is command and station in row.leads for row in self.rows)

    @property
    def commands(self) -> tuple[type[Command], ...]:
        """The commands of its rows, each once."""
        return tuple(dict.fromkeys(row.command for row in self.rows if row.command))

    @property
    def named(self) -> frozenset[str]:
        """Every station that a row names."""
        ends = chain.from_iterable(row.leads.values() for row in self.rows)
        return frozenset(chain(*ends, *(row.leads for row in self.rows)))
