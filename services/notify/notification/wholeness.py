"""How whole an authority's notifications are, month by month: SQL that reads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.conn import Conn


@dataclass(frozen=True)
class Month:
    """The notifications of one month, as they read now; what is missing in most of them comes first."""

    first: date
    notifications: int
    median_percent: int
    missing: Sequence[tuple[str, int]]


async def wholeness(conn: Conn, authority_code: str, since: date, missing_max: int) -> list[Month]:
    """The months of an authority, the latest first; one without a notification is left out."""
    months = await conn.fetch(
        """
        select date_trunc('month', notified_on)::date as first, count(*) as notifications,
            percentile_disc(0.5) within group (order by (content->>'completeness_percent')::int)
                as median_percent
        from notification where authority_code = $1 and notified_on >= $2
        group by 1 order by 1 desc
        """,
        authority_code,
        since,
    )
    lacking = await conn.fetch(
        """
        select date_trunc('month', notified_on)::date as first, what,
            count(distinct notification.id) as notifications
        from notification, jsonb_array_elements_text(content->'missing') as told,
            regexp_replace(told, '^child [0-9]+: ', 'child: ') as what
        where authority_code = $1 and notified_on >= $2
        group by 1, 2 order by 3 desc, 2
        """,
        authority_code,
        since,
    )
    missing: dict[date, list[tuple[str, int]]] = defaultdict(list)
    for row in lacking:
        missing[row["first"]].append((row["what"], row["notifications"]))
    return [Month(**row, missing=missing[row["first"]][:missing_max]) for row in months]
