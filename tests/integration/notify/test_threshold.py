"""Advice on the threshold: asked with the notification or later, answered by the national body, kept."""

from uuid import UUID

import pytest

from tests.integration.notify.conftest import Notify
from tests.support.page import page, submit

QUESTION = "Does a fall from a window meet the threshold?"
IN_LINES = f"{QUESTION}\nIt was on the second floor."
ADVICE = "Serious harm with neglect suspected meets it; the supervision is what counts."
PARAGRAPH = "Working Together, chapter 5: what is to be notified"


@pytest.mark.need("A5")
async def test_a_question_sent_with_the_notification_is_answered_in_the_receipt(
    notify: Notify,
) -> None:
    receipt = await notify.sent(threshold_question=IN_LINES)
    [asked] = receipt["threshold"]
    path = f"/notifications/{receipt['reference']}"
    [read] = (await notify.call("GET", path)).json()["threshold"]
    assert (read["question"], read["answer"]) == (IN_LINES, None)
    async with await notify.browser_of("chair") as browser:
        listed = await page(browser, "/thresholds")
        where = f"/thresholds/{receipt['reference']}/{asked['id']}"
        assert where in listed.links.values()
        shown = await page(browser, where)
        assert shown.soup.select(".cspr-typed")[-1].text == IN_LINES, "on a page lines stay lines"
        empty = await submit(browser, shown, {"answer": "Yes."}, status=422)
        assert set(empty.errors) == {"paragraph", "answer"}
        done = await submit(browser, empty, {"answer": ADVICE, "paragraph": PARAGRAPH})
        assert ADVICE in done.text
        assert "By Marguerite Stone" in done.text
        assert "person:" not in done.text
        assert "Nothing waits." in (await page(browser, "/thresholds")).text
    [now] = (await notify.call("GET", path)).json()["threshold"]
    assert (now["answer"], now["paragraph"]) == (ADVICE, PARAGRAPH)
    assert now["framework_version"] == "framework-2026"
    [told] = await notify.facts("threshold-answered")
    assert (told["question_id"], told["paragraph"]) == (asked["id"], PARAGRAPH)
    assert ADVICE not in str(await notify.facts())


@pytest.mark.need("A5")
async def test_a_question_may_come_later_and_the_same_words_are_one_question(
    notify: Notify,
) -> None:
    receipt = await notify.sent()
    path = f"/notifications/{receipt['reference']}"
    body = {"question": QUESTION}
    first = await notify.call("POST", f"{path}/threshold-questions", json=body)
    again = await notify.call("POST", f"{path}/threshold-questions", json=body)
    assert first.json() == again.json()
    assert len(first.json()["threshold"]) == 1
    assert len(await notify.facts("threshold-asked")) == 1
    partner = (await notify.call("GET", path, "ashmere-police")).json()
    assert partner["threshold"][0]["question"] == QUESTION
    rows = await notify.service.db.pool.fetch(
        "select content::text || (select string_agg(receipt::text, '') from notification_version)"
        " as kept from notification"
    )
    assert all(QUESTION not in row["kept"] for row in rows), "words are kept sealed alone"


@pytest.mark.need("J4")
async def test_a_question_whose_words_are_erased_waits_no_more(notify: Notify) -> None:
    erased = UUID((await notify.sent(threshold_question=QUESTION))["incident_id"])
    stays = (await notify.sent(threshold_question=QUESTION))["reference"]
    async with notify.service.db.begin([erased]) as tx:
        assert await notify.service.keys.erase(tx.conn, erased)
    async with await notify.browser_of("chair") as browser:
        listed = await page(browser, "/thresholds")
    rows = listed.soup.select("tbody tr")
    assert [stays in row.text for row in rows] == [True]


@pytest.mark.parametrize("who", ["ashmere-council", "administrator", "analyst"])
async def test_others_do_not_advise(notify: Notify, who: str) -> None:
    async with await notify.browser_of(who) as browser:
        answer = await browser.get("/thresholds", headers={"accept": "text/html"})
        assert "Your role may not do this." in answer.text
