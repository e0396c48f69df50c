"""The rules of ``rules.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Recurrence:
    """When a theme recurs."""

    version: str
    window_months: int
    reviews_min: int
    reviews_share_over: float
    partnerships_share_over: float


@dataclass(frozen=True)
class Disclosure:
    """How small numbers are shown to the public."""

    version: str
    suppress_up_to: int
    region_rounded_to: int


@dataclass(frozen=True)
class Regional:
    """How a theme's share in each region is told with a trend."""

    version: str
    months: int
    reviews_min: int
    rounded_to: int


@dataclass(frozen=True)
class Groups:
    """The groups that coded answers are published in, and which codes are in each."""

    version: str
    words: Mapping[str, str]
    codes: Mapping[str, Sequence[str]]

    def of(self, code: str) -> str:
        """The group of a code; one that no group has yet is not known."""
        return next((group for group, held in self.codes.items() if code in held), "not_known")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "rules.toml").read_text())


@cache
def recurrence() -> Recurrence:
    """The recurrence rule in force."""
    return Recurrence(**_data()["recurrence"])


@cache
def ethnic_groups() -> Groups:
    """The groups in force."""
    return Groups(**_data()["ethnicity"])


@cache
def locations() -> Groups:
    """The groups of places in force."""
    return Groups(**_data()["location"])


@cache
def disclosure() -> Disclosure:
    """The disclosure rule in force."""
    return Disclosure(**_data()["disclosure"])


@cache
def regional() -> Regional:
    """The rule of regions in force."""
    return Regional(**_data()["regional"])
