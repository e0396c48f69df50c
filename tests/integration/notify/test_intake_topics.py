"""The Kafka door: a sender's own topic in, its own topic out, on a real broker."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from chassis import kafka
from chassis.clock import set_clock
from chassis.sender_topics import NO_AUTHORIZER, open_topics
from chassis.service import Service
from contracts.sender_topics import NOTIFY_INTAKE, NOTIFY_RECEIPT, SENDER_TOPICS
from deploy.local.processes import free_port
from deploy.local.signin import build as build_provider
from deploy.topics import delete_topics
from services.notify.app import build
from services.notify.register.handlers import load_register
from services.notify.sender import standing, store
from services.notify.sender.topics import rule_topics
from services.notify.settings import NotifySettings
from tests.conftest import Infra, MakeDatabase
from tests.integration.chassis.conftest import settings_for
from tests.integration.chassis.polls import Polled
from tests.integration.notify.conftest import IDENTITY_KEY, NOTIFIED_AT, SECRET
from tests.integration.notify.test_senders import SINCE, a_sender
from tests.support.notifications import CANARY, NHS_NUMBER, a_child, a_notification
from tests.support.patient import ANSWER_S_MAX
from tests.support.serve import serving
from tests.support.signing_in import token_of
from tests.support.until import until

pytestmark = pytest.mark.timeout(120)
SENDER, OTHER, SANDBOX = "ashmere-case-system", "brackenford-system", "ashmere-sandbox"


@dataclass
class Doors:
    """``notify`` as it runs, with its consumers and relay, and a client of the broker."""

    service: Service
    url: str
    http: httpx.AsyncClient
    producer: AIOKafkaProducer
    bootstrap: str
    token: str

    async def put(self, *values: bytes | None, sender: str = SENDER) -> None:
        """Records as a plain producer puts them: no key, no header."""
        name = NOTIFY_INTAKE.of(sender).name + self.service.settings.topic_suffix
        for value in values:
            await self.producer.send_and_wait(name, value, key=None if value else b"k")

    async def answers(self, number: int, sender: str = SENDER) -> list[dict[str, Any]]:
        """What came on the sender's own topic, once so much has come."""
        name = NOTIFY_RECEIPT.of(sender).name + self.service.settings.topic_suffix
        reader = AIOKafkaConsumer(bootstrap_servers=self.bootstrap, enable_auto_commit=False)
        await reader.start()
        try:
            reader.assign([TopicPartition(name, 0)])
            await reader.seek_to_beginning()
            async with asyncio.timeout(ANSWER_S_MAX):
                return [json.loads((await reader.getone()).value) for _ in range(number)]
        finally:
            await reader.stop()

    async def count(self, table: str) -> int:
        found: int = await self.service.db.pool.fetchval(f"select count(*) from {table}")
        return found

    async def post(self, path: str, kind: str, content: bytes, **headers: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": kind, **headers}
        return await self.http.post(f"/v1/{path}", content=content, headers=headers, timeout=30)


async def add(service: Service, **changed: Any) -> None:
    async with service.db.begin() as tx:
        await store.add(tx.conn, a_sender(**{"topic": True, **changed}))


@pytest.fixture
async def doors(
    infra: Infra,
    new_database: MakeDatabase,
    topic_suffix: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Doors]:
    monkeypatch.setattr(kafka, "METADATA_AGE_MS", 500)
    port, at, clock_file = free_port(), free_port(), tmp_path / "clock"
    set_clock(clock_file, NOTIFIED_AT)
    issuer, url = f"http://127.0.0.1:{at}", f"http://127.0.0.1:{port}"
    database = await new_database("notify")
    shared = settings_for(
        infra, "notify", database, topic_suffix, issuer=issuer, public_url=url, client_secret=SECRET
    )
    own = {"clock_file": clock_file, "identity_key": IDENTITY_KEY, "reader_keys": {}}
    app = build(NotifySettings(**{**shared.model_dump(), **own}))
    service: Service = app.state.service
    names = [t.of(s).name + topic_suffix for t in SENDER_TOPICS for s in (SENDER, OTHER, SANDBOX)]
    async with AsyncExitStack() as stack:
        stack.push_async_callback(delete_topics, infra.bootstrap, names)
        await service.db.open()
        await load_register(service.db)
        await add(service)
        await add(service, client_id=SANDBOX, sandbox=True)
        rule = rule_topics(service)
        assert [await rule(), await rule()] == [2, 0]
        await service.db.close()
        await stack.enter_async_context(serving(build_provider(issuer, SECRET), at))
        await stack.enter_async_context(app.router.lifespan_context(app))
        await stack.enter_async_context(serving(app, port))
        http = await stack.enter_async_context(
            httpx.AsyncClient(base_url=url, timeout=ANSWER_S_MAX)
        )
        producer = AIOKafkaProducer(bootstrap_servers=infra.bootstrap)
        await producer.start()
        stack.push_async_callback(producer.stop)
        token = await token_of(issuer, SENDER, SECRET, "")
        yield Doors(service, url, http, producer, infra.bootstrap, token)


def written(**changed: Any) -> bytes:
    return json.dumps(a_notification(**changed)).encode()


@pytest.mark.need("A1", "I14")
async def test_each_record_has_one_answer_on_its_senders_own_topic(doors: Doors) -> None:
    await doors.put(
        written(),
        written(sender_reference="own-2", aware_on="2026-05-01"),
        written(sender_reference="own-3", authority_code="991"),
        written(sender_reference="Baby Quillfeather of Sorrel Yard"),
        written(outline="Another story under the same reference."),
        written(),
        written(sender_reference="own-7", **{CANARY: 1}),
    )
    told = await doors.answers(7)
    assert [one["offset"] for one in told] == list(range(7))
    first, wrong, foreign, long, other, again, unknown = told
    assert (first["outcome"], first["sender_reference"]) == ("done", "ASH-CS-4471")
    assert first["receipt"]["state"] == "in_scope"
    assert again["receipt"] == first["receipt"]
    assert [one["code"] for one in told[1:5]] == ["invalid", "forbidden", "invalid", "key_reused"]
    assert wrong["sender_reference"] == "own-2"
    assert wrong["errors"][0]["pointer"] == "/aware_on"
    assert foreign["errors"][0]["pointer"] == "/authority_code"
    assert (long["sender_reference"], long["errors"][0]["pointer"]) == (None, "/sender_reference")
    assert unknown["errors"][0]["pointer"] == ""
    assert other["outcome"] == "refused"
    assert await doors.count("notification") == 1
    for secret in (CANARY, NHS_NUMBER, "Ottoline", "Sorrel", "2025-10-20", "fractures"):
        assert secret not in json.dumps(told)


@pytest.mark.need("A1", "I14")
async def test_the_same_through_every_door_at_once_is_one_notification(doors: Doors) -> None:
    key = a_notification()["sender_reference"]
    pretty = json.dumps(dict(reversed(a_notification().items())), indent=1).encode()
    single = [
        doors.post("notifications", "application/json", raw, **{"Idempotency-Key": key})
        for raw in (written(), pretty)
    ]
    many = doors.post("notifications:batch", "application/x-ndjson", written() + b"\n" + written())
    one, two, batch, _ = await asyncio.gather(*single, many, doors.put(pretty, written()))
    receipts = [one.json(), two.json()]
    warned = [one.pop("warnings") for one in receipts]
    assert warned == [json.loads(line)["warnings"] for line in batch.text.splitlines()]
    receipts += [json.loads(line)["receipt"] for line in batch.text.splitlines()]
    assert receipts == [receipts[0]] * 4
    told = [answer["receipt"] for answer in await doors.answers(2)]
    assert [without_words(receipts[0])] * 2 == told
    assert await doors.count("notification") == 1
    assert await doors.count("idempotency") == 1


READ_OVER_HTTPS = {"duplicate_of", "duplicates", "became", "sends"}


def without_words(receipt: dict[str, Any]) -> dict[str, Any]:
    """A receipt as it may travel: positions have no place for their reasons; what comes later stays."""
    told = [{k: v for k, v in one.items() if k != "reason"} for one in receipt["positions"]]
    taken = {k: v for k, v in receipt.items() if k not in READ_OVER_HTTPS}
    return {**taken, "positions": told}


UNREADABLE = {
    "no JSON": b'{"outline": "' + CANARY.encode(),
    "nothing": b"",
    "not UTF-8": b'{"outline":"\xff"}',
    "a list": b"[]",
    "deep": b"[" * 5000,
    "long": b'"' + b"x" * 600_000 + b'"',
}


async def test_what_can_not_be_read_is_refused_and_parked_without_a_word_of_it(
    doors: Doors, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    await doors.put(*UNREADABLE.values(), None, written())
    told = await doors.answers(8)
    assert [one["outcome"] for one in told] == ["refused"] * 7 + ["done"]
    rows = await doors.service.db.pool.fetch("select p::text as row, p.* from parked p")
    assert len(rows) == 7
    assert {(r["status"], r["body"], r["raw_key"], r["key"]) for r in rows} == {
        ("parked", None, None, None)
    }
    assert all(r["headers"]["sha256"] and r["headers"]["sender"] == SENDER for r in rows)
    output = capfd.readouterr()
    said = json.dumps(told) + str(rows) + caplog.text + output.out + output.err
    assert CANARY not in said


async def test_what_fails_here_is_answered_too_and_no_other_waits(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.notify.notification.identity import IdentityStore

    save = IdentityStore.save

    async def fails(people: IdentityStore, conn: Any, them: Any) -> None:
        await save(people, conn, them)
        if any(one.family_name == "Halfway" for each in them.values() for one in each):
            raise ZeroDivisionError

    monkeypatch.setattr(IdentityStore, "save", fails)
    halfway = written(sender_reference="own-1", children=[a_child(family_name="Halfway")])
    await doors.put(halfway, written(sender_reference="own-2"))
    told = await doors.answers(2)
    by_offset = {one["offset"]: (one["outcome"], one["code"]) for one in told}
    assert by_offset == {0: ("refused", "failed"), 1: ("done", None)}
    assert await doors.service.db.pool.fetchval("select code from parked") == "failed"


async def test_what_is_delivered_again_or_twice_at_once_has_one_answer(doors: Doors) -> None:
    """As after a kill before the offset was committed, or beside a consumer that was thought dead."""
    intake = doors.service.consumers[-1]
    name = NOTIFY_INTAKE.of(SENDER).name + doors.service.settings.topic_suffix
    poll = [
        Polled(name, None, written(sender_reference=f"own-{n}"), (), offset=100 + n)
        for n in range(5)
    ]
    await asyncio.gather(intake.take(poll[:3]), intake.take(poll))
    await intake.take(poll)
    told = await doors.answers(5)
    assert sorted(one["offset"] for one in told) == [100, 101, 102, 103, 104]
    assert await doors.count("notification") == 5
    kept = "journal where type = 'uk.cspr.notify.intake-answer.v1'"
    assert await doors.count(kept) == 5


async def test_a_sandbox_sender_is_answered_and_nothing_more_is_journalled(doors: Doors) -> None:
    await doors.put(written(), sender=SANDBOX)
    [told] = await doors.answers(1, SANDBOX)
    assert told["receipt"]["reference"].startswith("CSPR-0000-")
    assert await doors.count("notification") == 0
    types = await doors.service.db.pool.fetch(
        "select distinct type from journal where stream not like '%register'"
    )
    assert [row["type"] for row in types] == ["uk.cspr.notify.intake-answer.v1"]


async def test_a_sender_that_is_added_while_it_runs_is_heard_and_one_that_ends_is_refused(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(doors.service, client_id=OTHER, authorities=frozenset({"991"}))

    async def made() -> str | None:
        told: str | None = await doors.service.db.pool.fetchval(
            "select topic_told from sender where client_id = $1", OTHER
        )
        return told

    assert await until("the topics to be made", made, 20) == NO_AUTHORIZER
    await doors.put(written(authority_code="991"), sender=OTHER)
    assert (await doors.answers(1, OTHER))[0]["outcome"] == "done"

    async with doors.service.db.begin() as tx:
        await store.end(tx.conn, OTHER, SINCE, tx.today)

    async def closed() -> bool:
        return str(await made()).startswith("closed")

    await until("the topics to be closed", closed, 20)
    monkeypatch.setattr(standing, "FRESH_S", 0)
    await doors.put(written(authority_code="991", sender_reference="late"), sender=OTHER)
    late = (await doors.answers(2, OTHER))[1]
    assert (late["outcome"], late["code"]) == ("refused", "forbidden")


async def test_making_topics_again_changes_nothing(doors: Doors) -> None:
    assert await open_topics(doors.service.settings, SENDER) == NO_AUTHORIZER
