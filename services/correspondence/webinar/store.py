"""The table of webinars."""

from chassis.conn import Conn
from chassis.states import States
from services.correspondence.webinar.domain import Webinar

WEBINARS = States("webinar", Webinar, lambda one: one.id)
SHOWN_MAX = 300


async def public(conn: Conn) -> list[Webinar]:
    """Those in the public calendar, cancelled ones too, the latest first."""
    rows = await conn.fetch(
        """
        select state::text from webinar where state->>'details' is not null
        order by state->'details'->>'starts_at' desc, id limit $1
        """,
        SHOWN_MAX,
    )
    return WEBINARS.of_rows(rows)


async def newest(conn: Conn, most: int) -> list[Webinar]:
    """The same, what was announced or changed last first."""
    rows = await conn.fetch(
        """
        select state::text from webinar where state->>'details' is not null
        order by state->>'changed_at' desc, id limit $1
        """,
        most,
    )
    return WEBINARS.of_rows(rows)


async def every(conn: Conn) -> list[Webinar]:
    """All that are kept at the desk, the latest first."""
    rows = await conn.fetch(
        """
        select state::text from webinar
        where coalesce(state->>'details', state->>'waits') is not null
        order by coalesce(state->'waits'->>'starts_at', state->'details'->>'starts_at') desc, id
        limit $1
        """,
        SHOWN_MAX,
    )
    return WEBINARS.of_rows(rows)
