"""One sender's webhook, slow, broken or oddly named, is no other sender's trouble."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from chassis.seal import oct_key
from services.notify.parts import Parts
from services.notify.settings import NotifySettings
from services.notify.webhook import sending, store
from services.notify.webhook.address import Guard
from services.notify.webhook.sending import Sending
from tests.integration.chassis.conftest import WRAPPING_KEY
from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_webhooks import SENDER, named, receiving


@asynccontextmanager
async def dripping() -> AsyncIterator[str]:
    """A server that sends a little of its headers for ever."""
    ended = asyncio.Event()

    async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 204 No Content\r\n")
        while not ended.is_set() and not writer.is_closing():
            writer.write(b"a: b\r\n")
            try:
                async with asyncio.timeout(0.02):
                    await ended.wait()
            except TimeoutError:
                continue
        writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        ended.set()
        server.close()


async def also_named(notify: Notify, sender: str, url: str) -> None:
    async with notify.service.db.begin() as tx:
        await store.save(tx.conn, sender, url, None, tx.now)


def settings_of(notify: Notify) -> NotifySettings:
    settings = notify.service.settings
    assert isinstance(settings, NotifySettings)
    return settings


async def one_round(notify: Notify, guard: Guard | None = None) -> int:
    rounds = Sending(notify.service.db, oct_key(WRAPPING_KEY), guard or Guard(strict=False))
    await rounds.enqueue()
    return await rounds.send_due()


async def test_what_goes_wrong_with_one_webhook_is_its_own_failure(notify: Notify) -> None:
    """The first sender's secret is none of ours: nothing can be signed."""
    async with receiving() as receiver:
        await named(notify, receiver)
        await also_named(notify, "system:a", receiver.url)
        async with notify.service.db.begin() as tx:
            await store.add_secret(tx.conn, "system:a", "not a key", tx.now)
        await notify.sent()
        assert await one_round(notify) == 1
        assert len(receiver.came) == 1
    failures = dict(await notify.service.db.pool.fetch("select sender, last_failure from webhook"))
    assert failures[SENDER] is None
    assert failures["system:a"]


async def test_a_receiver_that_drips_is_left_in_time(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "ANSWER_S_MAX", 0.5)
    async with dripping() as url, asyncio.timeout(8):
        await also_named(notify, SENDER, url)
        await notify.sent()
        assert await one_round(notify) == 0
    failure = await notify.service.db.pool.fetchval("select last_failure from webhook")
    assert failure == "TimeoutError"


async def test_each_sender_gets_a_few_and_none_waits_for_another(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "ROUND_MAX", 4)
    async with receiving() as receiver:
        await named(notify, receiver)
        await also_named(notify, "system:a", receiver.url)
        for number in range(4):
            await notify.sent(sender_reference=f"{number}")
        both, here = asyncio.Event(), []

        async def found(_host: str, _port: int) -> Sequence[str]:
            here.append(1)
            if len(here) == 2:
                both.set()
            async with asyncio.timeout(2):
                await both.wait()
            return ["127.0.0.1"]

        assert await one_round(notify, Guard(strict=False, look_up=found)) == 4
    rows = await notify.service.db.pool.fetch(
        "select sender, count(*) from webhook_delivery where state = 'delivered' group by 1"
    )
    assert dict(rows) == {SENDER: 2, "system:a": 2}


@pytest.mark.parametrize("status", [400, 404, 410, 422])
async def test_a_hint_that_its_receiver_will_not_have_is_set_aside_and_the_next_comes(
    notify: Notify, status: int
) -> None:
    async with receiving() as receiver:
        await named(notify, receiver)
        for number in range(2):
            await notify.sent(sender_reference=f"{number}")
        receiver.first = [status]
        assert await one_round(notify) == 2
        assert len(receiver.came) == 2
        shown = (await notify.call("GET", "/webhook")).json()
        assert (shown["waiting"], shown["given_up"]) == (0, 1)
        async with notify.service.db.begin() as tx:
            assert await store.replay(tx.conn, SENDER) == 1
        assert await one_round(notify) == 1
    assert await given_up(notify) == 0


@pytest.mark.parametrize("status", [302, 408, 429, 500, 503])
async def test_behind_a_receiver_that_can_not_take_it_now_all_wait_in_order(
    notify: Notify, status: int
) -> None:
    async with receiving() as receiver:
        await named(notify, receiver)
        for number in range(2):
            await notify.sent(sender_reference=f"{number}")
        receiver.first = [status]
        assert [await one_round(notify), await one_round(notify)] == [0, 0]
        assert len(receiver.came) == 1
    assert await given_up(notify) == 0


async def test_giving_up_after_a_day_postpones_nothing(notify: Notify) -> None:
    async with receiving() as receiver:
        await named(notify, receiver)
        for number in range(2):
            await notify.sent(sender_reference=f"{number}")
        receiver.first = [503, 503]
        await one_round(notify)
        await notify.service.db.pool.execute(
            "update webhook_delivery set due_at = now(),"
            " made_at = made_at - case number when 1 then interval '25 hours' else '0' end"
        )
        assert [await one_round(notify), await one_round(notify)] == [0, 1]
        assert len(receiver.came) == 3
    assert await given_up(notify) == 1


async def given_up(notify: Notify) -> int:
    found: int = await notify.service.db.pool.fetchval(
        "select count(*) from webhook_delivery where state = 'given_up'"
    )
    return found


async def test_after_a_month_what_was_taken_is_deleted_and_what_waits_is_given_up(
    notify: Notify,
) -> None:
    await also_named(notify, SENDER, "http://127.0.0.1:1/")
    for number in range(4):
        await notify.sent(sender_reference=f"{number}")
    forgetting = Sending(notify.service.db, oct_key(WRAPPING_KEY), Guard(strict=False))
    await forgetting.enqueue()
    await notify.service.db.pool.execute(
        """
        update webhook_delivery set state = kept.state, made_at = now() - kept.days * interval '1 day'
        from (values (1, 'delivered', 31), (2, 'delivered', 29), (3, 'given_up', 31), (4, 'waiting', 31))
            as kept (number, state, days)
        where webhook_delivery.number = kept.number
        """
    )
    timers = {one.name: one for one in Parts.of(notify.service, settings_of(notify)).timers()}
    assert await timers["hints of last month"].work() == 2
    left = await notify.service.db.pool.fetch("select number, state from webhook_delivery")
    assert dict(left) == {2: "delivered", 3: "given_up", 4: "given_up"}
    shown = (await notify.call("GET", "/webhook")).json()
    assert (shown["given_up"], shown["last_failure"]) == (2, "It could not be sent for 30 days.")


async def test_a_host_in_other_letters_is_spelt_as_dns_has_it() -> None:
    asked: list[str] = []

    async def found(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["93.184.215.14"]

    target = await Guard(strict=True, look_up=found).target("https://exämple.org:8443/ä")
    assert asked == ["xn--exmple-cua.org"]
    assert (target.host, target.host_header) == ("xn--exmple-cua.org", "xn--exmple-cua.org:8443")
    assert target.url == "https://93.184.215.14:8443/%C3%A4"
