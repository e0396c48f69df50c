"""Everything that happened to one incident, across services, from their journals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import pydantic_core

from contracts.catalogue import by_type


@dataclass(frozen=True)
class Told:
    """One fact of an incident's life."""

    service: str
    type: str
    time: datetime
    recorded_at: datetime
    actor: str
    data: dict[str, Any]

    @property
    def name(self) -> str:
        """``decision-recorded``."""
        return self.type.split(".")[3]

    @property
    def words(self) -> str:
        """Decision recorded."""
        return self.name.replace("-", " ").capitalize().replace("Lcspr", "LCSPR")

    @property
    def compacted(self) -> bool:
        """Whether it tells how things stand, and not what happened."""
        return by_type()[self.type].topic.compacted

    @property
    def clocks(self) -> list[dict[str, Any]]:
        """The clocks that the fact tells of."""
        named = [v for k, v in self.data.items() if k.endswith("clock") and v]
        return named + list(self.data.get("clocks", ()))


async def find_incident(dsn: str, reference: str) -> UUID | None:
    """The incident behind a case reference, from ``notify``'s journal."""
    conn = await asyncpg.connect(dsn)
    try:
        found: UUID | None = await conn.fetchval(
            """
            select key from journal
            where kind = 'fact' and convert_from(data, 'UTF8')::jsonb->>'reference' = $1
            order by position limit 1
            """,
            reference.strip().upper(),
        )
        return found
    finally:
        await conn.close()


async def life(dsns: Mapping[str, str], key: UUID) -> list[Told]:
    """The facts about ``key`` from each service's journal, in the order they were recorded."""
    found: list[Told] = []
    for service, dsn in dsns.items():
        found += await _from_one(service, dsn, key)
    return sorted(found, key=lambda told: told.recorded_at)


async def _from_one(service: str, dsn: str, key: UUID) -> Sequence[Told]:
    conn = await asyncpg.connect(dsn)
    try:
        rows = await conn.fetch(
            """
            select type, time, recorded_at, actor, data from journal
            where key = $1 and kind = 'fact' order by position
            """,
            key,
        )
    finally:
        await conn.close()
    return [
        Told(
            service,
            row["type"],
            row["time"],
            row["recorded_at"],
            row["actor"],
            pydantic_core.from_json(row["data"]),
        )
        for row in rows
        if row["type"] in by_type()
    ]
