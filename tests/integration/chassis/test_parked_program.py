"""``cspr parked``: what an operator sees and does."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result
from uuid_utils.compat import uuid7

from chassis import ops
from chassis.cli import app
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.polls import Reader, numbered, reading


@pytest.fixture
async def reader(
    infra: Infra, new_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Reader]:
    """A reader that holds the first of two messages, and the program told where its database is."""
    dsn = infra.dsn("analytics_service", await new_database("analytics"))
    file = tmp_path / "databases.json"
    file.write_text(json.dumps({"analytics": dsn}))
    monkeypatch.setenv("CSPR_DATABASES", str(file))
    monkeypatch.setenv("USER", "operator")
    async with reading(dsn) as made:
        made.bad.add("1")
        key = uuid7()
        await made.take(numbered(key, 1), numbered(key, 2))
        yield made


async def cspr(*words: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, ["parked", *words])


async def fulfil(reader: Reader) -> int:
    return await ops.fulfil(reader.db, {reader.consumer.topic.name: reader.consumer})


async def test_what_is_held_is_listed_with_its_reason(reader: Reader) -> None:
    place = await reader.place()
    listed = (await cspr("list")).output
    assert f"{place}  parked" in listed
    assert "refused: no such thing (a rule)" in listed
    assert "analytics       2 held" in listed
    shown = (await cspr("show", "analytics", str(place))).output
    assert "uk.cspr.review.rapid-review-cancelled.v1" in shown
    assert "incident_id" not in shown


@pytest.mark.parametrize(("wish", "got"), [("replay", ["1", "2"]), ("discard", ["2"])])
async def test_a_wish_is_done_and_written_down(reader: Reader, wish: str, got: list[str]) -> None:
    place = await reader.place()
    asked = await cspr(wish, "analytics", str(place))
    assert asked.output == f"analytics will {wish} it within a second.\n"
    reader.bad.clear()
    assert await fulfil(reader) == 1
    assert (reader.got, await reader.held()) == (got, [])
    row = await reader.db.pool.fetchrow("select actor, action, object from access_log")
    assert row and tuple(row) == ("person:operator", wish, f"parked {place}")
    assert await fulfil(reader) == 0


async def test_a_look_at_what_is_held_is_written_down(reader: Reader) -> None:
    place = await reader.place()
    await cspr("show", "analytics", str(place))
    row = await reader.db.pool.fetchrow("select actor, action, object from access_log")
    assert row and tuple(row) == ("person:operator", "read", f"parked {place}")


async def test_what_is_not_held_or_waits_behind_another_can_not_be_released(
    reader: Reader,
) -> None:
    reasons = {
        await reader.place("waiting"): "An earlier message of the same key is held",
        uuid7(): "Nothing of that id is held",
    }
    for place, reason in reasons.items():
        asked = await cspr("replay", "analytics", str(place))
        assert asked.exit_code == 1
        assert reason in asked.output


async def test_a_wish_for_what_is_no_longer_consumed_is_no_work(reader: Reader) -> None:
    await cspr("replay", "analytics", str(await reader.place()))
    assert await ops.fulfil(reader.db, {}) == 0
    assert await fulfil(reader) == 1
