"""Time in each stage: counted, added up by whom it waited on, and no decision told before its letter."""

from datetime import date
from uuid import UUID

import pytest

from contracts.review.case_state import CaseStateChangedV1, Stage
from services.correspondence.read_models.stays import Stay
from services.correspondence.web.shown.stays import shown, standing

PANEL, PARTNERS = ("national_body",), ("partnership",)
TODAY = date(2026, 6, 20)
STAYS = (
    Stay("rapid_review_due", PARTNERS, date(2026, 5, 1)),
    Stay("with_national_body", PANEL, date(2026, 5, 22)),
    Stay("listed", PANEL, date(2026, 6, 1)),
    Stay("decided", PANEL, date(2026, 6, 10)),
    Stay("decided", (*PANEL, *PARTNERS), date(2026, 6, 11)),
)


def told(stage: Stage, *awaited: str) -> CaseStateChangedV1:
    return CaseStateChangedV1(
        incident_id=UUID(int=1),
        reference="CSPR-2026-00001",
        version=1,
        stage=stage,
        round=1,
        authority_code="990",
        authority_name="Ashmere",
        partnership="ashmere",
        region_code="E12000005",
        clocks=(),
        awaited_from=awaited,
        moves=(),
    )


@pytest.mark.need("B7")
def test_each_stage_has_its_days_and_each_who_was_waited_for_the_sum_of_theirs() -> None:
    found = shown(STAYS, told(Stage.DECIDED), TODAY)
    assert [one.days for one in found.lines] == [21, 10, 9, 1, 9]
    assert [one.until for one in found.lines][-2:] == [date(2026, 6, 11), None]
    assert found.summary == "The partnership: 30 days; the Panel: 29 days"
    assert found.lines[-1].waits_for == "The Panel and the partnership"


def test_a_stage_in_which_a_case_ended_has_no_days() -> None:
    found = shown((*STAYS, Stay("closed", (), date(2026, 6, 15))), told(Stage.CLOSED), TODAY)
    assert (found.lines[-1].days, found.lines[-1].waits_for) == (None, "Nobody")
    assert found.lines[-2].days == 4


@pytest.mark.need("B7")
def test_to_those_who_were_not_told_of_a_decision_the_panel_still_has_the_case() -> None:
    found = shown(STAYS, told(Stage.WITH_NATIONAL_BODY, *PANEL), TODAY)
    assert [one.stage for one in found.lines][-1] == "with_national_body"
    assert [one.since for one in found.lines][-1] == date(2026, 6, 10)
    unlisted = (*STAYS[:2], *STAYS[3:])
    [_, one] = shown(unlisted, told(Stage.WITH_NATIONAL_BODY, *PANEL), TODAY).lines
    assert (one.since, one.days) == (date(2026, 5, 22), 29)


def test_a_list_says_since_when_and_for_how_long() -> None:
    assert standing(date(2026, 6, 19), "listed", TODAY) == "since 19 June 2026, 1 day"
    assert standing(date(2026, 6, 1), "closed", TODAY) == "since 1 June 2026"
    assert standing(None, "notified", TODAY) == ""
