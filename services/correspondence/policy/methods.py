"""The methodology library of ``methods.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from contracts.review.lcspr_course import Method


@dataclass(frozen=True)
class MethodEntry:
    """One method; ``days``: the work that it usually takes, of all who take part together."""

    method: Method
    suits: str
    days: int
    takes_part: str


@dataclass(frozen=True)
class Library:
    """All of them, in one version."""

    version: str
    methods: tuple[MethodEntry, ...]


@cache
def library() -> Library:
    """The library in force."""
    data = tomllib.loads((resources.files(__package__) / "methods.toml").read_text())
    entries = (
        MethodEntry(Method(one["code"]), one["suits"], one["days"], one["takes_part"])
        for one in data["method"]
    )
    return Library(data["version"], tuple(entries))
