"""Of those who must be told: what is late, what was recorded by mistake, and what ended after they were told."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from tests.conftest import Infra
from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_sends import (
    AREAS,
    NOTIFIER,
    OFFICE,
    TELLER,
    TODAY,
    amended,
    receipt_now,
    told,
    waiting,
)
from tests.support.notifications import to_be_told
from tests.support.page import Page, page, submit

FRIDAY_AFTER, SATURDAY_AFTER = (datetime(2026, 4, day, 9, tzinfo=UTC) for day in (17, 18))
WORDS = "by telephone, at noon"
MIGRATION = Path(__file__).parents[3] / "services/notify/sql/0015_a_send_is_corrected.sql"
REASON = "It was another notification."


async def listed(notify: Notify, query: str) -> list[tuple[str, str, str]]:
    answer = await notify.call("GET", f"/sends?{query}", TELLER)
    assert answer.status_code == 200, answer.text
    sends = answer.json()["sends"]
    return [(one["reference"], one["recipient"], one["about"]) for one in sends]


async def corrected(notify: Notify, one: dict[str, Any], **said: Any) -> Any:
    body = {"reason": REASON, **said}
    return await notify.call("POST", f"/sends/{one['id']}/corrections", TELLER, json=body)


async def withdrawn(notify: Notify, receipt: dict[str, Any]) -> dict[str, Any]:
    path = f"/notifications/{receipt['reference']}/withdrawal"
    answer = await notify.call("POST", path, json={"reason": "A medical cause was found."})
    assert answer.status_code == 200, answer.text
    now: dict[str, Any] = answer.json()
    return now


async def metric(notify: Notify, name: str) -> float:
    lines = (await notify.http.get("/metrics")).text.splitlines()
    return float(next(one for one in lines if one.startswith(f"{name} ")).split()[1])


@pytest.mark.need("A3")
async def test_what_waits_has_a_day_by_which_it_is_due_and_is_late_after_it(
    notify: Notify,
) -> None:
    first = await notify.sent()
    [one, _] = await waiting(notify)
    assert (one["due_on"], one["late"]) == ("2026-04-17", False)
    notify.at(FRIDAY_AFTER)
    assert await listed(notify, "state=late") == []
    assert await metric(notify, "sends_late") == 0
    notify.at(SATURDAY_AFTER)
    await notify.sent(other_areas=AREAS)
    late = await listed(notify, "state=late")
    assert [one[:2] for one in late] == [
        (first["reference"], "dfe"),
        (first["reference"], "ofsted"),
    ]
    assert (await metric(notify, "sends_late"), await metric(notify, "sends_waiting")) == (2, 5)
    async with await notify.browser_of(OFFICE) as office:
        shown = await page(office, "/sends?state=late")
        opened = await page(office, f"/sends/{one['id']}?state=late")
        looked = "select actor, object from access_log where action = 'read send'"
        [look] = await notify.service.db.pool.fetch(looked)
        assert tuple(look) == ("person:secretary", one["reference"])
    assert "By when Late. Due 17 April 2026, waits 5 working days" in opened.text
    assert "5 to be told, 2 of them late." in shown.text
    assert shown.text.count("Late Due 17 April 2026, waits 5 working days") == 2
    await told(notify, one, told_on="2026-04-18")
    [now] = (await notify.call("GET", "/sends?state=told", TELLER)).json()["sends"]
    assert now["late"]


@pytest.mark.need("A3")
async def test_who_has_to_be_told_is_chosen_in_the_address_and_read_page_by_page(
    notify: Notify,
) -> None:
    receipts = [await notify.sent(other_areas=AREAS) for _ in range(10)]
    newest = receipts[-1]["reference"]
    assert len(await listed(notify, "body=area")) == 10
    assert await listed(notify, f"body=ofsted&reference={newest.lower()}") == [
        (newest, "ofsted", "notification")
    ]
    async with await notify.browser_of(OFFICE) as office:
        first = await page(office, "/sends?state=&body=&reference=")
        assert len(first.soup.select("tbody tr")) == 25
        second = await page(office, first.links["Next page"])
        assert len(second.soup.select("tbody tr")) == 5
        assert newest in second.text
        only = await page(office, f"/sends?body=dfe&reference={newest}")
        [where] = [to for said, to in only.links.items() if said.endswith(newest)]
        one = await page(office, where)
        assert one.links["Still to be told"].endswith(f"body=dfe&reference={newest}")
        done = await submit(office, one, _on("10") | {"how": "portal"})
        assert "body=dfe" in done.links[f"Tell Department for Education of {_first(receipts)}"]
        recorded = await page(office, "/sends?state=told")
        assert "On 10 April 2026. In time, due 17 April 2026" in recorded.text
    assert await listed(notify, "state=told") == [(newest, "dfe", "notification")]


def _first(receipts: list[dict[str, Any]]) -> str:
    reference: str = receipts[0]["reference"]
    return reference


def _on(day: str) -> dict[str, str]:
    return {"told_on-day": day, "told_on-month": "4", "told_on-year": "2026"}


async def test_another_way_is_said_in_words_that_stay_sealed(notify: Notify) -> None:
    receipt = await notify.sent()
    [one, other] = await waiting(notify)
    refused = await told(notify, one, how="other")
    assert (refused.status_code, refused.json()["code"]) == (409, "words")
    async with await notify.browser_of(OFFICE) as office:
        shown = await page(office, f"/sends/{other['id']}")
        values = _on("10") | {"how": "other"}
        empty = await submit(office, shown, values, status=422)
        assert empty.errors == {"words": "Say in a few words how they were told."}
        long = await submit(office, shown, values | {"words": "w" * 61}, status=422)
        assert list(long.errors) == ["words"]
        done = await submit(office, shown, values | {"words": WORDS})
    assert f"In another way: {WORDS}" in done.text
    pool = notify.service.db.pool
    kept = await pool.fetchval("select words from send_record")
    assert kept and WORDS not in kept
    for table in ("journal", "access_log", "notification_version", "send"):
        assert not [row for row in await pool.fetch(f"select * from {table}") if WORDS in str(row)]
    assert (await receipt_now(notify, receipt))["sends"][1]["state"] == "told"


@pytest.mark.need("A3")
async def test_a_mistake_is_taken_back_and_what_was_recorded_stays_readable(
    notify: Notify,
) -> None:
    receipt = await notify.sent()
    [one, _] = await waiting(notify)
    await told(notify, one)
    async with await notify.browser_of(OFFICE) as office:
        shown = await page(office, f"/sends/{one['id']}")
        form = await page(office, shown.links["Correct what is recorded"])
        empty = await submit(office, form, {"right": "told"}, status=422)
        assert list(empty.errors) == ["told_on-day", "how", "reason"]
        values = {"right": "not_told", "reason": REASON}
        done = await submit(office, form, values)
    assert done.h1 == f"Tell Department for Education of {receipt['reference']}"
    assert f"Not told {REASON} Wren Halloway" in done.text
    assert "Told on 10 April 2026. Through a portal telling-system (a program)" in done.text
    assert to_be_told(await receipt_now(notify, receipt)) == ["dfe", "ofsted"]
    assert len(await waiting(notify)) == 2
    [fact] = await notify.facts("sharing-corrected")
    assert (fact["recipient"], fact["about"], fact["shared_on"]) == ("dfe", "notification", None)
    assert fact["corrected_on"] == TODAY
    assert (await told(notify, one, how="email")).status_code == 200
    async with await notify.browser_of(OFFICE) as office:
        assert "erased" not in (await page(office, f"/sends/{one['id']}")).text
    rows = await notify.service.db.pool.fetch(
        "select version, told_how, recorded_by from send_record order by version"
    )
    assert [tuple(row) for row in rows] == [
        (1, "portal", "system:telling-system"),
        (2, None, "person:secretary"),
        (3, "email", "system:telling-system"),
    ]


async def test_another_day_is_right_once(notify: Notify) -> None:
    await notify.sent()
    [one, other] = await waiting(notify)
    right = {"told_on": TODAY, "how": "email"}
    refused = await corrected(notify, other, **right)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_told")
    await told(notify, one)
    half = await corrected(notify, one, told_on=TODAY)
    assert half.status_code == 422
    answers = [await corrected(notify, one, **right) for _ in range(2)]
    assert [answer.json()["how"] for answer in answers] == ["email", "email"]
    assert answers[0].text == answers[1].text
    [fact] = await notify.facts("sharing-corrected")
    assert fact["shared_on"] == TODAY
    changes = (await notify.call("GET", "/changes")).json()["changes"]
    assert [(one["what"], one["recipient"]) for one in changes][1:] == [
        ("recipient_told", "dfe"),
        ("telling_corrected", "dfe"),
    ]


async def test_other_words_for_how_a_body_was_told_are_kept(notify: Notify) -> None:
    await notify.sent()
    [one, _] = await waiting(notify)
    way = {"told_on": TODAY, "how": "other"}
    assert (await told(notify, one, **way, words="by telephone")).status_code == 200
    other = await told(notify, one, **way, words=WORDS)
    assert (other.status_code, other.json()["code"]) == (409, "told_already")
    for _ in range(2):
        await corrected(notify, one, **way, words=WORDS)
    assert len(await notify.facts("sharing-corrected")) == 1
    async with await notify.browser_of(OFFICE) as office:
        shown = await page(office, f"/sends/{one['id']}")
        assert WORDS in shown.text
        form = await page(office, f"/sends/{one['id']}/correction")
        year = {"told_on-day": "10", "told_on-month": "4", "told_on-year": "26"}
        said = {"right": "told", "how": "email", "reason": REASON, **year}
        old = await submit(office, form, said, status=422)
        assert old.errors == {"told_on-day": "Give a date after 1990."}


@pytest.mark.need("A3")
async def test_who_was_told_of_what_is_withdrawn_is_to_be_told_of_that(notify: Notify) -> None:
    receipt = await notify.sent(other_areas=AREAS)
    reference = receipt["reference"]
    [one, _, area] = await waiting(notify)
    for each in (one, area):
        await told(notify, each)
    await amended(notify, receipt, [])
    now = await withdrawn(notify, receipt)
    states = [(send["recipient"], send["about"], send["state"]) for send in now["sends"]]
    assert states == [
        ("dfe", "notification", "told"),
        ("ofsted", "notification", "ended"),
        ("authority:991", "notification", "told"),
        ("dfe", "withdrawal", "to_be_told"),
        ("authority:991", "withdrawal", "to_be_told"),
    ]
    [again, mistaken] = await waiting(notify)
    assert (again["recipient"], again["about"]) == ("dfe", "withdrawal")
    async with await notify.browser_of(OFFICE) as office:
        shown = await page(office, f"/sends/{again['id']}")
        assert shown.h1 == f"Tell Department for Education that {reference} is withdrawn"
        await submit(office, shown, _on("10") | {"how": "portal"})
    async with await notify.browser_of(NOTIFIER) as sender:
        read = await page(sender, f"/notifications/{reference}")
        file = (await sender.get("/notifications.csv")).text
    assert "That it is withdrawn: Told on 10 April 2026" in read.text
    assert "authority:991 2026-04-10; dfe (withdrawal) 2026-04-10" in file
    [fact] = await notify.facts("withdrawal-shared")
    assert (fact["recipient"], fact["shared_on"]) == ("dfe", TODAY)
    assert len(await notify.facts("notification-shared")) == 2
    assert (await corrected(notify, area)).status_code == 200
    assert await waiting(notify) == []
    refused = await told(notify, mistaken)
    assert (refused.status_code, refused.json()["code"]) == (409, "ended")


@pytest.mark.need("A3")
async def test_an_area_that_a_duplicate_alone_named_is_told_of_the_one_that_goes_on(
    notify: Notify,
) -> None:
    duplicate = await notify.sent(other_areas=AREAS)
    survivor = await notify.sent()
    body = {"duplicate_of": survivor["reference"], "reason": "The same."}
    path = f"/notifications/{duplicate['reference']}/duplicate"
    assert (await notify.call("POST", path, json=body)).status_code == 200
    sends = ("dfe", "ofsted", "authority:991")
    wanted = [(survivor["reference"], one, "notification") for one in sends]
    assert await listed(notify, "state=waiting") == wanted
    residence = [{"role": "residence", "authority_code": "805"}]
    now = await amended(notify, survivor, residence)
    assert to_be_told(now) == ["dfe", "ofsted", "authority:991", "authority:805"]


async def test_what_was_there_before_is_brought_up(notify: Notify, infra: Infra) -> None:
    duplicate, survivor, gone = [await notify.sent(other_areas=areas) for areas in (AREAS, [], [])]
    of = {"duplicate_of": survivor["reference"], "reason": "The same."}
    await notify.call("POST", f"/notifications/{duplicate['reference']}/duplicate", json=of)
    [one] = [
        one
        for one in await waiting(notify)
        if (one["reference"], one["recipient"]) == (gone["reference"], "dfe")
    ]
    await told(notify, one)
    await withdrawn(notify, gone)
    sends = await listed(notify, "state=waiting")
    assert len(sends) == 4
    owner = await asyncpg.connect(
        infra.dsn(
            "notify_owner", await notify.service.db.pool.fetchval("select current_database()")
        )
    )
    async with owner.transaction():
        await owner.execute("update notification set content = content - 'areas_of_duplicates'")
        await owner.execute(
            "delete from send where about = 'withdrawal' or (recipient like 'authority:%' and"
            " ended_at is null)"
        )
        kept = MIGRATION.read_text().split("-- Who had been told of what was withdrawn")[1]
        await owner.execute("-- " + kept.split("create or replace function")[0])
    await owner.close()
    assert sorted(await listed(notify, "state=waiting")) == sorted(sends)
    residence = [{"role": "residence", "authority_code": "805"}]
    now = await amended(notify, survivor, residence)
    assert "authority:991" in to_be_told(now)


async def test_the_history_says_which_body_was_told_and_leads_back_where_one_may_go(
    notify: Notify,
) -> None:
    receipt = await notify.sent()
    [one, other] = await waiting(notify)
    await told(notify, one)
    await told(notify, other)
    await corrected(notify, other)
    path = f"/notifications/{receipt['reference']}"
    for who, back in ((OFFICE, "/sends"), (NOTIFIER, "/notifications"), ("chair", None)):
        async with await notify.browser_of(who) as browser:
            shown = await page(browser, path)
            _says_whom(shown)
            href = str(shown.soup.select_one(".govuk-back-link")["href"])  # type: ignore[index]
            assert back in (None, href)
            assert (await page(browser, href)).status == 200


def _says_whom(shown: Page) -> None:
    assert "Department for Education was told of it." in shown.text
    assert "Ofsted was told of it." in shown.text
    assert "What was recorded of telling Ofsted was corrected." in shown.text
