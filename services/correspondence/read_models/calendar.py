"""What was proclaimed of bank holidays, and the clocks that a further one could move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.conn import Conn
from contracts.codes import Clock
from services.correspondence.read_models.cases import ENDED

DAYS_MAX = 100


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


async def running(conn: Conn, day: date) -> list[tuple[str, Clock]]:
    """The clocks of open cases between whose start and due date a day may lie, by case."""
    rows = await conn.fetch(
        """
        select c.reference, clock.value as clock
        from case_view c, jsonb_array_elements(c.state->'clocks') as clock
        where c.next_due is not null and c.stage <> all($2)
            and clock.value->>'met_on' is null
            and $1 between least(
                (clock.value->>'started_on')::date, (clock.value->>'due_on')::date
            ) and greatest((clock.value->>'started_on')::date, (clock.value->>'due_on')::date)
        """,
        day,
        [stage.value for stage in ENDED],
    )
    return [(row["reference"], Clock.model_validate(row["clock"])) for row in rows]
