"""What was proclaimed of bank holidays, and the clocks that a further one could move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.conn import Conn
from contracts.catalogue import entry_of
from contracts.codes import Clock
from contracts.notify import NotificationSubmittedV1
from contracts.notify_changes import (
    DuplicateAbsorbedV1,
    NotificationAmendedV1,
    NotificationReassignedV1,
)
from contracts.review.case_state import Stage
from services.correspondence.read_models.cases import ENDED

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


async def running(conn: Conn, day: date, who: list[str]) -> list[tuple[str, Clock]]:
    """The clocks of open cases, and of returns they await, between whose start and due date a day may lie.

    A case that is restricted to others has no reference, here and below.
    """
    rows = await conn.fetch(
        """
        select case when is_open_to(c.open_to, $3) then c.reference else '' end
                as reference, clock.value as clock
        from case_view c, jsonb_array_elements(
            (c.state->'clocks') || jsonb_path_query_array(c.state, '$.awaited_returns[*].clock')
        ) as clock
        where c.next_due is not null and c.stage <> all($2)
            and clock.value->>'met_on' is null
            and $1 between least(
                (clock.value->>'started_on')::date, (clock.value->>'due_on')::date
            ) and greatest((clock.value->>'started_on')::date, (clock.value->>'due_on')::date)
        """,
        day,
        [stage.value for stage in ENDED],
        who,
    )
    return [(row["reference"], Clock.model_validate(row["clock"])) for row in rows]


async def untold(conn: Conn, who: list[str]) -> list[tuple[str, date]]:
    """The notifications that count and whose partners are still to be told, with the day of awareness."""
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
