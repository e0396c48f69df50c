"""The rows of links between persons: SQL that reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.conn import Conn
from services.notify.person.domain import Link
from services.notify.person.rows import link_of


@dataclass(frozen=True)
class Shown:
    """A link as the list shows it; nobody is named."""

    id: UUID
    references: tuple[str, str]
    status: str
    ground: str
    by_person: bool
    changed_at: datetime
    changed_by: str


async def listed(
    conn: Conn,
    status: str,
    before: tuple[datetime, UUID] | None,
    limit: int,
    who: Sequence[str],
) -> list[Shown]:
    """The links that stand so of incidents that are open to ``who``, the latest first, before a place."""
    rows = await conn.fetch(
        """
        select link.id, one.reference as first, two.reference as second, link.status, link.basis,
            link.by_person, link.changed_at, link.changed_by
        from person_link link
        join notification one on one.id = link.first_incident
        join notification two on two.id = link.second_incident
        where link.status = $1
            and ($3::timestamptz is null or (link.changed_at, link.id) < ($3, $4::uuid))
            and coalesce(open_to_of(link.first_incident) && $5, true)
            and coalesce(open_to_of(link.second_incident) && $5, true)
        order by link.changed_at desc, link.id desc limit $2
        """,
        status,
        limit,
        *(before or (None, None)),
        list(who),
    )
    return [
        Shown(
            id=row["id"],
            references=(row["first"], row["second"]),
            status=row["status"],
            ground=row["basis"],
            by_person=row["by_person"],
            changed_at=row["changed_at"],
            changed_by=row["changed_by"],
        )
        for row in rows
    ]


async def by_id(conn: Conn, id_: UUID) -> Link | None:
    """One link."""
    row = await conn.fetchrow(
        """
        select id, first_person, second_person, first_incident, second_incident, status, basis,
            by_person
        from person_link where id = $1
        """,
        id_,
    )
    return link_of(row) if row else None


async def of_persons(conn: Conn, persons: Sequence[UUID]) -> list[Link]:
    """Every link of these persons."""
    rows = await conn.fetch(
        """
        select id, first_person, second_person, first_incident, second_incident, status, basis,
            by_person
        from person_link where first_person = any($1) or second_person = any($1)
        """,
        list(persons),
    )
    return [link_of(row) for row in rows]


async def of_incident(conn: Conn, incident: UUID) -> list[Link]:
    """Every link of an incident's persons."""
    rows = await conn.fetch(
        """
        select id, first_person, second_person, first_incident, second_incident, status, basis,
            by_person
        from person_link where first_incident = $1 or second_incident = $1
        """,
        incident,
    )
    return [link_of(row) for row in rows]


async def unmatched(conn: Conn, folding: int, limit: int) -> list[UUID]:
    """Persons who were not looked for in other incidents yet, or not since they changed."""
    rows = await conn.fetch(
        """
        select id from person where matched_at is null and folding = $1 order by id limit $2
        """,
        folding,
        limit,
    )
    return [row["id"] for row in rows]
