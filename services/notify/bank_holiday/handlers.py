"""Proclaim a bank holiday: stored, counted with, and told to every service."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis import proclaimed
from chassis.calendar import is_working_day
from chassis.conn import Conn
from chassis.dispatch import Received
from chassis.errors import Refused
from chassis.execute import Aggregate, Order, execute
from chassis.tx import Cause, Tx
from contracts.calendar import BankHolidayProclaimedV1, ProclaimBankHolidayV1
from services.notify.bank_holiday import domain

ROLES = frozenset({"secretary", "administrator"})
NOT_YOURS = "Your role may not do this. It is for: secretary, administrator."


async def proclaim(
    tx: Tx, day: date, title: str, *, holiday: bool, on: date, actor: str
) -> BankHolidayProclaimedV1 | None:
    """The fact that tells of it; None where the calendar says so already. Raises Refused."""
    await proclaimed.load(tx.conn)
    id_ = uuid7()
    cause = Cause(id_, "request", str(id_), actor, roles=frozenset({"operator"}))
    command = _command(tx, day, title, holiday=holiday, on=on)
    [done] = await execute(tx, PROCLAMATION, [Order(id_, id_, command, cause)])
    return _fact(id_, done[0]) if done else None


async def take(tx: Tx, received: Sequence[Received[ProclaimBankHolidayV1]]) -> None:
    """What staff proclaim at the desk; today, for nobody there says otherwise."""
    await proclaimed.load(tx.conn)
    for one in received:
        if not one.cause.roles & ROLES:
            tx.refuse(one.cause, Refused(NOT_YOURS, domain.SOURCE, code="forbidden"))
            continue
        said = one.message
        command = _command(tx, said.day, said.occasion.label, holiday=said.holiday, on=tx.today)
        await execute(tx, PROCLAMATION, [Order(one.key, one.key, command, one.cause)])


def _command(tx: Tx, day: date, title: str, *, holiday: bool, on: date) -> domain.Command:
    known = is_working_day(day, provisional=True)
    return domain.Proclaim(day, holiday, title.strip(), on, tx.today, is_working=known)


async def _load(_conn: Conn, _ids: Sequence[UUID]) -> Mapping[UUID, domain.Proclamation]:
    return {}  # each is made once, and nothing changes one


async def _save(conn: Conn, made: Sequence[domain.Proclamation]) -> None:
    await proclaimed.keep(conn, [_fact(one.id, one.said) for one in made if one.said])


def _fact(id_: UUID, event: domain.Event) -> BankHolidayProclaimedV1:
    return BankHolidayProclaimedV1(
        proclamation_id=id_,
        day=event.day,
        holiday=event.holiday,
        title=event.title,
        proclaimed_on=event.on,
    )


def _decide(_state: domain.Proclamation, command: domain.Command) -> tuple[domain.Event, ...]:
    return domain.decide(command)


PROCLAMATION: Aggregate[domain.Proclamation, domain.Command, domain.Event] = Aggregate(
    load=_load,
    blank=domain.Proclamation,
    decide=_decide,
    evolve=domain.evolve,
    save=_save,
    announce=lambda state, event, _order: (_fact(state.id, event),),
)
