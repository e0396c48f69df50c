"""Who the news is for, and how often somebody may ask for it; read from ``news.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from chassis.dated import in_force, tables


@dataclass(frozen=True)
class Audience:
    """A kind of reader, and the kinds of news that are for them."""

    code: str
    title: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class NewsRule:
    """The version in force; ``audiences`` by their code."""

    version: str
    confirm_h_max: int
    asks_an_address_day_max: int
    asks_an_hour_max: int
    feed_items_max: int
    audiences: Mapping[str, Audience]


@cache
def news_rule() -> NewsRule:
    """The rule."""
    data = tables(__package__, "news.toml")
    found = [Audience(a["code"], a["title"], frozenset(a["kinds"])) for a in data["audience"]]
    return NewsRule(
        version=data["version"],
        confirm_h_max=data["confirm_h_max"],
        asks_an_address_day_max=data["asks_an_address_day_max"],
        asks_an_hour_max=data["asks_an_hour_max"],
        feed_items_max=data["feed_items_max"],
        audiences=MappingProxyType({one.code: one for one in found}),
    )


def hidden_up_to(on: date) -> int:
    """The largest number that a digest issued on a day does not show to anyone."""
    return int(in_force(tables(__package__, "news.toml")["figures"], on)["hidden_up_to"])
