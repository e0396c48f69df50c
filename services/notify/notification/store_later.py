"""What is stored of a notification after it was sent, beside its state: SQL that writes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from services.notify.notification import queries


async def save_content(
    conn: Conn, id_: UUID, content: Mapping[str, Any], authority_code: str, partnership: str
) -> None:
    """Store what is told of a notification beside its state, and whose it is."""
    await conn.execute(
        """
        update notification set content = $2, authority_code = $3, partnership = $4 where id = $1
        """,
        id_,
        dict(content),
        authority_code,
        partnership,
    )


async def put_person_aside(conn: Conn, id_: UUID, version: int, at: datetime) -> None:
    """Keep who a child was thought to be at a version, and make room for who it is."""
    await conn.execute(
        """
        with was as (
            delete from person where id = $1
            returning id, incident_id, number, wrapped_key, identity
        )
        insert into person_before (
            id, incident_id, version, number, wrapped_key, identity, replaced_at
        )
        select id, incident_id, $2, number, wrapped_key, identity, $3 from was
        """,
        id_,
        version,
        at,
    )


async def keep_former(
    conn: Conn, had: queries.Found, given_to: str, answer: Mapping[str, Any], at: datetime
) -> None:
    """Whoever had it goes on reading what it has read; that it goes is a change for them too.

    ``answer``: what they were told when they gave it, for when they ask again.
    """
    await conn.execute(
        """
        with kept as (
            insert into notification_formerly (
                incident_id, authority_code, partnership, until_version, until_at, given_to, answer
            ) values ($1, $2, $3, $4, $5, $6, $7)
        )
        insert into notification_change (incident_id, authority_code, what, version, at)
        values ($1, $2, 'given_away', $4, $5)
        """,
        *(had.id, had.authority_code, had.partnership, had.version, at),
        given_to,
        dict(answer),
    )


async def erase_former_identities(conn: Conn, incident: UUID) -> None:
    """Delete who the children were thought to be, with the keys."""
    await conn.execute("delete from person_before where incident_id = $1", incident)
