"""The places that a person may open, as a menu: many are grouped, and the group one is in shows its places."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A place to go; ``also``: addresses of pages that belong to it without beginning as it does."""

    text: str
    href: str
    also: Sequence[str] = ()

    def reach(self, here: str) -> int:
        """How much of a page's address is of this place; 0 where none is."""
        return max((len(one) for one in (self.href, *self.also) if _holds(one, here)), default=0)


@dataclass(frozen=True)
class Group:
    """Places that belong together; it leads to the first."""

    text: str
    links: Sequence[Link]


@dataclass(frozen=True)
class Item:
    """One entry; ``active``: one is there, or in its group."""

    text: str
    href: str
    active: bool


@dataclass(frozen=True)
class Menu:
    """The first row, and the places of the group one is in, if it has any, under its name."""

    items: Sequence[Item]
    name: str = ""
    places: Sequence[Item] = ()


def menu_of(entries: Sequence[Link | Group], here: str) -> Menu:
    """The menu on a page: one is at the place whose address begins the page's for longest."""
    groups = [one if isinstance(one, Group) else Group(one.text, (one,)) for one in entries]
    places = [link for group in groups for link in group.links if link.reach(here)]
    at = max(places, key=lambda link: link.reach(here), default=None)
    items = [Item(one.text, one.links[0].href, active=at in one.links) for one in groups]
    inside = next((one for one in groups if at in one.links and len(one.links) > 1), None)
    if inside is None:
        return Menu(items)
    return Menu(
        items, inside.text, [Item(one.text, one.href, active=one is at) for one in inside.links]
    )


def _holds(place: str, here: str) -> bool:
    return here == place or (place != "/" and here.startswith(f"{place}/"))
