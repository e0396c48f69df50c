"""What becomes of a poll: applied once and in order, held, or parked with its bytes and the reason."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from chassis import ops
from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.errors import NotFound, Refused
from chassis.tx import Tx
from contracts.review.rapid_review import RapidReviewCancelledV1, RapidReviewTextErasedV1
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.polls import (
    POISON,
    Reader,
    a_fact,
    a_record,
    numbered,
    reading,
    reading_in_memory,
)


@pytest.fixture
async def dsn(infra: Infra, new_database: MakeDatabase) -> str:
    return infra.dsn("analytics_service", await new_database("analytics"))


@pytest.fixture
async def reader(dsn: str) -> AsyncIterator[Reader]:
    async with reading(dsn) as made:
        yield made


@pytest.fixture(params=["tables", "memory"])
async def either(request: pytest.FixtureRequest, dsn: str) -> AsyncIterator[Reader]:
    """A reader on a real database, or on what stands in for one: both must do the same."""
    if request.param == "memory":
        with reading_in_memory() as made:
            yield made
        return
    async with reading(dsn) as real:
        yield real


@pytest.mark.need("L2")
async def test_what_is_delivered_again_has_no_second_effect(either: Reader) -> None:
    key = uuid7()
    first, second = numbered(key, 1), numbered(key, 2)
    await either.take(first, first.again(), second)
    await either.take(first, second)
    await either.take(second.again(), first.again())
    assert either.got == ["1", "2"]
    assert await either.held() == []


@pytest.mark.need("L2")
async def test_what_comes_too_early_waits_for_what_is_missing(either: Reader) -> None:
    key, other = uuid7(), uuid7()
    await either.take(numbered(key, 3), numbered(key, 4), numbered(other, 1))
    assert either.got == ["1"]
    assert await either.held() == [("gap", 3), ("gap", 4)]
    await either.take(numbered(key, 1))
    assert either.got == ["1", "1"]
    await either.take(numbered(key, 2))
    assert either.got == ["1", "1", "2", "3", "4"]
    assert await either.held() == []
    assert await either.mark(key) == 4


@pytest.mark.need("L2", "L5")
async def test_any_order_with_any_repeats_ends_the_same(dsn: str) -> None:
    async with reading(dsn) as reader:

        @settings(
            max_examples=15,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
            database=None,
        )
        @given(st.permutations([1, 2, 3, 4, 1, 3, 4]), st.integers(1, 4))
        async def run(order: list[int], a_poll: int) -> None:
            key = uuid7()
            reader.got.clear()
            for at in range(0, len(order), a_poll):
                await reader.take(*(numbered(key, n) for n in order[at : at + a_poll]))
            assert reader.got == ["1", "2", "3", "4"]
            assert await reader.held() == []

        await _each_example(run)


async def _each_example(run: object) -> None:
    """Hypothesis calls from outside the loop; the loop's own thread does the work."""
    loop = asyncio.get_running_loop()
    inner = run.hypothesis.inner_test  # type: ignore[attr-defined]

    def sync(**drawn: object) -> None:
        asyncio.run_coroutine_threadsafe(inner(**drawn), loop).result(30)

    run.hypothesis.inner_test = sync  # type: ignore[attr-defined]
    await asyncio.to_thread(run)  # type: ignore[arg-type]


async def test_a_type_from_the_future_is_passed_over(either: Reader) -> None:
    key = uuid7()
    unknown = numbered(key, 1).with_header("ce_type", b"uk.cspr.review.never-heard-of.v9")
    await either.take(unknown)
    assert await either.mark(key) == 1
    await either.take(numbered(key, 2))
    assert (either.got, await either.held()) == (["2"], [])


async def test_a_type_that_nobody_here_handles_is_passed_over(either: Reader) -> None:
    key, today = uuid7(), "2026-05-01"
    other = RapidReviewTextErasedV1.model_validate({"incident_id": key, "erased_on": today})
    await either.take(a_record(other, key, 1), numbered(key, 2))
    assert either.got == ["2"]


