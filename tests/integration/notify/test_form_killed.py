"""The process is killed while a page of the form is being saved: nothing typed is lost."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest

from deploy.local.processes import ROOT, free_port
from tests.conftest import Infra
from tests.integration.notify.conftest import IDENTITY_KEY, SECRET, Notify
from tests.support.form_walk import ANSWERS, begin, fill
from tests.support.page import HTML, page, submit
from tests.support.patient import ANSWER_S_MAX
from tests.support.signing_in import cookies_of
from tests.support.until import until

WAITING = "select count(*) from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'"


async def environment(notify: Notify, port: int) -> Mapping[str, str]:
    given = notify.service.settings
    told = {
        "DATABASE_DSN": given.database_dsn.get_secret_value(),
        "KAFKA_BOOTSTRAP": given.kafka_bootstrap,
        "WRAPPING_KEY": given.wrapping_key.get_secret_value(),
        "IDENTITY_KEY": IDENTITY_KEY,
        "READER_KEYS": "{}",
        "CLOCK_FILE": str(notify.clock_file),
        "ISSUER": notify.issuer,
        "CLIENT_ID": given.client_id,
        "CLIENT_SECRET": SECRET,
        "AUDIENCE": given.audience,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    return {**os.environ, "PORT": str(port), **{f"NOTIFY_{n}": v for n, v in told.items()}}


@asynccontextmanager
async def killed_at_the_end(notify: Notify, port: int) -> AsyncIterator[httpx.AsyncClient]:
    """The pages in a process of their own, which ends by SIGKILL; a browser that is signed in."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.support.pages_alone"),
        cwd=ROOT,
        env=await environment(notify, port),
    )
    cookies = await cookies_of(notify.service, "ashmere-data")
    address = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(
        base_url=address, cookies=cookies, timeout=ANSWER_S_MAX
    ) as browser:

        async def answers() -> bool:
            try:
                return (await browser.get("/live")).status_code == 200
            except httpx.HTTPError:
                return False

        try:
            await until("the pages", answers, 30)
            yield browser
        finally:
            process.kill()
            await process.wait()


@pytest.mark.need("K4")
async def test_killed_while_a_page_is_saved_nothing_typed_is_lost(
    notify: Notify, infra: Infra
) -> None:
    port, pool = free_port(), notify.service.db.pool
    name = await pool.fetchval("select current_database()")
    holding = await asyncpg.connect(infra.dsn("notify_owner", name))
    async with killed_at_the_end(notify, port) as browser:
        draft = await begin(browser)
        await fill(browser, draft, {"about": ANSWERS["about"]})
        shown = await page(browser, f"{draft}/account")
        transaction = holding.transaction()
        await transaction.start()
        await holding.execute("select from draft for update")
        sending = asyncio.create_task(submit(browser, shown, ANSWERS["account"]))
        looking = await asyncpg.connect(infra.dsns["postgres"])
        await until("the save to wait", lambda: looking.fetchval(WAITING, name))
        await looking.close()
    with pytest.raises(httpx.HTTPError):
        await sending  # the process was killed in the middle of it
    await transaction.rollback()
    await holding.close()
    async with killed_at_the_end(notify, port) as browser:
        kept = await page(browser, f"{draft}/about")
        assert kept.soup.select_one("#abuse_neglect-2[checked]")
        sent_again = await submit(browser, shown, ANSWERS["account"])  # as the browser offers to
        assert sent_again.h1 == "Circumstances"
    async with killed_at_the_end(notify, port) as browser:
        answer = await browser.get(f"{draft}/account", headers=HTML)
        assert ANSWERS["account"]["outline"] in answer.text
