"""The rules of ``benchmark.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class BenchmarkRule:
    """The version in force."""

    version: str
    window_months: int
    cases_min: int
    peers_min: int
    rounded_to: int


@cache
def in_force() -> BenchmarkRule:
    """The rule."""
    text = (resources.files(__package__) / "benchmark.toml").read_text()
    return BenchmarkRule(**tomllib.loads(text))
