"""Children of a draft come and go; before one goes it is asked."""

from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_form_together import two_at_one
from tests.support.form_walk import ANSWERS, begin, fill, send
from tests.support.notifications import CANARY
from tests.support.page import HTML, page, submit

NOTIFIER = "ashmere-data"


async def test_children_are_added_and_removed_and_all_are_sent(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft)
        for _ in range(5):
            listed = await submit(browser, await page(browser, draft), {}, action="/children")
        asked = {
            words: where for words, where in listed.links.items() if words.startswith("Remove")
        }
        numbers = [where.split("/")[-2] for where in asked.values()]
        for number in numbers[1:]:
            name = {
                **ANSWERS["who-1"],
                "family_name": f"{CANARY} {number}",
                "nhs_number": "",
                "nhs_number_not_known[]": ["yes"],
            }
            await fill(
                browser, draft, {f"who-{number}": name, f"known-{number}": ANSWERS["known-1"]}
            )
        shown = await page(browser, asked["Remove child 3"])
        assert f"This is Peregrine Ottoline {CANARY} {numbers[2]} , child 3 of" in shown.text
        assert "Who the child is What is known of the child" in shown.text
        listed = await submit(browser, shown, {})
        assert "The child was removed" in listed.text
        sent = await send(browser, draft)
        assert sent.h1 == "Notification sent"
    [submitted] = await notify.facts("notification-submitted")
    assert len(submitted["children"]) == 5


async def test_removing_a_child_is_asked_again_when_a_colleague_saved_something_meanwhile(
    notify: Notify,
) -> None:
    async with two_at_one(notify) as (browser, other, draft):
        listed = await submit(browser, await page(browser, draft), {}, action="/children")
        mine = await page(browser, listed.links["Remove child 2"])
        assert "a child without a name so far" in mine.text
        theirs = await page(other, listed.links["Remove child 1"])
        await submit(other, theirs, {})
        again = await submit(browser, mine, {}, status=409)
        assert again.h1 == "Remove child 1"
        assert "Something was saved in this draft since" in again.text
        await submit(other, await page(other, draft), {}, action="/children")
        again = await submit(browser, again, {}, status=409)
        await submit(browser, again, {})
        gone = await submit(browser, again, {})
        assert "The child was removed" in gone.text
        assert "Child 2" not in gone.text
        assert (await browser.get(mine.address, headers=HTML)).status_code == 404


async def test_what_was_saved_is_told_by_the_titles_of_the_pages(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft, {"account": ANSWERS["account"], "who-1": ANSWERS["who-1"]})
        await submit(browser, await page(browser, draft), {}, action="/children")
        told = (await page(browser, f"{draft}/hand-over")).text
        assert "Saved a page: What happened" in told
        assert "Saved a page: Child 1: who the child is" in told
        await submit(browser, await page(browser, f"{draft}/children/1/remove"), {})
        told = (await page(browser, f"{draft}/hand-over")).text
        assert "Saved a page: Who the child is, of a child that was removed" in told


async def test_the_list_of_a_draft_says_when_it_is_saved_with_and_without_scripts(
    notify: Notify,
) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        told = (await page(browser, await begin(browser))).text
    assert "A page is saved when you press one of its buttons." in told
    assert "whenever the page says so below its questions" in told
