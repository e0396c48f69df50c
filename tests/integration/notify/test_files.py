"""Files of notifications: sent by people, taken row by row, and kept by nobody."""

import asyncio
import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.errors import NotFound
from chassis.identity import Actor
from contracts.http_notify import NotificationBody
from deploy.local.processes import free_port
from services.notify.files.handlers import RESULTS_KEPT_DAYS, Files
from services.notify.notification.handlers import Notifications
from services.notify.notification.identity import IdentityStore
from services.notify.register.queries import areas_of
from services.notify.web import files as pages
from supplier.cspr_supplier import fake
from supplier.cspr_supplier.columns import columns
from supplier.cspr_supplier.made_up import MADE_UP
from supplier.cspr_supplier.mess import file_of
from tests.integration.notify.conftest import IDENTITY_KEY, NOTIFIED_AT, Notify
from tests.support.axe import assert_accessible, chromium, window
from tests.support.files import a_row, a_table, a_workbook
from tests.support.notifications import CANARY, NHS_NUMBER, a_child, a_notification
from tests.support.page import HTML, Page, page, submit
from tests.support.patient import ANSWER_S_MAX
from tests.support.signing_in import cookies_of
from tests.support.until import until

WHO = "ashmere-data"
TODAY = NOTIFIED_AT.date()


@pytest.fixture(autouse=True)
def _could_be_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are made up, and are taken for real: their references do not say so."""
    monkeypatch.setattr(fake, "PREFIX", "ASH-")


async def upload(notify: Notify, content: bytes, who: str = WHO, status: int = 200) -> Page:
    """Send a file as a person does; the page that follows."""
    async with await notify.browser_of(who) as browser:
        shown = await page(browser, "/files")
        return await submit(browser, shown, {}, files={"file": ("any", content)}, status=status)


async def results(notify: Notify, shown: Page) -> list[dict[str, str]]:
    """The results file behind a page."""
    async with await notify.browser_of(WHO) as browser:
        answer = await browser.get(shown.links["Results as a file (CSV)"])
    assert answer.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


async def notified(notify: Notify) -> list[str]:
    """The senders' references of all that is in."""
    rows = await notify.service.db.pool.fetch(
        "select sender_reference from notification order by 1"
    )
    return [row["sender_reference"] for row in rows]


def counted(shown: Page) -> dict[str, str]:
    """The figures of a file's page."""
    keys = shown.soup.select(".govuk-summary-list__key")
    return {k.get_text(strip=True): k.find_next("dd").get_text(strip=True) for k in keys}


@pytest.mark.need("I14")
@pytest.mark.parametrize("how", ["csv", "xlsx", "json", "ndjson"])
async def test_a_file_of_each_kind_is_taken(notify: Notify, how: Any) -> None:
    content = file_of(8, "990", TODAY, 1, how, "look")
    shown = await upload(notify, content)
    assert shown.h1 == "What became of the file"
    assert (counted(shown)["Taken"], counted(shown)["Not taken"]) == ("8", "0")
    assert len(await notify.facts("notification-submitted")) == 8
    assert {row["state"] for row in await results(notify, shown)} != {"Not taken"}


async def test_each_row_that_is_not_taken_is_told_with_its_column_and_why(notify: Notify) -> None:
    content = a_workbook(
        a_row(sender_reference="GOOD"),
        a_row(sender_reference="DAY", child_date_of_birth="31/02/2026", child_sex="?"),
        a_row(sender_reference="LATER", aware_on="27/03/2027"),
        a_row(sender_reference="OTHER", authority_code="991"),
    )
    shown = await upload(notify, content)
    assert (counted(shown)["Taken"], counted(shown)["Not taken"]) == ("1", "3")
    told = {
        (row["row"], row["column"], row["heading"]): row for row in await results(notify, shown)
    }
    assert ("3", "I", "child_date_of_birth") in told
    assert ("3", "J", "child_sex") in told
    assert told["4", "D", "aware_on"]["reason"].partition("; ")[0].endswith("is in the future")
    assert "your own authority" in told["5", "A", "authority_code"]["reason"]
    assert told["2", "", ""]["our_reference"].startswith("CSPR-2026-")
    for words in ("3", "I child_date_of_birth", "This is not a real date.", "LATER", "Not taken"):
        assert words in shown.text
    assert "DAY" not in shown.text, "what was not read whole may tell of a child"
    assert await notified(notify) == ["GOOD"]


