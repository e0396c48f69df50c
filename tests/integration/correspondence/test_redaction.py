"""What partners read, and when: the same on pages and through the API."""

from datetime import date

import pytest
from uuid_utils.compat import uuid7

from chassis.errors import Refused
from contracts.review.case_state import Stage
from contracts.review.consideration import MemberRecusedV1
from services.correspondence.access import Listing, listing_of
from tests.integration.correspondence.letters_fixtures import (
    DRAFTER,
    REFERENCE,
    a_state,
    office,
    person,
)
from tests.integration.correspondence.partners_fixtures import CASE, DELAY, House, house, p1
from tests.support.page import page

__all__ = ["house", "office"]


async def nothing_of_the_decision(house: House) -> None:
    """On the page and in the API of each partner."""
    for who in ("ashmere-council", "ashmere-police", "ashmere-partnership-system"):
        found = await house.case(who)
        state = found["state"]
        assert (found["stage"], state["stage"]) == ("with_national_body", "with_national_body")
        assert state["awaited_from"] == ["national_body"]
        assert [clock["code"] for clock in state["clocks"]] == []
        assert (found["letters"], found["tasks"]) == ([], [])
        assert not [f for f in found["facts"] if "decision" in f["type"] or "recus" in f["type"]]
        [listed] = (await house.call("GET", "/cases", who)).json()
        assert listed["stage"] == "with_national_body"
    client = await house.browser("ashmere-council")
    shown = await page(client, f"/partner{CASE}")
    assert "With the Panel Waits for the Panel." in shown.text
    assert "Met in time" not in shown.text
    assert "Panel's reply" not in shown.text
    listed_page = await page(client, "/partner")
    assert "With the Panel" in listed_page.text
    assert "No case waits for your partnership." in listed_page.text


@pytest.mark.need("J2")
async def test_a_decision_is_news_to_partners_only_once_its_letter_is_out(house: House) -> None:
    recused = MemberRecusedV1(
        incident_id=house.office.incident,
        reference=REFERENCE,
        member_id="member-law",
        reason="a.b.c.d.e",
        round=2,
    )
    await house.office.deliverer.give(recused, house.office.incident)
    await house.decided()
    await nothing_of_the_decision(house)  # the state has come before the decision itself
    await house.office.decide()
    await nothing_of_the_decision(house)
    staff = await house.case("secretary")
    assert (staff["stage"], len(staff["letters"])) == ("awaiting_partners", 1)
    assert {f["type"].split(".")[3] for f in staff["facts"]} >= {
        "decision-recorded",
        "member-recused",
    }
    desk = await page(await house.browser("secretary"), f"/desk{CASE}")
    assert "Met in time" in desk.text


async def test_once_the_letter_is_out_partners_read_where_the_case_stands(house: House) -> None:
    await house.decided()
    await house.office.issue()
    found = await house.case("ashmere-icb")
    assert found["stage"] == "awaiting_partners"
    assert [one["status"] for one in found["letters"]] == ["issued"]
    assert [clock["code"] for clock in found["state"]["clocks"]] == ["P1"]
    shown = await page(await house.browser("ashmere-icb"), f"/partner{CASE}")
    assert "Awaiting the partners' decision Waits for the partnership." in shown.text


@pytest.mark.need("J2")
async def test_a_letter_that_another_round_overtook_hides_nothing(house: House) -> None:
    first = await house.office.decide(round=1)
    await house.told(3, Stage.DECIDED, round=2)
    assert (await house.case("ashmere-icb"))["stage"] == "with_national_body", "not told of it yet"
    await house.office.issue(round=2)
    await house.told(4, Stage.AWAITING_PARTNERS, round=2, clocks=(p1(date(2026, 6, 4)),))
    found = await house.case("ashmere-icb")
    assert found["stage"] == "awaiting_partners"
    assert [one["round"] for one in found["letters"]] == [2]
    assert (await house.office.letter(first)).status == "overtaken"
    with pytest.raises(Refused, match="has been decided again"):
        await house.office.change(first, house.office.letters.prepare, DRAFTER)


async def test_a_partner_is_told_of_its_own_commands_alone(house: House) -> None:
    moves = {
        m["command"].split(".")[3] for m in (await house.case("ashmere-police"))["state"]["moves"]
    }
    assert moves == {"answer-information-request"}
    await house.give(
        "record-decision",
        "secretary",
        {"meeting_id": str(uuid7()), "outcome": "other", "reasons": "x"},
    )
    await house.give("explain-rapid-review-delay", "ashmere-manager", DELAY)
    assert len(await house.commands()) == 2
    shown = await page(await house.browser("ashmere-council"), f"/partner{CASE}")
    assert "Being recorded: Explain a delay of the rapid review." in shown.text
    desk = await page(await house.browser("secretary"), f"/desk{CASE}")
    assert "Being recorded: Record the Panel's decision" in desk.text


@pytest.mark.need("J2")
async def test_a_withheld_position_is_read_by_its_own_partner_and_the_panel(house: House) -> None:
    await house.submitted()
    for who, reads in (
        ("ashmere-police", True),
        ("ashmere-council", False),
        ("ashmere-icb", False),
    ):
        shown = await page(await house.browser(who), f"/partner{CASE}")
        assert ("An arrest is planned." in shown.text) is reads
        assert ("Defer" in shown.text) is reads
        assert "ithheld" in shown.text
    desk = await page(await house.browser("secretary"), f"/desk{CASE}")
    assert "An arrest is planned." in desk.text


async def test_a_regional_lead_lists_the_region_and_the_list_is_written_down(house: House) -> None:
    other = uuid7()
    elsewhere = a_state(other).model_copy(
        update={
            "reference": "CSPR-2026-00099-X",
            "region_code": "E12000001",
            "partnership": "other",
        }
    )
    await house.office.deliverer.give(elsewhere, other)

    async def listed(who: str) -> set[str]:
        answer = await house.call("GET", "/cases?words=CSPR", who)
        return {one["reference"] for one in answer.json()}

    assert await listed("secretary") == {REFERENCE, "CSPR-2026-00099-X"}
    assert await listed("background") == {REFERENCE, "CSPR-2026-00099-X"}
    assert await listed("regional-lead") == {REFERENCE}
    assert await listed("ashmere-police") == {REFERENCE}
    assert await listed("brackenford-police") == set()
    rows = await house.office.db.pool.fetch(
        "select actor, object from access_log where action = 'saw cases' order by position"
    )
    assert [r["actor"] for r in rows][:3] == [
        "person:secretary",
        "system:background",
        "person:regional-lead",
    ]
    assert {r["object"] for r in rows} == {"words=CSPR"}


def test_the_demonstrations_role_lists_nothing_by_itself() -> None:
    assert listing_of(person("background", "background")) == Listing(partnerships=[])
