"""Before notifying, as a page: an answer, what it rests on, and nothing kept."""

import pytest

from tests.integration.notify.conftest import Notify
from tests.support.page import page, submit

SURE = {
    "kind_of_incident": "serious_harm",
    "abuse_neglect": "suspected",
    "who": "child",
    "where": "here",
}


@pytest.mark.need("A4")
@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({}, "Notify this incident"),
        ({"who": "unborn"}, "Notify this incident"),
        ({"where": "abroad_resident"}, "Notify this incident"),
        ({"where": "abroad"}, "There is no duty to notify this incident"),
        ({"abuse_neglect": "not_known_or_suspected"}, "There is no duty to notify this incident"),
        ({"abuse_neglect": "unsure"}, "Take advice before you decide"),
        (
            {"abuse_neglect": "unsure", "where": "elsewhere"},
            "There is no duty to notify this incident",
        ),
        ({"where": "unsure"}, "Take advice before you decide"),
        (
            {"kind_of_incident": "looked_after_death", "abuse_neglect": "not_known_or_suspected"},
            "Notify this incident; no rapid review follows",
        ),
    ],
)
async def test_the_criteria_are_answered_and_nothing_is_kept(
    notify: Notify, changed: dict[str, str], title: str
) -> None:
    async with await notify.browser_of("ashmere-data") as browser:
        asked = await page(browser, "/before-notifying")
        shown = await submit(browser, asked, SURE | changed)
    assert shown.h1 == title
    assert "Framework 2026" in shown.text
    assert "Children Act 2004 s16C" in shown.text or "Working Together" in shown.text
    for table in ("draft", "notification", "access_log", "journal"):
        where = " where type like '%incident%'" if table == "journal" else ""
        assert not await notify.service.db.pool.fetchval(f"select count(*) from {table}{where}")


async def test_each_question_left_open_is_named(notify: Notify) -> None:
    async with await notify.browser_of("ashmere-police") as browser:
        wrong = await submit(browser, await page(browser, "/before-notifying"), {}, status=422)
    assert wrong.errors == {
        "kind_of_incident": "Choose what happened.",
        "abuse_neglect": "Say whether abuse or neglect is known or suspected.",
        "who": "Choose how old the child is.",
        "where": "Choose where it happened.",
    }


@pytest.mark.need("C12")
async def test_worked_examples_and_the_guidance_in_force_stand_beside_the_questions(
    notify: Notify,
) -> None:
    async with await notify.browser_of("ashmere-police") as browser:
        asked = await page(browser, "/before-notifying")
        shown = await submit(browser, asked, SURE)
    for seen in (asked, shown):
        assert "Injuries without an explanation yet" in seen.text
        assert "the duty begins with knowing or suspecting" in seen.text
        assert "Working Together to Safeguard Children 2026" in seen.links


async def test_what_is_none_of_the_others_stands_last(notify: Notify) -> None:
    async with await notify.browser_of("ashmere-data") as browser:
        asked = await page(browser, "/before-notifying")
    kinds = [one["value"] for one in asked.soup.select("input[name=kind_of_incident]")]
    assert kinds[-1] == "other"
