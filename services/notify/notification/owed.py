"""The clocks of notifying that run: partners who are not told yet, and drafts that are not sent. SQL that reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.clocks import Due
from chassis.conn import Conn
from services.notify.notification.state import Status
from services.notify.policy import rules

LIVE = (Status.IN_SCOPE.value, Status.NOTIFY_ONLY.value)


@dataclass(frozen=True)
class Owed:
    """One clock, and the authority that it is about."""

    due: Due
    authority_code: str
    open_to: frozenset[str] | None = None


@dataclass(frozen=True)
class Reach:
    """Whose notifications are looked at; None: of all."""

    authorities: Sequence[str] | None
    partnerships: Sequence[str]
    regions: Sequence[str]


async def partners_untold(conn: Conn, reach: Reach, before: date, limit: int) -> list[Owed]:
    """N2 of live notifications, what is due first on top; of one and the same length it is the awareness."""
    rows = await conn.fetch(
        """
        select reference, authority_code, partnership, aware_on,
            content->'area'->>'region_code' as region_code, open_to_of(id) as open_to
        from notification
        where partners_told_on is null and status = any($1) and aware_on < $2
            and ($3::text[] is null or authority_code = any($3) or partnership = any($4)
                or content->'area'->>'region_code' = any($5))
        order by aware_on, reference limit $6
        """,
        list(LIVE),
        before,
        reach.authorities,
        list(reach.partnerships),
        list(reach.regions),
        limit,
    )
    return [
        Owed(
            Due(
                row["reference"],
                row["partnership"],
                row["region_code"],
                rules.clock("N2", row["aware_on"], None),
            ),
            row["authority_code"],
            None if row["open_to"] is None else frozenset(row["open_to"]),
        )
        for row in rows
    ]


async def unsent(conn: Conn, holders: Sequence[str], before: date, limit: int) -> list[Owed]:
    """N1 of the drafts in which one may write and where the day of awareness is typed already."""
    rows = await conn.fetch(
        """
        select id, authority_code, aware_on from draft
        where holders && $1 and aware_on < $2 order by aware_on, id limit $3
        """,
        list(holders),
        before,
        limit,
    )
    return [
        Owed(
            Due(f"draft/{row['id']}", "", "", rules.clock("N1", row["aware_on"], None)),
            row["authority_code"],
        )
        for row in rows
    ]
