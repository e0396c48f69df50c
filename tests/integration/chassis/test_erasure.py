"""An incident's key erased: what was sealed under it is noise, here, there and for who comes later."""

from uuid import UUID

import pytest
from aiokafka import AIOKafkaConsumer
from uuid_utils.compat import uuid7

from chassis.consume import Consumes
from chassis.errors import NotFound, Transient
from chassis.keys import KeyPublisher, keys_consumed, republish_keys
from chassis.seal import KeyRing
from chassis.service import Service
from contracts.topics import NOTIFY_KEY
from tests.conftest import Infra
from tests.integration.chassis.conftest import WRAPPING_KEY, RunService
from tests.support.until import until

TEXT = "An infant was found to have healing fractures."


async def has_key(service: Service, subject: UUID) -> bool:
    async with service.db.read() as conn:
        found = await conn.fetchval("select true from sealing_key where subject = $1", subject)
    return bool(found)


async def opened(service: Service, subject: UUID, sealed: str) -> str | None:
    async with service.db.read() as conn:
        return await service.keys.open(conn, subject, sealed)


async def a_reader(run_service: RunService, name: str) -> Service:
    consumes = Consumes(name)
    service: Service = await run_service(name, consumes_keys(consumes))
    return service


def consumes_keys(consumes: Consumes) -> Consumes:
    keys_consumed(consumes, KeyRing(WRAPPING_KEY))
    return consumes


@pytest.mark.need("J4")
async def test_an_erased_key_leaves_noise_everywhere(
    run_service: RunService, infra: Infra, topic_suffix: str
) -> None:
    publisher = KeyPublisher(
        WRAPPING_KEY, dict.fromkeys(["review", "correspondence"], WRAPPING_KEY)
    )
    notify = await run_service("notify", Consumes("notify"), publish_first=publisher)
    review = await a_reader(run_service, "review")
    outsider = await a_reader(run_service, "analytics")
    subject, other = uuid7(), uuid7()
    async with notify.db.begin() as tx:
        for one in (subject, other):
            await notify.keys.create(tx.conn, one)
        sealed = await notify.keys.seal(tx.conn, subject, TEXT)
    await until("the key", lambda: has_key(review, subject))
    await until("the other key", lambda: has_key(review, other))
    assert TEXT not in sealed
    assert await opened(review, subject, sealed) == TEXT
    assert await opened(review, other, sealed) is None
    assert not await has_key(outsider, subject)

    async with notify.db.begin() as tx:
        assert await notify.keys.erase(tx.conn, subject, publish=True)

    async def gone() -> bool:
        return not await has_key(review, subject)

    await until("the key to be deleted", gone)
    assert await opened(notify, subject, sealed) is None
    assert await opened(review, subject, sealed) is None
    assert await newest(infra, topic_suffix, subject) is None
    await the_key_does_not_come_back(review, subject)

    later = await a_reader(run_service, "correspondence")
    await until("the other key", lambda: has_key(later, other))
    assert await opened(later, subject, sealed) is None
    with pytest.raises(NotFound):
        async with review.db.read() as conn:
            await review.keys.seal(conn, subject, "more")
    with pytest.raises(Transient):
        async with review.db.read() as conn:
            await review.keys.seal(conn, uuid7(), "before its key has come")


async def test_keys_and_erasures_are_published_again_and_reach_who_lost_them(
    run_service: RunService,
) -> None:
    publisher = KeyPublisher(WRAPPING_KEY, {"review": WRAPPING_KEY})
    notify = await run_service("notify", Consumes("notify"), publish_first=publisher)
    review = await a_reader(run_service, "review")
    kept, erased = uuid7(), uuid7()
    async with notify.db.begin() as tx:
        for one in (kept, erased):
            await notify.keys.create(tx.conn, one)
    await until("the keys", lambda: has_key(review, erased))
    async with notify.db.begin() as tx:
        await notify.keys.erase(tx.conn, erased, publish=True)

    async def settled() -> bool:
        return await has_key(review, kept) and not await has_key(review, erased)

    await until("one key and one erasure", settled)
    await review.db.pool.execute("delete from sealing_key; delete from sealing_key_erased")
    async with notify.db.begin() as tx:
        assert await republish_keys(tx.conn) == 2
    await until("the key once more", settled)

    async def known() -> bool:
        return bool(await review.db.pool.fetchval("select true from sealing_key_erased"))

    await until("the erasure once more", known)


async def newest(infra: Infra, suffix: str, subject: UUID) -> bytes | None:
    """The newest value of a key on the compacted topic."""
    consumer = AIOKafkaConsumer(
        NOTIFY_KEY.name + suffix,
        bootstrap_servers=infra.bootstrap,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    await consumer.start()
    try:
        ends = await consumer.end_offsets(consumer.assignment())
        values: dict[bytes, bytes | None] = {}
        while any([await consumer.position(at) < end for at, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                values |= {record.key: record.value for record in records}
        return values[str(subject).encode()]
    finally:
        await consumer.stop()


async def the_key_does_not_come_back(review: Service, subject: UUID) -> None:
    """Not even when a copy of it is delivered once more."""
    async with review.db.begin() as tx:
        await review.keys.keep(tx.conn, {subject: "wrapped"})
    assert not await has_key(review, subject)
