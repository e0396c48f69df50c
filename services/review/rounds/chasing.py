"""Returns that are overdue are asked for again, once a day, until they come."""

from uuid import UUID, uuid5

from chassis.clock import london_date
from chassis.conn import Conn
from chassis.execute import Order, execute
from chassis.service import Service
from chassis.tx import Cause
from services.review import aggregates
from services.review.agency_return import domain as agency_return
from services.review.case_state import tell_states

PACE_S = 30
ROUND_MAX = 100


class Chasing:
    """The timer's work."""

    def __init__(self, service: Service) -> None:
        """Nothing is looked for yet."""
        self._service = service

    async def round(self) -> int:
        """Chase what is overdue today; how many cases had something."""
        today = london_date(self._service.clock.now())
        async with self._service.db.read() as conn:
            due = await overdue(conn, today.isoformat(), ROUND_MAX)
        if not due:
            return 0
        async with self._service.db.begin(due) as tx:
            causes = {id_: _cause(id_, today.isoformat()) for id_ in due}
            orders: list[Order[agency_return.Command]] = [
                Order(id_, id_, agency_return.Chase(tx.today), causes[id_]) for id_ in due
            ]
            found = await execute(tx, aggregates.AGENCY_RETURN, orders)
            chased = [id_ for id_, events in zip(due, found, strict=True) if events]
            await tell_states(tx, [(id_, causes[id_]) for id_ in chased])
        return len(chased)


def _cause(id_: UUID, day: str) -> Cause:
    return Cause(uuid5(id_, f"chase {day}"), "timer", str(id_), "system:review")


async def overdue(conn: Conn, today: str, limit: int) -> list[UUID]:
    """The cases with a return that was due before ``today`` and not asked for again since."""
    rows = await conn.fetch(
        """
        select id from agency_return
        where state->>'stopped' = 'false' and state @? '$.returns[*] ? (@.outcome == "")'
            and jsonb_path_exists(
                state,
                '$.returns[*] ? (@.outcome == "" && @.due_on < $today
                    && (@.chased_on == null || @.chased_on < $today))',
                jsonb_build_object('today', $1::text)
            )
        order by id limit $2
        """,
        today,
        limit,
    )
    return [row["id"] for row in rows]
