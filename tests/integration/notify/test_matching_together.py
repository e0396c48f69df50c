"""Matching, correcting and erasing at once: nobody waits in a ring, and what is erased is not linked again."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.tx import Tx
from contracts.notify import EraseIncidentTextV1
from services.notify.consumers import build_consumes
from services.notify.matching import Matching
from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_changes import an_erasure
from tests.integration.notify.test_matching import LINKS, PEOPLE, matched, of_another
from tests.support.until import until

WAITING = (
    "select true from pg_stat_activity where datname = current_database() "
    "and wait_event_type = 'Lock'"
)
SECRETARY = Actor("person:secretary", "A secretary", "person", frozenset({"secretary"}))


async def started(notify: Notify, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """Work that has begun, and waits for a lock that is held here."""
    task, pool = asyncio.create_task(work), notify.service.db.pool
    await until("the work to wait for a lock", lambda: pool.fetchval(WAITING))
    return task


async def erase(notify: Notify, tx: Tx, incident: UUID) -> None:
    """As the command does it, in a transaction that holds the incident's key."""
    [erasing] = build_consumes(notify.service.keys, PEOPLE).handlers(EraseIncidentTextV1)
    await erasing(tx, [an_erasure(incident)])


async def two(notify: Notify) -> tuple[UUID, UUID]:
    """Two incidents with one child."""
    return tuple(UUID(one["incident_id"]) for one in (await notify.sent(), await of_another(notify)))  # type: ignore[return-value]  # fmt: skip


async def test_who_corrects_while_children_are_looked_for_waits_in_no_ring(notify: Notify) -> None:
    _, second = await two(notify)
    db, matching = notify.service.db, Matching(notify.service.db, PEOPLE)
    async with db.begin([second]) as tx:
        looking = await started(notify, matching.round())
        [child] = await PEOPLE.load(tx.conn, second)
        other = replace(child, nhs_number="9990000018", family_name="Another")
        await PEOPLE.save(tx.conn, {second: [other]})
    await looking
    assert await matched(notify) == []


@pytest.mark.need("J4")
async def test_who_is_erased_while_children_are_looked_for_is_not_linked_again(
    notify: Notify,
) -> None:
    first, second = await two(notify)
    db, matching = notify.service.db, Matching(notify.service.db, PEOPLE)
    await db.pool.execute("update person set matched_at = now() where incident_id = $1", first)
    async with db.begin([first]) as tx:
        looking = await started(notify, matching.round())
        await erase(notify, tx, first)
    await looking
    assert await db.pool.fetch(LINKS) == []
    assert second in {row["incident_id"] for row in await db.pool.fetch("select * from person")}


@pytest.mark.need("J4")
async def test_a_decision_on_who_is_erased_meanwhile_finds_nothing(notify: Notify) -> None:
    first, _ = await two(notify)
    await matched(notify)
    db, matching = notify.service.db, Matching(notify.service.db, PEOPLE)
    id_ = await db.pool.fetchval("select id from person_link")
    async with db.begin([first]) as tx:
        deciding = await started(notify, matching.decide(id_, SECRETARY, "Cousins.", same=True))
        await erase(notify, tx, first)
    with pytest.raises(NotFound):
        await deciding
    assert await db.pool.fetch(LINKS) == []


async def test_who_is_erased_is_compared_with_nobody(notify: Notify) -> None:
    first, _ = await two(notify)
    await matched(notify)
    db, matching = notify.service.db, Matching(notify.service.db, PEOPLE)
    id_ = await db.pool.fetchval("select id from person_link")
    async with db.begin() as tx:
        await PEOPLE.erase(tx.conn, first)
    with pytest.raises(NotFound):
        await matching.compare(id_, SECRETARY, "A report from another area.")
