"""Live, ready, metrics, and a watchdog that sees a consumer which has stopped."""

import asyncio
import os
import signal
import time
from collections.abc import Coroutine, Sequence
from typing import Any

import structlog
from aiokafka.errors import IllegalStateError
from fastapi import APIRouter, Response
from faststream.kafka import KafkaBroker
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from chassis.consume import Consumer
from chassis.db import Database
from chassis.telemetry import Telemetry

log = structlog.get_logger()
STUCK_S_MAX = 120.0
LOOK_S = 5.0
ANSWER_S_MAX = 2.0


def kept_alive(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    """A task that is never to end: when it does without being told, so does the process."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_ended)
    return task


def _ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        log.error("a part has ended by itself", where=task.get_name(), exc_info=task.exception())
        os.kill(os.getpid(), signal.SIGTERM)


class Watchdog:
    """Ends the process when messages wait and none is finished: an orchestrator starts it anew."""

    def __init__(self, consumers: Sequence[Consumer], stuck_s_max: float = STUCK_S_MAX) -> None:
        """Looks at consumers, each with the subscriber that feeds it."""
        self._consumers, self._stuck_s_max = consumers, stuck_s_max
        self._seen: dict[int, tuple[int, float]] = {}
        self.found: str | None = None

    async def run(self) -> None:
        """Look every few seconds; SIGTERM to this process when one is stuck."""
        while True:
            await asyncio.sleep(LOOK_S)
            if stuck := await self.stuck():
                log.error("a consumer has stopped", topic=stuck)
                os.kill(os.getpid(), signal.SIGTERM)

    async def stuck(self) -> str | None:
        """The first topic whose messages wait longer than allowed without one being finished."""
        now = time.monotonic()
        self.found = None
        for place, consumer in enumerate(self._consumers):
            subscriber = consumer.subscriber
            progress, since = self._seen.get(place, (-1, now))
            reads = subscriber.consumer
            idle = not consumer.always_there and reads is not None and not reads.assignment()
            at_work = consumer.taking or (not idle and await _waiting(reads))
            if progress != consumer.progress or not at_work:
                self._seen[place] = (consumer.progress, now)
            elif now - since > self._stuck_s_max:
                self.found = self.found or str(subscriber.topic_names[0])
        return self.found


async def _waiting(consumer: Any) -> bool:
    """Whether messages wait to be read.

    A client that can not say where it stands, or was left without a partition, has stopped too: a
    topic has more partitions than a service has processes.
    """
    if consumer is None or not consumer.assignment():
        return True
    try:
        async with asyncio.timeout(ANSWER_S_MAX):
            for partition in consumer.assignment():
                end = consumer.highwater(partition)
                if end is not None and end > await consumer.position(partition):
                    return True
    except IllegalStateError:  # taken away while we looked
        return False
    except TimeoutError:
        return True
    return False


def health_routes(
    db: Database, broker: KafkaBroker, telemetry: Telemetry, watchdog: Watchdog
) -> APIRouter:
    """``/live`` leans on no server, only on the watchdog; ``/ready`` on the database and the broker."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/live")
    async def live(response: Response) -> dict[str, str]:
        response.status_code = 503 if watchdog.found else 200
        return {"status": f"stopped: {watchdog.found}" if watchdog.found else "live"}

    @routes.get("/ready")
    async def ready(response: Response) -> dict[str, bool]:
        state = {"database": await _database_up(db), "kafka": await broker.ping(timeout=2)}
        response.status_code = 200 if all(state.values()) else 503
        return state

    @routes.get("/metrics")
    async def metrics() -> Response:
        async with db.read() as conn:
            await telemetry.refresh(conn)
        return Response(generate_latest(telemetry.registry), media_type=CONTENT_TYPE_LATEST)

    return routes


async def _database_up(db: Database) -> bool:
    try:
        async with asyncio.timeout(2), db.read() as conn:
            return bool(await conn.fetchval("select true"))
    except Exception:
        return False
