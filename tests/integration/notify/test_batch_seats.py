"""So many batches at once and of each sender so many; who is silent for too long loses the seat."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from services.notify.web import batch
from services.notify.web.seats import BATCHES_MAX, OF_ONE_SENDER_MAX
from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_batch import NDJSON, lines, number_of, numbered, post, written
from tests.support.until import until

SENDERS = ("ashmere-case-system", "background")


async def test_so_many_batches_are_taken_at_once_and_no_more(notify: Notify) -> None:
    """A seat is given back, however a batch ends."""
    go_on = asyncio.Event()

    async def slow(number: int) -> AsyncIterator[bytes]:
        yield written([numbered(number)])
        await go_on.wait()

    async with asyncio.TaskGroup() as group:
        under_way = []
        for number in range(BATCHES_MAX):
            who = SENDERS[number // OF_ONE_SENDER_MAX]
            if number == OF_ONE_SENDER_MAX:
                await taken(notify, number)
                own = await post(notify, written([numbered(9)]))
                assert (own.status_code, "of your batches" in own.text) == (503, True)
            under_way.append(group.create_task(post(notify, slow(number), who=who)))
        await taken(notify, BATCHES_MAX)
        full = await post(notify, written([numbered(9)]), who="ashmere-sandbox")
        assert (full.status_code, "Several batches" in full.text) == (503, True)
        assert full.headers["Retry-After"] == "5"
        go_on.set()
    assert all(len(lines(task.result())) == 1 for task in under_way)
    for _ in range(2 * BATCHES_MAX):
        assert (await post(notify, b"x", "application/json")).status_code == 422
    assert len(lines(await post(notify, written([numbered(2)])))) == 1


async def taken(notify: Notify, number: int) -> None:
    """Comes back when so many notifications are in, each by a batch that still has its seat."""

    async def seated() -> bool:
        return await number_of(notify, "notification") == number

    await until("the seats to be taken", seated)


async def stalled(notify: Notify, sent: bytes) -> bytes:
    """What is answered to a batch of which only the beginning comes."""
    await notify.call("GET", "/notifications")
    reader, writer = await asyncio.open_connection("127.0.0.1", int(notify.url.rpartition(":")[2]))
    writer.write(
        f"POST /v1/notifications:batch HTTP/1.1\r\nHost: x\r\nContent-Type: {NDJSON}\r\n"
        f"Authorization: Bearer {notify.tokens[SENDERS[0]]}\r\n"
        "Content-Length: 100000\r\n\r\n".encode()
        + sent
    )
    try:
        return await asyncio.wait_for(reader.read(), 30)
    finally:
        writer.close()


async def test_who_stops_sending_is_told_so_and_leaves_the_seat_to_others(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "IDLE_S_MAX", 0.5)
    begun = written([numbered(0)])
    answers = [await stalled(notify, begun + begun[:100]) for _ in range(OF_ONE_SENDER_MAX)]
    for answer in answers:
        first, last = (json.loads(one) for one in answer.splitlines() if one.startswith(b'{"'))
        assert first["sender_reference"] == "own 0"
        assert (last["item"], last["problem"]["code"]) == (1, "try-again")
        assert "Nothing came for too long" in last["problem"]["detail"]
    nothing = await stalled(notify, b"")
    assert b" 503 " in nothing.splitlines()[0]
    assert b"Nothing came for too long" in nothing
    assert len(lines(await post(notify, written([numbered(0)])))) == 1
    assert await number_of(notify, "notification") == 1
