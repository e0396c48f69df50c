"""The form: a page a subject, whatever was typed is kept, and what is sent is what a case system would send."""

from datetime import UTC, datetime

import pytest

from tests.integration.notify.conftest import Notify
from tests.support.form_walk import ANSWERS, a_day, begin, fill, send
from tests.support.notifications import CANARY
from tests.support.page import page, submit

NOTIFIER, COLLEAGUE = "ashmere-data", "ashmere-duty"


@pytest.mark.need("A1", "K4")
async def test_a_notification_is_sent_page_by_page_and_its_receipt_is_shown(
    notify: Notify,
) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        checked = await fill(browser, draft)
        assert checked.h1 == "Check your answers"
        assert "Child 1: who the child is" in checked.text
        assert not checked.errors
        sent = await send(browser, draft)
        assert sent.h1 == "Notification sent"
        assert "ASH-FORM-1" in sent.text
        again = await page(browser, draft)
        assert again.h1.startswith("Notification CSPR-2026-")
    [submitted] = await notify.facts("notification-submitted")
    assert submitted["area"]["authority_code"] == "990"
    assert submitted["other_areas"][0]["area"]["authority_code"] == "991"
    assert [p["position"] for p in submitted["positions"]] == ["agreed", "not_asked", "disagreed"]
    assert submitted["children"][0]["age_band"] == "under_1"
    assert submitted["children"][0]["characteristics"]["harm_types"] == ["physical_abuse"]
    assert await notify.service.db.pool.fetchval("select count(*) from draft") == 0


@pytest.mark.need("K4")
async def test_what_was_typed_is_kept_even_when_it_is_wrong(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        shown = await page(browser, f"{draft}/who-1")
        wrong = await submit(
            browser,
            shown,
            {"family_name": CANARY, "nhs_number": "12", **a_day("date_of_birth", 31, 2, 2020)},
            status=422,
        )
        assert wrong.errors == {
            "given_names": "Enter the given names, or tick Not known yet.",
            "date_of_birth-day": "Date of birth: there is no 31 February 2020.",
            "nhs_number": "NHS number: an NHS number has ten digits.",
            "address": "Enter the address, or tick Not known yet.",
        }
    async with await notify.browser_of(NOTIFIER) as elsewhere:  # another device
        listed = await page(elsewhere, "/drafts")
        assert "Ashmere, begun on 10 April 2026" in listed.text
        shown = await page(elsewhere, f"{draft}/who-1")
    fields = {str(f["name"]): f.get("value") for f in shown.soup.select("main input[name]")}
    assert (fields["family_name"], fields["nhs_number"]) == (CANARY, "12")
    assert (fields["date_of_birth-day"], fields["date_of_birth-month"]) == ("31", "2")


@pytest.mark.need("K4")
async def test_the_summary_of_the_last_page_leads_to_each_answer_that_is_wrong(
    notify: Notify,
) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft, {**ANSWERS, "positions": ANSWERS["positions"]})
        shown = await page(browser, f"{draft}/dates")
        await submit(browser, shown, a_day("aware_on", 30, 12, 2026), status=422)
        checked = await page(browser, f"{draft}/check")
        [(words, where)] = [
            (w, h) for w, h in checked.links.items() if h.endswith("look=1#aware_on-day")
        ]
        assert words.endswith(" is in the future; today is 10 April 2026.")
        answer = await submit(browser, checked, {}, status=422)
        assert "Check your answers" in answer.h1
        there = await page(browser, where.partition("#")[0])
        assert list(there.errors) == ["aware_on-day"]
        back = await submit(browser, there, a_day("aware_on", 9, 4, 2026))
        assert back.h1 == "Check your answers"
    assert await notify.facts() == []


@pytest.mark.need("K4", "J1")
async def test_a_reference_that_tells_who_a_child_is_is_told_of_before_it_is_sent(
    notify: Notify,
) -> None:
    own = "Your own reference: this holds the name, the NHS number or the date of birth of a child"
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        about = {**ANSWERS["about"], "sender_reference": f"Jordan {CANARY} 12/03/2015"}
        checked = await fill(browser, draft, {**ANSWERS, "about": about})
        assert "Nothing that is needed is missing." not in checked.text
        [where] = [at for words, at in checked.links.items() if words.startswith(own)]
        assert where.endswith("/about?back=check&look=1#sender_reference")
        shown = await page(browser, where.partition("#")[0])
        assert shown.errors["sender_reference"].startswith(own)
        wrong = await submit(browser, shown, {"sender_reference": "Jordan Smith"}, status=422)
        assert "reads like a name" in wrong.errors["sender_reference"]
        back = await submit(browser, wrong, {"sender_reference": "ASH-FORM-1"})
        assert "Nothing that is needed is missing." in back.text


