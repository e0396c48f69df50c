"""The rules of ``rules.toml``."""

import tomllib
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


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "rules.toml").read_text())


@cache
def recurrence() -> Recurrence:
    """The recurrence rule in force."""
    return Recurrence(**_data()["recurrence"])


@cache
def disclosure() -> Disclosure:
    """The disclosure rule in force."""
    return Disclosure(**_data()["disclosure"])
