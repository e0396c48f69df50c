"""The journal to Kafka at a steady rate: from the commit of a fact to the moment it is consumed."""

import asyncio
import time
from uuid import UUID

from uuid_utils.compat import uuid7

from bench.figures import Target
from bench.lab import Round
from bench.material import body, cases
from bench.meter import PER_S, Arrivals, latencies, paced
from bench.topics import producer_of
from bench.work.kind import OURS, Contestant, Figures, Ratio, Size, Work
from chassis.clock import RealClock
from chassis.db import Database
from chassis.tx import Cause
from contracts.review.rapid_review import RapidReviewOpenedV1
from contracts.topics import REVIEW_CASE


def ours(round_: Round) -> Figures:
    """The relay of ``review`` beside a writer that commits facts to its journal."""
    round_.topics_of("review")
    dsn = round_.database("review", round_.lab.template("review"))
    round_.service("review", dsn)
    return asyncio.run(_committed(round_, dsn))


async def _committed(round_: Round, dsn: str) -> Figures:
    fact = RapidReviewOpenedV1.model_validate_json(body(RapidReviewOpenedV1))
    ids, at = cases(round_.items), dict[bytes, float]()
    db = Database(dsn, RealClock(), name="bench", size=8)

    async def commit(turn: int) -> None:
        key = ids[turn]
        cause = Cause(uuid7(), "request", str(key), "system:bench")
        async with db.begin([key]) as tx:
            tx.announce(fact, key=key, object=key, cause=cause)
        at[str(key).encode()] = time.time()

    async with (
        db.opened(),
        Arrivals(round_.bootstrap, REVIEW_CASE.name + round_.suffix) as arrivals,
    ):
        await paced(round_.items, commit)
        came = await arrivals.all_of(round_.items)
    return latencies([(at[key], came[key]) for key in at])


def without(round_: Round) -> Figures:
    """The same facts, produced at once and without a journal."""
    round_.topics([REVIEW_CASE])
    return asyncio.run(_produced(round_, cases(round_.items)))


async def _produced(round_: Round, ids: list[UUID]) -> Figures:
    name, value = REVIEW_CASE.name + round_.suffix, body(RapidReviewOpenedV1).encode()
    at: dict[bytes, float] = {}

    async with producer_of(round_.bootstrap) as producer:

        async def produce(turn: int) -> None:
            key = str(ids[turn]).encode()
            at[key] = time.time()
            await producer.send_and_wait(name, value, key)

        async with Arrivals(round_.bootstrap, name) as arrivals:
            await paced(round_.items, produce)
            came = await arrivals.all_of(round_.items)
    return latencies([(at[key], came[key]) for key in at])


WORK = Work(
    name="announced",
    title=f"The journal to Kafka at {PER_S}/s: commit to consumed",
    figure="p99_ms",
    unit="ms p99",
    full=Size(8 * PER_S, 5),
    quick=Size(3 * PER_S, 1),
    contestants=(Contestant(OURS, ours), Contestant("without a journal", without)),
    ratios=(Ratio("p99_ms", "without a journal", Target(1.5, at_least=False)),),
)
