"""Senders of the register: added, narrowed, ended and limited; those of the sandbox reach nothing real."""

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from chassis.cli import app
from chassis.errors import Transient
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.register.queries import areas_of
from services.notify.sender import standing, store, topics
from services.notify.sender.store import Sender
from tests.integration.notify.conftest import IDENTITY_KEY, Notify
from tests.support.notifications import CANARY, a_notification

CASE_SYSTEM, SANDBOX = "ashmere-case-system", "ashmere-sandbox"
SINCE = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _known_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "FRESH_S", 0)


def a_sender(**changed: Any) -> Sender:
    usual: dict[str, Any] = {
        "client_id": CASE_SYSTEM,
        "name": "Made-up case system",
        "authorities": frozenset({"990"}),
        "sandbox": False,
        "topic": False,
        "per_minute": 600,
        "valid_from": SINCE,
        "valid_to": None,
    }
    return Sender(**(usual | changed))


async def registered(notify: Notify, **changed: Any) -> None:
    async with notify.service.db.begin() as tx:
        assert await store.add(tx.conn, a_sender(**changed))


async def count(notify: Notify, table: str) -> int:
    found: int = await notify.service.db.pool.fetchval(f"select count(*) from {table}")
    return found


async def batch_of(notify: Notify, *items: dict[str, Any], who: str = CASE_SYSTEM) -> Any:
    headers = {"Content-Type": "application/x-ndjson"}
    content = "\n".join(map(json.dumps, items))
    return await notify.call("POST", "/notifications:batch", who, content=content, headers=headers)


async def test_the_register_narrows_a_token_and_never_widens_it(notify: Notify) -> None:
    """The background system's token speaks for all; its row for one."""
    await registered(notify, client_id="background", authorities=frozenset({"991"}))
    await registered(notify, authorities=frozenset({"990", "991"}))
    assert (await notify.send(a_notification(authority_code="991"), who="background")).is_success
    for who, code in (("background", "990"), (CASE_SYSTEM, "991")):
        answer = await notify.send(a_notification(authority_code=code), who=who)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        told = (await batch_of(notify, a_notification(authority_code=code), who=who)).json()
        assert told["problem"]["code"] == "forbidden"
    receipt = await notify.sent()
    answer = await notify.call("GET", f"/notifications/{receipt['reference']}", "background")
    assert answer.status_code == 404
    listed = (await notify.call("GET", "/notifications", "background")).json()
    assert [one["sender_reference"] for one in listed] == ["ASH-CS-4471"]
    assert receipt["reference"] not in str(listed)


@pytest.mark.parametrize(
    "days", [{"valid_from": date(2026, 4, 11)}, {"valid_to": date(2026, 4, 10)}]
)
async def test_outside_its_days_a_sender_is_refused_at_each_door(
    notify: Notify, days: dict[str, date]
) -> None:
    await registered(notify, **days)
    assert (await notify.send()).json()["code"] == "forbidden"
    assert (await batch_of(notify, a_notification())).json()["code"] == "forbidden"
    assert (await notify.call("GET", "/notifications")).json()["code"] == "forbidden"
    assert await notify.facts() == []


async def test_who_sends_too_much_in_a_minute_is_told_when_to_come_again(notify: Notify) -> None:
    await registered(notify, per_minute=2)
    told = (
        await batch_of(notify, *(a_notification(sender_reference=f"{n}") for n in range(5)))
    ).text
    assert told.count('"receipt"') == 5
    for answer in (await notify.send(), await batch_of(notify, a_notification())):
        assert (answer.status_code, answer.json()["code"]) == (429, "too-often")
        assert 100 <= int(answer.headers["Retry-After"]) <= 120
    other = await notify.send(a_notification(authority_code="991"), who="background")
    assert other.status_code == 201


REAL = ("notification", "notification_version", "idempotency", "journal", "person", "sealing_key")


