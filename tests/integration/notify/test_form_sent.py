"""A draft is notified and gone in one step: a save in between, a crash, a reference that is taken lose no word."""

import asyncio

import asyncpg
import pytest

from services.notify.draft import store
from tests.conftest import Infra
from tests.integration.notify.conftest import Notify
from tests.support.form_walk import ANSWERS, begin, fill, send
from tests.support.page import HTML, page, submit
from tests.support.until import until

NOTIFIER, COLLEAGUE = "ashmere-data", "ashmere-duty"
WAITING = "select count(*) from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'"


@pytest.mark.need("K4")
async def test_what_is_saved_while_it_is_sent_is_shown_to_be_copied(
    notify: Notify, infra: Infra
) -> None:
    name = await notify.service.db.pool.fetchval("select current_database()")
    holding = await asyncpg.connect(infra.dsn("notify_owner", name))
    looking = await asyncpg.connect(infra.dsns["postgres"])
    async with (
        await notify.browser_of(NOTIFIER) as browser,
        await notify.browser_of(COLLEAGUE) as other,
    ):
        draft = await begin(browser)
        await fill(browser, draft)
        to = "update draft set holders = holders || array['person:ashmere-duty']"
        await notify.service.db.pool.execute(to)
        checked, hers = await page(browser, f"{draft}/check"), await page(other, f"{draft}/account")
        transaction = holding.transaction()
        await transaction.start()
        await holding.execute("lock table idempotency in exclusive mode")
        sending = asyncio.create_task(submit(browser, checked, {}))
        await until("the sending to wait", lambda: looking.fetchval(WAITING, name))
        saving = asyncio.create_task(
            submit(other, hers, {"outline": "What she wrote."}, status=404)
        )

        async def saved_or_waits() -> bool:
            return saving.done() or await looking.fetchval(WAITING, name) == 2

        await until("the save to wait", saved_or_waits)
        await transaction.rollback()
        assert (await sending).h1 == "Notification sent"
        lost = await saving
        assert "What she wrote." in lost.text
        assert (await page(other, lost.links["It was sent."])).h1.startswith("Notification CSPR-")
    await holding.close()
    await looking.close()


@pytest.mark.need("K4")
async def test_a_crash_while_it_is_sent_leaves_it_as_it_was(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_given: object) -> None:
        raise RuntimeError("the process is killed here")

    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(
            browser, draft, {**ANSWERS, "about": {**ANSWERS["about"], "sender_reference": ""}}
        )
        checked = await page(browser, f"{draft}/check")
        with monkeypatch.context() as broken:
            broken.setattr(store, "keep_sent", crash)
            await submit(browser, checked, {}, status=500)
        assert await notify.facts() == []
        await fill(browser, draft, {"account": {"outline": "What was learned since."}})
        assert (await send(browser, draft)).h1 == "Notification sent"
    assert len(await notify.facts("notification-submitted")) == 1


async def test_a_reference_under_which_something_else_was_sent_says_what(notify: Notify) -> None:
    taken = (await notify.send(key="ASH-FORM-1")).json()["reference"]
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft)
        checked = await page(browser, f"{draft}/check")
        refused = await submit(browser, checked, {}, status=422)
        assert taken in str(refused.errors)
        assert (await browser.get(f"{draft}/account", headers=HTML)).status_code == 200