@pytest.mark.parametrize("what", POISON)
async def test_poison_is_parked_and_stops_nobody_else(reader: Reader, what: str) -> None:
    poisoned, well = uuid7(), uuid7()
    bad = POISON[what](a_record(a_fact(poisoned), poisoned, 1))
    await reader.take(numbered(well, 1), bad, numbered(well, 2))
    assert reader.got == ["1", "2"]
    row = await reader.db.pool.fetchrow("select * from parked")
    assert row and row["status"] == "parked"
    assert (row["body"] or None) == (bad.value or None)
    assert row["code"] in ("malformed", "invalid")
    assert row["reason"]
    await reader.take(bad)
    assert len(await reader.held()) == 1


async def test_a_parked_reason_repeats_nothing_that_was_sent(reader: Reader) -> None:
    key = uuid7()
    record = a_record(a_fact(key), key, 1)
    body = (record.value or b"").replace(b"CSPR-2026-00001-A", b"Quillfeather" * 30)
    body = body.replace(str(key).encode(), b"Quillfeather")
    await reader.take(replace(record, value=body))
    row = await reader.db.pool.fetchrow("select code, reason from parked")
    assert row and row["code"] == "invalid"
    assert "/incident_id" in row["reason"]
    assert "Quillfeather" not in row["reason"]


async def test_behind_a_parked_message_its_key_waits_until_a_replay(reader: Reader) -> None:
    key = uuid7()
    reader.bad.add("1")
    await reader.take(numbered(key, 1), numbered(key, 2))
    await reader.take(numbered(key, 3))
    assert await reader.held() == [("parked", 1), ("waiting", 2), ("waiting", 3)]
    reader.bad.clear()
    await reader.release(replay=True)
    assert reader.got == ["1", "2", "3"]
    assert (await reader.held(), await reader.mark(key)) == ([], 3)
    closed = await reader.db.pool.fetchrow("select * from parked where sequence = 1")
    assert closed and (closed["status"], closed["closed_by"]) == ("replayed", "person:operator")


async def test_what_waited_goes_on_after_a_discard(reader: Reader) -> None:
    key = uuid7()
    reader.bad.add("1")
    await reader.take(numbered(key, 1), numbered(key, 2))
    await reader.release(replay=False)
    assert reader.got == ["2"]
    row = await reader.db.pool.fetchrow("select * from parked where sequence = 1")
    assert row and (row["status"], row["closed_by"]) == ("discarded", "person:operator")
    assert row["body"]


async def test_a_replay_that_fails_again_loses_nothing(either: Reader) -> None:
    key = uuid7()
    either.bad.add("1")
    await either.take(numbered(key, 1), numbered(key, 2))
    await either.release(replay=True)
    assert await either.held() == [("parked", 1), ("waiting", 2)]
    either.bad.clear()
    await either.release(replay=True)
    assert either.got == ["1", "2"]


async def test_the_one_that_filled_a_gap_is_not_blamed_for_the_one_behind_it(
    either: Reader,
) -> None:
    key = uuid7()
    either.bad.add("3")
    await either.take(numbered(key, 1), numbered(key, 3), numbered(key, 4))
    await either.take(numbered(key, 2))
    assert either.got == ["1", "2"]
    assert await either.held() == [("parked", 3), ("gap", 4)]
    either.bad.clear()
    await either.release(replay=True)
    assert either.got == ["1", "2", "3", "4"]


async def test_one_of_several_that_waited_may_be_bad_too(either: Reader) -> None:
    key = uuid7()
    either.bad |= {"1", "3"}
    await either.take(*(numbered(key, n) for n in (1, 2, 3, 4)))
    either.bad.discard("1")
    await either.release(replay=True)
    assert either.got == ["1", "2"]
    assert await either.held() == [("parked", 3), ("waiting", 4)]
    await either.release(replay=False)
    assert (either.got, await either.held()) == (["1", "2", "4"], [])


async def test_a_gap_that_will_never_be_filled_can_be_passed(either: Reader) -> None:
    key = uuid7()
    await either.take(numbered(key, 2))
    await either.release(replay=True, status="gap")
    assert (either.got, await either.mark(key)) == (["2"], 2)
    await either.take(numbered(key, 1))
    assert either.got == ["2"]