async def test_the_page_and_the_results_say_nothing_of_what_the_file_said(notify: Notify) -> None:
    shown = await upload(notify, a_table(a_row(child_family_name=CANARY, child_sex=CANARY)))
    assert CANARY not in shown.text
    assert CANARY not in json.dumps(await results(notify, shown))
    for table in ("file_upload", "file_result"):
        kept = await notify.service.db.pool.fetch(f"select t::text as row from {table} t")
        assert kept
        assert all(CANARY not in row["row"] for row in kept)


NAMED: dict[str, Any] = {
    "sender_reference": f"{CANARY}-1",
    "children": [a_child(family_name=CANARY)],
}
TELLING = {
    "a reference": a_notification(**NAMED),
    "a reference, and another fault": a_notification(**NAMED, kind_of_incident="?"),
    "a field of no such name": a_notification(**{CANARY: {CANARY: 1}}),
    "a number for a name": a_notification(**{NHS_NUMBER: 1}),
}


@pytest.mark.parametrize("sent", TELLING.values(), ids=TELLING)
async def test_what_tells_of_a_child_in_the_wrong_place_is_not_kept(
    notify: Notify, sent: dict[str, Any]
) -> None:
    shown = await upload(notify, json.dumps([sent]).encode())
    assert counted(shown)["Not taken"] == "1"
    kept = await notify.service.db.pool.fetch("select t::text as row from file_result t")
    told = shown.text + json.dumps(await results(notify, shown)) + str(kept)
    assert CANARY not in told
    assert NHS_NUMBER not in told


