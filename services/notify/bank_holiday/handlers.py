"""Proclaim a bank holiday: stored, counted with, and told to every service."""

from datetime import date
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis import proclaimed
from chassis.calendar import is_working_day
from chassis.tx import Cause, Tx
from contracts.calendar import BankHolidayProclaimedV1
from services.notify.bank_holiday import domain


async def proclaim(
    tx: Tx, day: date, title: str, *, holiday: bool, on: date, actor: str
) -> BankHolidayProclaimedV1 | None:
    """The fact that tells of it; None where the calendar says so already. Raises Refused."""
    await proclaimed.load(tx.conn)
    known = is_working_day(day, provisional=True)
    command = domain.Proclaim(day, holiday, title.strip(), on, tx.today, is_working=known)
    id_ = uuid7()
    facts = [_fact(id_, event) for event in domain.decide(command)]
    cause = Cause(id_, "request", str(id_), actor, roles=frozenset({"operator"}))
    for fact in facts:
        tx.announce(fact, key=id_, object=id_, cause=cause)
    await proclaimed.keep(tx.conn, facts)
    return facts[0] if facts else None


def _fact(id_: UUID, event: domain.Event) -> BankHolidayProclaimedV1:
    return BankHolidayProclaimedV1(
        proclamation_id=id_,
        day=event.day,
        holiday=event.holiday,
        title=event.title,
        proclaimed_on=event.on,
    )