@pytest.mark.need("K4")
async def test_answers_that_do_not_go_together_are_shown_before_it_is_sent_and_stop_nothing(
    notify: Notify,
) -> None:
    odd = {"disability": "yes", "disability_types[]": ["none"], "protection_plan": "yes"}
    known = {**ANSWERS["known-1"], **odd, "protection_plan_category": "none"}
    in_time = {"lateness_reason": "medical_evidence"}
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        checked = await fill(browser, draft, {**ANSWERS, "known-1": known, "lateness": in_time})
        assert checked.links["Go to the button that notifies"] == "#send"
        where = {words: href.rpartition("/")[2] for words, href in checked.links.items()}
        for words, place in (
            ("There are days left to notify in time, and lateness is explained.", "lateness"),
            ("Child 1: disabled, and the type of disability says “No disability”.", "known-1"),
            (
                "Child 1: there was a child protection plan, and its category says “No plan”.",
                "known-1",
            ),
        ):
            assert where[words].startswith(place), words
        sent = await send(browser, draft)
        assert sent.h1 == "Notification sent"


async def test_an_answer_that_was_not_needed_can_be_taken_back(notify: Notify) -> None:
    stray = {"area1.role": "residence"}
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft, {**ANSWERS, "areas": {}})
        shown = await page(browser, f"{draft}/areas")
        wrong = await submit(browser, shown, stray, status=422)
        assert wrong.errors == {"area1-authority_code": "Other area 2, authority: give an answer."}
        nothing = wrong.soup.select_one('[name="area1.role"][value=""]')
        assert nothing, "no button takes the answer back"
        await submit(browser, wrong, {"area1.role": str(nothing["value"])})
        assert (await send(browser, draft)).h1 == "Notification sent"


async def test_the_clock_is_in_sight_once_the_aware_date_is_known(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        assert "You have 5 working days to notify" in (await page(browser, draft)).text
        await fill(browser, draft, {"dates": ANSWERS["dates"]})
        for name in ("", "/account", "/who-1", "/check"):
            shown = await page(browser, f"{draft}{name}")
            assert "Notify by Thursday 16 April 2026: 4 working days left." in shown.text
        notify.at(datetime(2026, 4, 16, 9, tzinfo=UTC))
        assert "it is the last of the working days" in (await page(browser, "/drafts")).text
        notify.at(datetime(2026, 4, 20, 9, tzinfo=UTC))
        shown = await page(browser, draft)
        assert "by Thursday 16 April 2026: 2 working days late." in shown.text


async def test_a_late_notification_is_asked_why(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        notify.at(datetime(2026, 4, 20, 9, tzinfo=UTC))
        checked = await fill(browser, draft, {n: v for n, v in ANSWERS.items() if n != "lateness"})
        assert checked.h1 == "Lateness"
        wrong = await submit(browser, checked, {}, status=422)
        assert list(wrong.errors) == ["lateness_reason"]
        await submit(browser, wrong, {"lateness_reason": "medical_evidence"})
        sent = await send(browser, draft)
    assert "2 working days late" in sent.text.lower()


async def test_sending_twice_is_one_notification(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft)
        checked = await page(browser, f"{draft}/check")
        first = await submit(browser, checked, {})
        second = await submit(browser, checked, {})
        assert first.address == second.address
    assert len(await notify.facts("notification-submitted")) == 1


async def test_the_same_incident_by_another_door_is_the_same_notification_by_its_reference(
    notify: Notify,
) -> None:
    """A draft whose receipt was lost on the way is sent again with the same key."""
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft)
        before = await notify.service.db.pool.fetchrow("select * from draft")
        sent = await send(browser, draft)
        await notify.service.db.pool.execute("delete from form_sent")
        columns = ", ".join(before.keys())
        places = ", ".join(f"${n}" for n in range(1, len(before) + 1))
        await notify.service.db.pool.execute(
            f"insert into draft ({columns}) values ({places})", *before.values()
        )
        again = await send(browser, draft)
    assert again.address == sent.address
    assert len(await notify.facts("notification-submitted")) == 1
