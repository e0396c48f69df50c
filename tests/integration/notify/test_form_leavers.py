"""Who came to the form last long ago is named no more: neither as a colleague nor as who sent something."""

import pytest

from services.notify.draft.leavers import Leavers
from tests.integration.notify.conftest import Notify
from tests.support.form_walk import begin, fill, send
from tests.support.page import page

PAST = """
with here as (update form_person set seen_on = seen_on - $1::int where id = $2)
update form_sent set sent_at = sent_at - $1::int * interval '1 day'
"""


async def forget(notify: Notify) -> int:
    return await Leavers(notify.service.db).round()


@pytest.mark.need("K4")
async def test_a_name_is_kept_for_two_years_and_no_longer(notify: Notify) -> None:
    async with (
        await notify.browser_of("ashmere-data") as browser,
        await notify.browser_of("ashmere-duty") as other,
    ):
        await begin(other)
        draft = await begin(browser)
        await fill(browser, draft)
        sent = await send(browser, draft)
        as_sent = next(href for href in sent.links.values() if href.endswith("/as-sent"))
        pool = notify.service.db.pool
        named = await pool.fetchval("select sent_by_name from form_sent")
        await pool.execute(PAST, 729, "person:ashmere-data")
        assert await forget(notify) == 0
        assert named in (await page(browser, as_sent)).text
        await pool.execute(PAST, 3, "person:ashmere-data")
        assert await forget(notify) == 2
        shown = await page(browser, as_sent)
        assert "was sent by somebody whose name is kept no longer" in shown.text
        left = await pool.fetch("select id from form_person")
        assert [row["id"] for row in left] == ["person:ashmere-duty"]
