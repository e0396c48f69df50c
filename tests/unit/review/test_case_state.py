"""Where a case stands, and which of its clocks run, from its objects alone."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review.case_state import awaited_from, clocks_of, stage_of
from services.review.consideration.state import Consideration, Reply
from services.review.dialogue.domain import Dialogue
from services.review.lcspr.state import Lcspr
from services.review.moves.table import Whole
from services.review.rapid_review.domain import RapidReview
from services.review.request.domain import Request

CASE, FIRST, SECOND = UUID(int=1), UUID(int=2), UUID(int=3)
MAY = [date(2026, 5, n) for n in range(1, 32)]
SENT = RapidReview(
    CASE,
    status="submitted",
    notified_on=date(2026, 4, 10),
    version=1,
    received_on=MAY[5],
    first_received_on=MAY[5],
)
DECIDED = Consideration(
    CASE,
    status="decided",
    round=1,
    received_on=MAY[5],
    outcome="advise_lcspr",
    decided_on=MAY[13],
    decision_id=FIRST,
)
WRITTEN = replace(DECIDED, letter_on=MAY[17], reply=Reply(FIRST, MAY[13], MAY[17]))
INFORMED = replace(WRITTEN, outcome="request_information", reply=None)
AGREED = replace(WRITTEN, outcome="agree_no_lcspr", reply=None)
OPEN = Request(
    CASE,
    status="open",
    decision_id=FIRST,
    decided_on=MAY[13],
    opened_on=MAY[17],
    asked=((1, "police"),),
    owed=((1, "police"),),
)
EARLY_NO = Lcspr(CASE, status="not_held", decision="no", decided_on=MAY[0])
NO_IN_ANSWER = replace(EARLY_NO, decided_on=MAY[19], answers=FIRST)
BEGUN = Lcspr(CASE, status="initiated", decision="yes", decided_on=MAY[0], initiated_on=MAY[0])


def whole(
    case: Consideration,
    local: Lcspr | None = None,
    asked: Request | None = None,
    review: RapidReview = SENT,
) -> Whole:
    return Whole(review, case, asked or Request(CASE), local or Lcspr(CASE), Dialogue(CASE))


@pytest.mark.parametrize(
    ("of", "stage"),
    [
        (whole(DECIDED), "decided"),
        (whole(replace(DECIDED, outcome="agree_no_lcspr")), "decided"),
        (whole(DECIDED, EARLY_NO), "decided"),
        (whole(DECIDED, NO_IN_ANSWER), "decided"),
        (whole(DECIDED, BEGUN), "decided"),
        (whole(AGREED), "closed"),
        (whole(WRITTEN), "awaiting_partners"),
        (whole(WRITTEN, EARLY_NO), "awaiting_partners"),
        (whole(WRITTEN, NO_IN_ANSWER), "closed"),
        (whole(WRITTEN, BEGUN), "lcspr"),
        (whole(INFORMED, EARLY_NO, OPEN), "awaiting_information"),
        (whole(INFORMED, NO_IN_ANSWER, OPEN), "awaiting_information"),
        (whole(WRITTEN, None, OPEN), "awaiting_information"),
        (whole(WRITTEN, None, replace(OPEN, status="answered", owed=())), "awaiting_partners"),
        (whole(replace(WRITTEN, status="received", letter_on=None)), "with_national_body"),
        (whole(WRITTEN, review=replace(SENT, status="cancelled")), "cancelled"),
    ],
)
def test_where_a_case_stands(of: Whole, stage: str) -> None:
    assert stage_of(of) == stage


def test_a_decided_case_waits_for_the_panels_letter_and_for_the_review_that_has_begun() -> None:
    assert awaited_from(whole(DECIDED)) == ("national_body",)
    assert awaited_from(whole(DECIDED, BEGUN)) == ("national_body", "partnership")


MET_RR1, MET_P1 = ("RR1", MAY[5]), ("P1", MAY[17])
WITHDRAWN = replace(SENT, status="cancelled")
NOT_SENT = replace(SENT, status="cancelled", version=0, received_on=None, first_received_on=None)
SENT_AGAIN = replace(
    WRITTEN,
    status="received",
    round=2,
    received_on=MAY[28],
    letter_on=None,
    reply=Reply(FIRST, MAY[13], MAY[17], sent_again_on=MAY[28]),
)


@pytest.mark.need("B1")
@pytest.mark.parametrize(
    ("of", "clocks"),
    [
        (whole(DECIDED), [MET_RR1, ("P1", None)]),
        (whole(AGREED), [MET_RR1, MET_P1]),
        (whole(WRITTEN), [MET_RR1, MET_P1, ("P3", None)]),
        (whole(WRITTEN, EARLY_NO), [MET_RR1, MET_P1, ("P3", None)]),
        (whole(WRITTEN, NO_IN_ANSWER), [MET_RR1, MET_P1, ("P3", MAY[19])]),
        (
            whole(WRITTEN, replace(NO_IN_ANSWER, decided_on=MAY[14])),
            [MET_RR1, MET_P1, ("P3", MAY[17])],
        ),
        (whole(SENT_AGAIN), [MET_RR1, ("P1", None), ("P3", MAY[28])]),
        (whole(INFORMED, None, OPEN), [MET_RR1, MET_P1, ("P2", None)]),
        (
            whole(INFORMED, None, replace(OPEN, status="closed", answered_on=MAY[28])),
            [MET_RR1, MET_P1, ("P2", MAY[28])],
        ),
        (whole(Consideration(CASE), review=NOT_SENT), []),
        (whole(DECIDED, review=WITHDRAWN), [MET_RR1]),
        (whole(INFORMED, None, OPEN, WITHDRAWN), [MET_RR1, MET_P1]),
        (whole(DECIDED, BEGUN, None, WITHDRAWN), [MET_RR1, ("L1", None)]),
    ],
)
def test_which_clocks_run_and_which_were_met(
    of: Whole, clocks: list[tuple[str, date | None]]
) -> None:
    assert [(clock.code, clock.met_on) for clock in clocks_of(of)] == clocks