async def test_what_a_sandbox_sends_is_receipted_and_reaches_nothing_real(notify: Notify) -> None:
    real = await notify.sent(sender_reference="ASH-2026-0007")
    before = {table: await count(notify, table) for table in REAL}
    await registered(notify, client_id=SANDBOX, sandbox=True)
    sent = a_notification(sender_reference="ASH-2026-0007")
    first = await notify.send(sent, key="ASH-2026-0007", who=SANDBOX)
    again = (await batch_of(notify, sent, who=SANDBOX)).json()
    receipt = first.json()
    assert receipt.pop("warnings") == again["warnings"]
    assert first.status_code == 201
    assert again["receipt"] == receipt
    assert receipt["reference"].startswith("CSPR-0000-")
    same = {"incident_id", "reference", "children"}
    assert {k: v for k, v in receipt.items() if k not in same} == {
        k: v for k, v in real.items() if k not in same
    }
    wrong = await notify.send(a_notification(aware_on="?"), key=str(uuid4()), who=SANDBOX)
    assert wrong.json()["errors"][0]["pointer"] == "/aware_on"
    other = await notify.send(a_notification(outline="Other."), key="ASH-2026-0007", who=SANDBOX)
    assert other.json()["code"] == "key_reused"
    assert {table: await count(notify, table) for table in REAL} == before
    kept = await notify.service.db.pool.fetch("select t::text as kept from sandbox_notification t")
    assert len(kept) == 1
    assert CANARY not in kept[0]["kept"]


async def test_what_a_sandbox_sent_is_kept_for_a_month(notify: Notify) -> None:
    await registered(notify, client_id=SANDBOX, sandbox=True)
    for key in ("key-old-1", "key-new-1"):
        assert (await notify.send(key=key, who=SANDBOX)).status_code == 201
    await notify.service.db.pool.execute(
        "update sandbox_notification set recorded_at = recorded_at - interval '31 days'"
        " where key = 'key-old-1'"
    )
    real = Notifications(notify.service, IdentityStore(IDENTITY_KEY), areas_of)
    assert await real.rehearsing.forget() == 1
    kept = await notify.service.db.pool.fetch("select key from sandbox_notification")
    assert [row["key"] for row in kept] == ["key-new-1"]


async def test_a_sandbox_reads_its_own_and_nobody_else_does(notify: Notify) -> None:
    real = await notify.sent()
    await registered(notify, client_id=SANDBOX, sandbox=True)
    receipt = (await notify.send(who=SANDBOX)).json()
    receipt.pop("warnings")
    path = f"/notifications/{receipt['reference']}"
    assert (await notify.call("GET", path, SANDBOX)).json() == receipt
    assert (await notify.call("GET", "/notifications", SANDBOX)).json() == [receipt]
    for who, other in (
        (CASE_SYSTEM, path),
        ("secretary", path),
        (SANDBOX, f"/notifications/{real['reference']}"),
    ):
        assert (await notify.call("GET", other, who)).status_code == 404
    listed = (await notify.call("GET", "/notifications", "ashmere-data")).json()
    assert [one["reference"] for one in listed] == [real["reference"]]
    change = {"reason": "x", "aware_on": "2026-03-28"}
    for who, one, status in ((CASE_SYSTEM, receipt, 404), (SANDBOX, real, 403)):
        place = f"/notifications/{one['reference']}/amendments"
        assert (await notify.call("POST", place, who, json=change)).status_code == status
    assert await notify.facts("notification-amended") == []


async def test_a_key_in_the_sandbox_is_not_the_key_outside(notify: Notify) -> None:
    await registered(notify, client_id=SANDBOX, sandbox=True)
    tried = (await notify.send(key="key-00001", who=SANDBOX)).json()
    real = (await notify.send(key="key-00001")).json()
    assert tried["reference"] != real["reference"]
    assert await count(notify, "notification") == 1


