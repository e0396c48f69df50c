"""Partners are reminded of what the Panel's letter asks: answers that are owed, and their decision."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid5

from chassis.calendar import is_working_day
from chassis.clock import london_date
from chassis.conn import Conn
from chassis.execute import Aggregate, Order, execute
from chassis.service import Service
from chassis.states import States
from chassis.tx import Cause
from contracts.codes import Clock, Partner
from services.review import stores
from services.review.policy.reminders import ReminderRule, reminder_rule
from services.review.reminder import domain, wire
from services.review.reminder.domain import Owed, Reminders

PACE_S = 60
ROUND_MAX = 100
OF_REQUEST = "P2"
REMINDERS = States("reminder", Reminders, lambda one: one.id)
REMINDER = Aggregate(
    load=REMINDERS.load,
    blank=Reminders,
    decide=domain.decide,
    evolve=domain.evolve,
    save=REMINDERS.save,
    announce=wire.announce,
)


class Reminding:
    """The timer's work."""

    def __init__(self, service: Service) -> None:
        """Nothing is looked for yet."""
        self._service = service

    async def round(self) -> int:
        """Remind of what is due today, on a working day; how many cases had something."""
        today = london_date(self._service.clock.now())
        if not is_working_day(today, provisional=True):
            return 0
        rule = reminder_rule(today)
        async with self._service.db.read() as conn:
            due = await due_cases(conn, rule, ROUND_MAX)
        if not due:
            return 0
        async with self._service.db.begin(due) as tx:
            owed = await _owed(tx.conn, due, rule)
            files = await stores.files(tx.conn, due)
            orders = [
                Order(
                    id_,
                    id_,
                    _remind(today, files[id_].reference, owed[id_], rule),
                    _cause(id_, today),
                )
                for id_ in due
            ]
            found = await execute(tx, REMINDER, orders)
        return len([events for events in found if events])


def _remind(
    today: date, reference: str, owed: tuple[Owed, ...], rule: ReminderRule
) -> domain.Remind:
    return domain.Remind(today, reference, owed, rule.due_until, rule.quiet_since, rule.times_max)


def _cause(id_: UUID, today: date) -> Cause:
    return Cause(uuid5(id_, f"remind {today}"), "timer", str(id_), "system:review")


async def _owed(conn: Conn, ids: list[UUID], rule: ReminderRule) -> Mapping[UUID, tuple[Owed, ...]]:
    """What runs in each case, read under its lock. A request's asks are owed by some, a decision by all."""
    rows = await conn.fetch(
        "select incident_id, clock from running_clock where incident_id = any($1) and code = any($2)",
        ids,
        list(rule.codes),
    )
    requests = await stores.REQUESTS.read(conn, ids)
    found: dict[UUID, tuple[Owed, ...]] = dict.fromkeys(ids, ())
    for row in rows:
        clock, id_ = Clock.model_validate(row["clock"]), row["incident_id"]
        who = tuple(one.value for one in Partner)
        if clock.code == OF_REQUEST:
            owing = {one for _, one in requests[id_].owed} if id_ in requests else set()
            who = tuple(one for one in who if one in owing)
        one = Owed(clock.code, clock.started_on, clock.due_on, who, clock)
        found[id_] = (*found[id_], one)
    return found


async def due_cases(conn: Conn, rule: ReminderRule, limit: int) -> list[UUID]:
    """Cases with a clock that is due soon or overdue, of which nobody was reminded of late or often enough."""
    rows = await conn.fetch(
        """
        select distinct r.incident_id from running_clock r
        left join reminder m on m.id = r.incident_id
        where r.code = any($1) and r.due_on <= $2 and not exists (
            select from jsonb_array_elements(m.state->'told') as told
            where told->>'code' = r.code and told->>'started_on' = r.clock->>'started_on'
                and (told->>'last_on' > $3 or (told->>'times')::int >= $4)
        )
        order by r.incident_id limit $5
        """,
        list(rule.codes),
        rule.due_until,
        rule.quiet_since.isoformat(),
        rule.times_max,
        limit,
    )
    return [row["incident_id"] for row in rows]
