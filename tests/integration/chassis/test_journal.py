"""The journal: written once, chained, and every change of it named."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner
from uuid_utils.compat import uuid7

import chassis.verify
from chassis.cli import app
from chassis.clock import RealClock
from chassis.db import Database
from chassis.journal import KeyHead, chain, row_of
from chassis.trace import current
from chassis.tx import Cause
from chassis.verify import _link, verify
from contracts.review.rapid_review import RapidReviewCancelledV1, RapidReviewTextErasedV1
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.polls import a_fact, a_large_fact

KEY = uuid7()
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Journal:
    """A journal of four rows under one key and one under another, and its owner's connection."""

    def __init__(self, db: Database, owner_dsn: str, owner: asyncpg.Connection) -> None:
        self.db, self.owner_dsn, self.owner = db, owner_dsn, owner

    async def whys(self) -> list[tuple[int, str]]:
        """What the verifier finds."""
        return [(one.position, one.why) for one in (await verify(self.owner_dsn))[1]]


async def announce(db: Database, *facts: RapidReviewCancelledV1 | RapidReviewTextErasedV1) -> None:
    async with db.begin() as tx:
        for fact in facts:
            cause = Cause(uuid7(), "request", "test", "person:test")
            tx.announce(fact, key=fact.incident_id, object=fact.incident_id, cause=cause)


@pytest.fixture
async def journal(infra: Infra, new_database: MakeDatabase) -> AsyncIterator[Journal]:
    name = await new_database("review")
    db = Database(infra.dsn("review_service", name), RealClock(), name="review", size=2)
    await db.open()
    erased = RapidReviewTextErasedV1(incident_id=KEY, erased_on=date(2026, 5, 1))
    await announce(db, a_fact(KEY, "1"), a_fact(KEY, "2"))
    await announce(db, a_fact(uuid7(), "other"), a_fact(KEY, "3"), erased)
    owner_dsn = infra.dsn("review_owner", name)
    owner = await asyncpg.connect(owner_dsn)
    yield Journal(db, owner_dsn, owner)
    await owner.close()
    await db.close()


@pytest.mark.need("L2")
async def test_an_untouched_journal_holds(journal: Journal) -> None:
    assert await journal.whys() == []
    sequences = await journal.db.pool.fetch(
        "select sequence from journal where key = $1 order by position", KEY
    )
    assert [row["sequence"] for row in sequences] == [1, 2, 3, 4]


async def test_the_rows_of_a_full_poll_stand_in_the_order_in_which_they_were_told(
    journal: Journal,
) -> None:
    told = [f"said {number}" for number in range(500)]
    await announce(journal.db, *(a_fact(uuid7(), words) for words in told))
    rows = await journal.db.pool.fetch(
        """
        select convert_from(data, 'UTF8')::jsonb->>'basis' as basis from journal
        where key <> $1 order by position offset 1
        """,
        KEY,
    )
    assert [row["basis"] for row in rows] == told


