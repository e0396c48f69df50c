"""What a poll, a page and a rebuild ask of the database does not grow with the facts."""

import asyncio
from datetime import date
from itertools import groupby
from typing import Any

import asyncpg
import pytest

from contracts.catalogue import entry_of
from services.analytics import queries
from services.analytics.facts import Told
from services.analytics.rebuild import rebuild
from services.analytics.trends import store as trends
from tests.conftest import Infra
from tests.integration.analytics.conftest import Analytics
from tests.integration.analytics.england import england
from tests.support.statements import Listening, counted, whole_tables_read
from tests.unit.analytics.told import decided, notified, reviewed


def cases(first: int, many: int) -> list[Told]:
    """A notification, a rapid review and a decision of each, topic by topic."""
    numbers = range(first, first + many)
    told = [notified(one, "2026-04-10") for one in numbers]
    told += [reviewed(one, "2026-05-06") for one in numbers]
    return told + [decided(one, "2026-05-28") for one in numbers]


async def polls(analytics: Analytics, told: list[Told]) -> list[int]:
    """How many statements each poll takes."""
    numbers = []
    for topic, poll in groupby(told, key=lambda one: entry_of(one[1]).topic):
        records = [analytics.told_by.record(fact, key) for key, fact in poll]
        async with counted(analytics.service.db) as asked:
            await analytics.told_by.poll(topic, records)
        numbers.append(len(asked))
    return numbers


async def test_a_poll_of_a_hundred_facts_takes_no_more_statements_than_one_of_two(
    analytics: Analytics,
) -> None:
    await polls(analytics, cases(200, 2))  # a connection first asks what its types are
    few = await polls(analytics, cases(0, 2))
    assert await polls(analytics, cases(10, 100)) == few
    assert max(few) < 25


async def test_a_rebuild_takes_as_many_statements_for_many_facts_as_for_few(
    analytics: Analytics,
) -> None:
    taken = []
    for first, many in ((200, 1), (0, 2), (10, 100)):
        await analytics.tell(cases(first, many))
        async with counted(analytics.service.db) as asked:
            await rebuild(analytics.service.db)
        taken.append(len(asked))
    assert taken[1] == taken[2]


@pytest.mark.need("H1")
async def test_what_was_computed_is_kept_until_the_next_fact(analytics: Analytics) -> None:
    await analytics.tell(england())
    taken = []
    for _ in range(2):
        async with counted(analytics.service.db) as asked:
            await analytics.get("/measures/notified")
        taken.append(sum("from measure" in one for one in asked))
    assert taken == [1, 0]
    await analytics.tell([notified(90, "2026-05-02")])
    body = (await analytics.get("/measures/notified?level=National")).json()
    assert "2026-05" in {row["time_period"] for row in body["rows"]}


async def test_readers_who_come_together_wait_for_one_computation(analytics: Analytics) -> None:
    await analytics.tell(england())
    first = await analytics.get("/measures/reviewed")
    await analytics.tell([notified(91, "2026-05-02"), reviewed(91, "2026-05-03")])
    answers = await asyncio.gather(*(analytics.get("/measures/reviewed") for _ in range(4)))
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].text != first.text


async def test_the_version_counts_each_fact_once(analytics: Analytics) -> None:
    await analytics.tell(england())
    async with analytics.service.db.read() as conn:
        data = await queries.data_set(conn)
        row = await conn.fetchrow("select count(*) as facts, max(time) as until from fact")
    assert row
    assert (data.facts, data.read_until) == (row["facts"], row["until"])
    assert data.facts == len(england())


MANY = (
    """
    insert into fact (id, type, key, time, data)
    select gen_random_uuid(), 'uk.cspr.notify.notification-accepted.v1', gen_random_uuid(), now(), '{}'
    from generate_series(1, 20000)
    """,
    """
    insert into case_row (incident_id, row, decided_on, partnership, themes)
    select gen_random_uuid(), '{}', date '2016-01-01' + n % 4000, 'p' || n % 150, '{neglect}'
    from generate_series(1, 20000) n
    """,
    """
    insert into measure (name, month, authority_code, breakdown, days, value)
    select 'm' || n % 12, date '2020-01-01' + n, '990', 'all', n % 50, 1
    from generate_series(1, 20000) n
    """,
    "vacuum analyze fact, case_row, measure",
)


@pytest.fixture
async def crowded(analytics: Analytics, infra: Infra) -> Analytics:
    """A database whose tables are large enough for a plan to matter."""
    name = await analytics.service.db.pool.fetchval("select current_database()")
    owner = await asyncpg.connect(infra.dsn("analytics_owner", name))
    for statement in MANY:
        await owner.execute(statement)
    await owner.close()
    return analytics


@pytest.mark.parametrize(
    ("ask", "table"),
    [
        (queries.data_set, "fact"),
        (lambda conn: queries.lines(conn, "m3"), "measure"),
        (lambda conn: queries.kept(conn, ["t"], 19_000, 100), "fact"),
        (lambda conn: trends.themes_decided(conn, date(2026, 1, 1), date(2026, 6, 1)), "case_row"),
    ],
    ids=["version", "lines of a measure", "the next facts of a rebuild", "themes"],
)
async def test_no_hot_question_reads_a_whole_table(
    crowded: Analytics, ask: Any, table: str
) -> None:
    listening = Listening()
    await ask(listening)
    [(statement, given)] = listening.asked
    assert table not in await whole_tables_read(crowded.service.db, statement, given)
