"""The table of resources, and the register as it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.conn import Conn
from chassis.states import States
from contracts.codes import Theme
from contracts.publication import CoProduction, Participation, ResourceKind
from contracts.review.lcspr_advice import Milestone
from contracts.review.lcspr_course import Method
from services.correspondence.resource.domain import Resource

RESOURCES = States("resource", Resource, lambda one: one.id)
SHOWN_MAX = 500


@dataclass(frozen=True)
class Listed:
    """One resource as people see it."""

    id: UUID
    title: str
    resource_kind: ResourceKind
    address: str
    methods: tuple[Method, ...]
    milestones: tuple[Milestone, ...]
    participation: tuple[Participation, ...]
    co_production: CoProduction
    commissioned: bool
    themes: tuple[Theme, ...]
    listed_on: date

    @property
    def codes(self) -> frozenset[str]:
        """Every tag, for a filter."""
        tags = (*self.methods, *self.milestones, *self.participation, *self.themes)
        return frozenset(one.value for one in (*tags, self.co_production, self.resource_kind))


async def listed(conn: Conn, tag: str = "") -> list[Listed]:
    """The resources that are recommended now, by title; of one tag, or all."""
    rows = await conn.fetch(
        """
        select state::text from resource
        where state->>'withdrawn_on' is null order by state->'tags'->>'title', id limit $1
        """,
        SHOWN_MAX,
    )
    found = [one for row in rows if (one := _of(row["state"]))]
    return [one for one in found if not tag or tag in one.codes]


async def newest(conn: Conn, most: int) -> list[Listed]:
    """Those that are recommended now, the latest listed first."""
    rows = await conn.fetch(
        """
        select state::text from resource
        where state->>'withdrawn_on' is null order by state->>'listed_on' desc, id limit $1
        """,
        most,
    )
    return [one for row in rows if (one := _of(row["state"]))]


async def on_themes(conn: Conn, themes: Sequence[Theme]) -> list[Listed]:
    """The resources on any of these themes, those on the first theme before the others."""
    found = [one for one in await listed(conn) if set(one.themes) & set(themes)]
    return sorted(found, key=lambda one: min(themes.index(t) for t in one.themes if t in themes))


def _of(text: str) -> Listed | None:
    state = RESOURCES.parse(text)
    return shown(state) if state else None


def shown(state: Resource) -> Listed | None:
    """A resource as people see it; None for one that was never listed."""
    if state.tags is None or state.listed_on is None:
        return None
    tags = state.tags
    return Listed(
        state.id,
        tags.title,
        ResourceKind(tags.resource_kind),
        tags.address,
        tuple(Method(one) for one in tags.methods),
        tuple(Milestone(one) for one in tags.milestones),
        tuple(Participation(one) for one in tags.participation),
        CoProduction(tags.co_production),
        tags.commissioned,
        tuple(Theme(one) for one in tags.themes),
        state.listed_on,
    )
