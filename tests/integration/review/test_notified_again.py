"""What becomes of a rapid review when its notification is a duplicate, another area's, or scoped in late."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from contracts.catalogue import entry_of
from contracts.notify_changes import (
    DuplicateAbsorbedV1,
    NotificationMarkedDuplicateV1,
    NotificationReassignedV1,
)
from contracts.tools.samples import data_of
from tests.integration.review.conftest import Review


def told(model: Any, incident: UUID, **changed: Any) -> Any:
    usual = {**data_of(entry_of(model)), "incident_id": str(incident)}
    return model.model_validate({**usual, **changed})


@pytest.mark.need("B1")
async def test_a_duplicates_review_is_cancelled_and_the_survivors_time_began_earlier(
    review: Review,
) -> None:
    gone, survivor = await review.case(), await review.case()
    due = (await review.clock(survivor, "RR1") or {})["due_on"]
    mark = told(NotificationMarkedDuplicateV1, gone, survivor_reference="CSPR-2026-00002-X")
    await review.deliverer.give(mark, gone)
    [cancelled] = await review.facts("rapid-review-cancelled")
    assert cancelled["basis"] == "The same incident goes on as CSPR-2026-00002-X"
    assert (await review.state(gone))["stage"] == "cancelled"
    assert not await review.is_open(gone, "submit-rapid-review")

    only = told(DuplicateAbsorbedV1, survivor, notified_on="2026-01-08", review_from=None)
    await review.deliverer.give(only, survivor)
    assert (await review.clock(survivor, "RR1") or {})["due_on"] == due, "that one owed no review"
    absorbed = told(
        DuplicateAbsorbedV1, survivor, notified_on="2026-01-08", review_from="2026-04-08"
    )
    await review.deliverer.give(absorbed, survivor)
    clock = await review.clock(survivor, "RR1") or {}
    assert (clock["started_on"], clock["due_on"] < due) == ("2026-04-08", True)
    later = told(DuplicateAbsorbedV1, survivor, review_from="2026-04-20")
    states = len(await review.facts("case-state-changed"))
    await review.deliverer.give(later, survivor)
    assert len(await review.facts("case-state-changed")) == states
    await review.done(review.submission(survivor), survivor)


@pytest.mark.need("A3")
async def test_another_partnership_has_the_case_with_its_clock(review: Review) -> None:
    incident = await review.case()
    before = await review.clock(incident, "RR1")
    area = {
        "authority_code": "991",
        "authority_name": "Brackenford",
        "partnership": "brackenford",
        "partnership_name": "Brackenford Partnership",
        "region_code": "E12000005",
        "region_name": "West Midlands",
    }
    await review.deliverer.give(told(NotificationReassignedV1, incident, to_area=area), incident)
    state = await review.state(incident)
    assert (state["partnership"], state["authority_name"]) == ("brackenford", "Brackenford")
    assert await review.clock(incident, "RR1") == before


@pytest.mark.need("B1")
async def test_what_comes_into_scope_later_has_its_time_from_then(review: Review) -> None:
    fact = review.scoped_in().model_copy(
        update={"incident_id": uuid7(), "review_from": date(2026, 4, 20)}
    )
    await review.deliverer.give(fact, fact.incident_id)
    clock = await review.clock(fact.incident_id, "RR1") or {}
    assert clock["started_on"] == str(fact.review_from) != str(fact.notified_on)
