"""Hints that something changed: signed, once a change, tried for a day, given up, sent again."""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from pydantic import SecretStr
from typer.testing import CliRunner

from chassis.cli import app as program
from chassis.errors import Refused
from chassis.seal import oct_key
from deploy.local.processes import free_port
from services.notify.webhook import store
from services.notify.webhook.address import Guard
from services.notify.webhook.sending import Sending
from tests.integration.chassis.conftest import WRAPPING_KEY
from tests.integration.notify.conftest import Notify
from tests.support.serve import serving

SENDER = "system:ashmere-case-system"


@dataclass
class Receiver:
    """A sender's system that takes hints, or does not; ``first``: what it answers to the first ones."""

    url: str
    status: int = 204
    first: list[int] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@asynccontextmanager
async def receiving(status: int = 204) -> AsyncIterator[Receiver]:
    port = free_port()
    receiver, app = Receiver(f"http://127.0.0.1:{port}/hints", status), FastAPI()

    @app.post("/hints")
    async def take(request: Request) -> Response:
        receiver.came.append((dict(request.headers), await request.body()))
        return Response(status_code=receiver.first.pop(0) if receiver.first else receiver.status)

    async with serving(app, port):
        yield receiver


async def named(notify: Notify, receiver: Receiver) -> Any:
    answer = await notify.call("PUT", "/webhook", json={"url": receiver.url})
    assert answer.status_code == 200, answer.text
    return answer.json()


def holds(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As a receiver verifies by Standard Webhooks."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    return any(hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split())


async def come(
    notify: Notify, receiver: Receiver, number: int
) -> list[tuple[dict[str, str], bytes]]:
    """A round of both timers; what has come by then."""
    sending = Sending(notify.service.db, oct_key(WRAPPING_KEY), Guard(strict=False))
    await sending.enqueue()
    await sending.send_due()
    assert len(receiver.came) == number
    return receiver.came


@pytest.mark.need("A7")
async def test_a_hint_is_signed_and_says_where_to_read_on(notify: Notify) -> None:
    async with receiving() as receiver:
        made = await named(notify, receiver)
        secret = made["new_secret"]["secret"]
        receipt = await notify.sent()
        [(headers, body)] = await come(notify, receiver, 1)
    assert holds(headers, body, secret)
    assert not holds(headers, body + b" ", secret)
    event = json.loads(body)
    assert headers["content-type"].startswith("application/cloudevents+json")
    assert (event["specversion"], event["id"]) == ("1.0", headers["webhook-id"])
    assert event["data"].keys() == {"reference", "cursor"}
    assert event["data"]["reference"] == receipt["reference"]
    told = await notify.call("GET", f"/changes?since={event['data']['cursor']}")
    assert told.json()["changes"][0]["reference"] == receipt["reference"]
    shown = (await notify.call("GET", "/webhook")).json()
    assert (shown["waiting"], shown["given_up"], shown["new_secret"]) == (0, 0, None)
    kept = await notify.service.db.pool.fetch("select s::text as row from webhook_secret s")
    assert all(secret.removeprefix("whsec_") not in row["row"] for row in kept)


async def test_two_secrets_live_while_one_is_changed_for_the_other(notify: Notify) -> None:
    async with receiving() as receiver:
        first = (await named(notify, receiver))["new_secret"]
        second = (await notify.call("POST", "/webhook/secrets")).json()["new_secret"]
        await notify.sent()
        [(headers, body)] = await come(notify, receiver, 1)
        assert holds(headers, body, first["secret"])
        assert holds(headers, body, second["secret"])
        path = f"/webhook/secrets/{first['id']}"
        left = (await notify.call("DELETE", path)).json()["secrets"]
        assert left == [second["id"]]
        await notify.sent()
        headers, body = (await come(notify, receiver, 2))[1]
        assert not holds(headers, body, first["secret"])
        assert holds(headers, body, second["secret"])
    last = await notify.call("DELETE", f"/webhook/secrets/{second['id']}")
    assert (last.status_code, last.json()["code"]) == (409, "last_secret")


async def test_what_is_not_taken_is_tried_again_given_up_after_a_day_and_sent_again(
    notify: Notify,
) -> None:
    pool = notify.service.db.pool

    async def states() -> dict[str, int]:
        rows = await pool.fetch("select state, count(*) from webhook_delivery group by state")
        return {row["state"]: row["count"] for row in rows}

    async def again() -> None:
        await pool.execute("update webhook_delivery set due_at = now() where state = 'waiting'")

    async with receiving(503) as receiver:
        await named(notify, receiver)
        await notify.sent()
        await notify.sent()
        await come(notify, receiver, 1)
        shown = (await notify.call("GET", "/webhook")).json()
        assert (shown["last_failure"], shown["waiting"]) == ("It answered 503.", 2)
        await come(notify, receiver, 1)
        await again()
        await come(notify, receiver, 2)
        await pool.execute("update webhook_delivery set made_at = now() - interval '25 hours'")
        for number in (3, 4):
            await again()
            await come(notify, receiver, number)
        assert await states() == {"given_up": 2}
        assert (await notify.call("GET", "/webhook")).json()["given_up"] == 2
        receiver.status = 204
        async with notify.service.db.begin() as tx:
            assert await store.replay(tx.conn, SENDER) == 2
        await come(notify, receiver, 6)
        assert await states() == {"delivered": 2}
    ids = [headers["webhook-id"] for headers, _ in receiver.came]
    assert len(set(ids)) == 2, "the id is the same however often it is sent"


async def test_hints_are_the_senders_own_and_end_with_its_webhook(notify: Notify) -> None:
    async with receiving() as receiver:
        await named(notify, receiver)
        body = {"url": "http://127.0.0.1:1/none"}
        person = await notify.call("PUT", "/webhook", "ashmere-data", json=body)
        assert person.json()["code"] == "forbidden"
        assert (await notify.call("DELETE", "/webhook")).status_code == 204
        assert (await notify.call("GET", "/webhook")).status_code == 404
        await notify.sent()
        await come(notify, receiver, 0)
    assert await notify.service.db.pool.fetchval("select count(*) from webhook_delivery") == 0


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "172.16.0.1", "0.0.0.0"),
        *("::1", "fe80::1%2", "fc00::1", "::ffff:10.0.0.8", "100.64.0.1", "224.0.0.1"),
        *("64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::", "::10.0.0.1", "fec0::1"),
    ],
)
async def test_no_hint_goes_to_an_address_inside(address: str) -> None:
    async def found(_host: str, _port: int) -> list[str]:
        return ["93.184.215.14", address]

    with pytest.raises(Refused) as caught:
        await Guard(strict=True, look_up=found).target("https://inside.example/hints")
    assert (caught.value.code, caught.value.field) == ("webhook_address", "/url")


