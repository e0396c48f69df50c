"""The states of an LCSPR and its guards, walked by a grid written by hand from their description."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.review.lcspr import domain
from services.review.lcspr import ending_moves as ending
from services.review.policy import local_review, rules
from tests.unit.review import local_reviews as at
from tests.unit.review.legal.carrying import Case, carry
from tests.unit.review.legal.trials import SENT
from tests.unit.review.walks import grid

GUIDANCE = "Working Together, chapter 5: LCSPRs"
COPIES = "Working Together, chapter 5: full report seven working days before publication"
UNPUBLISHED = "Children Act 2004 s16F: publish unless inappropriate, and say why"
ADVISES = "the Panel advises on conducting reviews; it does not instruct"
SOURCES = {
    **dict.fromkeys(
        ("initiated", "not_initiated", "ended", "published", "no_draft", "not_public"), GUIDANCE
    ),
    "copies_too_late": COPIES,
    "not_justified": UNPUBLISHED,
    "not_told": UNPUBLISHED,
}
LATER = at.TODAY
NO = replace(at.YES, decision="no", on=LATER, decided_on=LATER)


def state(case: Case) -> str:
    return "-" if case.lcspr.status == "none" else case.lcspr.status.upper()


def one(*given: Any) -> Any:
    return lambda _case: tuple(("lcspr", command) for command in given)


def each(*given: Any) -> list[Any]:
    return [one(command) for command in given]


WAYS = [
    ("-", each(at.PROPOSE), "PROPOSED"),
    ("PROPOSED", each(at.YES), "INITIATED"),
    ("-", each(replace(NO, decided_on=at.EARLIER)), "NOT_HELD"),
    ("INITIATED", each(at.APPOINT), "REVIEWER_APPOINTED"),
    ("REVIEWER_APPOINTED", each(at.START), "IN_PROGRESS"),
    ("IN_PROGRESS", each(at.DRAFT), "DRAFT_RECEIVED"),
    ("DRAFT_RECEIVED", each(at.REWORK), "REWORK"),
    ("REWORK", each(at.DRAFT), "DRAFT_RECEIVED"),
    ("DRAFT_RECEIVED", each(at.APPROVE), "APPROVED"),
    ("APPROVED", each(*at.COPIES), "PRE_PUBLICATION_SENT"),
    ("PRE_PUBLICATION_SENT", each(at.PUBLISH), "PUBLISHED"),
    ("PUBLISHED", each(at.PASS_A_YEAR), "UNPUBLISHABLE_ALLOWED"),
    ("PRE_PUBLICATION_SENT", each(at.IMPROVEMENTS), "IMPROVEMENTS_ONLY_PUBLISHED"),
    ("IMPROVEMENTS_ONLY_PUBLISHED", each(at.PASS_A_YEAR), "UNPUBLISHABLE_ALLOWED"),
    ("APPROVED", each(at.JUSTIFY, at.COMMENT, at.NOT_PUBLISH), "NOT_PUBLISHED_JUSTIFIED"),
    ("INITIATED", each(at.DISCONTINUE), "DISCONTINUED"),
    ("IN_PROGRESS", each(at.SUPERSEDE), "SUPERSEDED_BY_NATIONAL"),
    ("PROPOSED", each(at.SUPERSEDE), "SUPERSEDED_BY_NATIONAL"),
]
AT = grid.walked(SENT, WAYS, state)
MOVES = {
    "propose": one(replace(at.PROPOSE, proposed_on=LATER)),
    "yes": one(at.YES),
    "no": one(NO),
    "appoint": one(replace(at.APPOINT, reviewer="Another Reviewer")),
    "start": one(replace(at.START, started_on=LATER)),
    "draft": one(replace(at.DRAFT, received_on=LATER)),
    "rework": one(replace(at.REWORK, asked_on=LATER)),
    "approve": one(replace(at.APPROVE, approved_on=LATER)),
    "copies": one(*(replace(copy, sent_on=LATER) for copy in at.COPIES)),
    "plan": one(at.PLAN),
    "publish": one(at.PUBLISH),
    "improve": one(at.IMPROVEMENTS),
    "withhold": one(at.NOT_PUBLISH),
    "end": one(at.DISCONTINUE),
    "overtake": one(at.SUPERSEDE),
    "down": one(at.TAKE_DOWN),
    "year": one(at.PASS_A_YEAR),
}
GRID = """
.                           propose    yes        no         appoint             start          draft           rework         approve        copies                plan           publish        improve                      withhold       end            overtake                down        year
-                           >PROPOSED  >INITIATED >NOT_HELD  !not_initiated      !not_initiated !not_initiated  !not_initiated !not_initiated !not_initiated        !not_initiated !not_initiated !not_initiated               !not_initiated !not_initiated !not_initiated          !not_public .
NOT_HELD                    >PROPOSED  >INITIATED =          !not_initiated      !not_initiated !not_initiated  !not_initiated !not_initiated !not_initiated        !not_initiated !not_initiated !not_initiated               !not_initiated !not_initiated !not_initiated          !not_public .
PROPOSED                    =          >INITIATED >NOT_HELD  !not_initiated      !not_initiated !not_initiated  !not_initiated !not_initiated !not_initiated        !not_initiated !not_initiated !not_initiated               !not_initiated !not_initiated >SUPERSEDED_BY_NATIONAL !not_public .
INITIATED                   !initiated !initiated !initiated >REVIEWER_APPOINTED >IN_PROGRESS   >DRAFT_RECEIVED !no_draft      !no_draft      >PRE_PUBLICATION_SENT =              >PUBLISHED     >IMPROVEMENTS_ONLY_PUBLISHED !not_justified >DISCONTINUED  >SUPERSEDED_BY_NATIONAL !not_public .
REVIEWER_APPOINTED          !initiated !initiated !initiated =                   >IN_PROGRESS   >DRAFT_RECEIVED !no_draft      !no_draft      >PRE_PUBLICATION_SENT =              >PUBLISHED     >IMPROVEMENTS_ONLY_PUBLISHED !not_justified >DISCONTINUED  >SUPERSEDED_BY_NATIONAL !not_public .
IN_PROGRESS                 !initiated !initiated !initiated =                   =              >DRAFT_RECEIVED !no_draft      !no_draft      >PRE_PUBLICATION_SENT =              >PUBLISHED     >IMPROVEMENTS_ONLY_PUBLISHED !not_justified >DISCONTINUED  >SUPERSEDED_BY_NATIONAL !not_public .
DRAFT_RECEIVED              !initiated !initiated !initiated =                   =              =               >REWORK        >APPROVED      =                     =              >PUBLISHED     >IMPROVEMENTS_ONLY_PUBLISHED !not_justified >DISCONTINUED  >SUPERSEDED_BY_NATIONAL !not_public .
REWORK                      !initiated !initiated !initiated =                   =              >DRAFT_RECEIVED !no_draft      !no_draft      =                     =              >PUBLISHED     >IMPROVEMENTS_ONLY_PUBLISHED !not_justified >DISCONTINUED  >SUPERSEDED_BY_NATIONAL !not_public .
APPROVED                    !initiated !initiated !initiated =                   =              >DRAFT_RECEIVED !no_draft      !no_draft      >PRE_PUBLICATION_SENT =              >PUBLISHED     >IMPROVEMENTS_ONLY_PUBLISHED !not_justified >DISCONTINUED  >SUPERSEDED_BY_NATIONAL !not_public .
PRE_PUBLICATION_SENT        !initiated !initiated !initiated =                   =              >DRAFT_RECEIVED !no_draft      !no_draft      =                     =              >PUBLISHED     >IMPROVEMENTS_ONLY_PUBLISHED !not_justified >DISCONTINUED  >SUPERSEDED_BY_NATIONAL !not_public .
PUBLISHED                   !initiated !initiated !initiated !published          !published     =               !published     !no_draft      =                     !published     .              !published                   !published     !published     !published              =           >UNPUBLISHABLE_ALLOWED
UNPUBLISHABLE_ALLOWED       !initiated !initiated !initiated !published          !published     =               !published     !no_draft      =                     !published     !published     !published                   !published     !published     !published              =           .
IMPROVEMENTS_ONLY_PUBLISHED !initiated !initiated !initiated !published          !published     =               !published     !no_draft      =                     !published     >PUBLISHED     .                            !published     !published     !published              =           >UNPUBLISHABLE_ALLOWED
NOT_PUBLISHED_JUSTIFIED     !initiated !initiated !initiated !ended              !ended         =               !ended         !no_draft      =                     !ended         >PUBLISHED     !ended                       .              !ended         !ended                  !not_public .
DISCONTINUED                !initiated !initiated !initiated !ended              !ended         !ended          !ended         !ended         !ended                !ended         !ended         !ended                       !ended         .              !ended                  !not_public .
SUPERSEDED_BY_NATIONAL      !initiated !initiated !initiated !ended              !ended         !ended          !ended         !ended         !ended                !ended         !ended         !ended                       !ended         !ended         .                       !not_public .
"""


@pytest.mark.need("E1")
@pytest.mark.need("E2")
@pytest.mark.parametrize("cell", grid.cells(GRID))
def test_the_grid_of_the_lcspr(cell: grid.Cell) -> None:
    grid.check(cell, AT[cell.state], MOVES[cell.move], state, SOURCES)


def test_every_state_of_the_description_has_its_row() -> None:
    described = (
        "PROPOSED INITIATED REVIEWER_APPOINTED IN_PROGRESS DRAFT_RECEIVED REWORK APPROVED PRE_PUBLICATION_SENT"
        " PUBLISHED UNPUBLISHABLE_ALLOWED IMPROVEMENTS_ONLY_PUBLISHED NOT_PUBLISHED_JUSTIFIED DISCONTINUED"
        " SUPERSEDED_BY_NATIONAL"
    )
    assert set(AT) == {"-", "NOT_HELD", *described.split()}
    assert {one.values[0].state for one in grid.cells(GRID)} == set(AT)


def _tried(case: Case, command: Any) -> Any:
    return carry(case, (("lcspr", command),))


@pytest.mark.need("E2")
@pytest.mark.parametrize(
    ("publish_on", "early", "refused"),
    [(date(2026, 12, 18), False, False), (date(2026, 12, 17), True, True)],
)
def test_seven_working_days_after_the_last_copy_or_refused_as_a_plan_and_a_breach_as_a_fact(
    publish_on: date, early: bool, refused: bool
) -> None:
    copied = AT["PRE_PUBLICATION_SENT"]
    last = date(2026, 12, 9)
    allowed = rules.earliest_publication(last)
    assert allowed == date(2026, 12, 18), "9 December and seven working days"
    plan = replace(at.PLAN, publish_on=publish_on, earliest=allowed)
    tried = _tried(copied, plan)
    assert bool(tried.refused) == refused
    if refused:
        assert (tried.refused.code, tried.refused.source) == ("copies_too_late", COPIES)
    happened = replace(
        at.PUBLISH, today=publish_on, published_on=publish_on, early=early, allowed_from=allowed
    )
    assert state(_tried(copied, happened).after) == "PUBLISHED", "what happened is recorded"


def test_without_a_copy_no_day_can_be_planned() -> None:
    plan = replace(at.PLAN, earliest=None)
    refused = _tried(AT["APPROVED"], plan).refused
    assert (refused.code, refused.source) == ("copies_too_late", COPIES)


@pytest.mark.need("E2")
def test_a_forecast_beyond_the_six_months_owes_a_notice_until_both_were_told() -> None:
    begun = AT["IN_PROGRESS"]
    due = rules.clock("L1", at.EARLIER).due_on
    for day, owed in ((due, False), (due + timedelta(days=1), True)):
        late = local_review.is_late(at.EARLIER, day)
        forecast = replace(at.FORECAST, forecast_on=day, late=late)
        assert _tried(begun, forecast).after.lcspr.notice_owed == owed
    late = _tried(begun, at.FORECAST).after
    assert _tried(late, replace(at.DELAY, told=("national_body",))).after.lcspr.notice_owed
    assert not _tried(late, at.DELAY).after.lcspr.notice_owed


@pytest.mark.need("E2")
def test_taken_down_before_its_year_is_over_is_a_breach_and_on_the_day_it_is_none() -> None:
    published = AT["PUBLISHED"].lcspr
    for day, kinds in (
        (at.UNTIL - timedelta(days=1), [ending.TakenDown, ending.Breached]),
        (at.UNTIL, [ending.TakenDown]),
    ):
        events = domain.decide(published, ending.TakeDown(day, day, None))
        assert [type(one) for one in events] == kinds


@pytest.mark.need("E2")
def test_not_to_publish_waits_for_comments_or_for_their_time() -> None:
    justified = _tried(AT["APPROVED"], at.JUSTIFY).after
    refused = _tried(justified, at.NOT_PUBLISH).refused
    assert (refused.code, refused.source) == ("comments_awaited", UNPUBLISHED)
    one_told = replace(at.JUSTIFY, told=at.TOLD[:1])
    refused = _tried(AT["APPROVED"], one_told).refused
    assert (refused.code, refused.source) == ("not_told", UNPUBLISHED)


def test_advice_instructs_nobody_and_begins_nothing() -> None:
    advised = _tried(AT["IN_PROGRESS"], at.GIVE).after
    assert state(advised) == "IN_PROGRESS"
    for place in ("-", "NOT_HELD"):
        refused = _tried(AT[place], at.GIVE).refused
        assert (refused.code, refused.source) == ("not_initiated", ADVISES)