@pytest.mark.parametrize("replay", [True, False])
async def test_what_is_held_behind_another_is_not_released_before_it(
    either: Reader, *, replay: bool
) -> None:
    key = uuid7()
    either.bad.add("3")
    await either.take(numbered(key, 1), numbered(key, 3), numbered(key, 4))
    await either.take(numbered(key, 2))
    await either.release(replay=replay, status="gap")
    assert await either.held() == [("parked", 3), ("gap", 4)]
    either.bad.clear()
    await either.release(replay=True)
    assert (either.got, await either.held()) == (["1", "2", "3", "4"], [])


@pytest.mark.parametrize("replay", [True, False])
async def test_of_two_beyond_a_gap_the_earlier_one_goes_first(
    either: Reader, *, replay: bool
) -> None:
    key = uuid7()
    await either.take(numbered(key, 5), numbered(key, 7))
    later = await either.place("gap", 7)
    await either.consumer.release(later, replay=replay, by="person:operator")
    assert await either.held() == [("gap", 5), ("gap", 7)]
    async with either.db.begin() as tx:
        with pytest.raises(Refused, match="An earlier message"):
            await ops.request(tx.conn, later, "replay", "person:operator")


async def test_one_poll_is_one_transaction(dsn: str) -> None:
    async with reading(dsn) as reader:
        seen: set[int] = set()

        async def note(tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
            seen.add(await tx.conn.fetchval("select txid_current()"))

        consumes = Consumes("analytics")
        consumes(RapidReviewCancelledV1)(note)
        reader.consumer._consumes = consumes
        await reader.take(*(numbered(uuid7(), 1) for _ in range(50)))
        assert len(seen) == 1


async def test_what_is_not_there_yet_is_tried_again(dsn: str) -> None:
    tries = 0

    async def late(tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise NotFound("on its way")

    consumes = Consumes("analytics")
    consumes(RapidReviewCancelledV1)(late)
    async with reading(dsn, consumes=consumes) as reader:
        await reader.take(numbered(uuid7(), 1))
        assert (tries, await reader.held()) == (3, [])


async def test_who_waits_for_what_is_on_its_way_keeps_no_other_waiting(
    dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One pause serves all of a poll; a key's later messages wait for its earlier ones."""
    pauses: list[float] = []
    got: list[tuple[int, str]] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async def late(_tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        for one in received:
            if one.message.basis == "1" and one.key in absent and len(pauses) < 2:
                raise NotFound("on its way")
            got.append((len(pauses), one.message.basis))

    monkeypatch.setattr("chassis.consume.asyncio.sleep", pause)
    consumes = Consumes("analytics")
    consumes(RapidReviewCancelledV1)(late)
    absent = [uuid7() for _ in range(20)]
    async with reading(dsn, consumes=consumes) as reader:
        other = uuid7()
        polled = [numbered(key, n) for n in (1, 2) for key in (*absent, other)]
        await reader.take(*polled)
        assert (pauses, await reader.held()) == ([0.6, 1.8], [])
        assert got == [(0, "1"), (0, "2"), *[(2, n) for _ in absent for n in "12"]]


async def test_a_database_that_is_away_parks_nothing_and_lets_the_poll_come_again(
    dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = True

    async def write(tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        if away:
            raise asyncpg.CannotConnectNowError("the database system is shutting down")

    consumes = Consumes("analytics")
    consumes(RapidReviewCancelledV1)(write)
    monkeypatch.setattr("chassis.consume.PAUSES_S", (0.0,))
    async with reading(dsn, consumes=consumes) as reader:
        key = uuid7()
        with pytest.raises(asyncpg.CannotConnectNowError):
            await reader.take(numbered(key, 1))
        assert (await reader.held(), await reader.mark(key)) == ([], None)
        away = False
        await reader.take(numbered(key, 1))
        assert await reader.mark(key) == 1


async def test_a_value_that_the_database_can_not_take_is_parked(dsn: str) -> None:
    async def write(tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        await tx.conn.execute("select $1::int", 2**40)

    consumes = Consumes("analytics")
    consumes(RapidReviewCancelledV1)(write)
    async with reading(dsn, consumes=consumes) as reader:
        await reader.take(numbered(uuid7(), 1))
        assert await reader.held() == [("parked", 1)]
