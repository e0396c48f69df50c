"""One service: a FastAPI application with its broker, relay and timers inside its lifespan."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI
from faststream import AckPolicy

from chassis.ask import Ask
from chassis.binding import bind
from chassis.clock import Clock, FileClock, RealClock
from chassis.consume import Consumes
from chassis.crash import CrashPoints
from chassis.db import Database
from chassis.health import Watchdog, health_routes, kept_alive
from chassis.identity import Provider
from chassis.intake import Door
from chassis.kafka import make_broker
from chassis.migrate import assert_migrated
from chassis.ops import fulfil
from chassis.proclaimed import keep_up, load
from chassis.relay import MoreSources, Relay
from chassis.schedule import Due, Every, Timekeeper
from chassis.seal import KeyRing
from chassis.seal_log import seal
from chassis.settings import ServiceSettings
from chassis.telemetry import Telemetry
from chassis.trace import TraceContext
from chassis.web.join import join
from chassis.web.problems import add_problem_handlers
from chassis.web.sessions import forget_sessions

log = structlog.get_logger()
START_S_MAX = 60
STOP_S_MAX = 8
SEALS_S = 5.0
WISHES_S_MAX = 10.0
SESSIONS_S = 3600.0


class Service:
    """Holds what a service's parts share: database, clock, keys, ask; ``app`` is made by ``build``."""

    def __init__(self, settings: ServiceSettings) -> None:
        """Make the parts; nothing connects before the lifespan."""
        self.settings = settings
        self.crash = CrashPoints(settings.crash_at)
        self.clock: Clock = FileClock(settings.clock_file) if settings.clock_file else RealClock()
        self.db = Database(
            settings.database_dsn.get_secret_value(),
            self.clock,
            name=settings.service,
            size=settings.pool_size,
            crash=self.crash,
        )
        self.keys = KeyRing(settings.wrapping_key.get_secret_value())
        self.ask = Ask(self.db, settings.ask_wait_s_max)
        self.provider = Provider(settings.issuer, settings.audience)
        self.telemetry = Telemetry(settings.service)
        self.broker = make_broker(settings, self.telemetry.middlewares())

    def build(
        self,
        consumes: Consumes,
        routers: Sequence[APIRouter] = (),
        timers: Sequence[Every] = (),
        publish_first: MoreSources | None = None,
        at_start: Callable[[], Awaitable[object]] | None = None,
        door: Door | None = None,
    ) -> FastAPI:
        """Bind the consumers and routes, and hand out the application."""
        self.consumers = bind(self.broker, consumes, self.db, self.settings, self.crash, door)
        self.relay = Relay(self.settings, self.crash, publish_first)
        self._at_start = at_start
        self._assert_policies()
        wishes = Every("operators' wishes", 1.0, self._wishes, due=Due("wishes", WISHES_S_MAX))
        seals = Every("seals of the access log", SEALS_S, lambda: seal(self.db))
        sessions = Every("sessions of last week", SESSIONS_S, self._forget_sessions)
        self._timers = (*timers, wishes, seals, sessions)
        self._timekeeper = Timekeeper(self.db, self._timers)
        app = FastAPI(
            title=f"cspr {self.settings.service}",
            version="1.0.0",
            lifespan=self._lifespan,
            docs_url=None,
            redoc_url=None,
        )
        app.state.service = self
        add_problem_handlers(app)
        app.add_middleware(TraceContext)
        self.watchdog = Watchdog(self.consumers)
        health = health_routes(self.db, self.broker, self.telemetry, self.watchdog)
        join(app.router, health, *routers)
        return app

    async def _wishes(self) -> int:
        return await fulfil(self.db, {c.topic.name: c for c in self.consumers})

    async def _forget_sessions(self) -> int:
        async with self.db.begin() as tx:
            return await forget_sessions(tx.conn)

    def _assert_policies(self) -> None:
        """A default acknowledgement policy loses messages: no subscriber may have one."""
        subscribers: list[Any] = list(self.broker.subscribers)
        for subscriber in subscribers:
            assert subscriber.ack_policy is AckPolicy.NACK_ON_ERROR, subscriber.topic_names
            assert subscriber._no_reply, subscriber.topic_names  # noqa: SLF001
            options = subscriber._connection_args  # noqa: SLF001
            assert options["auto_offset_reset"] == "earliest", subscriber.topic_names

    @asynccontextmanager
    async def _lifespan(self, _app: FastAPI) -> AsyncIterator[None]:
        try:
            await self._start()
        except Exception:
            log.exception("the service did not start")
            raise
        tasks = [kept_alive(work, name) for name, work in self._work().items()]
        try:
            yield
        finally:
            await self._stop(tasks)

    async def _start(self) -> None:
        await self.db.open()
        async with self.db.pool.acquire() as conn:
            await assert_migrated(conn, self.settings.service)
            await load(conn)
        if self._at_start:
            await self._at_start()
        async with asyncio.timeout(START_S_MAX):
            await self.broker.start()

    def _work(self) -> dict[str, Coroutine[Any, Any, None]]:
        timers = {timer.name: self._timekeeper.keep(timer) for timer in self._timers}
        work = {"relay": self.relay.run(), "watchdog": self.watchdog.run()}
        return {**work, "proclamations": keep_up(self.db), **timers}

    async def _stop(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """Stop within a bound whatever the broker does: consumers first, then the rest."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_S_MAX):
                await self.broker.stop()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=STOP_S_MAX)
        await self._timekeeper.close()
        await self.db.close()
