"""The rows of links between persons: SQL that writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.conn import Conn
from services.notify.person.domain import Link
from services.notify.person.rows import link_of


async def load(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, Link]:
    """The states of links, locked in order of id."""
    rows = await conn.fetch(
        """
        select id, first_person, second_person, first_incident, second_incident, status, basis,
            by_person
        from person_link where id = any($1) order by id for update
        """,
        list(ids),
    )
    return {row["id"]: link_of(row) for row in rows}


@dataclass(frozen=True)
class Saving:
    """Stores links as changed by someone at a moment."""

    at: datetime
    by: str

    async def __call__(self, conn: Conn, states: Sequence[Link]) -> None:
        """Insert new ones, store what changed of the others."""
        await conn.executemany(
            """
            insert into person_link (
                id, first_person, second_person, first_incident, second_incident, status, basis,
                by_person, changed_at, changed_by
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (id) do update set
                status = excluded.status, basis = excluded.basis, by_person = excluded.by_person,
                changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """,
            [
                (
                    *(one.id, *one.persons, *one.incidents, one.status, one.ground),
                    *(one.by_person, self.at, self.by),
                )
                for one in states
            ],
        )


async def unmatched(conn: Conn, persons: Sequence[UUID]) -> list[UUID]:
    """Those of these who are still to be looked for, locked in order of id."""
    rows = await conn.fetch(
        """
        select id from person where id = any($1) and matched_at is null order by id
        for update
        """,
        list(persons),
    )
    return [row["id"] for row in rows]


async def note_matched(conn: Conn, persons: Sequence[UUID], at: datetime) -> None:
    """Remember that they were looked for."""
    await conn.execute("update person set matched_at = $2 where id = any($1)", list(persons), at)


async def forget(conn: Conn, incident: UUID) -> None:
    """Delete the links of an incident's persons."""
    await conn.execute(
        "delete from person_link where first_incident = $1 or second_incident = $1", incident
    )
