"""Time in each stage as the case's page, the worklist and the API tell it, from the states that were told."""

from datetime import UTC, date, datetime

import pytest

from contracts.review.case_state import Milestone, Stage
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.partners_fixtures import HERE, House, house
from tests.support.page import page

__all__ = ["house", "office"]


async def goes_on(house: House) -> None:
    """The case of the house came on 18 May, is listed on 2 June and decided on 8 June."""
    told = house.office.deliverer
    told.sent_at = datetime(2026, 6, 2, 9, tzinfo=UTC)
    await house.told(3, Stage.LISTED, awaited_from=("national_body",))
    told.sent_at = datetime(2026, 6, 4, 9, tzinfo=UTC)
    await house.told(4, Stage.LISTED, awaited_from=("national_body",), round=3)
    await house.told(3, Stage.CLOSED, awaited_from=())
    told.sent_at = datetime(2026, 6, 6, 9, tzinfo=UTC)
    await house.told(5, Stage.AWAITING_PARTNERS, awaited_from=("partnership",))
    house.office.at(datetime(2026, 6, 20, 9, tzinfo=UTC))


@pytest.mark.need("B7")
async def test_a_case_says_how_long_it_stood_where_and_on_whom_it_waited(house: House) -> None:
    await goes_on(house)
    stages = (await house.case("secretary"))["stages"]
    assert [(one["stage"], one["since"], one["days"]) for one in stages][-2:] == [
        ("listed", "2026-06-02", 4),
        ("awaiting_partners", "2026-06-06", 14),
    ]
    assert stages[-1]["awaited_from"] == ["partnership"]
    desk = await house.browser("secretary")
    shown = await page(desk, f"{HERE}/desk/cases/{REFERENCE}")
    assert "Listed for a meeting The Panel 2 June 2026 6 June 2026 4" in shown.text
    assert "the partnership: 14 days" in shown.text
    listed = await page(desk, f"{HERE}/desk/cases")
    assert "since 6 June 2026, 14 days" in listed.text


@pytest.mark.need("B7")
async def test_a_partner_reads_no_decision_from_the_days_before_its_letter(house: House) -> None:
    await house.told(3, Stage.LISTED, awaited_from=("national_body",))
    house.office.deliverer.sent_at = datetime(2026, 6, 4, 9, tzinfo=UTC)
    await house.office.decide()
    await house.told(4, Stage.DECIDED, awaited_from=("national_body",))
    stages = (await house.case("ashmere-manager"))["stages"]
    assert [one["stage"] for one in stages][-2:] == ["listed", "with_national_body"]
    assert (await house.case("secretary"))["stages"][-1]["stage"] == "decided"


async def test_a_case_of_before_its_stages_were_kept_has_a_page(house: House) -> None:
    await house.office.db.pool.execute("delete from case_stay")
    assert (await house.case("secretary"))["stages"] == []
    shown = await page(await house.browser("secretary"), f"{HERE}/desk/cases/{REFERENCE}")
    assert REFERENCE in shown.text


async def test_a_case_whose_first_state_comes_late_is_counted_from_its_last_step(
    house: House,
) -> None:
    steps = (Milestone(code="notified", on=date(2026, 4, 1)),)
    await house.office.db.pool.execute("delete from case_stay")
    await house.told(9, Stage.RAPID_REVIEW_DUE, awaited_from=("partnership",), milestones=steps)
    [one] = (await house.case("secretary"))["stages"]
    assert one["since"] == "2026-04-01"
