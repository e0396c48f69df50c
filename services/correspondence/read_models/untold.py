"""What partners are not told of yet."""

from collections.abc import Sequence
from uuid import UUID

from chassis.conn import Conn


async def held_back(conn: Conn, ids: Sequence[UUID]) -> set[UUID]:
    """Cases whose latest decision the partners have not been told of.

    Its letter is not issued; or it is not drafted yet, because the state came before the decision.
    A letter of an earlier round holds nothing back: another round has overtaken it; nor does one in the
    place of a withdrawn letter, which had told them.
    """
    rows = await conn.fetch(
        """
        select c.incident_id from case_view c
        left join lateral (
            select count(*) as letters,
                bool_and(l.state->>'status' in ('issued', 'withdrawn')) as out
            from letter_source s join letter l on l.id = s.letter_id
            where s.incident_id = c.incident_id and s.kind = 'decision'
                and l.state->>'kind' <> 'correction'
                and l.state->>'replaces' is null
                and (l.state->>'round')::int >= coalesce((c.state->>'round')::int, 0)
        ) told on true
        where c.incident_id = any($1) and (
            not told.out
            or told.letters = 0 and (
                c.stage = 'decided'
                or c.state @? '$.clocks[*] ? (@.code == "P1" && @.met_on != null)'
            )
        )
        """,
        list(ids),
    )
    return {row["incident_id"] for row in rows}
