"""The loop that ours is measured against is a fair one: what it writes and sends is complete."""

from collections import Counter

import asyncpg
from aiokafka import AIOKafkaConsumer

from bench import topics
from bench.databases import PEER_TABLES
from bench.follow_ups import follow_ups
from bench.limits.hand_written import apply, one_poll, records_of
from bench.material import cases, facts
from bench.task import Follow, Task, effect_of
from contracts.notify import IncidentScopedInV1
from contracts.review.case_state import CaseStateChangedV1
from contracts.review.rapid_review import RapidReviewOpenedV1
from contracts.topics import NOTIFY_INCIDENT, REVIEW_CASE, REVIEW_CASE_STATE
from tests.conftest import Infra, MakeDatabase

MODELS = {REVIEW_CASE.name: RapidReviewOpenedV1, REVIEW_CASE_STATE.name: CaseStateChangedV1}


async def a_database(infra: Infra, new_database: MakeDatabase) -> asyncpg.Connection:
    conn = await asyncpg.connect(infra.dsn("review_owner", await new_database("review")))
    await conn.execute(PEER_TABLES.read_text())
    return conn


def a_task(infra: Infra, suffix: str = "") -> Task:
    follows = tuple(
        Follow(name + suffix, f.sample, f.sample_id, f.sample_reference, f.headers)
        for f, name in follow_ups()
    )
    return Task(infra.bootstrap, "", f"g{suffix}", NOTIFY_INCIDENT.name + suffix, follows)


async def counts(conn: asyncpg.Connection) -> list[int]:
    return [
        await conn.fetchval(f"select count(*) from {name}") for name in ("inbox", "state", "outbox")
    ]


async def test_a_batch_is_one_effect_and_its_follow_ups_however_often_it_comes(
    infra: Infra, new_database: MakeDatabase
) -> None:
    conn, task = await a_database(infra, new_database), a_task(infra)
    made = list(facts(IncidentScopedInV1, cases(3)))
    effects = [effect_of(one.value, dict(one.headers)) for one in made]
    rows = await apply(conn, task, effects)
    assert await counts(conn) == [3, 3, 6]
    assert sorted(await apply(conn, task, effects)) == sorted(rows)
    assert await counts(conn) == [3, 3, 6]
    await conn.close()


async def test_two_facts_of_one_incident_in_one_batch_leave_the_later_state_and_all_follow_ups(
    infra: Infra, new_database: MakeDatabase
) -> None:
    conn, task = await a_database(infra, new_database), a_task(infra)
    incidents = cases(2)
    made = [*facts(IncidentScopedInV1, incidents), *facts(IncidentScopedInV1, incidents, 2)]
    rows = await apply(conn, task, [effect_of(one.value, dict(one.headers)) for one in made])
    assert await counts(conn) == [4, 2, 8]
    assert await conn.fetchval("select array_agg(version) from state") == [2, 2]
    assert [key for _, _, key, _ in rows] == [key for key in incidents * 2 for _ in task.follows]
    await conn.close()


async def test_its_follow_ups_are_as_the_contract_says_and_as_long_as_ours(infra: Infra) -> None:
    task = a_task(infra)
    (made,) = facts(IncidentScopedInV1, cases(1))
    effect = effect_of(made.value, dict(made.headers))
    rows = [(effect.cause, f.topic, effect.key, f.value(effect.fact)) for f in task.follows]
    for record, follow in zip(records_of(task, rows), task.follows, strict=True):
        told = MODELS[record.topic].model_validate_json(record.value)
        assert (told.incident_id, told.reference) == (effect.key, effect.fact.reference)
        assert abs(len(record.value) - len(follow.sample)) <= 2
        assert len(record.headers) == len(follow.headers)


async def test_a_backlog_is_announced_whole_and_committed(
    infra: Infra, new_database: MakeDatabase, topic_suffix: str
) -> None:
    conn, task = await a_database(infra, new_database), a_task(infra, topic_suffix)
    incidents = cases(40)
    await topics.fill(infra.bootstrap, facts(IncidentScopedInV1, incidents), topic_suffix)
    consumer = AIOKafkaConsumer(
        task.source,
        bootstrap_servers=infra.bootstrap,
        group_id=task.group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    async with consumer, topics.producer_of(infra.bootstrap) as producer:
        while (await counts(conn))[0] < len(incidents):
            await one_poll(consumer, producer, conn, task)
    await topics.watch_commits(infra.bootstrap, task.group, [task.source], 10, lambda: None)
    for follow in task.follows:
        came = await topics.read_all(infra.bootstrap, follow.topic)
        assert Counter(one.key for one in came) == Counter(str(i).encode() for i in incidents)
    await conn.close()
