"""A changed calendar moves the clocks that run, by facts that say so; nothing else moves one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis import proclaimed
from chassis.calendar import calendar_version
from chassis.clocks import moved
from chassis.db import Database
from chassis.execute import Order, execute
from chassis.tx import Cause, Tx
from contracts.review.clock import ClockMovedV1
from services.review import aggregates, running_clocks, stores
from services.review.agency_return import domain as agency_return
from services.review.case_state import clocks_of, tell_states
from services.review.policy import returns
from services.review.whole import Whole

BATCH_MAX = 200
PACE_S = 2.0
BY = "system:review"


async def move_by_calendar(db: Database) -> int:
    """Count again cases that were counted by another calendar; how many were looked at."""
    async with db.read() as conn:
        await proclaimed.load(
            conn
        )  # never by an older one than another process of this service has
        calendar = calendar_version()
        ids = await running_clocks.counted_otherwise(conn, calendar, BATCH_MAX)
    if not ids:
        return 0
    async with db.begin(ids) as tx:  # whoever else changes these cases waits for their keys
        await _move(tx, ids)
        await running_clocks.count_by(tx.conn, ids, calendar)
    return len(ids)


async def _move(tx: Tx, ids: Sequence[UUID]) -> None:
    before = await running_clocks.told(tx.conn, ids)
    wholes = await stores.wholes(tx.conn, ids)
    clocks = {id_: clocks_of(whole) for id_, whole in wholes.items()}
    await running_clocks.note(tx.conn, {i: c for i, c in clocks.items() if i not in before})
    later = {i: found for i, c in clocks.items() if (found := moved(before.get(i, {}), c))}
    files = await stores.files(tx.conn, list(later))
    cause = Cause(uuid7(), "timer", "calendar", BY)
    for id_, found in later.items():
        for clock, was in found:
            fact = ClockMovedV1(
                incident_id=id_, reference=files[id_].reference, clock=clock, was_due_on=was
            )
            tx.announce(fact, key=id_, object=id_, cause=cause)
    await running_clocks.forget(tx.conn, list(later))
    returned = await _move_returns(tx, wholes, cause)
    await tell_states(tx, [(id_, cause) for id_ in (*later, *returned)])


async def _move_returns(tx: Tx, wholes: Mapping[UUID, Whole], cause: Cause) -> list[UUID]:
    """The returns that are awaited by a day that nobody named."""
    orders: list[Order[agency_return.Command]] = []
    for id_, whole in wholes.items():
        asked = {one.asked_on for one in whole.agency_return.awaited if not one.named}
        due = tuple((on, returns.due_on(on)) for on in sorted(asked))
        orders += [Order(id_, id_, agency_return.Recount(due), cause)] if due else []
    found = await execute(tx, aggregates.AGENCY_RETURN, orders) if orders else []
    return [one.key for one, events in zip(orders, found, strict=True) if events]
