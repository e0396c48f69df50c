"""What is done later with a notification is done on a page too, by people who have no system for it."""

from typing import Any

import pytest

from tests.integration.notify.conftest import Notify
from tests.support.axe import assert_accessible, assert_fits_a_phone, chromium, window
from tests.support.notifications import a_child
from tests.support.page import HTML, Page, page, submit
from tests.support.signing_in import cookies_of

NOTIFIER = "ashmere-data"
WHY = "Learned from the hospital."
OFFERS = {
    "Correct what was sent": "amend",
    "Correct what was said of a child": "amend_child",
    "Add a child": "add_child",
    "Say who a child is": "complete_identity",
    "Ask the Panel about the threshold": "ask_threshold",
    "Say that it is a duplicate": "mark_duplicate",
    "Give it to another authority": "reassign",
    "Withdraw it": "withdraw",
}
A_CHILD = {"sex": "female", "outcome": "harmed", "looked_after": "no", "protection_plan": "yes"}


def day(name: str, of: str) -> dict[str, str]:
    year, month, number = of.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


async def done(notify: Notify, reference: str, move: str, values: dict[str, Any]) -> Page:
    """The page of the notification after a move was made by its form, twice as by a second click."""
    async with await notify.browser_of(NOTIFIER) as browser:
        form = await page(browser, f"/notifications/{reference}/moves/{move}")
        after = await submit(browser, form, values)
        again = await submit(browser, form, values)
        assert again.text == after.text
        bare = await browser.post(form.address, data=values, headers=HTML)
        assert bare.status_code == 403, "without a token nothing is done"
    return after


async def now(notify: Notify, reference: str, who: str = "ashmere-case-system") -> dict[str, Any]:
    answer = await notify.call("GET", f"/notifications/{reference}", who)
    told: dict[str, Any] = answer.json()
    return told


@pytest.mark.need("A7")
async def test_a_notification_leads_to_what_may_be_done_with_it(notify: Notify) -> None:
    reference = (await notify.sent())["reference"]
    async with await notify.browser_of(NOTIFIER) as browser:
        here = await page(browser, f"/notifications/{reference}")
        for words, move in OFFERS.items():
            address = f"/notifications/{reference}/moves/{move}"
            assert here.links[words] == address
            asked = await page(browser, address)
            empty = await submit(browser, asked, {}, status=422)
            assert empty.errors
            assert asked.h1 == empty.h1
    async with await notify.browser_of("ashmere-police") as partner:
        other = await page(partner, f"/notifications/{reference}")
        assert not OFFERS.keys() & other.links.keys()
        await page(partner, f"/notifications/{reference}/moves/withdraw", status=403)
    async with await notify.browser_of("brackenford-data") as elsewhere:
        await page(elsewhere, f"/notifications/{reference}/moves/withdraw", status=404)


@pytest.mark.need("A1")
async def test_what_is_wrong_of_what_was_sent_is_corrected(notify: Notify) -> None:
    reference = (await notify.sent())["reference"]
    values = {
        **day("occurred_on", "2026-03-20"),
        "kind_of_incident": "child_death",
        "outline": "A fall from a height.",
        "reason": WHY,
    }
    after = await done(notify, reference, "amend", values)
    assert "The correction is recorded." in after.text
    assert "Corrected: the day of the incident, what happened, what is known of it." in after.text
    assert f"Version 2 Why {WHY} What is known of it since A fall from a height." in after.text
    receipt = await now(notify, reference)
    assert (receipt["occurred_on"], receipt["aware_on"]) == ("2026-03-20", "2026-03-27")
    async with await notify.browser_of(NOTIFIER) as browser:
        form = await page(browser, f"/notifications/{reference}/moves/amend")
        early = await submit(
            browser, form, {**day("aware_on", "2026-03-01"), "reason": WHY}, status=422
        )
        assert set(early.errors) == {"aware_on-day"}
        nothing = await submit(browser, form, {"reason": WHY}, status=422)
        assert nothing.errors == {"occurred_on-day": "Correct something, or go back."}
        old = await submit(
            browser, form, {**day("aware_on", "26-03-27"), "reason": WHY}, status=422
        )
        assert old.errors == {"aware_on-day": "Give a date after 1990."}


@pytest.mark.need("A1")
async def test_a_child_is_added_and_named_when_it_is_known(notify: Notify) -> None:
    reference = (await notify.sent())["reference"]
    added = await done(notify, reference, "add_child", {**A_CHILD, "reason": WHY})
    assert "The child is added." in added.text
    born_when = "child 2: date of birth"
    assert born_when in (await now(notify, reference))["missing"]
    named = {
        "number": "2",
        "family_name": "Quillfeather",
        "nhs_number": "9990001230",
        "reason": WHY,
    }
    async with await notify.browser_of(NOTIFIER) as browser:
        form = await page(browser, f"/notifications/{reference}/moves/complete_identity")
        wrong = await submit(browser, form, named, status=422)
        assert set(wrong.errors) == {"nhs_number"}
    born = day("date_of_birth", "2024-02-01")
    who = {"number": "2", "family_name": "Quillfeather", **born, "reason": WHY}
    after = await done(notify, reference, "complete_identity", who)
    assert "It is recorded who the child is." in after.text
    receipt = await now(notify, reference)
    assert born_when not in receipt["missing"]
    assert len(receipt["children"]) == 2


