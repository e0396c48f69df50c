"""What was proclaimed of bank holidays, and the clocks that a further one could move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.conn import Conn
from contracts.catalogue import entry_of
from contracts.notify import NotificationSubmittedV1
from contracts.notify_changes import (
    DuplicateAbsorbedV1,
    NotificationAmendedV1,
    NotificationReassignedV1,
)
from contracts.review.case_state import Stage

DAYS_MAX = 100
DATED = (NotificationSubmittedV1, NotificationAmendedV1, DuplicateAbsorbedV1)
"""The facts that say when an authority became aware, and when the partners were told.

A reassignment says it where it came to other partners: they are still to be told.
"""


@dataclass(frozen=True)
class ProclaimedDay:
    """One day that became a bank holiday, or none any more."""

    day: date
    holiday: bool
    title: str
    proclaimed_on: date


async def proclaimed_days(conn: Conn) -> Sequence[ProclaimedDay]:
    """What was proclaimed, the latest day first."""
    rows = await conn.fetch(
        """
        select day, holiday, title, proclaimed_on from proclaimed_day
        order by day desc, proclaimed_on desc limit $1
        """,
        DAYS_MAX,
    )
    return [ProclaimedDay(**row) for row in rows]


async def untold(conn: Conn, who: list[str]) -> list[tuple[str, date]]:
    """The notifications that count and whose partners are still to be told, with the day of awareness.

    A case that is restricted to others has no reference.
    """
    rows = await conn.fetch(
        """
        select case when is_open_to(c.open_to, $3) then c.reference else '' end
                as reference, coalesce(
                    last.fact->>'aware_on', last.fact->'partners_clock'->>'started_on'
                )::date as aware_on
        from (
            select distinct on (incident_id) incident_id, fact from timeline
            where type = any($1) or (type = $4 and fact->>'partners_clock' is not null)
            order by incident_id, at desc, sequence desc
        ) as last join case_view c using (incident_id)
        where last.fact->'partners_clock'->>'met_on' is null and c.stage <> $2
        """,
        [entry_of(one).type for one in DATED],
        Stage.CANCELLED.value,
        who,
        entry_of(NotificationReassignedV1).type,
    )
    return [(row["reference"], row["aware_on"]) for row in rows]
