"""Released figures, the latest of each theme: a letter shows the case beside them."""

from collections.abc import Sequence

from chassis.conn import Conn
from contracts.analytics import TrendReleasedV1
from contracts.codes import Theme


async def fold(conn: Conn, facts: Sequence[TrendReleasedV1]) -> None:
    """Keep what was released; of a theme the latest stays."""
    await conn.executemany(
        """
        insert into released_trend (theme, fact) values ($1, $2)
        on conflict (theme) do update set fact = excluded.fact
        """,
        [(fact.theme, fact.model_dump(mode="json")) for fact in facts],
    )


async def first_of(conn: Conn, themes: Sequence[Theme]) -> TrendReleasedV1 | None:
    """The figures of the first of these themes that has any."""
    fact = await conn.fetchval(
        """
        select fact from released_trend where theme = any($1)
        order by array_position($1, theme) limit 1
        """,
        [str(theme) for theme in themes],
    )
    return TrendReleasedV1.model_validate(fact) if fact else None
