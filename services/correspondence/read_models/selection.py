"""The public log of what was looked at nationally: the latest word of each entry."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from contracts.review.selection import SelectionLoggedV1

ENTRIES_MAX = 500


async def fold(conn: Conn, facts: Sequence[SelectionLoggedV1]) -> None:
    """Enter what was logged; of an entry the latest stays."""
    await conn.executemany(
        """
        insert into selection_entry (id, logged_on, fact) values ($1, $2, $3)
        on conflict (id) do update set logged_on = excluded.logged_on, fact = excluded.fact
        """,
        [(fact.selection_id, fact.logged_on, fact.model_dump(mode="json")) for fact in facts],
    )


async def entries(conn: Conn, most: int = ENTRIES_MAX) -> list[SelectionLoggedV1]:
    """The log, the newest first."""
    rows = await conn.fetch(
        "select fact from selection_entry order by logged_on desc, id limit $1", most
    )
    return [SelectionLoggedV1.model_validate(row["fact"]) for row in rows]


async def entry(conn: Conn, id_: UUID) -> dict[str, Any] | None:
    """One entry as it was told."""
    found: dict[str, Any] | None = await conn.fetchval(
        "select fact from selection_entry where id = $1", id_
    )
    return found