@pytest.mark.parametrize(
    "url",
    [
        *("http://system.example/hints", "ftp://system.example", "https://", "nonsense"),
        *("https://a:b@system.example/", "https://system.example/#x", "https://system.example:0/"),
        *("https://[::1/", "file:///etc/passwd"),
    ],
)
async def test_only_a_plain_https_address_is_taken_in_earnest(url: str) -> None:
    async def found(_host: str, _port: int) -> list[str]:
        return ["93.184.215.14"]

    with pytest.raises(Refused):
        await Guard(strict=True, look_up=found).target(url)


async def test_the_address_that_was_looked_at_is_the_one_that_is_used() -> None:
    async def found(_host: str, _port: int) -> list[str]:
        return ["2606:2800::1"]

    target = await Guard(strict=True, look_up=found).target("https://system.example:8443/a?b=c")
    assert target.url == "https://[2606:2800::1]:8443/a?b=c"
    assert (target.host, target.host_header) == ("system.example", "system.example:8443")


async def test_an_operator_lists_registers_replays_and_drops(
    notify: Notify, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "databases.json"
    file.write_text(json.dumps({"notify": notify.service.settings.database_dsn.get_secret_value()}))
    monkeypatch.setenv("CSPR_DATABASES", str(file))
    for name, value in notify.service.settings.model_dump().items():
        if value not in (None, {}):
            told = value.get_secret_value() if isinstance(value, SecretStr) else value
            monkeypatch.setenv(f"NOTIFY_{name.upper()}", str(told))
    monkeypatch.setenv("NOTIFY_READER_KEYS", "{}")

    async def cspr(*words: str) -> str:
        done = await asyncio.to_thread(CliRunner().invoke, program, ["webhook", *words])
        assert done.exit_code == 0, done.output
        return done.output

    async with receiving() as receiver:
        said = await cspr("register", SENDER, receiver.url, "--authority", "990")
        assert "whsec_" in said
        assert "its secrets stay" in await cspr(
            "register", SENDER, receiver.url, "--authority", "*"
        )
        await notify.sent()
        [(headers, body)] = await come(notify, receiver, 1)
        assert holds(headers, body, said.strip())
        await notify.service.db.pool.execute("update webhook_delivery set state = 'given_up'")
        assert "0 waiting, 1 given up" in await cspr("list")
        assert "1 hints" in await cspr("replay", SENDER)
        await come(notify, receiver, 2)
        await cspr("drop", SENDER)
    assert await cspr("list") == ""
    rows = await notify.service.db.pool.fetch("select action from access_log order by position")
    assert {"named webhook", "list webhooks", "replay webhook", "drop webhook"} <= {
        row["action"] for row in rows
    }
