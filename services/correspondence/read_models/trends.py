"""Released figures, the latest of each theme: a letter shows the case beside them."""

from collections.abc import Sequence
from uuid import UUID

from chassis.conn import Conn
from contracts.analytics import TrendReleasedV1
from contracts.codes import Theme


async def fold(conn: Conn, facts: Sequence[TrendReleasedV1]) -> None:
    """Keep what was released: of a theme the latest, and each by its id for those who name it."""
    await conn.executemany(
        """
        insert into released_trend (theme, fact) values ($1, $2)
        on conflict (theme) do update set fact = excluded.fact
        """,
        [(fact.theme, fact.model_dump(mode="json")) for fact in facts],
    )
    await conn.executemany(
        """
        insert into trend_named (id, fact) values ($1, $2)
        on conflict (id) do update set fact = excluded.fact
        """,
        [(fact.trend_id, fact.model_dump(mode="json")) for fact in facts],
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


async def latest(conn: Conn) -> list[TrendReleasedV1]:
    """The latest figures of every theme."""
    rows = await conn.fetch("select fact from released_trend order by theme")
    return [TrendReleasedV1.model_validate(row["fact"]) for row in rows]


async def named(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, TrendReleasedV1]:
    """Released figures by their id, later replaced or not."""
    rows = await conn.fetch("select id, fact from trend_named where id = any($1)", list(ids))
    return {row["id"]: TrendReleasedV1.model_validate(row["fact"]) for row in rows}
