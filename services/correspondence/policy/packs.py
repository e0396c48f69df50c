"""What a pack holds, by the piece of work and by who it is for; read from ``packs.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from chassis.dated import tables


@dataclass(frozen=True)
class Work:
    """A piece of work, and what belongs to it."""

    code: str
    title: str
    lead: str
    guidance: tuple[tuple[str, str], ...]
    topics: frozenset[str]
    milestones: frozenset[str]
    template: bool


@dataclass(frozen=True)
class Role:
    """A kind of reader, and the sections of their pack in their order."""

    code: str
    title: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class PackRule:
    """The version in force."""

    version: str
    digests_max: int
    works: Mapping[str, Work]
    roles: Mapping[str, Role]


@cache
def pack_rule() -> PackRule:
    """The rule."""
    data = tables(__package__, "packs.toml")
    works = (
        Work(
            code=row["code"],
            title=row["title"],
            lead=row["lead"],
            guidance=tuple((document, paragraph) for document, paragraph in row["guidance"]),
            topics=frozenset(row["topics"]),
            milestones=frozenset(row["milestones"]),
            template=row.get("template", False),
        )
        for row in data["work"]
    )
    roles = (Role(row["code"], row["title"], tuple(row["sections"])) for row in data["role"])
    return PackRule(
        version=data["version"],
        digests_max=data["digests_max"],
        works=MappingProxyType({one.code: one for one in works}),
        roles=MappingProxyType({one.code: one for one in roles}),
    )