async def test_what_is_written_while_it_is_verified_is_no_break(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads_of = chassis.verify._cut_tails

    async def after_another_row(*given: Any) -> Any:
        await announce(journal.db, a_fact(KEY, "written after the rows were read"))
        return await heads_of(*given)

    monkeypatch.setattr("chassis.verify._cut_tails", after_another_row)
    assert await journal.whys() == []


@pytest.mark.need("L4")
@pytest.mark.parametrize(
    ("tampering", "position", "why"),
    [
        ("update journal set data = '{}' where position = 2", 2, "its content was changed"),
        ("update journal set actor = 'person:x' where position = 2", 2, "its content was changed"),
        ("update journal set roles = 'chair' where position = 2", 2, "its content was changed"),
        ("update journal set time = now() where position = 1", 1, "its content was changed"),
        ("update journal set recorded_at = now() where position = 3", 3, "its content was changed"),
        ("update journal set traceparent = 'x' where position = 3", 3, "its content was changed"),
        ("update journal set sequence = 9 where position = 2", 2, "its sequence does not follow"),
        ("delete from journal where position = 2", 4, "the row before it is missing"),
        ("delete from journal where position = 1", 2, "the row before it is missing"),
        ("delete from journal where position = 5", 0, "the end of its chain was cut off"),
        ("truncate journal", 0, "the end of its chain was cut off"),
    ],
)
async def test_whatever_the_owner_does_to_a_row_is_named(
    journal: Journal, tampering: str, position: int, why: str
) -> None:
    await journal.owner.execute(tampering)
    found = await journal.whys()
    assert found
    assert found[0][0] == position
    assert found[0][1].startswith(why)


async def test_rows_that_changed_places_are_named(journal: Journal) -> None:
    await journal.owner.execute(
        """
        create temp table kept as select * from journal where position in (1, 2);
        delete from journal where position in (1, 2);
        insert into journal overriding system value
        select 3 - position, id, kind, type, topic, stream, key, object, sequence, causation,
            correlation, traceparent, actor, roles, time, recorded_at, data, previous_hash, hash
        from kept
        """
    )
    assert [position for position, _ in await journal.whys()] == [1]


async def test_publishing_does_not_touch_the_chain(journal: Journal) -> None:
    await journal.db.pool.execute("delete from journal_waiting")
    assert await journal.whys() == []


async def test_the_program_names_the_altered_row(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "databases.json"
    file.write_text(json.dumps({"review": journal.owner_dsn}))
    monkeypatch.setenv("CSPR_DATABASES", str(file))
    held = await asyncio.to_thread(CliRunner().invoke, app, ["journal", "verify"])
    assert (held.exit_code, "5 rows, the chain holds" in held.output) == (0, True)
    await journal.owner.execute("update journal set data = '{}' where position = 4")
    broken = await asyncio.to_thread(CliRunner().invoke, app, ["journal", "verify"])
    assert broken.exit_code == 1
    assert "position 4 uk.cspr.review.rapid-review-cancelled.v1" in broken.output


async def test_the_program_clears_a_range_and_writes_down_who_asked(
    journal: Journal, infra: Infra, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await journal.db.pool.execute("delete from journal_waiting")
    file = tmp_path / "databases.json"
    file.write_text(json.dumps({"review": journal.db._dsn}))
    monkeypatch.setenv("CSPR_DATABASES", str(file))
    words = ["journal", "republish", "review", "--first", "2", "--last", "4"]
    done = await asyncio.to_thread(CliRunner().invoke, app, words)
    assert done.output == "3 rows of review will be published again.\n"
    cleared = await journal.db.pool.fetch("select position from journal_waiting order by position")
    assert [row["position"] for row in cleared] == [2, 3, 4]
    assert await journal.db.pool.fetchval("select action from access_log") == "republish"


async def test_writers_at_the_same_time_leave_no_hole_and_one_chain(journal: Journal) -> None:
    key = uuid7()
    await asyncio.gather(*(announce(journal.db, a_fact(key, str(n))) for n in range(20)))
    rows = await journal.db.pool.fetch(
        "select sequence from journal where key = $1 order by position", key
    )
    assert [row["sequence"] for row in rows] == list(range(1, 21))
    assert await journal.whys() == []


async def test_a_transaction_that_fails_leaves_nothing(journal: Journal) -> None:
    key = uuid7()

    async def fail() -> None:
        async with journal.db.begin([key]) as tx:
            cause = Cause(uuid7(), "request", "test", "person:test")
            tx.announce(a_fact(key), key=key, object=key, cause=cause)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert not await journal.db.pool.fetchval("select true from journal where key = $1", key)


async def test_what_follows_a_request_carries_its_trace(journal: Journal) -> None:
    token = current.set(TRACE)
    key = uuid7()
    await announce(journal.db, a_fact(key))
    current.reset(token)
    found = await journal.db.pool.fetchval("select traceparent from journal where key = $1", key)
    assert found == TRACE


async def test_a_row_too_large_for_kafka_is_not_journalled(journal: Journal) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await announce(journal.db, a_large_fact(uuid7(), 262_145))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            dict,
            correlation=st.text(st.characters(codec="utf-8"), max_size=40),
            actor=st.text(st.characters(codec="utf-8"), max_size=40),
            roles=st.text(st.characters(codec="utf-8"), max_size=40),
            basis=st.text(st.characters(codec="utf-8"), max_size=40),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_writer_and_verifier_agree_on_every_text(rows: list[dict[str, str]]) -> None:
    """They canonicalise apart from each other: one by sorted JSON, one by RFC 8785's own program."""
    made = [
        row_of(
            a_fact(KEY, row["basis"]),
            id=uuid7(),
            key=KEY,
            object=KEY,
            causation=KEY,
            correlation=row["correlation"],
            traceparent=None,
            actor=row["actor"],
            roles=row["roles"],
            time=RealClock().now(),
            recorded_at=RealClock().now(),
        )
        for row in rows
    ]
    chain({KEY: KeyHead({}, b"")}, made)
    for row in made:
        assert _link(asdict(row)) == row.hash  # type: ignore[arg-type]
