"""The made-up background of the demonstration: the story's totals exactly, published proportions roughly."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from chassis.calendar import (
    add_months,
    add_working_days,
    is_working_day,
    working_days_between,
)
from contracts.codes import Outcome, Theme, View
from contracts.notify import IncidentKind
from deploy.local.background.days import FIRST, LAST
from deploy.local.background.plan import (
    AGES_MONTHS,
    NATURES,
    OTHER_THEMES,
    OUTCOMES,
    THEME,
    Case,
    plan,
)
from deploy.local.background.said import decision, final_decision, notification, review
from deploy.local.story.incident import ADVICE, CANARY
from services.analytics.policy import rules
from services.analytics.trends.theme_recurrence import Decided, recurring
from services.notify.register.load import authorities

CASES = plan()
DECIDED = [case for case in CASES if case.stage == "decided"]
THEMED = [case for case in DECIDED if THEME in case.themes]
STORY_BEGINS = date(2026, 3, 27)
TOLERANCE_PERCENT = 10
"""Points by which a share of 59 to 87 random cases may differ; two standard errors are 10.7 at 87."""


def share(cases: list[Case], wanted: object) -> float:
    return 100 * sum(bool(wanted(case)) for case in cases) / len(cases)  # type: ignore[operator]


def test_the_plan_is_the_same_at_every_call() -> None:
    assert plan() == plan() == CASES


def test_the_totals_are_those_of_the_story() -> None:
    assert (len(CASES), len(DECIDED)) == (87, 59)
    assert len({case.partnership for case in DECIDED}) == 40
    assert len(THEMED) == 13
    assert len({case.partnership for case in THEMED}) == 10


def test_ashmere_has_one_case_decided_and_none_with_the_theme() -> None:
    [ashmere] = [case for case in CASES if case.partnership == "ashmere"]
    assert ashmere.stage == "decided"
    assert THEME not in ashmere.themes


def test_with_the_case_of_the_story_the_figures_are_those_of_its_letter() -> None:
    partnerships = {case.partnership for case in THEMED} | {"ashmere"}
    assert (len(THEMED) + 1, len(DECIDED) + 1, len(partnerships)) == (14, 60, 11)
    assert round(100 * 14 / 60, 1) == 23.3
    assert len({case.partnership for case in DECIDED} | {"ashmere"}) == 40


def test_no_other_theme_recurs_so_that_the_story_detects_one() -> None:
    story = Decided("ashmere", tuple(ADVICE["themes"]))
    told = [*(Decided(case.partnership, case.themes) for case in DECIDED), story]
    assert [found.theme for found in recurring(told, rules.recurrence(), {})] == [THEME]


def test_each_case_has_a_number_of_its_own_and_they_come_in_order() -> None:
    assert sorted(case.number for case in CASES) == list(range(87))
    assert [case.notified_on for case in CASES] == sorted(case.notified_on for case in CASES)


def test_all_of_it_lies_in_the_24_months_before_the_story() -> None:
    assert add_months(STORY_BEGINS, -24) <= FIRST
    for case in CASES:
        assert FIRST <= case.notified_on <= LAST < STORY_BEGINS
        assert is_working_day(case.notified_on)
        assert timedelta() < case.notified_on - case.aware_on < timedelta(days=14)


def test_a_decided_case_was_sent_and_considered_before_the_story() -> None:
    for case in DECIDED:
        assert case.submitted_on is not None
        assert case.meeting_on is not None
        assert case.notified_on < case.submitted_on <= case.meeting_on < STORY_BEGINS


def test_none_of_the_others_is_decided_while_the_story_runs() -> None:
    """A request for information settles nothing; what is listed is heard after the story."""
    for case in CASES:
        if case.stage != "decided":
            assert case.outcome == ("request_information" if case.stage == "asked" else "")
            held = case.meeting_on and case.meeting_on <= date(2026, 12, 18)
            assert not held or case.stage == "asked"
            assert case.submitted_on is None or case.notified_on < case.submitted_on <= LAST


def days_of(case: Case) -> list[date]:
    """Every day on which somebody did something about a case, in order."""
    local = case.local
    days = [case.notified_on, case.submitted_on, case.meeting_on, case.letter_on, case.final_on]
    if local:
        days += [local.delayed_on, local.copies_on, local.published_on]
    return [day for day in days if day]


def test_nobody_works_on_a_day_off_and_nothing_comes_before_its_time() -> None:
    for case in CASES:
        assert all(is_working_day(day) for day in days_of(case))
        if case.stage != "listed":
            assert days_of(case) == sorted(days_of(case))
            assert days_of(case)[-1] <= LAST


def test_some_rapid_reviews_are_late_and_most_are_not() -> None:
    """Assumed, for nothing is published: 55 to 75% within 15 working days."""
    sent = [case for case in CASES if case.submitted_on and case.stage != "withdrawn"]
    in_time = share(sent, lambda c: c.submitted_on <= add_working_days(c.notified_on, 15))
    assert 55 <= in_time <= 75


def test_the_panel_meets_every_other_week_and_mostly_answers_in_time() -> None:
    """Ten working days; a case that has just missed a meeting waits for the next."""
    meetings = sorted({case.meeting_on for case in DECIDED if case.meeting_on})
    assert all((b - a).days % 14 == 0 for a, b in pairwise(meetings))
    answered = share(DECIDED, lambda c: working_days_between(c.submitted_on, c.meeting_on) <= 10)
    assert 70 <= answered < 100


def test_there_are_cases_at_every_stage() -> None:
    counted = Counter(case.stage for case in CASES)
    assert counted == {
        "decided": 59,
        "rapid_review_due": 8,
        "submitted": 5,
        "asked": 2,
        "listed": 4,
        "withdrawn": 4,
        "notify_only": 5,
    }
    local = [case.local for case in DECIDED if case.local]
    published = [one for one in local if one.published_on]
    assert 3 <= len(published) <= len(local) - 3, "some local reviews are published, some go on"
    assert any(case.final == "no" for case in DECIDED), "partners do not always follow the Panel"
    open_ = [c for c in DECIDED if c.outcome != "agree_no_lcspr" and not c.final]
    assert len(open_) >= 1, "some partners have still to decide"


def test_all_letters_went_out_but_one_to_take_on_and_one_to_approve() -> None:
    counted = Counter(case.letter for case in CASES if case.letter_on)
    assert counted == {"issued": 59, "prepared": 1, "drafted": 1}


def test_no_day_of_it_is_the_day_on_which_the_storys_child_was_born() -> None:
    """So that a search for that day finds nobody else's."""
    for case in CASES:
        told = [*days_of(case), case.aware_on, notification(case)["occurred_on"]]
        told += [add_months(case.final_on, 6)] if case.final_on else []
        assert CANARY["date_of_birth"] not in map(str, told)


