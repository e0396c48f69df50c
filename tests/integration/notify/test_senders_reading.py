"""What a sender reads and is told of: never more than its row in the register leaves of its token."""

from datetime import date
from typing import Any

import pytest

from chassis.seal import oct_key
from services.notify.sender import standing
from services.notify.sender.standing import MAY_MORE
from services.notify.webhook.address import Guard
from services.notify.webhook.sending import Sending
from tests.integration.chassis.conftest import WRAPPING_KEY
from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_senders import registered
from tests.support.notifications import a_notification

TRIES_OUT = "ashmere-sandbox"
SANDBOX = {"sandbox": True}
ENDED = {"valid_to": date(2026, 4, 10)}
OTHERS = {"authorities": frozenset({"991"})}
WEBHOOK = {"url": "http://127.0.0.1:1/hints"}


@pytest.fixture(autouse=True)
def _known_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "FRESH_S", 0)


async def waiting(notify: Notify) -> int:
    sending = Sending(notify.service.db, oct_key(WRAPPING_KEY), Guard(strict=False))
    await sending.enqueue()
    found: int = await notify.service.db.pool.fetchval("select count(*) from webhook_delivery")
    return found


@pytest.mark.need("I14")
async def test_a_token_of_the_sandbox_reads_nothing_real_registered_or_not(notify: Notify) -> None:
    real = (await notify.sent())["reference"]
    for register in (False, True):
        if register:
            await registered(notify, client_id=TRIES_OUT, **SANDBOX)
        changes = (await notify.call("GET", "/changes", TRIES_OUT)).json()
        assert (changes["changes"], changes["more"]) == ([], False)
        due = await notify.call("GET", "/clocks?due_before=2030-01-01", TRIES_OUT)
        assert due.json()["clocks"] == []
        assert (await notify.call("GET", "/notifications", TRIES_OUT)).json() == []
        for inside in ("", "/moves", "/possible-duplicates", "/versions/1"):
            answer = await notify.call("GET", f"/notifications/{real}{inside}", TRIES_OUT)
            assert answer.status_code == 404, (inside, answer.text)


async def test_a_sandbox_lists_as_the_real_list_does_by_own_reference_and_page_by_page(
    notify: Notify,
) -> None:
    await registered(notify, client_id=TRIES_OUT, **SANDBOX)
    for number in range(5):
        sent = a_notification(sender_reference=f"ASH-{number}")
        assert (await notify.send(sent, who=TRIES_OUT)).status_code == 201
    for own, there in (("ASH-0", ["ASH-0"]), ("ASH-9", [])):
        path = f"/notifications?sender_reference={own}&limit=2"
        answer = await notify.call("GET", path, TRIES_OUT)
        assert ([one["sender_reference"] for one in answer.json()], answer.links) == (there, {})
    pages, path = [], "/notifications?limit=2"
    while path:
        answer = await notify.call("GET", path, TRIES_OUT)
        pages.append([one["sender_reference"] for one in answer.json()])
        path = answer.links.get("next", {}).get("url", "").removeprefix("/v1")
    assert pages == [["ASH-4", "ASH-3"], ["ASH-2", "ASH-1"], ["ASH-0"]]
    wrong = await notify.call("GET", "/notifications?cursor=nowhere", TRIES_OUT)
    assert wrong.json()["errors"][0]["pointer"] == "/cursor"


async def test_who_is_registered_for_the_sandbox_with_a_token_that_opens_more_is_refused(
    notify: Notify,
) -> None:
    await registered(notify, **SANDBOX)
    for answer in (await notify.send(), await notify.call("GET", "/changes")):
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert answer.json()["detail"] == MAY_MORE
    assert await notify.facts() == []


async def test_a_sender_that_has_ended_reads_no_changes(notify: Notify) -> None:
    await notify.sent()
    await registered(notify, **ENDED)
    for path in ("/changes", "/completeness?authority=990", "/webhook"):
        answer = await notify.call("GET", path)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), path


async def test_the_register_narrows_what_is_read_of_changes(notify: Notify) -> None:
    await notify.sent()
    await registered(notify, client_id="background", **OTHERS)
    assert (await notify.call("GET", "/changes", "background")).json()["changes"] == []
    answer = await notify.call("GET", "/completeness?authority=990", "background")
    assert answer.status_code == 404


@pytest.mark.parametrize("narrowed", [SANDBOX, ENDED, OTHERS])
async def test_a_webhook_is_told_no_more_than_its_sender_may_read(
    notify: Notify, narrowed: dict[str, Any]
) -> None:
    assert (await notify.call("PUT", "/webhook", json=WEBHOOK)).is_success
    await notify.sent()
    assert await waiting(notify) == 1
    await registered(notify, **narrowed)
    assert (await notify.send(who="background")).status_code == 201
    assert await waiting(notify) == 1


@pytest.mark.parametrize("narrowed", [SANDBOX, ENDED])
async def test_what_waited_is_not_sent_to_one_that_has_ended(
    notify: Notify, narrowed: dict[str, Any]
) -> None:
    await notify.call("PUT", "/webhook", json=WEBHOOK)
    await notify.sent()
    assert await waiting(notify) == 1
    await registered(notify, **narrowed)
    sending = Sending(notify.service.db, oct_key(WRAPPING_KEY), Guard(strict=False))
    assert await sending.send_due() == 0
    assert await notify.service.db.pool.fetchval("select sum(attempts) from webhook_delivery") == 0
