"""A version that others send does not undo what a partner withholds from them."""

from typing import Any

import pytest

from contracts.codes import Partner, View
from contracts.review.case_state import Stage
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.partners_fixtures import CASE, House, house
from tests.support.page import page

__all__ = ["house", "office"]
FORM = f"/partner{CASE}/moves/submit-rapid-review"
OWN = {"partner": "authority", "view": "yes"}


async def sent(house: House, *positions: dict[str, Any]) -> list[dict[str, Any]]:
    """The positions of a second version that the partnership sends."""
    said = {"partnership_view": "yes", "positions": positions}
    answer = await house.give("submit-rapid-review", "ashmere-manager", said)
    assert answer.status_code == 202, answer.text
    [command] = await house.commands()
    stated: list[dict[str, Any]] = command["positions"]
    return stated


@pytest.mark.need("J2")
async def test_a_withheld_position_stays_as_stated_in_a_version_of_others(house: House) -> None:
    await house.submitted()
    own, kept = await sent(house, OWN)
    assert (own["partner"], own["view"]) == (Partner.AUTHORITY, View.YES)
    assert (kept["partner"], kept["view"]) == (Partner.POLICE, View.DEFER)
    assert kept["withheld"] is True
    async with house.office.db.read() as conn:
        keys = house.office.service.keys
        text = await keys.open(conn, house.office.incident, kept["reservation"])
    assert text == "An arrest is planned."


async def test_what_is_said_anew_of_a_partner_is_taken_as_said(house: House) -> None:
    await house.submitted()
    _own, police = await sent(house, OWN, {"partner": "police", "view": "no"})
    assert (police["view"], police["withheld"]) == (View.NO, False)


async def test_the_form_says_that_a_withheld_position_stays(house: House) -> None:
    await house.submitted()
    await house.told(3, Stage.WITH_NATIONAL_BODY)
    form = await page(await house.browser("ashmere-council"), FORM)
    assert "Police withholds its position. It stays as stated." in form.text
    assert form.soup.select('[name="positions.0.view"]')
    assert not form.soup.select('[name="positions.2.view"]')
