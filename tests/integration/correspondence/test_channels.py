"""Each organisation chooses how letters come: a message, nothing but the pages, or paper."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from services.correspondence.delivery.posting import tray
from services.correspondence.settings import CorrespondenceSettings
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.desk.post import cover_of
from services.correspondence.web.shown.facts import sentence_of
from tests.integration.correspondence.letters_fixtures import MAILBOXES, Office, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.test_people import entry
from tests.support.page import page, submit

__all__ = ["office", "pages"]
STREET = "Safeguarding\n1 The Street\n\nAshmere AA1 1AA"


async def choose(pages: Pages, who: str, code: str, **said: str) -> None:
    browser = await pages.browser(who)
    shown = await page(browser, f"{ADDRESS}/partner/people/{code}")
    done = await submit(browser, shown, said, action="/channel")
    assert "Letters come so from now on" in done.text


async def on_the_cover(office: Office) -> tuple[str, ...]:
    settings = office.service.settings
    assert isinstance(settings, CorrespondenceSettings)
    actions = Actions(office.service, settings, office.letters)
    async with office.db.read() as conn:
        [paper] = await tray(conn, None, None)
    return (await cover_of(actions, paper, None)).lines


@pytest.mark.need("D3")
async def test_each_gets_its_letter_as_it_chose_and_paper_is_posted_by_a_person(
    pages: Pages,
) -> None:
    office = pages.office
    await choose(pages, "ashmere-police", "ashmere-police", channel="post", address=STREET)
    await choose(pages, "ashmere-icb", "ashmere-health", channel="portal")
    police = await pages.browser("ashmere-police")
    people = await page(police, f"{ADDRESS}/partner/people/ashmere-police")
    await submit(police, people, entry(), action="/ashmere-police")
    id_ = await office.issue()
    await office.rounds()
    await office.rounds()
    assert await on_the_cover(office) == (
        "D. Delegate",
        "Ashmere Police",
        *STREET.split("\n")[:2],
        "Ashmere AA1 1AA",
    )
    assert [m.to for m in office.post.sent.values() if m.kind == "letter"] == [
        MAILBOXES["authority"]
    ]
    told = {f["partner"]: f["channel"] for f in await office.facts("letter-delivered")}
    assert told == {"authority": "email", "health": "portal"}
    desk = await pages.browser("secretary")
    assert "1 letter to post" in (await page(desk, f"{ADDRESS}/desk/cases")).links
    listed = await page(desk, f"{ADDRESS}/desk/post")
    assert "Safeguarding, 1 The Street, Ashmere AA1 1AA" in listed.text
    one = await page(desk, f"{ADDRESS}{listed.links['Ashmere Police']}")
    printed = await desk.get(f"{one.address}.pdf")
    sent = await desk.get(f"{ADDRESS}/desk/letters/{id_}/letter.pdf")
    with pikepdf.open(BytesIO(printed.content)) as file, pikepdf.open(BytesIO(sent.content)) as out:
        assert len(file.pages) == len(out.pages) + 1
    early = {"posted_on-day": "1", "posted_on-month": "6", "posted_on-year": "2026"}
    no = await submit(desk, one, early, status=409)
    assert "The letter was not out yet on that day" in no.text
    office.at(datetime(2026, 6, 10, 9, tzinfo=UTC))
    desk = await pages.browser("secretary")
    late = await submit(desk, one, {**early, "posted_on-day": "11"}, status=409)
    assert "still to come" in late.text
    done = await submit(desk, one, {**early, "posted_on-day": "9"})
    assert "The day is noted" in done.text
    last = (await office.facts("letter-delivered"))[-1]
    assert (last["partner"], last["channel"], last["delivered_on"]) == (
        "police",
        "post",
        "2026-06-09",
    )
    told_at_desk = sentence_of("letter-delivered", last)
    assert told_at_desk == "To the police on 9 June 2026, by post."
    await _back(pages, office, id_)


async def _back(pages: Pages, office: Office, id_: object) -> None:
    """The post brings it back: its task is the person's who saw so, and another way is by e-mail."""
    desk = await pages.browser("secretary")
    back = await submit(desk, await page(desk, f"{ADDRESS}/desk/post"), {}, action="/back")
    assert "It came back: a task is open" in back.text
    assert await office.tasks() == ["The letter to the police failed: the post brought it back."]
    tasks = await page(desk, f"{ADDRESS}/desk/tasks")
    task = next(href for words, href in tasks.links.items() if "brought it back" in words)
    shown = await page(desk, f"{ADDRESS}{task}")
    await submit(desk, shown, {"mailbox": "new@police.ashmere.example"}, action=task)
    await office.rounds()
    assert "new@police.ashmere.example" in {m.to for m in office.post.sent.values()}
    attempts = [one for one in await office.attempts(id_) if one.partner == "police"]
    assert [(one.attempt, one.channel, one.status) for one in attempts] == [
        (1, "post", "failed"),
        (2, "email", "delivered"),
    ]
    assert len({one.message_reference for one in await office.attempts(id_)}) == 4
