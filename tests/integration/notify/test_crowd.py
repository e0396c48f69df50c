"""Notifications that come at one moment: one commit, and each sender has an answer of its own."""

import asyncio
import json
from typing import Any

import pytest

from chassis import trace
from chassis.errors import Refused
from chassis.identity import Actor
from chassis.web.problems import Invalid
from contracts.http_notify import Receipt
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.notification.reference import reference_of
from services.notify.register.queries import areas_of
from tests.integration.notify.conftest import IDENTITY_KEY, Notify
from tests.support.notifications import a_notification
from tests.support.statements import counted

ASHMERE, BRACKENFORD = (
    Actor(f"system:{code}", code, "system", frozenset({"case_system"}), organisation=code)
    for code in ("990", "991")
)
TRACE = f"00-{'a' * 32}-{'b' * 16}-00"


def case_systems(notify: Notify) -> Notifications:
    """The use cases as one process has them."""
    return Notifications(notify.service, IdentityStore(IDENTITY_KEY), areas_of)


def body(**changed: Any) -> bytes:
    """A notification as it is sent."""
    return json.dumps(a_notification(**changed)).encode()


async def test_a_crowd_shares_one_commit_and_each_has_its_own_answer(notify: Notify) -> None:
    one = case_systems(notify)
    asked = [
        one.submit(body(sender_reference=f"own {n}"), f"key-{n:05}", ASHMERE) for n in range(6)
    ]
    other = one.submit(body(authority_code="991"), "key-00000", BRACKENFORD)
    wrong = one.submit(body(aware_on="2026-05-01"), "key-00007", ASHMERE)
    refused = one.submit(body(abuse_neglect="not_known_or_suspected"), "key-00008", ASHMERE)
    foreign = one.submit(body(), "key-00009", BRACKENFORD)
    answers = await asyncio.gather(wrong, refused, *asked, foreign, other, return_exceptions=True)

    assert [type(one) for one in answers] == [Invalid, Refused, *[Receipt] * 6, Refused, Receipt]
    receipts = [one for one in answers if isinstance(one, Receipt)]
    assert [one.sender_reference for one in receipts[:6]] == [f"own {n}" for n in range(6)]
    assert [one.reference for one in receipts] == [reference_of(2026, n) for n in range(1, 8)]
    pool = notify.service.db.pool
    rows = await pool.fetch(
        """
        select reference, sender, count(distinct person.id) as people,
            count(distinct journal.id) as facts, notification.xmin::text as written_by
        from notification
        join person on person.incident_id = notification.id
        join journal on journal.key = notification.id and journal.actor = notification.sender
        join notification_version as version on version.id = notification.id
            and version.receipt ->> 'reference' = notification.reference
        join idempotency on idempotency.authority_code = notification.authority_code
            and idempotency.response = version.receipt
        group by notification.id order by reference
        """
    )
    assert [(row["reference"], row["people"], row["facts"]) for row in rows] == [
        (one.reference, 1, 3) for one in receipts
    ]
    assert [row["sender"] for row in rows] == [ASHMERE.id] * 6 + [BRACKENFORD.id]
    assert len({row["written_by"] for row in rows}) == 1
    assert await pool.fetchval("select count(*) from sealing_key") == len(receipts)
    assert await pool.fetchval("select count(*) from idempotency") == len(receipts)


async def test_a_crowd_takes_no_more_statements_than_one(notify: Notify) -> None:
    one, taken = case_systems(notify), []
    await one.submit(body(), "key-first", ASHMERE)
    for crowd in (1, 8):
        async with counted(notify.service.db) as asked:
            keys = [f"key-{crowd}-of-{n}" for n in range(crowd)]
            await asyncio.gather(*(one.submit(body(), key, ASHMERE) for key in keys))
        taken.append(len(asked))
    assert taken[0] == taken[1]


async def test_two_processes_that_get_the_same_give_one_receipt(notify: Notify) -> None:
    processes = [case_systems(notify) for _ in range(3)]
    first, *others = await asyncio.gather(
        *(one.submit(body(), "key-00001", ASHMERE) for one in processes)
    )
    assert others == [first, first]
    assert len(await notify.facts("notification-submitted")) == 1
    assert (await notify.sent())["reference"] == reference_of(2026, 2)


async def test_what_fails_in_a_crowd_leaves_the_others_alone(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, save = case_systems(notify), IdentityStore.save

    async def fails(store: IdentityStore, conn: Any, people: Any) -> None:
        await save(store, conn, people)
        if any(one.family_name == "Halfway" for them in people.values() for one in them):
            raise ZeroDivisionError

    monkeypatch.setattr(IdentityStore, "save", fails)
    children = [{**a_notification()["children"][0], "family_name": "Halfway"}]
    answers = await asyncio.gather(
        one.submit(body(), "key-00001", ASHMERE),
        one.submit(body(children=children), "key-00002", ASHMERE),
        one.submit(body(), "key-00003", ASHMERE),
        return_exceptions=True,
    )
    assert [type(one) for one in answers] == [Receipt, ZeroDivisionError, Receipt]
    pool = notify.service.db.pool
    assert await pool.fetchval("select count(*) from person") == 2
    assert await pool.fetchval("select last_number from reference_counter") == 2


async def test_each_of_a_crowd_keeps_its_own_trace(notify: Notify) -> None:
    one = case_systems(notify)

    async def traced(key: str, sent: str) -> Receipt:
        trace.current.set(sent)
        return await one.submit(body(), key, ASHMERE)

    traces = [TRACE, TRACE.replace("a", "c")]
    receipts = await asyncio.gather(
        *(asyncio.create_task(traced(f"key-{sent}", sent)) for sent in traces)
    )
    for receipt, sent in zip(receipts, traces, strict=True):
        found = await notify.service.db.pool.fetch(
            "select distinct traceparent from journal where key = $1", receipt.incident_id
        )
        assert [row["traceparent"] for row in found] == [sent]