def test_most_local_reviews_take_more_than_six_months_and_say_so() -> None:
    """Assumed: 60% and more."""
    published = [c for c in DECIDED if c.local and c.local.published_on]
    late = [c for c in published if c.local.published_on > add_months(c.final_on, 6)]
    assert len(late) / len(published) >= 0.6
    assert all(case.local.delayed_on for case in late)


def test_an_lcspr_is_held_where_the_partners_said_so_and_never_elsewhere() -> None:
    for case in DECIDED:
        assert (case.local is not None) == (case.final == "yes")
        assert case.final != "no" or case.outcome in ("advise_lcspr", "question_lcspr")
        assert not (case.final and case.outcome == "agree_no_lcspr")


@pytest.mark.parametrize(("nature", "weight"), NATURES)
def test_natures_are_in_the_published_proportions(nature: str, weight: int) -> None:
    """DfE, year to March 2026: 160 deaths, 188 of serious harm, 9 other, of 357."""
    counted = [case for case in CASES if case.nature != "looked_after_death"]
    published = 100 * weight / 357
    assert abs(share(counted, lambda c: c.nature == nature) - published) <= TOLERANCE_PERCENT


def test_only_the_death_of_a_looked_after_child_is_for_notice_alone() -> None:
    notice = [case for case in CASES if case.stage == "notify_only"]
    assert notice == [case for case in CASES if case.nature == "looked_after_death"]


@pytest.mark.parametrize(("months", "weight"), AGES_MONTHS)
def test_ages_are_in_the_published_proportions(months: int, weight: int) -> None:
    published = 100 * weight / sum(w for _, w in AGES_MONTHS)
    assert abs(share(CASES, lambda c: c.age_months == months) - published) <= TOLERANCE_PERCENT


def test_sexes_are_in_the_published_proportions() -> None:
    """DfE 2021: 58.4% of those whose sex was recorded were boys."""
    assert abs(share(CASES, lambda c: c.sex == "male") - 58) <= TOLERANCE_PERCENT


REGION_OF = {one.code: one.region_name for one in authorities()}
CHILDREN = Counter[str]()
for one in authorities():
    CHILDREN[one.region_name] += one.children_0_17 or 0


@pytest.mark.parametrize("region", sorted(CHILDREN))
def test_regions_are_in_proportion_to_their_children(region: str) -> None:
    expected = 100 * CHILDREN[region] / CHILDREN.total()
    found = share(CASES, lambda c: REGION_OF[c.authority_code] == region)
    assert abs(found - expected) <= TOLERANCE_PERCENT
    assert found > 0


@pytest.mark.parametrize("outcome", [row[0] for row in OUTCOMES])
def test_outcomes_are_in_the_assumed_proportions(outcome: str) -> None:
    assumed = sum(row[2] for row in OUTCOMES if row[0] == outcome)
    assert abs(share(DECIDED, lambda c: c.outcome == outcome) - assumed) <= TOLERANCE_PERCENT


def test_no_month_stands_out() -> None:
    by_month = Counter(f"{case.notified_on:%Y-%m}" for case in CASES)
    assert max(by_month.values()) <= 8


def test_every_code_is_one_that_the_contracts_know() -> None:
    assert {THEME, *OTHER_THEMES} <= {theme.value for theme in Theme}
    assert {row[0] for row in OUTCOMES} <= {outcome.value for outcome in Outcome}
    assert {case.view for case in CASES} - {""} <= {view.value for view in View}
    assert {case.nature for case in CASES} <= {kind.value for kind in IncidentKind}


def test_what_is_sent_says_that_it_is_made_up() -> None:
    for case in DECIDED:
        assert "made-up" in str(notification(case)).casefold()
        assert "made-up" in str(review(case)).casefold()
        assert "made-up" in str(decision(case)).casefold()
        assert not case.final or "made-up" in str(final_decision(case)).casefold()
    references = {notification(case)["sender_reference"] for case in CASES}
    assert len(references) == 87
