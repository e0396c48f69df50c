"""The table of views that partners raised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.states import States
from services.correspondence.access import Listing
from services.correspondence.chase import Chase
from services.correspondence.voice.domain import Voice

VOICES = States("voice", Voice, lambda one: one.id)
LIST_MAX = 200


@dataclass(frozen=True)
class Waiting:
    """A view that waits, and where its case belongs."""

    voice: Voice
    partnership: str
    authority: str


async def of_case(conn: Conn, incident_id: UUID) -> list[Voice]:
    """The views raised about a case, the oldest first."""
    rows = await conn.fetch(
        """
        select state::text from voice where state->>'incident_id' = $1
        order by state->>'raised_on', id
        """,
        str(incident_id),
    )
    return VOICES.of_rows(rows)


async def of_thread(conn: Conn, thread_id: UUID) -> list[Voice]:
    """The replies to one letter, the oldest first."""
    rows = await conn.fetch(
        """
        select state::text from voice where state->>'thread_id' = $1
        order by state->>'raised_on', id
        """,
        str(thread_id),
    )
    return VOICES.of_rows(rows)


async def awaiting_panel(
    conn: Conn, listing: Listing, *, in_threads: bool = False
) -> list[Waiting]:
    """What waits for the Panel, the oldest first."""
    rows = await conn.fetch(
        """
        select v.state::text, c.partnership, c.authority_name as authority
        from voice v join case_view c on c.incident_id = (v.state->>'incident_id')::uuid
        where v.state->>'status' in ('raised', 'considered')
            and ($1::text[] is null or c.region_code = any($1))
            and ($2::text[] is null or c.partnership = any($2))
            and is_open_to(c.open_to, $3)
            and (not $4 or v.state->>'thread_id' is not null)
        order by v.state->>'raised_on', v.id limit $5
        """,
        listing.regions,
        listing.partnerships,
        listing.who,
        in_threads,
        LIST_MAX,
    )
    return _waiting(rows)


async def waiting_since(conn: Conn, incidents: Sequence[UUID]) -> dict[UUID, date]:
    """Since when a reply waits for the Panel, of those of these cases that have one."""
    rows = await conn.fetch(
        """
        select (state->>'incident_id')::uuid as incident, min(state->>'raised_on')::date as since
        from voice
        where state->>'incident_id' = any($1) and state->>'status' in ('raised', 'considered')
            and state->>'thread_id' is not null
        group by 1
        """,
        [str(one) for one in incidents],
    )
    return {row["incident"]: row["since"] for row in rows}


async def awaiting_partner(conn: Conn, listing: Listing) -> list[Waiting]:
    """Where the Panel asked something back that has not come, what is due first on top."""
    rows = await conn.fetch(
        """
        select v.state::text, c.partnership, c.authority_name as authority
        from voice v join case_view c on c.incident_id = (v.state->>'incident_id')::uuid
        where v.state->'answer'->>'reply_by' is not null and v.state->>'heard_on' is null
            and ($1::text[] is null or c.region_code = any($1))
            and ($2::text[] is null or c.partnership = any($2))
            and is_open_to(c.open_to, $3)
        order by v.state->'answer'->>'reply_by', v.id limit $4
        """,
        listing.regions,
        listing.partnerships,
        listing.who,
        LIST_MAX,
    )
    return _waiting(rows)


async def not_told_late(conn: Conn, limit: int) -> list[Voice]:
    """Replies that wait for the Panel and were not told of as overdue, the oldest first."""
    rows = await conn.fetch(
        """
        select state::text from voice
        where state->>'status' in ('raised', 'considered')
            and state->>'thread_id' is not null and state->>'late_since' is null
        order by state->>'raised_on', id limit $1
        """,
        limit,
    )
    return VOICES.of_rows(rows)


async def not_chased(conn: Conn, chase: Chase, limit: int) -> list[Voice]:
    """Whose reply is due to be reminded of, what was due first on top."""
    rows = await conn.fetch(
        """
        select state::text from voice
        where state->'answer'->>'reply_by' < $1 and state->>'heard_on' is null
            and jsonb_array_length(state->'chased') < $3
            and coalesce(state->'chased'->>-1, '') <= $2
        order by state->'answer'->>'reply_by', id limit $4
        """,
        chase.on.isoformat(),
        chase.quiet_since.isoformat(),
        chase.times_max,
        limit,
    )
    return VOICES.of_rows(rows)


def _waiting(rows: Sequence[Any]) -> list[Waiting]:
    return [
        Waiting(voice, row["partnership"], row["authority"])
        for voice, row in zip(VOICES.of_rows(rows), rows, strict=True)
    ]
