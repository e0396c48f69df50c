"""Many notifications at once: each with its own outcome, in order, and sent again without harm."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpx
import pytest

from services.notify.web import batch
from tests.integration.notify.conftest import Notify
from tests.support.notifications import CANARY, a_child, a_notification

PROBLEM = "application/problem+json"
NDJSON = "application/x-ndjson"
BOTH = ["application/json", NDJSON]


def numbered(number: int, **changed: Any) -> dict[str, Any]:
    return a_notification(sender_reference=f"own {number}", **changed)


def written(items: Iterable[Any], kind: str = NDJSON) -> bytes:
    if kind == NDJSON:
        return b"".join(json.dumps(item).encode() + b"\n" for item in items)
    return json.dumps(list(items)).encode()


async def post(notify: Notify, content: Any, kind: str = NDJSON, **more: Any) -> httpx.Response:
    headers = {"Content-Type": kind, **more.pop("headers", {})}
    more = {"timeout": 60, **more}
    return await notify.call(
        "POST", "/notifications:batch", content=content, headers=headers, **more
    )


def lines(answer: httpx.Response) -> list[dict[str, Any]]:
    assert (answer.status_code, answer.headers["content-type"]) == (200, NDJSON), answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


async def number_of(notify: Notify, table: str) -> int:
    found: int = await notify.service.db.pool.fetchval(f"select count(*) from {table}")
    return found


@pytest.mark.need("A1", "I14")
@pytest.mark.parametrize("kind", BOTH)
async def test_each_is_taken_or_refused_by_itself_in_order(notify: Notify, kind: str) -> None:
    nameless = {k: v for k, v in a_notification().items() if k != "sender_reference"}
    sent = [
        numbered(0),
        numbered(1, aware_on="2026-05-01"),
        nameless,
        numbered(3, abuse_neglect="not_known_or_suspected"),
        "no notification",
        numbered(5, children=[a_child(nhs_number=None)], lateness_reason=None),
        numbered(0, outline="Another story under the same reference."),
        numbered(0),
    ]
    told = lines(await post(notify, written(sent, kind), kind))
    assert [one["item"] for one in told] == list(range(8))
    first, wrong, unknown, no, none, taken, other, again = told
    assert set(first) == {"item", "sender_reference", "receipt", "warnings"}
    assert (first["sender_reference"], first["receipt"]["state"]) == ("own 0", "in_scope")
    assert first["warnings"] == ["This was notified late, on 2026-04-10; it was due on 2026-04-07."]
    assert "Not given: child 1: NHS number." in taken["warnings"]
    assert set(wrong) == {"item", "sender_reference", "problem"}
    assert wrong["sender_reference"] == "own 1"
    assert wrong["problem"]["errors"][0]["pointer"] == "/aware_on"
    assert unknown["problem"]["errors"][0]["pointer"] == "/sender_reference"
    codes = [one["problem"]["code"] for one in (wrong, unknown, no, none, other)]
    assert codes == ["invalid", "invalid", "not_notifiable", "invalid", "key_reused"]
    assert other["problem"]["errors"][0]["pointer"] == "/sender_reference"
    assert again == {**first, "item": 7}
    assert await number_of(notify, "notification") == 2
    assert CANARY not in json.dumps(told)


@pytest.mark.timeout(180)
@pytest.mark.need("A1", "I14")
async def test_a_batch_of_ten_thousand_with_a_thousand_bad_ones(notify: Notify) -> None:
    sent = [numbered(n, **({"aware_on": "?"} if n % 10 == 3 else {})) for n in range(10_000)]
    told = lines(await post(notify, written(sent), timeout=170))
    assert [one["item"] for one in told] == list(range(10_000))
    assert [one["sender_reference"] for one in told] == [
        None if n % 10 == 3 else one["sender_reference"] for n, one in enumerate(sent)
    ]
    reasons = [one for one in told if "problem" in one]
    assert [one["item"] for one in reasons] == list(range(3, 10_000, 10))
    assert all(one["problem"]["errors"][0]["pointer"] == "/aware_on" for one in reasons)
    assert len({one["receipt"]["reference"] for one in told if "receipt" in one}) == 9_000
    assert await number_of(notify, "notification") == 9_000


async def test_answers_come_while_the_batch_is_still_being_sent(notify: Notify) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(notify.url.rpartition(":")[2]))
    await notify.call("GET", "/notifications")
    writer.write(
        f"POST /v1/notifications:batch HTTP/1.1\r\nHost: x\r\nContent-Type: {NDJSON}\r\n"
        f"Authorization: Bearer {notify.tokens['ashmere-case-system']}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n".encode()
    )
    for number in range(3):
        chunk = written([numbered(number)])
        writer.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        while True:
            line = await reader.readline()
            if line.startswith(b'{"item"'):
                break
        assert json.loads(line)["sender_reference"] == f"own {number}"
    writer.write(b"0\r\n\r\n")
    assert await reader.readuntil(b"\r\n0\r\n\r\n")
    writer.close()


async def test_who_sends_all_before_reading_is_not_left_hanging(notify: Notify) -> None:
    """The client's and the server's buffers are small beside what is sent and answered."""
    long = [a_notification(sender_reference=f"{n} " + "x" * 190) for n in range(1500)]
    sent = written(long)
    told = lines(await post(notify, sent * 2))
    assert len(told) == 3000
    assert [one["receipt"] for one in told[:1500]] == [one["receipt"] for one in told[1500:]]


async def test_a_batch_that_was_cut_off_is_sent_again_as_it_is(notify: Notify) -> None:
    sent = [numbered(n) for n in range(100)]

    async def cut() -> AsyncIterator[bytes]:
        yield written(sent[:40])
        yield written(sent[40:41])[:200]
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await post(notify, cut())
    told = lines(await post(notify, written(sent)))
    assert all("receipt" in one for one in told)
    assert await number_of(notify, "notification") == 100
    assert await number_of(notify, "idempotency") == 100


NO_BATCH = {
    "an object": (b"{}", "application/json", 422, "invalid"),
    "nothing": (b"", "application/json", 422, "invalid"),
    "text": (b"hello", "application/json", 422, "invalid"),
    "plain text": (b"{}", "text/plain", 415, "media-type"),
    "another charset": (b"[]", "application/json; charset=utf-16", 415, "media-type"),
}


@pytest.mark.parametrize("name", sorted(NO_BATCH))
async def test_what_is_no_batch_is_answered_with_a_problem(notify: Notify, name: str) -> None:
    content, kind, status, code = NO_BATCH[name]
    answer = await post(notify, content, kind)
    found = (answer.status_code, answer.headers["content-type"], answer.json()["code"])
    assert found == (status, PROBLEM, code)


@pytest.mark.parametrize("kind", BOTH)
async def test_an_empty_batch_has_no_answers(notify: Notify, kind: str) -> None:
    assert lines(await post(notify, written([], kind), kind)) == []


async def test_a_packed_body_is_not_unpacked(notify: Notify) -> None:
    answer = await post(notify, b"x", headers={"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["code"]) == (415, "media-type")


async def test_two_hundred_megabytes_are_refused_before_they_are_read(notify: Notify) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(notify.url.rpartition(":")[2]))
    await notify.call("GET", "/notifications")
    writer.write(
        f"POST /v1/notifications:batch HTTP/1.1\r\nHost: x\r\nContent-Type: {NDJSON}\r\n"
        f"Authorization: Bearer {notify.tokens['ashmere-case-system']}\r\n"
        "Content-Length: 200000000\r\n\r\n".encode()
    )
    assert b" 413 " in await reader.readline()
    writer.close()


async def test_a_body_that_does_not_say_its_length_ends_at_the_limit(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(batch.LIMITS, "/v1/notifications:batch", 200_000)

    async def endless() -> AsyncIterator[bytes]:
        for number in range(1000):
            yield written([numbered(number)])

    told = lines(await post(notify, endless()))
    assert told[-1]["problem"]["code"] == "too-large"
    assert [one["item"] for one in told] == list(range(len(told)))
    assert await number_of(notify, "notification") == len(told) - 1 < 250


MIB = 1024 * 1024
LONG = b'{"outline":"' + b"x" * (MIB - 15) + b'"}\n'
"""An item of one MiB, which is refused for its length as soon as it is cut out."""


async def several(size_mib: int) -> AsyncIterator[bytes]:
    for _ in range(size_mib):
        yield LONG


@pytest.mark.parametrize("is_said", [True, False])
async def test_a_batch_of_64_mib_is_looked_at_whole(notify: Notify, is_said: bool) -> None:
    assert len(LONG) == MIB
    told = lines(await post(notify, LONG * 64 if is_said else several(64)))
    assert [one["item"] for one in told] == list(range(64))
    assert {one["problem"]["detail"] for one in told} == {
        "The notification is longer than 524288 bytes."
    }


async def test_what_is_over_64_mib_is_refused_as_too_large_however_it_comes(
    notify: Notify,
) -> None:
    answer = await post(notify, LONG * 64 + b"\n")
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    *told, last = lines(await post(notify, several(65)))
    assert len(told) == last["item"] in (63, 64), "the last may end in what is over"
    assert (last["problem"]["status"], last["problem"]["code"]) == (413, "too-large")
    assert last["problem"]["detail"] == "At most 67108864 bytes are taken here at once."


@pytest.mark.timeout(120)
async def test_a_million_rows_end_at_the_limit(notify: Notify) -> None:
    answer = await post(notify, b"{}\n" * 1_000_000, timeout=100)
    told = lines(answer)
    assert len(told) == 10_001
    assert told[-1]["problem"]["code"] == "too-large"
    assert told[-1]["item"] == 10_000


async def test_a_bomb_is_one_bad_item(notify: Notify) -> None:
    deep = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    long = b'{"outline":"' + b"x" * 600_000 + b'"}'
    told = lines(await post(notify, b"\n".join([deep, long, written([numbered(1)])])))
    assert [one.get("problem", {}).get("code") for one in told] == ["too-large", "too-large", None]
    array = b"[" + b",".join([deep[:3000] + b"1" + b"}" * 600, long, written([numbered(1)])]) + b"]"
    told = lines(await post(notify, array, "application/json"))
    assert [one.get("problem", {}).get("code") for one in told] == ["invalid", "too-large", None]


async def test_another_authoritys_is_refused_in_its_place(notify: Notify) -> None:
    told = lines(await post(notify, written([numbered(0), numbered(1, authority_code="991")])))
    assert told[1]["problem"]["code"] == "forbidden"
    assert told[1]["problem"]["errors"][0]["pointer"] == "/authority_code"
    assert await number_of(notify, "notification") == 1


async def test_nobody_sends_a_batch_without_being_known(notify: Notify) -> None:
    answer = await notify.http.post("/v1/notifications:batch", content=b"[]")
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    staff = await post(notify, b"", who="secretary")
    assert staff.json()["code"] == "forbidden"


@pytest.mark.need("I14")
async def test_answers_that_do_not_go_together_are_taken_with_a_warning(notify: Notify) -> None:
    odd = numbered(
        0, children=[a_child(protection_plan="yes", protection_plan_category="none")], positions=[]
    )
    [told] = lines(await post(notify, written([odd])))
    assert told["receipt"]["state"] == "in_scope"
    words = "Child 1: there was a child protection plan, and its category says “No plan”."
    assert f"Look again. {words}" in told["warnings"]
    alone = (await notify.send(odd, key="own 0")).json()
    assert alone.pop("warnings") == told["warnings"]
    assert alone == told["receipt"]
