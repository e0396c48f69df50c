"""Those who must be told of a notification: awaited, and told once somebody recorded it."""

import asyncio
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from contracts.restriction import CaseRestrictedV1
from tests.conftest import Infra
from tests.integration.notify.conftest import NOTIFIED_AT, Notify
from tests.integration.notify.test_restricted import RESTRICTED, tell
from tests.support.notifications import to_be_told
from tests.support.page import page, submit

TELLER, OFFICE, NOTIFIER = "telling-system", "secretary", "ashmere-data"
TODAY = str(NOTIFIED_AT.date())
AREAS = [{"role": "placing", "authority_code": "991"}]
MIGRATION = Path(__file__).parents[3] / "services/notify/sql/0014_sends_are_awaited.sql"


async def waiting(notify: Notify, who: str = TELLER, **asked: Any) -> list[dict[str, Any]]:
    answer = await notify.call("GET", "/sends?state=waiting", who, **asked)
    assert answer.status_code == 200, answer.text
    sends: list[dict[str, Any]] = answer.json()["sends"]
    return sends


async def told(
    notify: Notify, one: dict[str, Any], who: str = TELLER, **said: Any
) -> httpx.Response:
    body = {"told_on": TODAY, "how": "portal", **said}
    return await notify.call("POST", f"/sends/{one['id']}/told", who, json=body)


async def receipt_now(notify: Notify, receipt: dict[str, Any]) -> dict[str, Any]:
    now: dict[str, Any] = (
        await notify.call("GET", f"/notifications/{receipt['reference']}")
    ).json()
    return now


async def amended(notify: Notify, receipt: dict[str, Any], areas: list[Any]) -> dict[str, Any]:
    body = {"other_areas": areas, "reason": "The list was another."}
    path = f"/notifications/{receipt['reference']}/amendments"
    answer = await notify.call("POST", path, json=body)
    assert answer.status_code == 200, answer.text
    now: dict[str, Any] = answer.json()
    return now


@pytest.mark.need("A3", "A7")
async def test_nobody_is_said_to_be_told_before_it_is_recorded(notify: Notify) -> None:
    receipt = await notify.sent(other_areas=AREAS)
    assert await notify.facts("notification-shared") == []
    assert to_be_told(receipt) == ["dfe", "ofsted", "authority:991"]
    listed = await waiting(notify)
    assert [one["recipient"] for one in listed] == ["dfe", "ofsted", "authority:991"]
    assert [one["recipient_name"] for one in listed][1:] == ["Ofsted", "Brackenford"]
    answer = await told(notify, listed[2], how="email")
    assert (answer.status_code, answer.json()["told_on"]) == (200, TODAY)
    [fact] = await notify.facts("notification-shared")
    assert (fact["recipient"], fact["shared_on"]) == ("authority:991", TODAY)
    now = await receipt_now(notify, receipt)
    assert to_be_told(now) == ["dfe", "ofsted"]
    assert now["sends"][2] == {
        "recipient": "authority:991",
        "state": "told",
        "since": TODAY,
        "told_on": TODAY,
        "about": "notification",
    }
    assert len(await waiting(notify)) == 2
    changes = (await notify.call("GET", "/changes")).json()["changes"]
    assert [(one["what"], one["recipient"]) for one in changes] == [
        ("submitted", None),
        ("recipient_told", "authority:991"),
    ]


