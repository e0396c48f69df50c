"""What is stored of a notification after it was sent, beside its state: SQL that writes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn


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


async def keep_former(conn: Conn, id_: UUID, at: datetime) -> None:
    """Whoever has it now goes on reading what it has read; that it goes is a change for them too."""
    await conn.execute(
        """
        with had as (
            select id, authority_code, partnership, version from notification where id = $1
        ), kept as (
            insert into notification_formerly (
                incident_id, authority_code, partnership, until_version, until_at
            )
            select id, authority_code, partnership, version, $2 from had
        )
        insert into notification_change (incident_id, authority_code, what, version, at)
        select id, authority_code, 'given_away', version, $2 from had
        """,
        id_,
        at,
    )


async def erase_former_identities(conn: Conn, incident: UUID) -> None:
    """Delete who the children were thought to be, with the keys."""
    await conn.execute("delete from person_before where incident_id = $1", incident)
