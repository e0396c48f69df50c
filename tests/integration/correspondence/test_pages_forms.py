"""The other forms of the desk and the partners; and every form that there is, without a token or a right."""

import re

from fastapi.routing import APIRoute, iter_route_contexts
from uuid_utils.compat import uuid7

from tests.integration.correspondence.letters_fixtures import MAILBOXES, REFERENCE, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
CANARY = "Canary of a narrative"
FILLED = {"reference": REFERENCE, "command": "record-decision"}


def forms_of(pages: Pages) -> list[str]:
    """The address of every form below the desk and the partner pages."""
    return [
        re.sub(r"{(\w+)}", lambda found: FILLED.get(found[1], str(uuid7())), route.path)
        for route in iter_route_contexts(pages.office.app.routes)
        if isinstance(route.original_route, APIRoute)
        and "POST" in (route.methods or ())
        and route.path.startswith(("/desk", "/partner"))
    ]


async def test_no_form_is_taken_without_its_token(pages: Pages) -> None:
    staff, partner = await pages.browser("secretary"), await pages.browser("ashmere-manager")
    found = forms_of(pages)
    assert len(found) > 8
    for path in found:
        browser = staff if path.startswith("/desk") else partner
        answer = await browser.post(f"{ADDRESS}{path}", data={"text": "x"}, headers=HTML)
        assert answer.status_code == 403, path
        assert "out of date" in answer.text, path
    assert await pages.commands() == []


async def test_no_form_is_taken_from_one_without_a_right_to_these_pages(pages: Pages) -> None:
    analyst, chair = await pages.browser("analyst"), await pages.browser("chair")
    partner = await pages.browser("ashmere-manager")
    for path in forms_of(pages):
        others = (analyst, partner if path.startswith("/desk") else chair)
        for browser in others:
            sent = {"text": "x", "token": await pages.token(browser)}
            answer = await browser.post(f"{ADDRESS}{path}", data=sent, headers=HTML)
            assert answer.status_code == 403, path
            assert "Your role may not do this." in answer.text, path
    assert await pages.commands() == []


async def test_a_partner_replies_to_a_letter_once(pages: Pages) -> None:
    id_ = await pages.office.issue()
    browser = await pages.browser("ashmere-council")
    letter = await page(browser, f"{ADDRESS}/partner/letters/{id_}")
    empty = await submit(browser, letter, {"paragraph": "x"}, action="/replies", status=422)
    assert empty.errors == {
        "text": "Write your reply",
        "paragraph": "Enter the number of a paragraph, as in 4",
    }
    assert empty.soup.select_one("input[name=paragraph][value=x]")
    typed = {"text": CANARY, "paragraph": "4"}
    for _click in range(2):
        sent = await submit(browser, letter, typed, action="/replies")
        assert "Your reply is sent." in sent.text
    assert CANARY in sent.text
    [fact] = await pages.office.facts("reply-received")
    assert CANARY not in str(fact)
    other = await pages.browser("brackenford-council")
    await page(other, f"{ADDRESS}/partner/letters/{id_}", 404)


async def test_a_failed_delivery_is_mended_from_its_task(pages: Pages) -> None:
    pages.office.post.bouncing.add(MAILBOXES["police"])
    await pages.office.issue()
    await pages.office.rounds()
    browser = await pages.browser("secretary")
    tasks = await page(browser, f"{ADDRESS}/desk/tasks")
    address = next(href for href in tasks.links.values() if href.startswith("/desk/tasks/"))
    task = await page(browser, f"{ADDRESS}{address}")
    empty = await submit(browser, task, {}, status=422)
    assert empty.errors == {"mailbox": "Enter an e-mail address."}
    wrong = await submit(browser, task, {"mailbox": "no address"}, status=409)
    assert wrong.soup.select_one("input[name=mailbox][value='no address']")
    done = await submit(browser, task, {"mailbox": "reviews@police.ashmere.example"})
    assert "Sent again to the other address." in done.text
    chair = await pages.browser("chair")
    typed = {"mailbox": "x@y.example", "token": await pages.token(chair)}
    answer = await chair.post(f"{ADDRESS}{address}", data=typed, headers=HTML)
    assert answer.status_code in (403, 404)
