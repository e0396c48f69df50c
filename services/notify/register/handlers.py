"""Change the register by files, and announce what has come to be so, on the day it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.db import Database
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from chassis.web.problems import Invalid
from contracts.envelope import Fact
from services.notify.register import store
from services.notify.register.change_file import read
from services.notify.register.differences import Difference, differences
from services.notify.register.domain import Fault, Register, applied
from services.notify.register.integrity import problems
from services.notify.register.load import Shipped, register_of, shipped
from services.notify.register.wire import facts_on

BY = "system:notify"


@dataclass(frozen=True)
class Planned:
    """What a file would make of the register, or what is wrong with it."""

    before: Register
    after: Register
    faults: Sequence[Fault] = ()

    @property
    def differences(self) -> list[Difference]:
        """What becomes different."""
        return differences(self.before, self.after)


async def load_register(db: Database) -> int:
    """Apply the shipped files that were not applied yet, and announce; how many files were new."""
    async with db.begin() as tx:
        await store.lock(tx.conn)
        known = await store.applied_names(tx.conn)
        new = [one for one in shipped() if one.name not in known]
        if not known:
            await _take_whole(tx, new)
        else:
            for one in new:
                await apply(tx, one.name, one.raw, BY)
        await announce(tx, _by_the_clock())
        return len(new)


async def _take_whole(tx: Tx, files: Sequence[Shipped]) -> None:
    """An empty register takes all files at once."""
    await store.save(tx.conn, {}, register_of(tuple(files)))
    kept = [store.Applied(uuid7(), one.name, one.raw, (), BY, tx.now) for one in files]
    await store.keep(tx.conn, kept)


async def plan(conn: Conn, raw: bytes) -> Planned:
    """What a file would change; nothing is written."""
    before = await store.load(conn)
    changes, faults = read(raw)
    if faults:
        return Planned(before, before, faults)
    after, wrong = applied(before, changes, problems)
    return Planned(before, before if wrong else after, wrong)


async def apply(tx: Tx, name: str, raw: bytes, by: str) -> Planned:
    """Make the changes of a file; raises Invalid naming row, field and reason, and then changes nothing."""
    await store.lock(tx.conn)
    planned = await plan(tx.conn, raw)
    if planned.faults:
        raise Invalid([told(one) for one in planned.faults])
    found = planned.differences
    if found:
        await store.save(tx.conn, planned.before, planned.after)
        await store.keep(tx.conn, [store.Applied(uuid7(), name, raw, found, by, tx.now)])
        await store.forget_told(tx.conn)
    return planned


async def apply_as(tx: Tx, name: str, raw: bytes, actor: Actor) -> Planned:
    """The same for a person, and announce what is so today with that person behind it."""
    planned = await apply(tx, name, raw, actor.id)
    await announce(tx, Cause(uuid7(), "request", "register", actor.id, roles=actor.roles))
    return planned


def told(fault: Fault) -> dict[str, str]:
    """A fault as a refusal names it: rows count from 0 in the pointer, from 1 in the words."""
    if fault.row < 0:
        return {"pointer": "", "reason": fault.reason}
    words = f"Row {fault.row + 1}, {fault.field}: {fault.reason}"
    return {"pointer": f"/{fault.row}/{fault.field}", "reason": words}


async def tell_of_the_day(db: Database) -> int:
    """Announce what has come to be so since the last time; how many facts."""
    async with db.begin() as tx:
        if not await store.untold(tx.conn, tx.today):
            return 0
        await store.lock(tx.conn)
        return await announce(tx, _by_the_clock())


async def announce(tx: Tx, cause: Cause) -> int:
    """Announce each entry that reads otherwise than when it was announced last.

    What had ended before anybody was told of it is not news.
    """
    before = await store.announced(tx.conn)
    facts = facts_on(await store.load(tx.conn), tx.today)
    news = {
        key: body
        for key, fact in facts.items()
        if (body := fact.model_dump(mode="json")) != before.get(key)
        and (key in before or not _ended(fact, tx.today))
    }
    for key in news:
        tx.announce(facts[key], key=key, object=key, cause=cause)
    await store.keep_announced(tx.conn, news, tx.today)
    return len(news)


def _ended(fact: Fact, today: date) -> bool:
    end: date | None = getattr(fact, "valid_to", None)
    return end is not None and end < today


def _by_the_clock() -> Cause:
    return Cause(uuid7(), "timer", "register", BY)
