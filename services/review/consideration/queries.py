"""What is asked of many considerations at once."""

from collections import defaultdict
from uuid import UUID

from chassis.conn import Conn


async def readers_of_undecided(conn: Conn) -> dict[UUID, list[str]]:
    """The lead readers of each case that waits for its decision."""
    rows = await conn.fetch(
        """
        select id, reader
        from consideration
        cross join lateral jsonb_array_elements_text(state->'readers') as reader
        where state->>'status' in ('received', 'triaged', 'allocated', 'listed')
        """
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        found[row["id"]].append(row["reader"])
    return dict(found)
