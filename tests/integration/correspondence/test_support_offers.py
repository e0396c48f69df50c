"""A partnership sees what the lead of its regional group offers, and answers it itself."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from contracts.review import regional_group as g
from deploy.local.processes import free_port
from tests.integration.correspondence.group_facts import GROUP, answered, formed, told
from tests.integration.correspondence.letters_fixtures import Office, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.partners_fixtures import House, house
from tests.support.axe import assert_accessible, chromium, window
from tests.support.page import HTML, page, submit
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["house", "office", "pages"]
SUPPORT = f"{ADDRESS}/partner/support"
OPEN, ANSWERED, OTHERS = (UUID(int=n) for n in (82, 83, 84))
NAME = "Ashmere Safeguarding Children Partnership"


async def offered(office: Office) -> None:
    """Two offers to Ashmere, one of them answered, and one to the partnership beside it."""
    await formed(office)
    for id_, slug, support, day in (
        (ANSWERED, "ashmere", g.Support.TRAINING, 12),
        (OPEN, "ashmere", g.Support.PEER_LEARNING, 11),
        (OTHERS, "brackenford", g.Support.LEADERSHIP, 13),
    ):
        made = {"offer_id": id_, "partnership": slug, "support": support}
        await told(office, g.SupportOfferedV1, **made, offered_on=date(2026, 5, day))
    await answered(office, ANSWERED, g.Uptake.DECLINED)


@pytest.mark.need("C17", "E5")
async def test_a_partnership_sees_its_offers_and_answers_one(pages: Pages) -> None:
    browser = await pages.browser("ashmere-police")
    assert "Nothing is offered" in (await page(browser, SUPPORT)).text
    await offered(pages.office)
    shown = await page(browser, SUPPORT)
    assert (await page(browser, f"{ADDRESS}/partner/people")).links["Support"] == "/partner/support"
    awaits = f"{NAME} Learning with another partnership 11 May 2026 Tobias Fenwick No answer yet"
    assert awaits in shown.text
    assert shown.text.index("No answer yet") < shown.text.index("Declined, 20 May 2026")
    assert "Development of leaders" not in shown.text
    missing = await submit(browser, shown, {}, status=422)
    assert set(missing.errors) == {"offer_id", "uptake"}
    typed = {"offer_id": str(OPEN), "uptake": "taken"}
    done = await pages.answering(submit(browser, shown, typed))
    assert "Your answer is recorded." in done.text
    [command] = await pages.commands()
    assert {n: command[n] for n in ("group_id", "offer_id", "uptake")} == {
        "group_id": str(GROUP),
        **typed,
    }


async def test_what_is_refused_is_said_beside_the_field_and_later_in_the_tray(pages: Pages) -> None:
    await offered(pages.office)
    browser = await pages.browser("ashmere-manager")
    typed = {"offer_id": str(OPEN), "uptake": "taken"}
    asked = submit(browser, await page(browser, SUPPORT), typed, status=409)
    said = {"reason": "It was taken back.", "source": "the rule", "field": "offer_id"}
    no = await pages.answering(asked, outcome="refused", **said)
    assert "It was taken back." in no.errors["offer_id"]
    assert (
        "Nothing that you sent was refused"
        in (await page(browser, f"{ADDRESS}/partner/refused")).text
    )
    pages.at_once()
    later = await submit(browser, await page(browser, SUPPORT), typed)
    assert "It is being recorded" in later.text
    await pages.answering(page(browser, SUPPORT), outcome="refused", reason="No.", source="r")
    tray = await page(browser, f"{ADDRESS}/partner/refused")
    assert "Record uptake, an offer of support" in tray.text
    assert tray.links["Open the page again"] == "/partner/support"


async def test_nobody_answers_what_another_partnership_is_offered(pages: Pages) -> None:
    await offered(pages.office)
    browser = await pages.browser("ashmere-manager")
    sent = {"token": await pages.token(browser), "offer_id": str(OTHERS), "uptake": "taken"}
    answer = await browser.post(SUPPORT, data=sent, headers=HTML)
    assert answer.status_code == 409
    assert "not offered to your partnership" in answer.text
    assert await pages.commands() == []
    chair = await pages.browser("chair")
    assert (await chair.get(SUPPORT, headers=HTML)).status_code == 403


@pytest.mark.need("C17")
async def test_a_partners_system_reads_and_answers_its_own_offers_alone(house: House) -> None:
    await offered(house.office)
    who = "ashmere-partnership-system"
    found = (await house.call("GET", "/regional-groups/offers", who)).json()
    assert [(one["offer_id"], one["uptake"]) for one in found] == [
        (str(OPEN), None),
        (str(ANSWERED), "declined"),
    ]
    assert {(one["group_id"], one["lead"]) for one in found} == {(str(GROUP), "member-health")}
    path = f"/regional-groups/{GROUP}/commands"
    for offer, status in ((OPEN, 202), (OTHERS, 404), (uuid4(), 404)):
        said = {"offer_id": str(offer), "uptake": "taken"}
        answer = await house.call("POST", f"{path}/record-uptake", who, json=said)
        assert answer.status_code == status, answer.text
    offer = {"offer_id": str(uuid4()), "partnership": "ashmere", "support": "training"}
    refused = await house.call("POST", f"{path}/offer-support", who, json=offer)
    assert refused.json()["code"] == "forbidden"
    [command] = await house.commands()
    assert (command["offer_id"], command["roles"]) == (str(OPEN), "partnership_system")
    no = await house.call("GET", "/regional-groups/offers", "chair")
    assert no.json()["code"] == "forbidden"


@pytest.mark.timeout(60)
async def test_the_page_of_offers_has_no_fault_that_axe_knows(pages: Pages) -> None:
    await offered(pages.office)
    cookies = await cookies_of(pages.office.service, "ashmere-manager")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with (
        serving(pages.office.app, port),
        chromium() as browser,
        window(browser, url, cookies) as seen,
    ):
        await seen.goto(f"{url}/partner/support")
        await assert_accessible(seen)
