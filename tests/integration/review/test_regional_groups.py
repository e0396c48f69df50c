"""Regional groups through review's own handlers: facts out, roles held."""

from datetime import date
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from contracts.review import regional_group as g
from tests.integration.review.conftest import Review


@pytest.mark.need("C17")
async def test_a_group_its_meeting_and_an_offer_are_told_as_facts(review: Review) -> None:
    group, meeting, offer = uuid7(), uuid7(), uuid7()
    formed = g.FormRegionalGroupV1(
        group_id=group, region_code="E12000005", lead="member-health", partnerships=("ashmere",)
    )
    await review.done(formed, group)
    day = date(2026, 4, 10)
    arranged = g.ArrangeRegionalMeetingV1(
        group_id=group, meeting_id=meeting, meets_on=day, trends=(UUID(int=5),)
    )
    await review.done(arranged, group)
    held = g.RecordRegionalMeetingV1(group_id=group, meeting_id=meeting, attended=("ashmere",))
    await review.done(held, group)
    offered = g.OfferSupportV1(
        group_id=group, offer_id=offer, partnership="ashmere", support=g.Support.TRAINING
    )
    await review.done(offered, group)
    taken = g.RecordUptakeV1(group_id=group, offer_id=offer, uptake=g.Uptake.TAKEN)
    await review.done(taken, group)
    [met] = await review.facts("regional-meeting-held")
    assert (met["number_in_year"], met["attended"]) == (1, ["ashmere"])
    [answered] = await review.facts("support-answered")
    assert (answered["uptake"], answered["support"]) == ("taken", "training")


async def test_a_partner_forms_no_group(review: Review) -> None:
    review.deliverer.roles = "partnership_manager"
    group = uuid7()
    command = g.FormRegionalGroupV1(
        group_id=group, region_code="E12000005", lead="member-health", partnerships=("ashmere",)
    )
    answer = await review.refused(command, group)
    assert answer["code"] == "forbidden"


@pytest.mark.need("C17")
async def test_a_partner_answers_an_offer_and_makes_none(review: Review) -> None:
    group, offer = uuid7(), uuid7()
    formed = g.FormRegionalGroupV1(
        group_id=group, region_code="E12000005", lead="member-health", partnerships=("ashmere",)
    )
    await review.done(formed, group)
    offered = g.OfferSupportV1(
        group_id=group, offer_id=offer, partnership="ashmere", support=g.Support.TRAINING
    )
    await review.done(offered, group)
    review.deliverer.roles = "partner_health"
    await review.done(
        g.RecordUptakeV1(group_id=group, offer_id=offer, uptake=g.Uptake.DECLINED), group
    )
    [answered] = await review.facts("support-answered")
    assert (answered["partnership"], answered["uptake"]) == ("ashmere", "declined")
    another = offered.model_copy(update={"offer_id": uuid7()})
    assert (await review.refused(another, group))["code"] == "forbidden"