async def test_what_is_recorded_is_recorded_once(notify: Notify) -> None:
    receipt = await notify.sent()
    [one, _] = await waiting(notify)
    answers = await asyncio.gather(*(told(notify, one) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    other = await told(notify, one, how="email")
    assert (other.status_code, other.json()["code"]) == (409, "told_already")
    assert len(await notify.facts("notification-shared")) == 1
    assert (await receipt_now(notify, receipt))["sends"][0]["state"] == "told"
    row = await notify.service.db.pool.fetchrow("select * from send where told_on is not null")
    assert (row["told_by"], row["told_how"]) == ("system:telling-system", "portal")
    assert row["recorded_at"].date() == NOTIFIED_AT.date()


@pytest.mark.parametrize("day", ["2026-04-09", "2026-04-11"])
async def test_a_day_that_can_not_be_is_refused(notify: Notify, day: str) -> None:
    await notify.sent()
    [one, _] = await waiting(notify)
    answer = await told(notify, one, told_on=day)
    assert (answer.status_code, answer.json()["code"]) == (409, "date")
    assert await notify.facts("notification-shared") == []


@pytest.mark.need("A3")
async def test_an_area_that_is_concerned_no_more_is_not_told(notify: Notify) -> None:
    receipt = await notify.sent(other_areas=AREAS)
    [_, _, area] = await waiting(notify)
    without = await amended(notify, receipt, [])
    assert [one["state"] for one in without["sends"]] == ["to_be_told", "to_be_told", "ended"]
    assert len(await waiting(notify)) == 2
    refused = await told(notify, area)
    assert (refused.status_code, refused.json()["code"]) == (409, "ended")
    again = await amended(notify, receipt, AREAS)
    assert "authority:991" in to_be_told(again)
    assert (await told(notify, area)).status_code == 200
    assert (await amended(notify, receipt, []))["sends"][2]["state"] == "told"


async def test_what_counts_no_more_is_not_told(notify: Notify) -> None:
    withdrawn, kept, duplicate = [await notify.sent() for _ in range(3)]
    [one, *_] = listed = await waiting(notify)
    for receipt, move, body in (
        (withdrawn, "withdrawal", {"reason": "A medical cause was found."}),
        (duplicate, "duplicate", {"duplicate_of": kept["reference"], "reason": "The same."}),
    ):
        path = f"/notifications/{receipt['reference']}/{move}"
        answer = await notify.call("POST", path, json=body)
        assert {one["state"] for one in answer.json()["sends"]} == {"ended"}
        assert {one["about"] for one in answer.json()["sends"]} == {"notification"}
    assert {one["reference"] for one in await waiting(notify)} == {kept["reference"]}
    for stale, code in ((one, "withdrawn"), (listed[-1], "duplicate")):
        refused = await told(notify, stale)
        assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert await notify.facts("notification-shared") == []


@pytest.mark.need("A3")
async def test_who_has_it_now_need_not_be_told(notify: Notify) -> None:
    receipt = await notify.sent(other_areas=AREAS)
    body = {"authority_code": "991", "reason": "It happened there."}
    await notify.call("POST", f"/notifications/{receipt['reference']}/reassignment", json=body)
    assert [one["recipient"] for one in await waiting(notify)] == ["dfe", "ofsted"]


@pytest.mark.need("A7")
async def test_the_office_records_it_and_the_sender_reads_it(notify: Notify) -> None:
    first = (await notify.sent())["reference"]
    second = (await notify.sent(other_areas=AREAS))["reference"]
    async with (
        await notify.browser_of(OFFICE) as office,
        await notify.browser_of(NOTIFIER) as sender,
    ):
        shown = await page(sender, f"/notifications/{second}")
        assert "Department for Education To be told" in shown.text
        listed = await page(office, "/sends")
        rows = [row.text for row in listed.soup.select("tbody tr")]
        assert [first in row for row in rows] == [True, True, False, False, False]
        [where] = [to for said, to in listed.links.items() if said.startswith("Brackenford")]
        one = await page(office, where)
        empty = await submit(office, one, {}, status=422)
        assert empty.errors == {
            "told_on-day": "Enter the day on which they were told.",
            "how": "Choose how they were told.",
        }
        early = {"how": "email", "told_on-day": "9", "told_on-month": "4", "told_on-year": "2026"}
        refused = await submit(office, one, early, status=409)
        assert "They can not have been told before it was known." in refused.errors["told_on-day"]
        done = await submit(office, refused, {"told_on-day": "10"})
        assert done.h1 == f"Brackenford was told of {second}"
        assert "It is recorded that they were told." in done.text
        assert "Told on 10 April 2026. By e-mail" in done.text
        assert "Wren Halloway" in done.text
        assert "person:" not in done.text
        assert f"Tell Department for Education of {first}" in done.links
        shown = await page(sender, f"/notifications/{second}")
        assert "Brackenford Told on 10 April 2026" in shown.text
        assert "person:secretary" not in shown.text
        assert "2 to be told; 1 told" in (await page(sender, "/notifications")).text
        file = await sender.get("/notifications.csv")
        assert "dfe; ofsted,authority:991 2026-04-10" in file.text
    [fact] = await notify.facts("notification-shared")
    assert (fact["reference"], fact["recipient"]) == (second, "authority:991")


@pytest.mark.need("J8")
async def test_a_restricted_notification_is_told_of_by_those_alone_who_are_named(
    notify: Notify,
) -> None:
    receipt = await notify.sent()
    [one, _] = await waiting(notify)
    await tell(notify, receipt, (CaseRestrictedV1, RESTRICTED | {"open_to": ("person:secretary",)}))
    assert await waiting(notify) == []
    refused = await told(notify, one)
    assert (refused.status_code, refused.json()["code"]) == (409, "restricted")
    assert len(await waiting(notify, OFFICE)) == 2
    assert (await told(notify, one, OFFICE)).status_code == 200


async def test_what_is_tried_out_is_told_to_nobody(notify: Notify) -> None:
    answer = await notify.send(who="ashmere-sandbox")
    assert answer.status_code == 201, answer.text
    assert await waiting(notify) == []
    for who in ("ashmere-sandbox", "ashmere-case-system", "background", "chair"):
        assert (await notify.call("GET", "/sends", who)).json()["code"] == "forbidden"


async def test_what_waits_is_read_page_by_page_without_a_gap(notify: Notify) -> None:
    for _ in range(2):
        await notify.sent(other_areas=AREAS)
    whole, cursor = await waiting(notify), ""
    read: list[dict[str, Any]] = []
    while True:
        given = (await notify.call("GET", f"/sends?limit=4{cursor}", TELLER)).json()
        read += given["sends"]
        if given["next"] is None:
            break
        cursor = f"&cursor={given['next']}"
    assert read == whole
    assert len(whole) == 6


async def test_what_was_announced_before_stays_and_is_announced_by_nobody_anew(
    notify: Notify, infra: Infra
) -> None:
    receipt = await notify.sent()
    for one in await waiting(notify):
        await told(notify, one)
    owner = await asyncpg.connect(
        infra.dsn(
            "notify_owner", await notify.service.db.pool.fetchval("select current_database()")
        )
    )
    await owner.execute("delete from send_record; delete from send")
    await owner.execute("alter table send add unique (incident_id, recipient)")  # as it was then
    statements = MIGRATION.read_text().split(";\n")
    await owner.execute(next(one for one in statements if "insert into send" in one))
    await owner.close()
    now = await amended(notify, receipt, AREAS)
    assert [(one["recipient"], one["state"]) for one in now["sends"]] == [
        ("dfe", "announced"),
        ("ofsted", "announced"),
        ("authority:991", "to_be_told"),
    ]
    assert len(await notify.facts("notification-shared")) == 2
    async with await notify.browser_of(NOTIFIER) as sender:
        shown = await page(sender, f"/notifications/{receipt['reference']}")
    assert "Announced on 10 April 2026. Nobody has recorded that they were told." in shown.text
