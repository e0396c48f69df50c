"""What notification tells, as the desk shows it: script as text, another incident to staff alone."""

from datetime import date

import pytest
from uuid_utils.compat import uuid7

from contracts.notify_changes import NotificationAmendedV1
from contracts.notify_persons import LinkBasis, PersonsLinkedV1
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.partners_fixtures import CASE, House, house, p1
from tests.support.page import page

__all__ = ["house", "office"]

SCRIPT = "<script>document.title='x'</script><b>bold</b> \u202eturned"
OTHER = "CSPR-2026-00002-S"


async def test_script_in_what_a_person_wrote_is_shown_as_text(house: House) -> None:
    corrected = NotificationAmendedV1(
        incident_id=house.office.incident,
        reference=REFERENCE,
        version=2,
        changed=("aware_on",),
        occurred_on=date(2026, 3, 26),
        aware_on=date(2026, 3, 26),
        clock=p1(None).model_copy(update={"code": "N1"}),
        reason=await house.office.seal(SCRIPT),
    )
    await house.office.deliverer.give(corrected, house.office.incident)
    for who, side in (("secretary", "/desk"), ("ashmere-council", "/partner")):
        shown = await page(await house.browser(who), f"{side}{CASE}")
        assert SCRIPT in shown.text
        assert shown.soup.select("main script, main b") == []


@pytest.mark.need("J2")
async def test_that_a_child_is_known_from_elsewhere_is_shown_to_staff_alone(house: House) -> None:
    linked = PersonsLinkedV1(
        incident_id=house.office.incident,
        reference=REFERENCE,
        person_id=uuid7(),
        other_incident_id=uuid7(),
        other_reference=OTHER,
        other_person_id=uuid7(),
        linked_on=date(2026, 4, 10),
        basis=LinkBasis.NUMBER_AND_BIRTH,
    )
    await house.office.deliverer.give(linked, house.office.incident)
    desk = await page(await house.browser("secretary"), f"/desk{CASE}")
    assert f"This child appears in another incident: {OTHER}." in desk.text
    for who in ("ashmere-council", "ashmere-police"):
        shown = await page(await house.browser(who), f"/partner{CASE}")
        assert OTHER not in shown.text
        assert "persons-linked" not in str((await house.case(who))["facts"])
