"""What is published, and who wants to hear of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

EVERYONE = "everyone"


@dataclass(frozen=True)
class Item:
    """One thing that is public: without themes, regions or audiences it is for those of each."""

    id: UUID
    kind: str
    title: str
    words: str
    address: str
    at: datetime
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """What a reader asks for: as whom, and of which themes and regions; none chosen is all."""

    audience: str = EVERYONE
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


def wants(choice: Choice, kinds: frozenset[str], item: Item) -> bool:
    """Whether a reader's choice holds an item; ``kinds``: what is for such a reader."""
    own = choice.audience == EVERYONE or choice.audience in item.audiences or not item.audiences
    return (
        own
        and item.kind in kinds
        and _meet(choice.themes, item.themes)
        and _meet(choice.regions, item.regions)
    )


def _meet(chosen: Sequence[str], named: Sequence[str]) -> bool:
    return not chosen or not named or not set(chosen).isdisjoint(named)