@pytest.fixture
def cspr(notify: Notify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The program on the database of the service under test, in a thread of its own."""
    file = tmp_path / "databases.json"
    file.write_text(json.dumps({"notify": notify.service.settings.database_dsn.get_secret_value()}))
    monkeypatch.setenv("CSPR_DATABASES", str(file))
    monkeypatch.setenv("USER", "wren")

    async def run(*words: str) -> tuple[int, str]:
        done = await asyncio.to_thread(CliRunner().invoke, app, ["sender", *words])
        return done.exit_code, done.output

    return run


NEW = ("add", "brackenford-system", "--name", "Made-up", "--authority", "991")


async def test_an_operator_adds_lists_and_ends_senders_and_each_change_is_noted(
    notify: Notify, cspr: Any
) -> None:
    code, said = await cspr(*NEW, "--sandbox", "--topic", "--since", "2026-04-01")
    assert code == 0
    assert "the role sandbox_system, and no other" in said
    code, listed = await cspr("list")
    assert code == 0
    assert "brackenford-system" in listed
    assert "since 2026-04-01  12000/min  sandbox topic; its topics are being made" in listed
    assert (await cspr("end", "brackenford-system", "--on", "2026-04-10"))[0] == 0
    assert "2026-04-01 to 2026-04-10" in (await cspr("list"))[1]
    code, said = await cspr("end", "brackenford-system", "--on", "2099-01-01")
    assert code == 1
    assert "brackenford-system ended on 2026-04-10: one that has ended does not come back." in said
    assert "2026-04-01 to 2026-04-10" in (await cspr("list"))[1]
    noted = await notify.service.db.pool.fetch(
        "select actor, action, object from access_log order by position"
    )
    assert [tuple(row) for row in noted] == [
        ("person:wren", "sender add", "brackenford-system"),
        ("person:wren", "sender end", "brackenford-system on 2026-04-10"),
    ]


async def test_an_end_that_is_still_to_come_may_be_moved(notify: Notify, cspr: Any) -> None:
    assert notify.service
    await cspr(*NEW, "--until", "2099-01-01")
    for day in ("2099-06-01", "2098-01-01"):
        assert (await cspr("end", "brackenford-system", "--on", day))[0] == 0
        assert f"to {day}" in (await cspr("list"))[1]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("add", "other", "--name", "x", "--authority", "999"), "no authority 999"),
        (("add", "Not A Topic", "--name", "x", "--authority", "991"), "small letters"),
        (NEW, "is or was a sender"),
        (("end", "nobody"), "no sender nobody"),
        (("end", "brackenford-system", "--on", "tomorrow"), "tomorrow is no day"),
    ],
)
async def test_what_is_wrong_is_said_and_changes_nothing(
    notify: Notify, cspr: Any, words: tuple[str, ...], reason: str
) -> None:
    await cspr(*NEW)
    before = await notify.service.db.pool.fetch("select t::text from sender t")
    code, said = await cspr(*words)
    assert code != 0
    assert reason in " ".join(said.split())
    assert await notify.service.db.pool.fetch("select t::text from sender t") == before
    assert await count(notify, "access_log") == 1


async def test_a_broker_that_refuses_one_sender_still_closes_another_that_has_ended(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_given: object) -> str:
        raise Transient("NotController")

    async def closed(_settings: object, sender: str) -> str:
        return f"closed: {sender}"

    monkeypatch.setattr(topics, "open_topics", refused)
    monkeypatch.setattr(topics, "close_topics", closed)
    await registered(notify, client_id="first-system", topic=True)
    await registered(notify, client_id="second-system", topic=True, valid_to=date(2026, 4, 1))
    rule = topics.rule_topics(notify.service)
    assert [await rule(), await rule()] == [1, 0]
    rows = await notify.service.db.pool.fetch("select client_id, topic_told from sender")
    assert dict(rows) == {"first-system": None, "second-system": "closed: second-system"}
