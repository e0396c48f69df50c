"""The clocks of a local review: copies before publication, a year of being available."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review.lcspr.state import Lcspr
from services.review.local_clocks import of_local_review
from services.review.policy import rules

BEGUN = Lcspr(UUID(int=1), status="in_progress", initiated_on=date(2026, 6, 8))
COPIES = tuple((to, date(2026, 8, 26)) for to in ("national_body", "secretary_of_state", "ofsted"))
OUT = replace(
    BEGUN,
    status="published",
    copies=COPIES,
    published_on=date(2026, 9, 7),
    available_until=date(2027, 9, 7),
)


def told(local: Lcspr) -> dict[str, tuple[date, date | None]]:
    return {one.code: (one.due_on, one.met_on) for one in of_local_review(local)}


@pytest.mark.need("E2")
def test_copies_are_due_seven_working_days_before_the_day_that_is_meant() -> None:
    assert "L2" not in told(BEGUN)
    meant = replace(BEGUN, forecast_on=date(2026, 9, 7))
    assert told(meant)["L2"] == (date(2026, 8, 26), None), "the published test vector"
    planned = replace(meant, planned_on=date(2026, 9, 8))
    assert told(planned)["L2"] == (date(2026, 8, 27), None)
    assert told(replace(planned, copies=COPIES))["L2"][1] == date(2026, 8, 26)


@pytest.mark.need("E2")
def test_a_report_stays_available_for_a_year() -> None:
    assert told(OUT) == {
        "L1": (date(2026, 12, 8), date(2026, 9, 7)),
        "L2": (date(2026, 8, 26), date(2026, 8, 26)),
        "L4": (date(2027, 9, 7), None),
    }
    over = replace(OUT, status="unpublishable_allowed")
    assert told(over)["L4"] == (date(2027, 9, 7), date(2027, 9, 7))


def test_what_is_a_breach_is_no_clock_that_runs_for_ever() -> None:
    early = replace(OUT, taken_down_on=date(2026, 12, 1))
    assert "L4" not in told(early)
    assert "L4" in told(replace(OUT, taken_down_on=date(2027, 10, 1)))
    assert "L2" not in told(replace(OUT, copies=COPIES[:2]))


@pytest.mark.parametrize(
    "status", ["discontinued", "superseded_by_national", "not_published_justified"]
)
def test_what_is_not_published_has_neither(status: str) -> None:
    ended = replace(BEGUN, status=status, forecast_on=date(2026, 9, 7))
    assert not {"L2", "L4"} & told(ended).keys()


def test_both_lengths_are_those_of_the_limits() -> None:
    lengths = {row["code"]: row for row in rules.clocks_on(date(2026, 6, 8))}
    limits = rules.limits()
    assert lengths["L2"]["working_days"] == -limits.copies_before_publication_working_days
    assert lengths["L4"]["months"] == limits.availability_months
