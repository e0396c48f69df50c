"""Every fact received is appended, and folded into the measures in the same transaction.

A measure is a set of counters. What a case contributes is a pure function of its row, so a fact that
changes the row takes the old contribution away and adds the new one: the numbers do not depend on the
order in which the facts of different cases, or of one case on different topics, have come.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.dispatch import Received
from contracts.envelope import Fact
from contracts.notify import Area, NotificationSubmittedV1
from contracts.notify_changes import NotificationReassignedV1
from contracts.register import AuthorityRegisteredV1, PartnershipRegisteredV1
from services.analytics import store
from services.analytics.benchmark import queries as partnerships
from services.analytics.measures import MEASURES
from services.analytics.measures.case_row import TELLING, CaseRow, fold
from services.analytics.store import At

Told = tuple[UUID, Fact]
FOLDED: tuple[type[Fact], ...] = (*TELLING, AuthorityRegisteredV1, PartnershipRegisteredV1)
"""The facts that can change a number or a name; the others are only kept."""


async def keep(conn: Conn, received: Sequence[Received[Any]]) -> None:
    """Append facts and fold them; the statements are as many for one fact as for a thousand.

    What is appended is nobody's business before it is committed; turns begin where numbers are added to.
    """
    await store.move_on(conn, *await store.append(conn, received))
    await fold_all(conn, [(one.key, one.message) for one in received])


async def fold_all(conn: Conn, told: Sequence[Told]) -> None:
    """Fold facts into their cases' rows, and what moved into the measures."""
    await store.register(
        conn, [fact for _, fact in told if isinstance(fact, AuthorityRegisteredV1)]
    )
    await partnerships.register(
        conn, [fact for _, fact in told if isinstance(fact, PartnershipRegisteredV1)]
    )
    cases = [(key, fact) for key, fact in told if isinstance(fact, TELLING)]
    before = await store.load(conn, list(dict.fromkeys(key for key, _ in cases)))
    rows = dict(before)
    counted = await asyncio.to_thread(count, rows, cases)
    await store.save(conn, [row for key, row in rows.items() if before.get(key) != row])
    named = [area for _, fact in cases if (area := _area_of(fact))]
    await store.name_places(conn, named)
    await store.add(conn, counted)


def _area_of(fact: Fact) -> Area | None:
    match fact:
        case NotificationSubmittedV1():
            return fact.area
        case NotificationReassignedV1():
            return fact.to_area
        case _:
            return None


def count(rows: dict[UUID, CaseRow], told: Sequence[Told]) -> dict[At, int]:
    """Move ``rows`` on by the facts; what that adds to, and takes from, the measures. Pure."""
    counted: Counter[At] = Counter()
    for key, fact in told:
        old = rows.get(key, CaseRow(key))
        new = rows[key] = fold(old, fact)
        if new != old:
            counted.subtract(_contribution(old))
            counted.update(_contribution(new))
    return {at: number for at, number in counted.items() if number}


def _contribution(row: CaseRow) -> list[At]:
    """A case without a notification is not placed yet, and is not counted before it is.

    A duplicate counts nowhere: the notification that goes on in its place does.
    """
    if not row.authority_code or row.is_duplicate:
        return []
    return [
        (measure.name, one.on.replace(day=1), row.authority_code, one.part, one.days)
        for measure in MEASURES
        for one in measure.counts(row)
    ]
