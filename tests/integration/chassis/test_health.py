"""A service that can not work says so, and ends when nothing else helps."""

import asyncio
import re
import signal
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from uuid_utils.compat import uuid7

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.health import Watchdog, health_routes, kept_alive
from chassis.intake import Sent, Unread
from chassis.service import Service
from chassis.tx import Tx
from contracts.correspondence import LetterIssuedV1
from contracts.notify import EraseIncidentTextV1
from contracts.review.rapid_review import RapidReviewCancelledV1
from tests.integration.chassis.conftest import RunService
from tests.integration.chassis.polls import a_fact
from tests.integration.chassis.test_travel import announce
from tests.support.until import until

AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|CSPR-\d{4}")


def asking(service: Service, watchdog: Watchdog) -> httpx.AsyncClient:
    app = FastAPI()
    app.include_router(health_routes(service.db, service.broker, service.telemetry, watchdog))
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://service.test")


async def test_a_consumer_that_stopped_is_seen_and_the_service_is_no_longer_live(
    run_service: RunService,
) -> None:
    go_on = asyncio.Event()
    consumes = Consumes("analytics")

    @consumes(RapidReviewCancelledV1)
    async def hang(_tx: Tx, _received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        await go_on.wait()

    review = await run_service("review", Consumes("review"))
    analytics = await run_service("analytics", consumes)
    watchdog = Watchdog(analytics.consumers, stuck_s_max=0.3)
    async with asking(analytics, watchdog) as client:
        assert await watchdog.stuck() is None
        assert (await client.get("/live")).status_code == 200
        key = uuid7()
        await announce(review, a_fact(key, "hangs"))

        async def handling() -> bool:
            waiting = "select true from pg_locks where locktype = 'transactionid'"
            return bool(await analytics.db.pool.fetchval(waiting))

        await until("the handler to hang", handling)
        topic = await until("the watchdog to bark", watchdog.stuck)
        assert topic and topic.startswith("uk.cspr.review.case.v1")
        assert (await client.get("/live")).status_code == 503
        go_on.set()

        async def well() -> bool:
            return await watchdog.stuck() is None

        await until("the consumer to go on", well)
        assert (await client.get("/live")).status_code == 200


class Nobody:
    """A door that no sender uses."""

    async def take(self, _tx: Tx, _sent: Sequence[Sent]) -> Sequence[Unread]:
        raise AssertionError

    def refuse(self, _tx: Tx, _sent: Sent, _code: str, _reason: str) -> None:
        raise AssertionError


async def test_a_door_that_no_sender_uses_yet_has_not_stopped(run_service: RunService) -> None:
    notify = await run_service("notify", Consumes("notify"), door=Nobody())
    [subscriber] = notify.broker.subscribers
    watchdog = Watchdog(notify.consumers, stuck_s_max=0.0)
    looks = [await watchdog.stuck() for _ in range(3)]
    assert (looks, subscriber.consumer.assignment()) == ([None] * 3, frozenset())  # type: ignore[attr-defined]
    notify.consumers[0].always_there = True
    assert "intake" in str([await watchdog.stuck() for _ in range(3)][-1])


async def test_each_consumer_is_looked_at_with_its_own_feed(run_service: RunService) -> None:
    consumes = Consumes("notify")

    @consumes(RapidReviewCancelledV1, LetterIssuedV1, EraseIncidentTextV1)
    async def nothing(_tx: Tx, _received: Sequence[Received[Any]]) -> None:
        pass

    notify = await run_service("notify", consumes, door=Nobody())
    assert len(notify.consumers) == 4
    for consumer in notify.consumers:
        [feed] = consumer.subscriber.topic_names
        assert feed.startswith(consumer.topic.name.partition("{")[0])
    watchdog = Watchdog(notify.consumers, stuck_s_max=0.0)
    assert [await watchdog.stuck() for _ in range(3)] == [None] * 3


async def test_ready_leans_on_both_servers_and_metrics_name_nobody(
    run_service: RunService,
) -> None:
    got: list[str] = []
    consumes = Consumes("analytics")

    @consumes(RapidReviewCancelledV1)
    async def note(_tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        got.extend(one.message.basis for one in received)

    review = await run_service("review", Consumes("review"))
    analytics = await run_service("analytics", consumes)
    await announce(review, a_fact(uuid7()))

    async def there() -> bool:
        return bool(got)

    await until("a fact", there)
    watchdog = Watchdog(analytics.consumers)
    async with asking(analytics, watchdog) as client:
        ready = await client.get("/ready")
        assert (ready.status_code, ready.json()) == (200, {"database": True, "kafka": True})
        metrics = (await client.get("/metrics")).text
        assert "faststream_received_messages_total" in metrics
        assert "parked_messages" in metrics
        assert "journal_oldest_unpublished_seconds" in metrics
        assert "access_log_oldest_unsealed_seconds" in metrics
        assert not AN_ID.findall(metrics)
        await analytics.db.close()
        assert (await client.get("/ready")).status_code == 503
        assert (await client.get("/live")).status_code == 200
        await analytics.db.open()


async def test_a_part_that_ends_by_itself_ends_the_process() -> None:
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    try:

        async def fail() -> None:
            raise ZeroDivisionError

        task = kept_alive(fail(), "relay")
        async with asyncio.timeout(5):
            await ended.wait()
        assert isinstance(task.exception(), ZeroDivisionError)
        ended.clear()
        stopped = kept_alive(asyncio.sleep(60), "relay")
        stopped.cancel()
        with pytest.raises(asyncio.CancelledError):
            await stopped
        await asyncio.sleep(0)
        assert not ended.is_set()
    finally:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
