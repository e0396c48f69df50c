"""The standard lines of letters: at the desk worded by one, approved by another, and said by every letter."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.correspondence.standard_line.store import lines
from tests.integration.correspondence.letters_fixtures import DRAFTER, Office, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
LINE = f"{ADDRESS}/desk/lines/yours-to-decide"
WORDS = "The decision on an LCSPR is yours alone, whatever our view."


def days(review: str = "1 7 2027", last: str = "1 7 2028") -> dict[str, str]:
    names = (("review_on", review), ("expires_on", last))
    return {
        f"{name}-{part}": number
        for name, on in names
        for part, number in zip(("day", "month", "year"), on.split(), strict=True)
    }


TYPED: dict[str, str] = {"text": WORDS, "owner": "chair", **days()}


async def said(office: Office, id_: Any) -> str:
    async with office.db.read() as conn:
        content, _ = await office.letters.content(conn, id_, on=date(2026, 6, 8))
    return str(content)


@pytest.mark.need("D11")
async def test_a_line_is_worded_by_one_approved_by_another_and_said_by_letters_that_are_not_out(
    pages: Pages,
) -> None:
    out, waits = await pages.office.issue(), await pages.office.decide()
    one, other = await pages.browser("secretary"), await pages.browser("chair")
    done = await submit(one, await page(one, LINE), TYPED, action="/yours-to-decide")
    assert "waits for another person to approve it" in done.text
    assert "You had a hand in this wording" in done.text
    assert WORDS not in await said(pages.office, waits)
    waiting = "1 standard line to approve or review"
    assert waiting not in (await page(one, f"{ADDRESS}/desk/cases")).links
    assert waiting in (await page(other, f"{ADDRESS}/desk/cases")).links
    seen = await page(other, LINE)
    assert f"whatever our view. {WORDS}" in seen.text
    assert "Owner Legal advisers Chair of the Panel" in seen.text
    agreed = await submit(other, seen, {}, action="/approval")
    assert "The wording is in force" in agreed.text
    assert "Version 2" in agreed.text
    assert WORDS in await said(pages.office, waits)
    assert WORDS not in await said(pages.office, out), "what is out stays as it went"
    [told] = await pages.office.facts("standard-line-approved")
    assert (told["line"], told["version"], told["owner"]) == ("yours-to-decide", 2, "chair")
    assert (told["review_on"], told["expires_on"]) == ("2027-07-01", "2028-07-01")
    assert WORDS not in str(told)


@pytest.mark.need("D11")
async def test_an_expired_line_warns_who_approves_the_letter_and_is_replaced_or_overridden(
    pages: Pages,
) -> None:
    office = pages.office
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    await submit(one, await page(one, LINE), TYPED, action="/yours-to-decide")
    await submit(other, await page(other, LINE), {}, action="/approval")
    office.at(datetime(2028, 7, 2, 9, tzinfo=UTC))
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    id_ = await office.decide()
    await office.change(id_, office.letters.prepare, DRAFTER)
    letter = f"{ADDRESS}/desk/letters/{id_}"
    shown = await page(other, letter)
    assert "The decision is yours. This standard line expired after Saturday 1 July" in shown.text
    assert shown.links["Standard lines"] == "/desk/lines"
    assert "Expired" in (await page(other, f"{ADDRESS}/desk/lines")).text
    todo = (await page(other, f"{ADDRESS}/desk/cases")).links
    assert "10 standard lines to approve or review" in todo, "the others' days of review are over"
    again = await submit(other, shown, {}, action="/approve", status=409)
    assert list(again.errors) == ["override"]
    longer = {**TYPED, **days("1 7 2029", "1 7 2030")}
    await submit(one, await page(one, LINE), longer, action="/yours-to-decide")
    await submit(other, await page(other, LINE), {}, action="/approval")
    clean = await page(other, letter)
    assert "expired after" not in clean.text
    await submit(other, clean, {}, action="/approve")
    [approved] = await office.facts("letter-approved")
    assert approved["warnings"] == []
    assert "yours-to-decide:3" in approved["lines"]
    assert "thanks:1" not in approved["lines"], "this letter does not say it"


async def test_a_wording_of_a_colleague_is_not_written_over_from_an_old_page(pages: Pages) -> None:
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    old = await page(other, LINE)
    await submit(one, await page(one, LINE), TYPED, action="/yours-to-decide")
    kept = await submit(
        other, old, {**TYPED, "text": "It is for you."}, action="/yours-to-decide", status=409
    )
    assert list(kept.errors) == ["text"]
    assert WORDS in kept.text


async def test_an_override_of_an_expired_line_is_told_by_its_code(office: Office) -> None:
    office.at(datetime(2029, 6, 4, 9, tzinfo=UTC))
    await office.issue(override="The new wording is with the lawyers.")
    [approved] = await office.facts("letter-approved")
    assert set(approved["warnings"]) == {"expired_line"}


async def test_a_line_without_its_days_is_not_handed_on(pages: Pages) -> None:
    desk = await pages.browser("secretary")
    first = await page(desk, LINE)
    empty = {**dict.fromkeys(TYPED, ""), "owner": "chair"}
    wrong = await submit(desk, first, empty, status=422, action="/yours-to-decide")
    assert set(wrong.errors) == {"text", "review_on-day", "expires_on-day"}
    past = {**TYPED, **days("1 6 2026")}
    shown = await submit(desk, first, past, status=409, action="/yours-to-decide")
    assert list(shown.errors) == ["review_on-day"]
    assert "still to come" in shown.text
    assert WORDS in shown.text, "what was typed stays"


async def test_words_that_instruct_are_doubtful_to_who_approves_the_line(pages: Pages) -> None:
    desk = await pages.browser("secretary")
    typed = {**TYPED, "text": "You must decide."}
    shown = await submit(desk, await page(desk, LINE), typed, action="/yours-to-decide")
    assert "What is doubtful in it It says “You must”" in shown.text
    gone = await submit(desk, shown, {}, action="/withdrawal")
    assert "what was in force stays" in gone.text
    assert "You must decide." not in gone.text
    async with pages.office.db.read() as conn:
        assert (await lines(conn))["yours-to-decide"].proposal is None


async def test_who_may_not_word_a_line_is_shown_it_alone(pages: Pages) -> None:
    member = await pages.browser("member-police")
    shown = await page(member, LINE)
    assert "Word it anew" not in shown.text
    sent = {**TYPED, "token": await pages.token(member)}
    for address in (LINE, f"{LINE}/approval", f"{LINE}/withdrawal"):
        assert (await member.post(address, data=sent, headers=HTML)).status_code == 403
    partner = await pages.browser("ashmere-manager")
    assert (await partner.get(LINE, headers=HTML)).status_code == 403
    assert (await member.get(f"{ADDRESS}/desk/lines/none", headers=HTML)).status_code == 404
