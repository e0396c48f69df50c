"""The database thrown away and made anew from a real Kafka: the same numbers, and nothing said twice."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from uuid_utils.compat import uuid7

from chassis.consume import Consumes
from chassis.identity import Actor
from chassis.service import Service
from chassis.tx import Cause
from contracts.catalogue import entry_of
from contracts.review.consideration import DecisionAnnouncedV1
from deploy.local.people import BY_SUB
from services.analytics.app import build
from services.analytics.facts import Told
from services.analytics.rebuild import rebuild_from_kafka
from services.analytics.settings import AnalyticsSettings
from services.analytics.trends.handlers import Trends
from tests.conftest import Infra, MakeDatabase
from tests.integration.analytics.england import all_folded, england, reviews_with_theme
from tests.integration.chassis.conftest import settings_for
from tests.support.until import until

Run = Callable[[AnalyticsSettings], Awaitable[Service]]
ANALYST = Actor.from_claims(BY_SUB["analyst"].claims())
WHY = "Checked against the decided cases."


@pytest.fixture
async def run() -> AsyncIterator[Run]:
    """Analytics as it runs, with its consumers, relay and timers; it ends with the test."""
    async with AsyncExitStack() as stack:

        async def start(settings: AnalyticsSettings) -> Service:
            app = build(settings)
            await stack.enter_async_context(app.router.lifespan_context(app))
            service: Service = app.state.service
            return service

        yield start


async def publish(infra: Infra, new_database: MakeDatabase, suffix: str, told: list[Told]) -> None:
    """Facts through the journal and the relay of the service that owns them."""
    for owner in ("notify", "review", "correspondence"):
        service = Service(settings_for(infra, owner, await new_database(owner), suffix))
        service.build(Consumes(owner))
        await service.db.open()
        async with service.db.begin() as tx:
            for key, fact in told:
                if entry_of(fact).topic.owner == owner:
                    cause = Cause(uuid7(), "request", str(key), "person:test")
                    tx.announce(fact, key=key, object=key, cause=cause)
        await service.relay.drain()
        await service.relay.close()
        await service.db.close()


async def settled(service: Service, facts: int) -> None:
    """All facts are folded, and what followed is published."""

    async def done() -> bool:
        return bool(
            await service.db.pool.fetchval(
                """
                select (select count(*) from fact) >= $1
                    and not exists (select from journal_waiting)
                """,
                facts,
            )
        )

    await until(f"{facts} facts", done, 30)


@pytest.mark.timeout(120)
@pytest.mark.need("H1")
async def test_analytics_rebuilt_from_kafka_equals_analytics_live(
    infra: Infra, new_database: MakeDatabase, topic_suffix: str, run: Run
) -> None:
    undecided = [one for one in england() if not isinstance(one[1], DecisionAnnouncedV1)]
    told = [*undecided, *reviews_with_theme("domestic_abuse")]
    await publish(infra, new_database, topic_suffix, told)

    def settings(database: str) -> AnalyticsSettings:
        given = settings_for(infra, "analytics", database, topic_suffix).model_dump()
        return AnalyticsSettings(**given)

    live = await run(settings(await new_database("analytics")))
    await settled(live, len(told))
    released, waiting = await live.db.pool.fetch("select id from trend order by theme desc")
    await Trends(live).release(released["id"], WHY, ANALYST)
    await settled(live, len(told))
    before = await all_folded(live.db.pool)

    again = settings(await new_database("analytics"))
    assert await rebuild_from_kafka(again) == len(told) + 3
    rebuilt = await run(again)
    assert await all_folded(rebuilt.db.pool) == before
    assert await rebuilt.db.pool.fetchval("select count(*) from journal") == 0
    await Trends(rebuilt).release(waiting["id"], WHY, ANALYST)
    assert await rebuilt.db.pool.fetchval("select sequence from journal") == 2
