"""A command has one effect and one answer, whatever becomes of it."""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from chassis import ops
from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.errors import Refused
from chassis.tx import Tx
from contracts.review.rapid_review import ExplainRapidReviewDelayV1, RapidReviewTextErasedV1
from contracts.topics import REVIEW_COMMAND
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.polls import Polled, Reader, a_record, numbered, reading

SENT = ExplainRapidReviewDelayV1(
    incident_id=uuid7(), reason="trial", expected_on=date(2026, 5, 6), explanation=None
)
broken: list[type[Exception]] = []


async def obey(tx: Tx, received: Sequence[Received[ExplainRapidReviewDelayV1]]) -> None:
    if broken:
        raise broken[0]("can not")
    for one in received:
        fact = RapidReviewTextErasedV1(incident_id=one.key, erased_on=tx.today)
        tx.announce(fact, key=one.key, object=one.key, cause=one.cause)


@pytest.fixture
async def reader(infra: Infra, new_database: MakeDatabase) -> AsyncIterator[Reader]:
    broken.clear()
    consumes = Consumes("review")
    consumes(ExplainRapidReviewDelayV1)(obey)
    dsn = infra.dsn("review_service", await new_database("review"))
    async with reading(dsn, REVIEW_COMMAND, consumes) as made:
        yield made


def a_command(sequence: int = 1, **row: Any) -> Polled:
    return a_record(SENT, SENT.incident_id, sequence, **row)


async def answers(reader: Reader) -> list[dict[str, Any]]:
    rows = await reader.db.pool.fetch(
        "select data from journal where kind = 'answer' order by position"
    )
    return [json.loads(row["data"]) for row in rows]


async def test_a_command_that_came_twice_has_one_effect_and_one_answer(reader: Reader) -> None:
    command = a_command()
    await reader.take(command, command.again())
    await reader.take(command)
    (answer,) = await answers(reader)
    assert answer["outcome"] == "done"
    assert len(answer["facts"]) == 1
    assert await reader.db.pool.fetchval("select count(*) from journal where kind = 'fact'") == 1


async def test_no_order_is_asked_of_commands(reader: Reader) -> None:
    await reader.take(a_command(7))
    await reader.take(a_command(2))
    assert [a["outcome"] for a in await answers(reader)] == ["done", "done"]


async def test_a_command_that_can_not_be_read_is_refused_and_holds_nobody_up(
    reader: Reader,
) -> None:
    unreadable = a_command()
    unreadable = Polled(unreadable.topic, unreadable.key, b"{}", unreadable.headers)
    await reader.take(unreadable, a_command(2))
    await reader.take(unreadable)
    outcomes = [(a["outcome"], a["code"]) for a in await answers(reader)]
    assert outcomes == [("refused", "invalid"), ("done", None)]
    assert await reader.db.pool.fetchval("select body from parked") == b"{}"


async def test_a_command_nobody_has_heard_of_is_refused(reader: Reader) -> None:
    later = a_command(4).with_header("ce_type", b"uk.cspr.review.do-something-new.v1")
    await reader.take(later)
    (answer,) = await answers(reader)
    assert (answer["outcome"], answer["code"]) == ("refused", "unknown_command")
    assert answer["command_type"] == "uk.cspr.review.do-something-new.v1"
    assert await reader.held() == []


async def test_a_command_that_breaks_a_handler_is_refused_without_a_word_of_the_error(
    reader: Reader,
) -> None:
    broken.append(ZeroDivisionError)
    await reader.take(a_command())
    (answer,) = await answers(reader)
    assert (answer["outcome"], answer["reason"]) == ("refused", "ZeroDivisionError")


async def test_an_answered_command_is_not_replayed_but_may_be_cleared_away(
    reader: Reader,
) -> None:
    broken.append(Refused)
    await reader.take(a_command())
    place = await reader.place()
    async with reader.db.begin() as tx:
        assert not await ops.request(tx.conn, place, "replay", "person:operator")
        assert await ops.request(tx.conn, place, "discard", "person:operator")
    broken.clear()
    assert await ops.fulfil(reader.db, {REVIEW_COMMAND.name: reader.consumer}) == 1
    assert await reader.held() == []
    assert len(await answers(reader)) == 1
    log = await reader.db.pool.fetch("select actor, action, object from access_log")
    assert [tuple(row) for row in log] == [("person:operator", "discard", f"parked {place}")]


async def test_an_operators_replay_is_done_and_written_down(
    infra: Infra, new_database: MakeDatabase
) -> None:
    async with reading(infra.dsn("review_service", await new_database("review"))) as reader:
        reader.bad.add("1")
        await reader.take(numbered(uuid7(), 1))
        reader.bad.clear()
        place = await reader.place()
        async with reader.db.begin() as tx:
            assert await ops.request(tx.conn, place, "replay", "person:operator")
        assert await ops.fulfil(reader.db, {reader.consumer.topic.name: reader.consumer}) == 1
        assert reader.got == ["1"]
        assert await reader.db.pool.fetchval("select action from access_log") == "replay"
