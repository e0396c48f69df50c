"""The table of what letters on local reviews ask, one row a request and partner."""

from uuid import UUID

from chassis.conn import Conn
from chassis.states import States
from services.correspondence.access import Listing
from services.correspondence.chase import Chase
from services.correspondence.letter_ask.domain import LetterAsk

LETTER_ASKS = States("letter_ask", LetterAsk, lambda one: one.id)
LIST_MAX = 200


async def of_letter(conn: Conn, letter_id: UUID) -> list[LetterAsk]:
    """What one letter asks, by number and partner."""
    rows = await conn.fetch(
        """
        select state::text from letter_ask where state->>'letter_id' = $1
        order by (state->>'number')::int, state->>'partner'
        """,
        str(letter_id),
    )
    return LETTER_ASKS.of_rows(rows)


async def awaited(conn: Conn, listing: Listing) -> list[LetterAsk]:
    """What is awaited of partners on the cases that a reader may see, what is due first on top."""
    rows = await conn.fetch(
        """
        select a.state::text from letter_ask a
        join case_view c on c.incident_id = (a.state->>'incident_id')::uuid
        where a.state->>'status' = 'open'
            and ($1::text[] is null or c.region_code = any($1))
            and ($2::text[] is null or c.partnership = any($2))
            and is_open_to(c.open_to, $3)
        order by a.state->>'due_on' nulls last, a.id limit $4
        """,
        listing.regions,
        listing.partnerships,
        listing.who,
        LIST_MAX,
    )
    return LETTER_ASKS.of_rows(rows)


async def not_chased(conn: Conn, chase: Chase, limit: int) -> list[LetterAsk]:
    """What is due to be reminded of, what was due first on top."""
    rows = await conn.fetch(
        """
        select state::text from letter_ask
        where state->>'status' = 'open' and state->>'due_on' < $1
            and jsonb_array_length(state->'chased') < $3
            and coalesce(state->'chased'->>-1, '') <= $2
        order by state->>'due_on', id limit $4
        """,
        chase.on.isoformat(),
        chase.quiet_since.isoformat(),
        chase.times_max,
        limit,
    )
    return LETTER_ASKS.of_rows(rows)
