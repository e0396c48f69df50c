"""Released figures, the latest of each theme: a letter shows the case beside them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.conn import Conn
from contracts.analytics import TrendReleasedV1
from contracts.codes import Theme
from services.correspondence.letter_types.data import Own


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


async def released(conn: Conn, themes: Sequence[Theme]) -> dict[Theme, TrendReleasedV1]:
    """The latest figures of those of these themes that have any."""
    rows = await conn.fetch(
        "select fact from released_trend where theme = any($1)", [str(theme) for theme in themes]
    )
    facts = [TrendReleasedV1.model_validate(row["fact"]) for row in rows]
    return {fact.theme: fact for fact in facts}


async def own(
    conn: Conn, partnership: str, theme: Theme, but: UUID, days: tuple[date, date, date]
) -> Own:
    """The decided reviews of a partnership but one: after the middle of three days, and before it."""
    row = await conn.fetchrow(
        """
        select
            count(*) filter (where f.decided_on > $5 and f.features->'themes' ? $2) as reviews,
            count(*) filter (where f.decided_on > $5) as of_reviews,
            count(*) filter (where f.decided_on <= $5 and f.features->'themes' ? $2)
                as reviews_before,
            count(*) filter (where f.decided_on <= $5) as of_reviews_before
        from case_view c join case_feature f using (incident_id)
        where c.partnership = $1 and c.incident_id <> $3
            and f.decided_on > $4 and f.decided_on <= $6
        """,
        partnership,
        str(theme),
        but,
        *days,
    )
    assert row, "an aggregate always has its row"
    return Own(**row)


async def latest(conn: Conn) -> list[TrendReleasedV1]:
    """The latest figures of every theme."""
    rows = await conn.fetch("select fact from released_trend order by theme")
    return [TrendReleasedV1.model_validate(row["fact"]) for row in rows]


async def named(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, TrendReleasedV1]:
    """Released figures by their id, later replaced or not."""
    rows = await conn.fetch("select id, fact from trend_named where id = any($1)", list(ids))
    return {row["id"]: TrendReleasedV1.model_validate(row["fact"]) for row in rows}