async def test_what_changed_nothing_is_not_said_to_be_recorded(notify: Notify) -> None:
    reference = (await notify.sent(kind_of_incident="serious_harm"))["reference"]
    async with await notify.browser_of(NOTIFIER) as browser:
        form = await page(browser, f"/notifications/{reference}/moves/amend")
        as_it_was = {"kind_of_incident": "serious_harm", "reason": WHY}
        after = await submit(browser, form, as_it_was)
        assert "The correction is recorded." not in after.text
        await submit(browser, form, {**as_it_was, **day("occurred_on", "2026-03-20")})
        claimed = await page(browser, f"/notifications/{reference}?done=reassign")
        assert "It is given to the other authority." not in claimed.text


@pytest.mark.need("A1")
async def test_what_was_said_of_one_child_is_corrected(notify: Notify) -> None:
    reference = (await notify.sent(children=[a_child(outcome="harmed")]))["reference"]
    values = {
        "number": "1",
        "outcome": "died",
        "ethnicity": "WBRI",
        "likely_causes[]": ["not_known"],
        "reason": WHY,
    }
    after = await done(notify, reference, "amend_child", values)
    assert "The correction is recorded." in after.text
    [fact] = await notify.facts("notification-amended")
    [child] = fact["children"]
    assert (child["outcome"], child["ethnicity"]) == ("died", "WBRI")
    async with await notify.browser_of(NOTIFIER) as browser:
        form = await page(browser, f"/notifications/{reference}/moves/amend_child")
        assert "Child 1: male, age " in form.text
        elsewhere = {"number": "2", "outcome": "died", "reason": WHY}
        assert (await submit(browser, form, elsewhere, status=422)).errors


async def test_a_child_is_added_though_a_colleague_has_added_another_meanwhile(
    notify: Notify,
) -> None:
    reference = (await notify.sent())["reference"]
    address = f"/notifications/{reference}/moves/add_child"
    async with await notify.browser_of(NOTIFIER) as browser:
        mine, theirs = await page(browser, address), await page(browser, address)
        await submit(browser, theirs, {**A_CHILD, "reason": WHY})
        own = {**A_CHILD, "sex": "male", "family_name": "Quillfeather", "reason": WHY}
        told = await submit(browser, mine, own, status=409)
        assert "Another child was added since you opened this page." in told.text
        await submit(browser, told, {})
        known = {
            "family_name": "Quillfeather",
            "given_names": "Ada",
            **day("date_of_birth", "2024-02-01"),
        }
        new = await page(browser, address)
        await submit(browser, new, {**A_CHILD, **known, "reason": WHY})
        twice = await submit(
            browser, await page(browser, address), {**A_CHILD, **known, "reason": WHY}, status=422
        )
        assert set(twice.errors) == {"family_name"}
        assert "This child was notified as child 4" in twice.errors["family_name"]
    assert len((await now(notify, reference))["children"]) == 4


@pytest.mark.need("A5")
async def test_a_question_is_asked_and_what_was_withdrawn_is_open_to_nothing(
    notify: Notify,
) -> None:
    reference = (await notify.sent())["reference"]
    asked = await done(notify, reference, "ask_threshold", {"question": "Is this serious harm?"})
    assert "The question is sent." in asked.text
    assert "Is this serious harm?" in asked.text
    after = await done(notify, reference, "withdraw", {"reason": "It was an accident."})
    assert "The notification is withdrawn." in after.text
    assert not OFFERS.keys() & after.links.keys()
    assert (await now(notify, reference))["state"] == "withdrawn"
    async with await notify.browser_of(NOTIFIER) as browser:
        closed = await page(browser, f"/notifications/{reference}/moves/amend", status=409)
        assert "withdrawn" in closed.text
        claimed = await page(browser, f"/notifications/{reference}?done=mark_duplicate")
        assert "It is recorded as a duplicate." not in claimed.text


@pytest.mark.need("A1")
async def test_a_duplicate_gives_way_and_another_areas_is_given_away(notify: Notify) -> None:
    first, second = [
        (await notify.sent(children=[a_child(family_name=name)]))["reference"]
        for name in ("Quillfeather", "Marlowe-Finch")
    ]
    async with await notify.browser_of(NOTIFIER) as browser:
        form = await page(browser, f"/notifications/{second}/moves/mark_duplicate")
        nowhere = {"duplicate_of": "CSPR-2026-99999-X", "reason": WHY}
        assert (await submit(browser, form, nowhere, status=409)).errors
    same = await done(notify, second, "mark_duplicate", {"duplicate_of": first, "reason": WHY})
    assert "It is recorded as a duplicate." in same.text
    given = await done(notify, first, "reassign", {"authority_code": "991", "reason": WHY})
    assert "It was given to another authority" in given.text
    later = {"reason": "Theirs alone.", "aware_on": "2026-03-28"}
    path = f"/notifications/{first}/amendments"
    assert (await notify.call("POST", path, "background", json=later)).status_code == 200
    async with await notify.browser_of(NOTIFIER) as browser:
        former = await page(browser, f"/notifications/{first}?done=amend")
        assert "Theirs alone." not in former.text
        assert "The correction is recorded." not in former.text
    assert not OFFERS.keys() & given.links.keys()


async def test_the_longest_of_these_pages_is_accessible_and_fits_a_phone(notify: Notify) -> None:
    reference = (await notify.sent())["reference"]
    cookies = await cookies_of(notify.service, NOTIFIER)
    async with chromium() as browser, window(browser, notify.url, cookies) as shown:
        for move in ("amend", "amend_child", "add_child"):
            await shown.goto(f"{notify.url}/notifications/{reference}/moves/{move}")
            await assert_accessible(shown)
            await assert_fits_a_phone(shown)
