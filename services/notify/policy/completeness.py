"""How whole a notification is, by the weights in force: ``completeness.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chassis.dated import in_force, tables


@dataclass(frozen=True)
class Wanted:
    """One thing that is wanted: how much it weighs, and its name in words."""

    weight: int
    words: str


@dataclass(frozen=True)
class Weights:
    """What is wanted of a notification, and of each child in it."""

    version: str
    notification: Mapping[str, Wanted]
    child: Mapping[str, Wanted]


@lru_cache(maxsize=100)
def weights(on: date) -> Weights:
    """The weights in force on the day of notifying."""
    row = in_force(tables(__package__, "completeness.toml")["completeness"], on)
    return Weights(
        row["version"],
        *(
            {name: Wanted(**one) for name, one in row[part].items()}
            for part in ("notification", "child")
        ),
    )
