"""Proclamations of bank holidays: kept by each service, known to each of its processes."""

import asyncio
from collections.abc import Sequence

import structlog

from chassis.calendar import Proclaimed, learn
from chassis.conn import Conn
from chassis.consume import Consumes
from chassis.db import Database
from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.calendar import BankHolidayProclaimedV1

log = structlog.get_logger()
PACE_S = 2.0
"""Another process of this service may have taken the fact: this long it counts without it."""


def calendar_consumed(consumes: Consumes) -> None:
    """Take what was proclaimed."""

    @consumes(BankHolidayProclaimedV1)
    async def proclaimed(tx: Tx, batch: Sequence[Received[BankHolidayProclaimedV1]]) -> None:
        await keep(tx.conn, [one.message for one in batch])


async def keep(conn: Conn, facts: Sequence[BankHolidayProclaimedV1]) -> None:
    """Store them; once that is committed, every process of the service counts with them."""
    await conn.execute(
        """
        insert into proclaimed_day (id, day, holiday, title, proclaimed_on)
        select * from unnest($1::uuid[], $2::date[], $3::boolean[], $4::text[], $5::date[])
        on conflict do nothing
        """,
        [f.proclamation_id for f in facts],
        [f.day for f in facts],
        [f.holiday for f in facts],
        [f.title for f in facts],
        [f.proclaimed_on for f in facts],
    )


async def load(conn: Conn) -> None:
    """Count with all that this service was told."""
    rows = await conn.fetch('select proclaimed_on as "on", id, day, holiday from proclaimed_day')
    learn(Proclaimed(**row) for row in rows)


async def keep_up(db: Database) -> None:
    """Learn for ever what the other processes of this service were told; a database that is away comes back."""
    while True:
        await asyncio.sleep(PACE_S)
        try:
            async with db.read() as conn:
                await load(conn)
        except Exception:
            log.exception("what was proclaimed was not read")
