"""Regional groups at the desk and for systems: members, two meetings a year, agendas, support and uptake."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.analytics import TrendReleasedV1
from contracts.catalogue import by_model
from contracts.review import regional_group as g
from contracts.tools.samples import data_of
from deploy.local.processes import free_port
from tests.integration.correspondence.group_facts import GROUP, WEST, answered, formed, told
from tests.integration.correspondence.letters_fixtures import Office, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.partners_fixtures import House, house
from tests.support.axe import assert_accessible, chromium, window
from tests.support.page import HTML, page, submit
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["house", "office", "pages"]
GROUPS = f"{ADDRESS}/desk/regional-groups"
NORTH = "E12000001"
MEETING, OFFER, TREND = (UUID(int=n) for n in (82, 83, 84))
ONE = f"{GROUPS}/{GROUP}"


async def active(office: Office) -> None:
    """A trend is released; the group met once about it, and one of two offers is answered."""
    fact = TrendReleasedV1.model_validate(
        {**data_of(by_model()[TrendReleasedV1]), "trend_id": TREND, "theme": "unseen_male_carer"}
    )
    await office.deliverer.give(fact, TREND)
    later = fact.model_copy(update={"trend_id": UUID(int=85), "reviews": 77, "of_reviews": 99})
    await office.deliverer.give(later, UUID(int=85))
    set_ = {"meeting_id": MEETING, "meets_on": date(2026, 5, 11), "trends": (TREND,)}
    await told(office, g.RegionalMeetingArrangedV1, **set_)
    await told(
        office,
        g.RegionalMeetingHeldV1,
        meeting_id=MEETING,
        held_on=date(2026, 5, 11),
        attended=("ashmere",),
        number_in_year=1,
    )
    for id_ in (OFFER, UUID(int=86)):
        offer = {"offer_id": id_, "partnership": "ashmere", "support": g.Support.TRAINING}
        await told(office, g.SupportOfferedV1, **offer, offered_on=date(2026, 5, 12))
    await answered(office, OFFER, g.Uptake.TAKEN)


@pytest.mark.need("C17")
async def test_the_desk_sees_members_meetings_and_what_of_them_is_missing(pages: Pages) -> None:
    await formed(pages.office)
    await active(pages.office)
    desk = await pages.browser("secretary")
    listed = await page(desk, GROUPS)
    assert "Tobias Fenwick" in listed.text
    assert "1 held, 0 to come 1 of 2 missing" in listed.text
    assert "Regions without a group: North East" in listed.text
    shown = await page(desk, GROUPS.replace("/regional-groups", "") + _of(listed.links))
    assert "Ashmere Safeguarding Children Partnership" in shown.text
    assert "Unseen male carer, found in" in shown.text
    assert "Held Ashmere Safeguarding Children Partnership brackenford" in shown.text
    assert "Taken up, 20 May 2026" in shown.text
    assert "No answer yet" in shown.text
    for day, words in (("1", "1 held, 1 to come Nothing missing"),):
        set_ = {"meeting_id": UUID(int=87), "meets_on": date(2026, 10, int(day))}
        await told(pages.office, g.RegionalMeetingArrangedV1, **set_)
        assert words in (await page(desk, ONE)).text
    pages.office.at(datetime(2026, 10, 2, 9, tzinfo=UTC))
    assert "Say who came" in (await page(desk, ONE)).text
    pages.office.at(datetime(2027, 1, 4, 9, tzinfo=UTC))
    assert "2027 2 0 held, 0 to come 2 of 2 missing 2026 2 1 held" in (await page(desk, ONE)).text


def _of(links: Any) -> str:
    [found] = [href for words, href in links.items() if words == "West Midlands"]
    return str(found).removeprefix("/desk")


@pytest.mark.need("C17")
async def test_a_group_is_formed_from_the_partnerships_of_its_region(pages: Pages) -> None:
    desk = await pages.browser("secretary")
    listed = await page(desk, GROUPS)
    assert listed.form("/new").select("select")
    form = await page(desk, f"{GROUPS}/new?region={WEST}")
    missing = await submit(desk, form, {}, status=422)
    assert set(missing.errors) == {"lead", "partnerships"}
    typed = {"lead": "member-law", "partnerships[]": ["ashmere"]}
    done = await pages.answering(submit(desk, form, typed))
    assert "It is recorded." in done.text
    [command] = await pages.commands()
    assert (command["region_code"], command["partnerships"]) == (WEST, ["ashmere"])
    strange = await submit(desk, form, {**typed, "partnerships[]": ["elsewhere"]}, status=409)
    assert "names no partnership elsewhere in this region" in strange.text
    assert (await desk.get(f"{GROUPS}/new?region=E1", headers=HTML)).status_code == 404
    empty = await page(desk, f"{GROUPS}/new?region={NORTH}")
    assert "names no partnership in this region" in empty.text


@pytest.mark.need("C17")
async def test_each_move_of_a_group_is_one_form_of_its_page(pages: Pages) -> None:
    await formed(pages.office)
    await active(pages.office)
    set_ = {"meeting_id": UUID(int=87), "meets_on": date(2026, 6, 1)}
    await told(pages.office, g.RegionalMeetingArrangedV1, **set_)
    lead = await pages.browser("regional-lead")
    shown = await page(lead, ONE)
    assert "Change who belongs to it" not in shown.text
    day = {"meets_on-day": "1", "meets_on-month": "9", "meets_on-year": "2026"}
    for action, typed in (
        ("/arrange-regional-meeting", {**day, "trends[]": [str(UUID(int=85))]}),
        ("/arrange-regional-meeting", {**day, "moved": str(UUID(int=87))}),
        ("/record-regional-meeting", {"meeting_id": str(UUID(int=87)), "attended[]": ["ashmere"]}),
        ("/offer-support", {"partnership": "ashmere", "support": "training"}),
        ("/record-uptake", {"offer_id": str(UUID(int=86)), "uptake": "declined"}),
    ):
        shown = await page(lead, ONE)
        done = await pages.answering(submit(lead, shown, typed, action=action))
        assert "It is recorded." in done.text, action
    arranged, moved, held, offered, taken = await pages.commands()
    assert arranged["trends"] == [str(UUID(int=85))]
    assert moved["meeting_id"] == str(UUID(int=87)) != arranged["meeting_id"]
    assert held["attended"] == ["ashmere"]
    assert offered["support"] == "training"
    assert taken["uptake"] == "declined"
    empty = await submit(lead, await page(lead, ONE), {}, action="/record-uptake", status=422)
    assert set(empty.errors) == {"offer_id", "uptake"}


async def test_what_review_refuses_is_said_beside_the_field(pages: Pages) -> None:
    await formed(pages.office)
    await active(pages.office)
    desk = await pages.browser("secretary")
    typed = {"partnership": "ashmere", "support": "training"}
    asked = submit(desk, await page(desk, ONE), typed, action="/offer-support", status=409)
    said = {
        "code": "stranger",
        "reason": "It does not belong.",
        "source": "r",
        "field": "partnership",
    }
    no = await pages.answering(asked, outcome="refused", **said)
    assert "It does not belong." in no.errors["partnership"]


async def test_a_lead_sees_and_leads_the_groups_of_their_own_region_alone(pages: Pages) -> None:
    await formed(pages.office, region=NORTH)
    lead = await pages.browser("regional-lead")
    listed = await page(lead, GROUPS)
    assert "No group has been formed." in listed.text
    assert "Form a group" not in listed.text
    assert (await lead.get(ONE, headers=HTML)).status_code == 404
    sent = {"token": await pages.token(lead), "partnership": "ashmere", "support": "training"}
    answer = await lead.post(f"{ONE}/offer-support", data=sent, headers=HTML)
    assert answer.status_code == 404
    member = await page(await pages.browser("member-law"), ONE)
    assert "Offer support" not in member.text


@pytest.mark.need("C17")
async def test_a_system_reads_groups_and_gives_their_commands(house: House) -> None:
    await formed(house.office)
    await active(house.office)
    [found] = (await house.call("GET", "/regional-groups", "regional-lead")).json()
    assert found["partnerships"] == ["ashmere", "brackenford"]
    assert found["years"][0] == {
        "year": 2026,
        "meant": 2,
        "held": 1,
        "to_come": 0,
        "not_recorded": 0,
        "missing": 1,
    }
    assert found["meetings"][0]["trends"] == [str(TREND)]
    assert [one["uptake"] for one in found["offers"]] == ["taken", None]
    refused = await house.call("GET", "/regional-groups", "ashmere-manager")
    assert refused.json()["code"] == "forbidden"
    path = f"/regional-groups/{GROUP}/commands"
    said = {"offer_id": str(uuid4()), "partnership": "ashmere", "support": "leadership"}
    for who, status in (("regional-lead", 202), ("secretary", 202), ("chair", 403)):
        answer = await house.call("POST", f"{path}/offer-support", who, json=said)
        assert answer.status_code == status, answer.text
    elsewhere = f"/regional-groups/{uuid4()}/commands/offer-support"
    assert (await house.call("POST", elsewhere, "regional-lead", json=said)).status_code == 404
    wrong = await house.call("POST", f"{path}/offer-support", "secretary", json={})
    assert wrong.json()["errors"][0]["pointer"] == "/offer_id"
    strange = {"region_code": WEST, "lead": "member-law", "partnerships": ["elsewhere"]}
    no = await house.call("POST", f"{path}/form-regional-group", "secretary", json=strange)
    assert no.json()["code"] == "other_region"
    nothing = await house.call("POST", f"{path}/record-decision", "secretary", json={})
    assert nothing.status_code == 404


@pytest.mark.timeout(60)
async def test_the_pages_of_groups_and_of_the_calendar_have_no_fault_that_axe_knows(
    pages: Pages,
) -> None:
    await formed(pages.office)
    await active(pages.office)
    cookies = await cookies_of(pages.office.service, "secretary")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with (
        serving(pages.office.app, port),
        chromium() as browser,
        window(browser, url, cookies) as seen,
    ):
        for address in (
            f"/desk/regional-groups/{GROUP}",
            "/desk/regional-groups",
            f"/desk/regional-groups/new?region={WEST}",
            "/desk/calendar",
        ):
            await seen.goto(f"{url}{address}")
            await assert_accessible(seen)
