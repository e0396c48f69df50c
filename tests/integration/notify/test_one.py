"""The page of one notification tells a person what a receipt tells a system."""

from datetime import date

import pytest

from tests.integration.notify.conftest import Notify
from tests.support.form_walk import ANSWERS, begin, fill, send
from tests.support.page import page, submit

NOTIFIER, POLICE, ELSEWHERE = "ashmere-data", "ashmere-police", "brackenford-data"
QUESTION = "Does a fall from a window meet the threshold?"
ADVICE = "Serious harm with neglect suspected meets it."
PARAGRAPH = "Working Together, chapter 5: what is to be notified"
AGREE = "Say whether you agree that this is notified"


@pytest.mark.need("A5")
async def test_a_question_on_the_threshold_is_asked_through_the_form_and_its_advice_is_shown(
    notify: Notify,
) -> None:
    account = {**ANSWERS["account"], "threshold_question": QUESTION}
    async with (
        await notify.browser_of(NOTIFIER) as browser,
        await notify.browser_of("chair") as chair,
    ):
        draft = await begin(browser)
        await fill(browser, draft, {**ANSWERS, "account": account})
        sent = await send(browser, draft)
        assert QUESTION in sent.text
        assert "Not answered yet" in sent.text
        listed = await page(chair, "/thresholds")
        [where] = [one for one in listed.links.values() if one.startswith("/thresholds/")]
        said = {"answer": ADVICE, "paragraph": PARAGRAPH}
        await submit(chair, await page(chair, where), said)
        shown = await page(browser, sent.address.partition("?")[0])
    for told in (QUESTION, ADVICE, PARAGRAPH):
        assert told in shown.text


@pytest.mark.need("A2")
async def test_one_that_was_withdrawn_says_when_and_asks_nobody_any_more(notify: Notify) -> None:
    reference = (await notify.sent(location_kind="not_asked"))["reference"]
    async with await notify.browser_of(POLICE) as police:
        assert AGREE in (await page(police, f"/notifications/{reference}")).links
        body = {"reason": "The criteria are not met."}
        await notify.call("POST", f"/notifications/{reference}/withdrawal", json=body)
        shown = await page(police, f"/notifications/{reference}")
        assert AGREE not in shown.links
    assert "Version 2 It was withdrawn. 10 April 2026" in shown.text
    async with await notify.browser_of(NOTIFIER) as browser:
        shown = await page(browser, f"/notifications/{reference}")
    assert "Nothing more is needed." in shown.text
    assert "Pass the link on" not in shown.text
    assert "Still missing" not in shown.text


@pytest.mark.need("A3")
async def test_duplicates_lead_to_each_other(notify: Notify) -> None:
    kept, other = [(await notify.sent())["reference"] for _ in range(2)]
    body = {"duplicate_of": kept, "reason": "The same incident."}
    answer = await notify.call("POST", f"/notifications/{other}/duplicate", json=body)
    assert answer.status_code == 200, answer.text
    async with await notify.browser_of(NOTIFIER) as browser:
        shown = await page(browser, f"/notifications/{other}")
        assert shown.links[kept] == f"/notifications/{kept}"
        assert other in (await page(browser, f"/notifications/{kept}")).links


@pytest.mark.need("A7")
async def test_what_became_of_it_is_shown_once_the_partners_know(notify: Notify) -> None:
    receipt = await notify.sent()
    told = {"stage": "rapid_review_due", "stage_at": "", "review_due_on": str(date(2026, 5, 1))}
    await notify.service.db.pool.execute(
        "insert into became (incident_id, told) values ($1, $2)", receipt["incident_id"], told
    )
    async with await notify.browser_of(NOTIFIER) as browser:
        shown = await page(browser, f"/notifications/{receipt['reference']}")
    assert "The partners owe a rapid review." in shown.text
    assert "Rapid review due on 1 May 2026" in shown.text


@pytest.mark.need("A3", "J2")
async def test_who_had_it_before_reads_on_the_page_what_they_read_last(notify: Notify) -> None:
    reference = (await notify.sent())["reference"]
    path = f"/notifications/{reference}"
    moved = {"reason": "It happened there.", "authority_code": "991"}
    assert (await notify.call("POST", f"{path}/reassignment", json=moved)).status_code == 200
    async with (
        await notify.browser_of(NOTIFIER) as before,
        await notify.browser_of(ELSEWHERE) as now,
    ):
        shown = await page(before, path)
        assert "It was given to another authority" in shown.text
        assert "Version 2" not in shown.links
        assert "Pass the link on" not in shown.text
        await page(before, f"{path}/versions/1")
        await page(before, f"{path}/versions/2", status=404)
        assert "Version 2" in (await page(now, path)).links


async def test_a_child_that_has_no_name_yet_is_told_as_such(notify: Notify) -> None:
    who = {**ANSWERS["who-1"], "family_name": "", "given_names": "", "not_named_yet": "true"}
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        checked = await fill(browser, draft, {**ANSWERS, "who-1": who})
        assert not checked.errors
        sent = await send(browser, draft)
    assert "child 1: family name" not in sent.text.lower()
