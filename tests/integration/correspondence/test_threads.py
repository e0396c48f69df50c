"""The Panel answers in a thread: at the desk, for all three partners alike, within its own clock."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from contracts.catalogue import entry_of
from contracts.codes import Clock, Partner
from contracts.dialogue import ViewAnsweredV1
from contracts.envelope import Fact
from contracts.review.reminder import PartnersRemindedV1
from services import correspondence
from services.correspondence.rounds.dialogue import DialogueRounds
from services.correspondence.voice import store
from services.correspondence.voice.domain import thread_awaits
from tests.integration.correspondence.letters_fixtures import (
    MAILBOXES,
    REFERENCE,
    Office,
    office,
)
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, Page, page, submit

__all__ = ["office", "pages"]
DESK = f"{ADDRESS}/desk"
UPGRADE = Path(correspondence.__path__[0], "sql/0015_views_and_answers.sql").read_text()
SAID, ANSWER = "Canary of a question", "Canary of an answer"
ANSWERED = {"effect": "added", "way": "thread", "words": ANSWER}
BACK = {"reply_by-day": "1", "reply_by-month": "7", "reply_by-year": "2026"}


async def rounds(office: Office) -> int:
    return await DialogueRounds(office.db, office.service.clock).round()


async def replied(pages: Pages, who: str, text: str = SAID) -> UUID:
    """A letter is out and a partner has replied to it."""
    letter = await pages.office.issue()
    await reply_to(pages, who, letter, text)
    return letter


async def reply_to(pages: Pages, who: str, letter: UUID, text: str = SAID) -> None:
    browser = await pages.browser(who)
    shown = await page(browser, f"{ADDRESS}/partner/letters/{letter}")
    typed = {"text": text, "paragraph": "4"}
    await submit(browser, shown, typed, action="/replies")


async def told(office: Office, *models: type[Fact]) -> None:
    """What this service announced comes back to it."""
    for model in models:
        for data in await office.facts(entry_of(model).type.split(".")[3]):
            await office.deliverer.give(model.model_validate(data), office.incident)


async def view_of(pages: Pages, who: str = "secretary") -> Page:
    """The page of the one view that waits, as someone at the desk comes to it."""
    browser = await pages.browser(who)
    listed = await page(browser, f"{DESK}/views")
    [address] = [one for one in listed.links.values() if one.startswith("/desk/views/")]
    return await page(browser, f"{ADDRESS}{address}")


@pytest.mark.need("D7")
@pytest.mark.need("D6")
async def test_the_panel_answers_a_reply_and_all_three_partners_read_question_and_answer(
    pages: Pages,
) -> None:
    letter = await replied(pages, "ashmere-police")
    desk = await pages.browser("secretary")
    assert "1 reply to answer" in (await page(desk, f"{DESK}/cases")).links
    shown = await view_of(pages)
    assert SAID in shown.text
    assert "The Panel answers by 22 June 2026" in shown.text
    empty = await submit(desk, shown, {}, action="/answer", status=409)
    assert empty.errors["effect"].startswith("Say how it counted.")
    paper = {"document": ("Table.txt", b"What was seen, and when.", "text/plain")}
    done = await submit(desk, shown, ANSWERED, action="/answer", files=paper)
    assert "It is answered." in done.text
    assert "Answered 8 June 2026, in the thread" in done.text
    await told(pages.office, ViewAnsweredV1)
    case = f"{ADDRESS}/partner/cases/{REFERENCE}"
    for who in ("ashmere-council", "ashmere-icb", "ashmere-police"):
        browser = await pages.browser(who)
        read = await page(browser, f"{ADDRESS}/partner/letters/{letter}")
        assert SAID in read.text, who
        assert ANSWER in read.text, who
        assert "Nothing is awaited" in read.text
        document = next(one for one in read.links.values() if "/documents/" in one)
        answer = await browser.get(f"{ADDRESS}{document}", headers=HTML)
        assert answer.status_code in (200, 409), "scanned before it is shown"
        assert "The Panel answered" in (await page(browser, case)).text
    other = await pages.browser("brackenford-council")
    await page(other, f"{ADDRESS}/partner/letters/{letter}", 404)
    await pages.office.rounds()
    sent = {one.to for one in pages.office.post.sent.values() if one.kind == "answer"}
    assert sent == set(MAILBOXES.values())
    facts = await pages.office.facts("view-raised", "view-considered", "view-answered")
    assert [one["partner"] for one in facts] == ["police"] * 3
    assert (facts[2]["way"], facts[2]["clock"]["met_on"]) == ("thread", "2026-06-08")
    assert SAID not in str(facts)
    assert ANSWER not in str(facts)


async def test_a_form_that_is_sent_twice_is_one_answer_and_a_second_answer_is_refused(
    pages: Pages,
) -> None:
    await replied(pages, "ashmere-icb")
    shown, desk = await view_of(pages), await pages.browser("secretary")
    for _click in range(2):
        await submit(desk, shown, ANSWERED, action="/answer")
    assert len(await pages.office.facts("view-answered")) == 1
    member = await pages.browser("member-health")
    form = {**ANSWERED, "token": await pages.token(member)}
    address = f"{shown.address}/answer"
    assert (await member.post(address, data=form, headers=HTML)).status_code == 403


@pytest.mark.need("D7")
async def test_an_unanswered_reply_is_late_at_the_desk_and_for_the_partner_until_it_is_closed(
    pages: Pages,
) -> None:
    await replied(pages, "ashmere-icb")
    office = pages.office
    assert await rounds(office) == 0
    office.at(datetime(2026, 6, 24, 9, tzinfo=UTC))
    assert [await rounds(office) for _ in range(2)] == [1, 0]
    [late] = await office.facts("view-overdue")
    assert (late["partner"], late["clock"]["due_on"]) == ("health", "2026-06-22")
    [task] = await office.tasks()
    assert "reply of the integrated care board, due 22 June 2026" in task
    desk, partner = await pages.browser("secretary"), await pages.browser("ashmere-icb")
    worklist = await page(desk, f"{DESK}/cases")
    assert "1 reply to answer, 1 late" in worklist.links
    assert "Reply unanswered : an answer to a partner was due on 22 June 2026" in worklist.text
    waits = await page(partner, f"{ADDRESS}/partner/threads")
    assert "An answer to the reply of the integrated care board" in waits.text
    assert "Overdue by 2 working days Own service level of the Panel" in waits.text
    due = await page(partner, f"{ADDRESS}/partner/due")
    assert "An answer to the reply of the integrated care board" in due.text
    tasks = await page(desk, f"{DESK}/tasks")
    shown = await page(desk, f"{ADDRESS}{tasks.links[task]}")
    assert shown.h1 == "Integrated care board: reply in a thread"
    done = await submit(desk, shown, {"reason": "thanks"}, action="/closed")
    assert "Needs no answer" in done.text
    assert await office.tasks() == []
    owed = await page(partner, f"{ADDRESS}/partner/threads")
    assert "No reply of yours waits for the Panel." in owed.text


@pytest.mark.need("D7")
async def test_what_the_panel_asks_back_is_awaited_and_its_partner_alone_reminded_until_it_replies(
    pages: Pages,
) -> None:
    letter, office = await replied(pages, "ashmere-police"), pages.office
    desk = await pages.browser("secretary")
    await submit(desk, await view_of(pages), {**ANSWERED, **BACK}, action="/answer")
    asked = await page(await pages.browser("ashmere-police"), f"{ADDRESS}/partner/threads")
    assert "The Panel’s question Police" in asked.text
    for day, chased in ((1, 0), (2, 1), (3, 0), (9, 1)):
        office.at(datetime(2026, 7, day, 9, tzinfo=UTC))
        assert [await rounds(office) for _ in range(2)] == [chased, 0], day
    await office.rounds()
    reminded = [one.to for one in office.post.sent.values() if one.kind == "reminder"]
    assert reminded == [MAILBOXES["police"]] * 2
    facts = await office.facts("partner-chased")
    assert [(one["chased_on"], one["times"]) for one in facts] == [
        ("2026-07-02", 1),
        ("2026-07-09", 2),
    ]
    await reply_to(pages, "ashmere-police", letter, "Here it is.")
    office.at(datetime(2026, 7, 20, 9, tzinfo=UTC))
    await rounds(office)
    assert len(await office.facts("partner-chased")) == 2


async def test_a_partner_is_reminded_on_working_days_alone(pages: Pages) -> None:
    await replied(pages, "ashmere-police")
    office, desk = pages.office, await pages.browser("secretary")
    friday = {**ANSWERED, **BACK, "reply_by-day": "3"}
    await submit(desk, await view_of(pages), friday, action="/answer")
    for day, chased in ((4, 0), (5, 0), (6, 1)):
        office.at(datetime(2026, 7, day, 9, tzinfo=UTC))
        assert await rounds(office) == chased, day


@pytest.mark.parametrize(("days", "awaits"), [(13, "panel"), (15, "closed"), (400, "closed")])
async def test_of_replies_from_before_there_was_a_clock_none_is_told_of_as_overdue(
    pages: Pages, days: int, awaits: str
) -> None:
    letter, office = await replied(pages, "ashmere-police"), pages.office
    [backfill] = [one for one in UPGRADE.split(";") if "insert into voice" in one]
    run = office.db.pool.execute
    await run("delete from voice")
    await run("update reply set received_at = now() - make_interval(days => $1)", days)
    await run(backfill)
    office.at(datetime.now(UTC))
    assert await rounds(office) == 0
    assert await office.facts("view-overdue") == []
    async with office.db.read() as conn:
        assert thread_awaits(await store.of_thread(conn, letter)) == awaits


async def test_a_reminder_of_what_a_letter_asks_goes_to_those_who_owe_it_and_once(
    pages: Pages,
) -> None:
    clock = Clock(
        code="P2",
        title="Reply to the Panel's request for information",
        started_on=date(2026, 5, 25),
        due_on=date(2026, 6, 8),
        basis="service level",
        policy_version="clocks-1",
    )
    fact = PartnersRemindedV1(
        incident_id=pages.office.incident,
        reference=REFERENCE,
        clock=clock,
        partners=(Partner.HEALTH, Partner.POLICE),
        reminded_on=date(2026, 6, 8),
        times=1,
    )
    for _time in range(2):
        await pages.office.deliverer.give(fact, pages.office.incident)
    await pages.office.rounds()
    sent = [one.to for one in pages.office.post.sent.values() if one.kind == "reminder"]
    assert sorted(sent) == sorted([MAILBOXES["health"], MAILBOXES["police"]])
    partner = await pages.browser("ashmere-icb")
    own = await page(partner, f"{ADDRESS}/partner/cases/{REFERENCE}")
    assert "To the integrated care board and the police; reply to the Panel's request" in own.text
