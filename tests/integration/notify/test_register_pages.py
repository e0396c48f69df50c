"""The pages on which the register is seen on a day, and changed by a file."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chassis.cli import app
from services.notify.register.handlers import tell_of_the_day
from tests.conftest import Infra
from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_register import MERGER, facts
from tests.support.page import page, submit


@pytest.mark.need("A3")
async def test_the_register_is_shown_on_any_day_with_its_history(notify: Notify) -> None:
    async with await notify.browser_of("administrator") as browser:
        now = await page(browser, "/register")
        assert "155 on 10 April 2026" in now.text
        assert "Cumberland" in now.links
        then = await page(browser, "/register?on=2023-03-31")
        assert "154 on 31 March 2023" in then.text
        assert "Cumberland" not in then.links
        history = await page(browser, then.links["Cumbria"])
        assert "1 July 2022 to 31 March 2023" in history.text
        assert "942, 943" in history.text
        boards = await page(browser, then.links["Integrated care boards"])
        assert "44 on 31 March 2023" in boards.text
        wrong = await page(browser, "/register?on=yesterday", status=422)
        assert wrong.errors == {"on": "Enter a real date."}


@pytest.mark.need("A3")
async def test_a_file_is_shown_before_it_changes_anything(notify: Notify) -> None:
    pool = notify.service.db.pool
    count = "select count(*) from register_entry"
    before = await pool.fetchval(count)
    async with await notify.browser_of("administrator") as browser:
        form = await page(browser, "/register/changes")
        planned = await submit(
            browser, form, {}, files={"file": ("merger.csv", MERGER)}, action="changes"
        )
        assert planned.h1 == "What merger.csv would change"
        assert "6 differences" in planned.text
        assert "ends with this day; succeeded by 995" in planned.text
        assert await pool.fetchval(count) == before
        done = await submit(browser, planned, {})
        assert "The register is changed: 6 differences." in done.text
        assert "merger.csv" in done.text
        assert await pool.fetchval(count) == before + 2
        again = await submit(
            browser, form, {}, files={"file": ("merger.csv", MERGER)}, action="changes"
        )
        assert "The register says all of this already." in again.text
    row = await pool.fetchrow("select actor, object from access_log where action like 'changed%'")
    assert (row["actor"], row["object"]) == ("person:administrator", "merger.csv")
    kept = await pool.fetchrow(
        "select applied_by, content from register_change where name = 'merger.csv'"
    )
    assert kept["applied_by"] == "person:administrator"


async def test_what_is_wrong_with_a_file_is_named_by_row_field_and_reason(notify: Notify) -> None:
    files = {
        "a.csv": (b"", "There is no change in this file."),
        "b.csv": (b"\xff\xfe", "This is neither CSV with a head nor a JSON array, in UTF-8."),
        "deep.json": (b"[" * 100_000, "This is neither CSV with a head nor a JSON array"),
        "half.json": (b'[{"\\ud800": "x"}]', "This is neither CSV with a head nor a JSON array"),
        "c.csv": (b"action,colour\nbegin,blue\n", "These columns are not known: colour."),
        "d.csv": (
            b"action,kind,code,on\nbegin,authority,99,2026-13-01\n",
            "Row 1, code: This is no code of this kind: [0-9]{3}.",
        ),
        "e.json": (
            json.dumps(
                [{"action": "end", "kind": "board", "code": "QOX", "on": "2026-09-30"}]
            ).encode(),
            "On 1 October 2026 authority 800 names board QOX, which is not there.",
        ),
    }
    async with await notify.browser_of("administrator") as browser:
        form = await page(browser, "/register/changes")
        for name, (raw, reason) in files.items():
            shown = await submit(
                browser, form, {}, files={"file": (name, raw)}, action="changes", status=422
            )
            assert reason in shown.text, name
        none = await submit(browser, form, {}, action="changes", status=422)
        assert none.errors == {"file": "Choose a file."}


async def test_a_file_that_would_do_something_else_by_now_is_stale(notify: Notify) -> None:
    async with await notify.browser_of("administrator") as browser:
        form = await page(browser, "/register/changes")
        seen = [
            await submit(browser, form, {}, files={"file": ("m.csv", MERGER)}, action="changes")
            for _ in range(2)
        ]
        await submit(browser, seen[0], {})
        await submit(browser, seen[1], {}, status=409)


@pytest.mark.parametrize("sub", ["ashmere-data", "ashmere-manager", "analyst"])
async def test_others_do_not_see_the_register_and_staff_do_not_change_it(
    notify: Notify, sub: str
) -> None:
    for who, path in (
        (sub, "/register"),
        (sub, "/register/changes"),
        ("secretary", "/register/changes"),
    ):
        async with await notify.browser_of(who) as browser:
            answer = await browser.get(path, headers={"accept": "text/html"})
            assert "Your role may not do this." in answer.text


async def test_the_command_line_does_the_same(
    notify: Notify, infra: Infra, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = notify.service.db.pool
    name = await pool.fetchval("select current_database()")
    addresses = tmp_path / "databases.json"
    addresses.write_text(json.dumps({"notify": infra.dsn("notify_service", name)}))
    monkeypatch.setenv("CSPR_DATABASES", str(addresses))
    file = tmp_path / "merger.csv"
    file.write_bytes(MERGER)
    count = "select count(*) from register_change"
    before = await pool.fetchval(count)
    dry = await _cli("register", "apply", str(file), "--dry-run")
    assert "Nothing was changed." in dry
    assert "2026-04-30  authority     990          Ashmere: ends with this day" in dry
    assert await pool.fetchval(count) == before
    assert "The register is changed" in await _cli("register", "apply", str(file))
    assert await pool.fetchval(count) == before + 1
    assert await tell_of_the_day(notify.service.db) == 4
    assert (await facts(notify, "authority-registered"))[-1]["successors"] == ["995"]
    file.write_text("action,kind,code,on\nend,region,E12000001,2030-01-01\n")
    refused = await _cli("register", "apply", str(file), code=1)
    assert "names region E12000001, which is not there" in refused


async def _cli(*words: str, code: int = 0) -> str:
    """In a thread of its own: it runs a loop of its own."""
    answer = await asyncio.to_thread(CliRunner().invoke, app, list(words))
    assert answer.exit_code == code, answer.output
    return answer.output
