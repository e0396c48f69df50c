"""What a letter on a local review asks: due from each partner, reminded of, answered in its thread, taken back."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from contracts.catalogue import entry_of
from contracts.review.consideration import AnswerInformationRequestV1
from services.correspondence.rounds.dialogue import DialogueRounds
from tests.integration.correspondence.letters_fixtures import MAILBOXES, Office, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.review_letters_fixtures import (
    ASKED,
    CASE,
    COMMENTS,
    begun,
    id_on,
)
from tests.integration.correspondence.test_review_letters import DELAY, REPORT, sent
from tests.support.page import HTML, Page, page, submit

__all__ = ["office", "pages"]
DUE = f"{ADDRESS}/partner/due"
LINE = f"Asked by the Panel in a letter: 1. {ASKED}"
PUT, ANSWERED, BACK = "letter-ask-put", "letter-ask-answered", "letter-ask-taken-back"


async def rounds(office: Office, day: int) -> None:
    """A day in July comes, and what is due is looked for."""
    office.at(datetime(2026, 7, day, 9, tzinfo=UTC))
    await DialogueRounds(office.db, office.service.clock).round()


async def due_of(pages: Pages, who: str) -> Page:
    return await page(await pages.browser(who), DUE)


async def answer(pages: Pages, letter: UUID, who: str, *numbers: str) -> Page:
    browser = await pages.browser(who)
    shown = await page(browser, f"{ADDRESS}/partner/letters/{letter}")
    typed = {"text": "The audit is done.", "numbers[]": list(numbers)}
    return await submit(browser, shown, typed, action="/replies")


@pytest.mark.need("D6")
async def test_what_it_asks_is_due_from_those_asked_until_they_answer_in_its_thread(
    pages: Pages,
) -> None:
    letter = await sent(pages, DELAY)
    for who, asked in (("police", True), ("council", True), ("icb", False)):
        assert (LINE in (await due_of(pages, f"ashmere-{who}")).text) is asked, who
    due = await due_of(pages, "ashmere-police")
    assert f"{LINE} 6 July 2026" in due.text
    assert due.links[LINE] == f"/partner/letters/{letter}#reply"
    theirs = await page(await pages.browser("ashmere-icb"), f"{ADDRESS}/partner/letters/{letter}")
    assert "Which requests this answers" not in theirs.text
    assert "Your reply is sent" in (await answer(pages, letter, "ashmere-police", "1")).text
    assert LINE not in (await due_of(pages, "ashmere-police")).text
    assert LINE in (await due_of(pages, "ashmere-council")).text, "each answers for itself"
    facts = await pages.office.facts(PUT, ANSWERED)
    assert sorted((one["partner"], one["number"]) for one in facts) == [
        ("authority", 1),
        ("police", 1),
        ("police", 1),
    ]
    assert ASKED not in str(facts)
    await pages.office.db.pool.execute("update case_view set stage = 'published'")
    assert LINE in (await due_of(pages, "ashmere-council")).text, "a review that ended asks on"
    [reply] = await pages.office.facts("reply-received")
    [answered] = await pages.office.facts(ANSWERED)
    assert answered["reply_id"] == reply["reply_id"]
    desk = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/letters/{letter}")
    assert "1 Police 6 July 2026 Answered on 8 June 2026 Not yet" in desk.text
    assert "1 Local authority 6 July 2026 Awaited Not yet" in desk.text
    waits = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/views")
    assert waits.links["Request 1 of a letter"] == f"/desk/letters/{letter}"


async def test_its_numbers_are_its_own_and_nothing_goes_to_review(pages: Pages) -> None:
    letter = await sent(pages, DELAY)
    await answer(pages, letter, "ashmere-police", "1")
    rows = await pages.office.db.pool.fetch("select type from asked")
    assert entry_of(AnswerInformationRequestV1).type not in {row["type"] for row in rows}
    views = await pages.office.facts("view-raised")
    assert [one["source"] for one in views] == ["ask_answer"]


async def test_a_number_that_it_does_not_ask_is_refused_and_the_reply_is_not_lost(
    pages: Pages,
) -> None:
    letter = await sent(pages, DELAY)
    for who, number in (("ashmere-police", 2), ("ashmere-icb", 1)):
        browser = await pages.browser(who)
        shown = await page(browser, f"{ADDRESS}/partner/letters/{letter}")
        typed = {"text": "The audit is done.", "numbers[]": [str(number)]}
        again = await submit(browser, shown, typed, action="/replies", status=422)
        assert f"This letter puts no request number {number} to your organisation." in again.text
        assert "The audit is done." in again.text
    assert await pages.office.facts("reply-received", ANSWERED) == []


async def test_who_was_asked_and_is_silent_is_reminded_and_nobody_else(pages: Pages) -> None:
    letter, office = await sent(pages, DELAY), pages.office
    await answer(pages, letter, "ashmere-council", "1")
    for day, chased in ((6, 0), (7, 1), (7, 1), (8, 1), (14, 2)):
        await rounds(office, day)
        assert len(await office.facts("partner-chased")) == chased, day
    await office.rounds()
    reminded = [one.to for one in office.post.sent.values() if one.kind == "reminder"]
    assert reminded == [MAILBOXES["police"]] * 2
    chased = await office.facts("partner-chased")
    assert [(one["about"], one["partner"], one["times"]) for one in chased] == [
        ("letter_ask", "police", 1),
        ("letter_ask", "police", 2),
    ]
    desk = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/letters/{letter}")
    assert "Overdue 7 July 2026, 14 July 2026" in desk.text


async def test_a_withdrawn_letter_asks_nothing_any_more_and_its_replacement_asks_anew(
    pages: Pages,
) -> None:
    letter, office = await sent(pages, REPORT), pages.office
    chair, desk = await pages.browser("chair"), await pages.browser("secretary")
    out = await page(chair, f"{ADDRESS}/desk/letters/{letter}")
    gone = await submit(chair, out, {"why": "A paragraph was wrong."}, action="/withdraw")
    assert LINE not in (await due_of(pages, "ashmere-police")).text
    assert len(await office.facts(BACK)) == 2
    await rounds(office, 20)
    assert await office.facts("partner-chased") == []
    office.at(datetime(2026, 6, 9, 9, tzinfo=UTC))
    again = await submit(desk, await page(desk, gone.address), {}, action="/in-its-place")
    await submit(desk, again, {}, action="/prepare")
    await submit(chair, await page(chair, again.address), {}, action="/approve")
    due = await due_of(pages, "ashmere-police")
    assert due.links[LINE] == f"/partner/letters/{id_on(again)}#reply"


async def replaced(pages: Pages, letter: UUID, **texts: str) -> Page:
    """The letter is withdrawn, and another goes out in its place, worded anew or not."""
    chair, desk = await pages.browser("chair"), await pages.browser("secretary")
    out = await page(chair, f"{ADDRESS}/desk/letters/{letter}")
    gone = await submit(chair, out, {"why": "A paragraph was wrong."}, action="/withdraw")
    again = await submit(desk, await page(desk, gone.address), {}, action="/in-its-place")
    if texts:
        form = await page(desk, f"{again.address.partition('?')[0]}/text")
        await submit(desk, form, {f"texts.{name}": said for name, said in texts.items()})
    else:
        await submit(desk, again, {}, action="/prepare")
    await submit(chair, await page(chair, again.address), {}, action="/approve")
    return again


async def test_what_was_answered_is_not_asked_again_by_a_letter_in_its_place(pages: Pages) -> None:
    letter = await sent(pages, REPORT)
    await answer(pages, letter, "ashmere-police", "1")
    await replaced(pages, letter)
    assert LINE not in (await due_of(pages, "ashmere-police")).text
    assert LINE in (await due_of(pages, "ashmere-council")).text


async def test_a_replacement_in_other_words_is_another_comment_and_in_the_same_words_none(
    pages: Pages,
) -> None:
    letter = await sent(pages, REPORT)
    second = id_on(await replaced(pages, letter))
    assert len([one for one in await pages.commands() if one.get("on")]) == 1
    await replaced(pages, second, comments="Other comments.")
    said = [await pages.opened(one) for one in await pages.commands() if one.get("on")]
    assert [one["comment"] for one in said] == [COMMENTS, "Other comments."]


async def test_a_day_that_is_over_when_it_goes_out_is_not_asked_for_and_the_approver_is_told(
    pages: Pages,
) -> None:
    one, chair = await pages.browser("secretary"), await pages.browser("chair")
    draft = await begun(pages, DELAY, one)
    await submit(one, draft, {}, action="/prepare")
    pages.office.at(datetime(2026, 7, 8, 9, tzinfo=UTC))
    shown = await page(chair, draft.address)
    assert "6 July 2026" not in shown.text
    assert "What we ask and by when, request 1. No day is said." in shown.text
    await submit(chair, shown, {"override": "It is urgent."}, action="/approve")
    facts = await pages.office.facts(PUT)
    assert [one["due_on"] for one in facts] == [None, None]


async def test_a_draft_is_put_away_and_its_words_are_gone_and_another_is_begun(
    pages: Pages,
) -> None:
    desk, office = await pages.browser("secretary"), pages.office
    draft = await begun(pages, DELAY, desk)
    away = await submit(desk, draft, {}, action="/discard")
    assert "The draft is put away. It never goes out." in away.text
    assert COMMENTS not in away.text
    assert await office.db.pool.fetchval("select count(*) from letter_source") == 0
    gone = await desk.get(draft.address, headers=HTML)
    assert gone.status_code == 404
    [fact] = await office.facts("local-review-letter-discarded")
    assert fact["letter_kind"] == DELAY
    again = await page(desk, f"{CASE}/letters/{DELAY}")
    anew = await submit(desk, again, {"comments": "Other words.", "asks.0.text": ""})
    assert id_on(anew) == id_on(draft)
    assert "Other words." in anew.text


async def test_only_what_a_person_began_is_put_away(pages: Pages) -> None:
    decided, desk = await pages.office.decide(), await pages.browser("secretary")
    shown = await page(desk, f"{ADDRESS}/desk/letters/{decided}")
    assert "Put this draft away" not in shown.text
    token = await pages.token(desk)
    tried = await desk.post(
        f"{ADDRESS}/desk/letters/{decided}/discard",
        data={"token": token},
        headers={**HTML, "sec-fetch-site": "same-origin"},
    )
    assert tried.status_code == 409
    assert "tells of a decision" in tried.text
    issued = await sent(pages, REPORT)
    out = await desk.post(
        f"{ADDRESS}/desk/letters/{issued}/discard",
        data={"token": token},
        headers={**HTML, "sec-fetch-site": "same-origin"},
    )
    assert out.status_code == 409


async def test_a_comment_that_review_refuses_later_lies_in_the_tray_of_those_who_keep_letters(
    pages: Pages,
) -> None:
    await sent(pages, REPORT)
    run = pages.office.db.pool.execute
    refused = "update asked set outcome = 'refused', reason = 'The review has ended.'"
    await run(f"{refused} where type like '%.comment-on-lcspr.%'")
    first, second = [await pages.browser(one) for one in ("secretary", "secretary-2")]
    tray = await page(first, f"{ADDRESS}/desk/refused")
    assert "The review has ended." in tray.text
    assert (
        "The review has ended."
        not in (await page(await pages.browser("member-health"), f"{ADDRESS}/desk/refused")).text
    )
    await submit(first, tray, {}, action="/seen")
    assert "The review has ended." not in (await page(second, f"{ADDRESS}/desk/refused")).text
