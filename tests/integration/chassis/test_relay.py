"""The relay: nothing is lost, nothing overtakes, one is awake."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer
from uuid_utils.compat import uuid7

from chassis.consume import Consumes
from chassis.crash import CrashPoints
from chassis.dispatch import Received
from chassis.relay import LEADER_LOCK, Relay
from chassis.tx import Tx
from contracts.review.consideration import DecisionAnnouncedV1
from contracts.review.rapid_review import RapidReviewCancelledV1, RapidReviewSubmittedV1
from contracts.topics import REVIEW_CASE, REVIEW_DECISION, TOPICS
from deploy.topics import delete_topics, make_topics
from tests.conftest import Infra
from tests.integration.chassis.conftest import RunService
from tests.integration.chassis.polls import a_fact, a_large_fact
from tests.integration.chassis.test_travel import a_cause, announce
from tests.support.until import until

LARGEST = 262_144
SAMPLE = Path("contracts/events/review/decision-announced/samples/v1.0/made-up.json")
ANNOUNCED = json.loads(SAMPLE.read_text())["data"]


@pytest.mark.need("L2")
async def test_the_relay_goes_on_after_its_connection_was_cut_with_the_largest_row_too(
    run_service: RunService,
) -> None:
    got: list[int] = []
    consumes = Consumes("analytics")

    @consumes(RapidReviewSubmittedV1, RapidReviewCancelledV1)
    async def note(_tx: Tx, received: Sequence[Received[Any]]) -> None:
        got.extend(len(one.body) for one in received)

    review = await run_service("review", Consumes("review"))
    await run_service("analytics", consumes)
    key = uuid7()
    await announce(review, a_large_fact(key, LARGEST))
    await announce(review, a_large_fact(key, LARGEST), a_fact(key, "small"))

    async def all_there(count: int) -> bool:
        return len(got) == count

    await until("three facts", lambda: all_there(3))
    assert got[:2] == [LARGEST, LARGEST]
    cut = await review.db.pool.fetchval(
        """
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where application_name = 'review-relay' and datname = current_database()
        """
    )
    assert cut == 1
    await announce(review, a_fact(key, "after"))
    await until("the fact after the cut", lambda: all_there(4))


async def test_a_second_relay_stands_by_until_the_first_has_gone(run_service: RunService) -> None:
    review = await run_service("review", Consumes("review"))
    key = uuid7()
    await announce(review, a_fact(key, "0"))

    async def leads() -> bool:
        return review.relay.sent == 1

    await until("the first relay to lead", leads)
    second = Relay(review.settings, CrashPoints())
    work = asyncio.create_task(second.run())
    try:
        for number in range(1, 5):
            await announce(review, a_fact(key, str(number)))

        async def published() -> bool:
            left = "select count(*) from journal_waiting"
            return await review.db.pool.fetchval(left) == 0

        await until("all to be published", published)
        assert sorted([review.relay.sent, second.sent]) == [0, 5]
        await review.db.pool.execute(
            """
            select pg_terminate_backend(pid) from pg_locks
            where locktype = 'advisory' and objid = $1
                and database = (select oid from pg_database where datname = current_database())
                and granted
            """,
            LEADER_LOCK,
        )
        await announce(review, a_fact(key, "5"))
        await until("all to be published", published)
        assert review.relay.sent + second.sent >= 6
    finally:
        work.cancel()
        await asyncio.wait([work])


async def test_batches_that_overlap_send_each_row_once_and_each_key_in_order(
    run_service: RunService, infra: Infra, topic_suffix: str
) -> None:
    review = await run_service("review", Consumes("review"), relay_batch_size_max=3)
    keys = [uuid7() for _ in range(5)]
    for number in range(8):
        await announce(review, *(a_fact(key, str(number)) for key in keys))
    bases = [str(number) for number in range(8)]
    assert await read(infra, topic_suffix, 40) == {str(key): bases for key in keys}

    async def all_flagged() -> bool:  # a reader may have the last of them before the relay says so
        return review.relay.sent >= 40

    await until("the relay to flag all", all_flagged)
    assert review.relay.sent == 40


async def test_a_row_that_commits_after_a_higher_one_went_out_is_sent_too(
    run_service: RunService, infra: Infra, topic_suffix: str
) -> None:
    review = await run_service("review", Consumes("review"), relay_batch_size_max=1)
    late, early = uuid7(), uuid7()
    async with review.db.begin([late]) as tx:
        tx.announce(a_fact(late, "lower"), key=late, object=late, cause=a_cause())
        await tx.flush()
        tx.rows.clear()
        await announce(review, *(a_fact(early, str(number)) for number in range(5)))
        assert await read(infra, topic_suffix, 5) == {str(early): ["0", "1", "2", "3", "4"]}
    assert (await read(infra, topic_suffix, 6))[str(late)] == ["lower"]


async def read(infra: Infra, suffix: str, number: int) -> dict[str, list[str]]:
    """So many records of review's facts, all there are: what they say by key."""
    found: dict[str, list[str]] = {}
    async with AIOKafkaConsumer(
        REVIEW_CASE.name + suffix,
        bootstrap_servers=infra.bootstrap,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    ) as reader:
        while sum(map(len, found.values())) < number:
            for lane in (await reader.getmany(timeout_ms=500)).values():
                for record in lane:
                    basis = json.loads(record.value)["basis"]
                    found.setdefault(record.key.decode(), []).append(basis)
        ends = await reader.end_offsets(reader.assignment())
    assert sum(ends.values()) == number
    return found


@pytest.mark.timeout(120)
async def test_a_topic_that_is_missing_stops_no_other(
    run_service: RunService, infra: Infra, topic_suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.produce.SEND_S_MAX", 5.0)
    there = [topic for topic in TOPICS if topic is not REVIEW_DECISION]
    suffix = f"{topic_suffix}.all-but-one"
    made = await make_topics(infra.bootstrap, suffix=suffix, topics=there)
    review = await run_service("review", Consumes("review"), topic_suffix=suffix)
    key = uuid7()
    announced = DecisionAnnouncedV1.model_validate(ANNOUNCED)
    await announce(review, announced, a_fact(key, "goes out"))

    async def one_left() -> bool:
        left = await review.db.pool.fetch(
            "select topic from journal join journal_waiting using (position)"
        )
        return [row["topic"] for row in left] == [REVIEW_DECISION.name]

    await until("the other topic's fact to go out", one_left, 55)
    await delete_topics(infra.bootstrap, made)