ODD = {
    "no character": json.dumps(
        [a_notification(sender_reference="a\0b"), a_notification()]
    ).encode(),
    "half a character": json.dumps(
        [a_notification(sender_reference="a\ud800b"), a_notification()]
    ).encode(),
    "no character in a sheet": a_workbook(a_row(sender_reference="a_x0000_b"), a_row()),
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
async def test_one_that_no_table_holds_does_not_end_the_file(
    notify: Notify, content: bytes
) -> None:
    shown = await upload(notify, content)
    assert (counted(shown)["Taken"], counted(shown)["Not taken"]) == ("1", "1")
    refused, _taken = await results(notify, shown)
    assert (refused["heading"], refused["your_reference"]) == ("sender_reference", "")
    assert await notified(notify) == ["ASH-CS-4471"]


@pytest.mark.parametrize("how", ["csv", "xlsx"])
async def test_a_file_that_is_sent_twice_changes_nothing(notify: Notify, how: Any) -> None:
    first = await upload(notify, file_of(5, "990", TODAY, 1, how, "none"))
    second = await upload(notify, file_of(5, "990", TODAY, 1, how, "look"))
    one, two = await results(notify, first), await results(notify, second)
    assert [row["our_reference"] for row in one] == [row["our_reference"] for row in two]
    assert len(await notified(notify)) == 5


async def test_what_was_corrected_is_taken_and_the_rest_is_not_doubled(notify: Notify) -> None:
    good, bad = a_row(sender_reference="A"), a_row(sender_reference="B", child_sex="?")
    await upload(notify, a_table(good, bad))
    shown = await upload(notify, a_table(good, {**bad, "child_sex": "male"}))
    assert counted(shown)["Taken"] == "2"
    assert await notified(notify) == ["A", "B"]


async def test_other_content_under_a_known_reference_is_refused(notify: Notify) -> None:
    await upload(notify, a_table())
    shown = await upload(notify, a_table(a_row(outline="Something else.")))
    [told] = await results(notify, shown)
    assert (told["row"], told["state"]) == ("2", "Not taken")
    assert await notified(notify) == ["ASH-CS-4471"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "This is a PDF."),
        (a_table().replace(b"outline", b"outlook"), "column G (outlook)"),
        (b"a" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
async def test_a_file_that_can_not_be_read_is_answered_on_its_page(
    notify: Notify, content: bytes, words: str
) -> None:
    shown = await upload(notify, content, status=422)
    assert words in shown.errors["file"]
    assert await notified(notify) == []


async def test_no_file_is_asked_for(notify: Notify) -> None:
    async with await notify.browser_of(WHO) as browser:
        asked = await page(browser, "/files")
        shown = await submit(browser, asked, {}, files={"x": ("", b"")}, status=422)
    assert shown.errors == {"file": "Choose a file."}


async def test_a_double_click_takes_a_file_once(notify: Notify) -> None:
    async with await notify.browser_of(WHO) as browser:
        asked = await page(browser, "/files")
        first = await submit(browser, asked, {}, files={"file": ("a", a_table())})
        second = await submit(browser, asked, {}, files={"file": ("a", a_table())})
        assert first.address == second.address
        other = a_table(a_row(sender_reference="OTHER"))
        await submit(browser, asked, {}, files={"file": ("a", other)}, status=422)
    assert await notify.service.db.pool.fetchval("select count(*) from file_upload") == 1


async def test_others_see_neither_the_page_nor_the_results(notify: Notify) -> None:
    shown = await upload(notify, a_table())
    async with await notify.browser_of("brackenford-data") as browser:
        await page(browser, shown.address, status=404)
        answer = await browser.get(f"{shown.address}/results.csv", headers=HTML)
        assert answer.status_code == 404
        assert shown.address.rpartition("/")[2] not in (await page(browser, "/files")).text
    for role in ("secretary", "ashmere-police"):
        async with await notify.browser_of(role) as browser:
            assert (await browser.get("/files", headers=HTML)).status_code == 403


def of_no_organisation(name: str) -> Actor:
    roles = frozenset({"authority_notifier"})
    return Actor(f"person:{name}", name, "person", roles, authorities=frozenset({"990", "991"}))


async def test_who_was_granted_authorities_alone_sees_the_files_he_sent_and_no_other_does(
    notify: Notify,
) -> None:
    files = Files(Notifications(notify.service, IdentityStore(IDENTITY_KEY), areas_of))
    wren, robin = of_no_organisation("wren"), of_no_organisation("robin")
    id_ = await files.take(a_table(), uuid4(), wren)
    assert (await files.find(id_, wren)).taken == 1
    with pytest.raises(NotFound):
        await files.find(id_, robin)
    assert [[one[0] for one in await files.latest(who, 9)] for who in (wren, robin)] == [[id_], []]


async def test_looking_at_results_is_written_down(notify: Notify) -> None:
    shown = await upload(notify, a_table())
    [row] = await notify.service.db.pool.fetch("select actor, action, object from access_log")
    assert (row["actor"], row["action"]) == (f"person:{WHO}", "read results of a file")
    assert shown.address.endswith(row["object"])


@pytest.mark.need("J1")
async def test_results_are_marked_and_named_as_what_they_are(notify: Notify) -> None:
    shown = await upload(notify, a_table())
    async with await notify.browser_of(WHO) as browser:
        answer = await browser.get(f"{shown.address}/results.csv", headers=HTML)
    assert 'filename="made-up-results-2026-04-10.csv"' in answer.headers["content-disposition"]
    heads, first, *_ = answer.text.splitlines()
    assert heads.endswith(",marking,made_up_data")
    assert first.endswith(",OFFICIAL-SENSITIVE,yes")


async def test_results_are_kept_for_a_month(notify: Notify) -> None:
    shown = await upload(notify, a_table(a_row(child_sex="?")))
    people = IdentityStore(IDENTITY_KEY)
    files = Files(Notifications(notify.service, people, areas_of))
    notify.at(NOTIFIED_AT + timedelta(days=RESULTS_KEPT_DAYS - 1))
    assert await files.forget() == 0
    notify.at(NOTIFIED_AT + timedelta(days=RESULTS_KEPT_DAYS + 1))
    assert await files.forget() == 1
    assert await notify.service.db.pool.fetchval("select count(*) from file_result") == 0
    async with await notify.browser_of(WHO) as browser:
        await page(browser, shown.address, status=404)


def test_a_results_file_holds_nothing_that_a_spreadsheet_would_calculate() -> None:
    line = pages.Line(0, 0, 2, "", "", "Why.", '=HYPERLINK("x")', None, "Not taken")
    assert "'=HYPERLINK" in pages.results_of([line], made_up=True)


async def test_a_file_that_was_made_up_is_not_taken_as_real(notify: Notify) -> None:
    shown = await upload(notify, a_table(a_row(sender_reference="FAKE-1")))
    assert MADE_UP in shown.text
    assert await notify.facts() == []


async def test_the_template_is_published_with_its_description(notify: Notify) -> None:
    template = await notify.http.get("/files/notifications.csv")
    assert template.text.strip().split(",") == list(columns())
    assert "notifications.csv-metadata.json" in template.headers["link"]
    described = await notify.http.get("/files/notifications.csv-metadata.json")
    assert described.headers["content-type"] == "application/csvm+json"
    told = described.json()
    assert [one["name"] for one in told["tableSchema"]["columns"]] == list(columns())
    schema = await notify.http.get(f"/files/{told['dc:conformsTo']}")
    assert schema.json()["properties"].keys() == NotificationBody.model_fields.keys()
    codes = (await notify.http.get("/files/notifications-codes.csv")).text
    assert "child_ethnicity,WBRI,White British" in codes


async def test_the_pages_are_accessible_and_work_without_javascript(notify: Notify) -> None:
    shown = await upload(notify, a_table(a_row(child_sex="?")))
    cookies = await cookies_of(notify.service, WHO)
    async with chromium() as browser:
        async with window(browser, notify.url, cookies) as looked_at:
            for address in (f"{notify.url}/files", shown.address):
                await looked_at.goto(address)
                await assert_accessible(looked_at)
        async with window(browser, notify.url, cookies, javascript=False) as plain:
            await plain.goto(f"{notify.url}/files")
            chosen = {"name": "a.csv", "mimeType": "text/csv", "buffer": a_table()}
            await plain.set_input_files("#file", files=[chosen])  # type: ignore[list-item]
            await plain.click("main button")
            assert "What became of the file" in await plain.inner_text("main")


@contextmanager
def another_process(notify: Notify) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The same service on the same database, in a process that may be killed."""
    port = free_port()
    settings = notify.service.settings
    said = settings.model_dump(mode="json")
    shown = {n: getattr(settings, n) for n in said}
    env = {
        f"NOTIFY_{name.upper()}": _told(value) for name, value in shown.items() if value is not None
    }
    command = [sys.executable, "-m", "tests.support.notify_process", str(port)]
    process = subprocess.Popen(command, env={**os.environ, **env})
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _told(value: Any) -> str:
    plain = getattr(value, "get_secret_value", lambda: value)()
    return plain if isinstance(plain, str) else json.dumps(plain, default=str)


async def test_kill_9_in_the_middle_of_a_file_loses_nothing_and_doubles_nothing(
    notify: Notify,
) -> None:
    content = file_of(1200, "990", TODAY, 1, "csv", "none")
    count = "select count(*) from notification"
    pool = notify.service.db.pool
    with another_process(notify) as (process, url):
        cookies = await cookies_of(notify.service, WHO)
        async with httpx.AsyncClient(
            base_url=url, cookies=cookies, timeout=ANSWER_S_MAX
        ) as browser:

            async def answers() -> bool:
                try:
                    return (await browser.get("/live")).status_code == 200
                except httpx.TransportError:
                    return False

            await until("the other process to answer", answers, 30)
            asked = await page(browser, "/files")
            sending = asyncio.create_task(
                submit(browser, asked, {}, files={"file": ("a", content)})
            )

            async def some_are_in() -> bool:
                return bool(await pool.fetchval("select count(*) > 100 from file_result"))

            await until("some of the file to be in", some_are_in, 30)
            process.send_signal(signal.SIGKILL)
            process.wait()
            await asyncio.gather(sending, return_exceptions=True)
    half = await pool.fetchval(count)
    assert 0 < half < 1200
    await pool.execute("update file_upload set touched_at = touched_at - interval '2 minutes'")
    async with await notify.browser_of(WHO) as browser:
        again = await page(browser, f"/files/{await pool.fetchval('select id from file_upload')}")
    assert "Send the same file again" in again.text
    await upload(notify, content)

    async def all_are_in() -> bool:
        return bool(await pool.fetchval("select count(finished_at) = 1 from file_upload"))

    await until("the file to be in", all_are_in, 60)
    assert await pool.fetchval(count) == 1200
    assert len(set(await notified(notify))) == 1200
    assert len(await notify.facts("notification-submitted")) == 1200
