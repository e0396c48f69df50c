"""A local review from its proposal to its end: every station, every refusal, what is a breach."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import Refused
from contracts.review.lcspr_course import LcsprStatus
from services.review.lcspr import advice, commands, domain, events
from services.review.lcspr import course_moves as course
from services.review.lcspr import ending_moves as ending
from services.review.lcspr.state import COURSE
from tests.support.spec import given
from tests.unit.review import local_reviews as at
from tests.unit.review.local_reviews import STATIONS, TODAY, after


@pytest.mark.need("E1")
@pytest.mark.parametrize("status", STATIONS)
def test_each_station_is_reached_and_has_its_words(status: str) -> None:
    assert STATIONS[status].status == status
    assert LcsprStatus(status).label


def test_no_station_is_forgotten() -> None:
    assert {*STATIONS, "not_held"} == {one.value for one in LcsprStatus}


OPEN_WHILE_IT_RUNS = (
    *(at.SCOPE, at.APPOINT, at.START, at.DRAFT, at.COPIES[0], at.PUBLISH, at.IMPROVEMENTS),
    *(at.JUSTIFY, at.DISCONTINUE, at.SUPERSEDE, at.FORECAST, at.NOTE, at.ASSEMBLE, at.DELAY),
    *(at.MONITOR, at.PLAN, at.ASK, at.GIVE),
)


def carried_out(status: str, command: Any) -> bool:
    try:
        domain.decide(STATIONS[status], command)
    except Refused as refused:
        assert refused.source
        assert refused.reason
        return False
    return True


@pytest.mark.parametrize("status", STATIONS)
def test_what_is_shown_as_open_is_what_is_carried_out(status: str) -> None:
    shown = {one for one in at.EVERY if type(one) in domain.available(STATIONS[status])}
    done = {one for one in at.EVERY if carried_out(status, one)}
    said_already = {at.PROPOSE, at.PUBLISH, at.IMPROVEMENTS, at.NOT_PUBLISH, at.DISCONTINUE}
    said_already |= {at.SUPERSEDE, at.REWORK, at.APPROVE}
    by_what_is_there = {at.COMMENT, at.PLAN}
    assert done - said_already - by_what_is_there <= shown
    assert shown - by_what_is_there <= done


@pytest.mark.parametrize("status", COURSE)
@pytest.mark.parametrize("command", OPEN_WHILE_IT_RUNS, ids=lambda one: type(one).__name__)
def test_no_station_holds_up_what_happened(status: str, command: Any) -> None:
    if command is not at.PLAN:
        assert carried_out(status, command)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("none", "not_initiated"),
        ("published", "published"),
        ("improvements_only_published", "published"),
        ("not_published_justified", "ended"),
        ("discontinued", "ended"),
        ("superseded_by_national", "ended"),
    ],
)
def test_what_has_not_begun_or_has_ended_goes_on_no_more(status: str, code: str) -> None:
    for command in (at.SCOPE, at.FORECAST, at.ASSEMBLE, at.MONITOR):
        given(domain, STATIONS[status]).when(command).refused(code)


def test_a_proposal_is_no_decision_and_the_partners_may_still_say_no() -> None:
    no = replace(at.YES, decision="no")
    assert after(no, state=STATIONS["proposed"]).status == "not_held"
    assert after(at.YES, state=STATIONS["proposed"]).status == "initiated"
    early = replace(at.PROPOSE, reviewed=False)
    given(domain, STATIONS["none"]).when(early).refused("no_review")


def test_what_is_entered_afterwards_takes_no_review_back() -> None:
    late = after(at.START, state=after(at.YES, at.DRAFT))
    assert late.status == "draft_received"
    assert after(at.APPOINT, state=late).status == "draft_received"


@pytest.mark.need("E1")
def test_a_draft_goes_back_and_comes_again_until_the_partners_approve_it() -> None:
    second = after(at.DRAFT, state=STATIONS["rework"])
    assert (second.status, second.drafts) == ("draft_received", 2)
    given(domain, STATIONS["rework"]).when(at.APPROVE).refused("no_draft")
    given(domain, STATIONS["in_progress"]).when(at.REWORK).refused("no_draft")
    nobody = replace(at.APPROVE, approved_by=())
    given(domain, STATIONS["draft_received"]).when(nobody).refused("nobody")
    approved = after(at.APPROVE, state=second)
    assert approved.approved_by == ("authority", "health"), "the police hold nothing up"


def test_a_copy_of_an_older_draft_is_no_copy_of_the_newer_one() -> None:
    two = after(replace(at.DRAFT, received_on=date(2026, 6, 10)), state=after(at.YES))
    older = [replace(one, sent_on=date(2026, 6, 5)) for one in at.COPIES]
    assert after(*older, state=two).last_copy_on is None
    assert after(*older, *at.COPIES, state=two).last_copy_on == date(2026, 12, 8)


def test_a_draft_that_came_before_the_approval_takes_none_back() -> None:
    older = replace(at.DRAFT, received_on=date(2026, 10, 1))
    between = replace(at.DRAFT, received_on=date(2026, 11, 20))
    for draft in (older, between):
        for status in ("approved", "pre_publication_sent"):
            state = after(draft, state=STATIONS[status])
            assert (state.status, state.drafts) == (status, 2)
            assert state.approved_by == ("authority", "health")


def test_a_copy_that_is_sent_again_leaves_no_plan_that_it_makes_illegal() -> None:
    planned = after(at.PLAN, state=after(at.YES, *at.COPIES))
    again = replace(at.COPIES[0], sent_on=TODAY, allowed_from=date(2026, 12, 18))
    assert after(again, state=planned).planned_on == at.PLAN.publish_on
    later = replace(again, allowed_from=date(2026, 12, 21))
    assert after(later, state=planned).planned_on is None


def test_a_later_draft_makes_the_copies_copies_of_an_older_text() -> None:
    copied = STATIONS["pre_publication_sent"]
    later = replace(at.DRAFT, received_on=date(2026, 12, 9))
    state = after(later, state=copied)
    assert (state.status, state.last_copy_on, state.approved_on) == ("draft_received", None, None)
    entered_late = after(at.DRAFT, state=after(at.YES, *at.COPIES))
    assert entered_late.last_copy_on == date(2026, 12, 8)
    assert after(at.APPROVE, state=entered_late).status == "pre_publication_sent"


def test_a_scope_has_a_line_of_enquiry_and_a_period_that_ends_after_it_begins() -> None:
    running = given(domain, STATIONS["initiated"])
    running.when(replace(at.SCOPE, lines=())).refused("no_lines")
    backwards = (date(2026, 2, 1), date(2026, 1, 1))
    running.when(replace(at.SCOPE, period=backwards)).refused("date")
    assert after(at.SCOPE, at.SCOPE, state=STATIONS["initiated"]).scope_version == 2


@pytest.mark.need("E2")
def test_beyond_the_due_date_the_panel_and_the_secretary_of_state_are_to_be_told() -> None:
    forecast = after(at.FORECAST, state=STATIONS["in_progress"])
    assert forecast.notice_owed
    half = replace(at.DELAY, told=("national_body",))
    half_told = after(half, state=forecast)
    assert half_told.notice_owed
    other = replace(at.DELAY, told=("secretary_of_state",))
    assert not after(other, state=half_told).notice_owed, "told in two letters, both were told"
    told = after(at.DELAY, state=forecast)
    assert not told.notice_owed
    later = replace(at.FORECAST, forecast_on=date(2027, 3, 1))
    assert after(later, state=told).notice_owed, "of a later day they have not been told"
    in_time = course.Forecast(TODAY, date(2026, 12, 14), late=False)
    assert not after(in_time, state=forecast).notice_owed


@pytest.mark.need("E2")
def test_proceedings_are_noted_and_may_be_listed_for_days_to_come() -> None:
    listed = replace(at.NOTE, begun_on=date(2027, 1, 11), ended_on=date(2027, 1, 22))
    state = after(at.NOTE, listed, state=STATIONS["in_progress"])
    assert len(state.proceedings) == 2
    ended = replace(at.NOTE, ended_on=date(2026, 11, 27))
    assert len(after(ended, state=state).proceedings) == 2, "the same trial, now ended"
    wrong = replace(at.NOTE, ended_on=date(2026, 11, 1))
    given(domain, state).when(wrong).refused("date")
    assert state.status == "in_progress", "they hold up nothing here: the clock runs on"


def test_publication_too_soon_is_a_breach_that_says_since_when_it_was_allowed() -> None:
    early = replace(at.PUBLISH, early=True, allowed_from=date(2026, 12, 17))
    told = domain.decide(STATIONS["pre_publication_sent"], early)
    assert told[1] == ending.Breached("published_early", TODAY, date(2026, 12, 17))
    improvements = replace(at.IMPROVEMENTS, early=True, allowed_from=None)
    told = domain.decide(STATIONS["in_progress"], improvements)
    assert told[1] == ending.Breached("published_early", TODAY, None)


@pytest.mark.need("E2")
def test_what_led_to_publication_is_entered_after_it_and_a_breach_is_judged_anew() -> None:
    early = replace(at.PUBLISH, early=True, published_on=TODAY)
    state = after(early, state=after(at.YES))
    for recipient in ("national_body", "secretary_of_state"):
        state = after(commands.SendCopy(TODAY, recipient, date(2026, 9, 1)), state=state)
    assert state.published_early, "one copy is missing still"
    last = commands.SendCopy(TODAY, "ofsted", date(2026, 9, 1), date(2026, 9, 10))
    given(domain, state).when(last).then(events.CopySent, ending.BreachTakenBack)
    state = after(last, state=state)
    assert (state.status, state.published_early) == ("published", False)
    draft = replace(at.DRAFT, received_on=date(2026, 11, 2), allowed_from=None)
    given(domain, state).when(draft).then(course.DraftReceived, ending.Breached)
    state = after(
        replace(draft, received_on=date(2026, 8, 1), allowed_from=date(2026, 9, 10)), state=state
    )
    assert after(at.APPROVE, state=state).status == "published"
    afterwards = replace(last, today=date(2026, 12, 10), sent_on=date(2026, 12, 10))
    assert given(domain, state).when(afterwards).refused("after_publication").field == "sent_on"


def test_a_second_publication_is_the_same_one_or_none() -> None:
    state = STATIONS["published"]
    given(domain, state).when(at.PUBLISH).nothing_happens()
    for other in ({"published_on": date(2026, 12, 8)}, {"address": "https://scp.example/r"}):
        given(domain, state).when(replace(at.PUBLISH, **other)).refused("published")


@pytest.mark.parametrize("status", ["improvements_only_published", "not_published_justified"])
def test_the_full_report_may_follow_and_the_duty_stays_met_when_it_was(status: str) -> None:
    before = STATIONS[status]
    later = replace(at.PUBLISH, today=date(2027, 2, 1), published_on=date(2027, 2, 1))
    copy = replace(at.COPIES[0], today=date(2027, 1, 4), sent_on=date(2027, 1, 4))
    state = after(copy, later, state=before)
    assert (state.status, state.published_on) == ("published", date(2027, 2, 1))
    assert state.completed_on == before.completed_on == TODAY


@pytest.mark.need("E2")
def test_a_report_taken_down_within_the_year_is_recorded_as_a_breach() -> None:
    early = ending.TakeDown(date(2027, 12, 17), date(2027, 12, 17), None)
    told = domain.decide(STATIONS["published"], early)
    assert told == (
        ending.TakenDown(early.taken_down_on, early=True, said=None),
        ending.Breached("taken_down_early", early.taken_down_on, at.UNTIL),
    )
    given(domain, STATIONS["published"]).when(at.TAKE_DOWN).then(ending.TakenDown)
    gone = after(early, state=STATIONS["published"])
    given(domain, gone).when(early).nothing_happens()
    given(domain, gone).when(at.TAKE_DOWN).refused("not_public")
    before = ending.TakeDown(TODAY, date(2026, 12, 1), None)
    given(domain, STATIONS["published"]).when(before).refused("date")


def test_when_the_year_has_passed_it_need_no_longer_be_available() -> None:
    a_day_before = ending.EndAvailability(date(2027, 12, 17))
    given(domain, STATIONS["published"]).when(a_day_before).nothing_happens()
    given(domain, STATIONS["in_progress"]).when(at.PASS_A_YEAR).nothing_happens()
    ended = STATIONS["unpublishable_allowed"]
    given(domain, ended).when(at.PASS_A_YEAR).nothing_happens()
    assert domain.available(ended) >= {ending.TakeDown}


@pytest.mark.need("E2")
def test_not_to_publish_needs_reasons_that_were_sent_and_comments_considered() -> None:
    running = STATIONS["in_progress"]
    given(domain, running).when(at.NOT_PUBLISH).refused("not_justified")
    only_one = replace(at.JUSTIFY, told=at.TOLD[:1])
    given(domain, running).when(only_one).refused("not_told")
    justified = after(at.JUSTIFY, state=running)
    refusal = given(domain, justified).when(at.NOT_PUBLISH).refused("comments_awaited")
    assert "Wednesday 16 December 2026" in refusal.reason
    silence = ending.NotPublish(date(2026, 12, 17), date(2026, 12, 17), None)
    ended = given(domain, justified).when(silence).then(ending.NotPublished)
    assert ended.completed_on == date(2026, 12, 17)
    of_another = replace(at.COMMENT, by="secretary_of_state")
    still = after(of_another, state=justified)
    given(domain, still).when(at.NOT_PUBLISH).refused("comments_awaited")


def test_a_national_review_may_overtake_a_proposal_too() -> None:
    assert after(at.SUPERSEDE, state=STATIONS["proposed"]).status == "superseded_by_national"
    given(domain, STATIONS["none"]).when(at.SUPERSEDE).refused("not_initiated")


@pytest.mark.need("E1")
def test_advice_answers_an_open_question_or_none() -> None:
    asked = after(at.ASK, state=STATIONS["in_progress"])
    assert asked.questions == (at.ASK.id,)
    answer = replace(at.GIVE, answers=at.ASK.id)
    answered = after(answer, state=asked)
    assert (answered.questions, answered.advice) == ((), (at.GIVE.id,))
    given(domain, answered).when(answer).nothing_happens()
    second = advice.Give(UUID(int=9), TODAY, at.ASK.id, None)
    given(domain, answered).when(second).refused("no_question")
    given(domain, STATIONS["none"]).when(at.ASK).refused("not_initiated")


def test_two_comments_of_one_day_are_two_and_the_same_once_more_is_none() -> None:
    justified = after(at.JUSTIFY, at.COMMENT, state=STATIONS["in_progress"])
    given(domain, justified).when(at.COMMENT).nothing_happens()
    other = replace(at.COMMENT, id=UUID(int=8))
    both = given(domain, justified).when(other).then(advice.Commented)
    assert both.comment_ids == (at.COMMENT.id, other.id)


@pytest.mark.parametrize(
    ("about", "status", "there"),
    [
        ("draft", "in_progress", False),
        ("draft", "draft_received", True),
        ("report", "draft_received", False),
        ("report", "approved", True),
        ("report", "published", True),
        ("non_publication", "approved", False),
        ("non_publication", "not_published_justified", True),
    ],
)
def test_a_comment_is_on_something_that_is_there(about: str, status: str, there: bool) -> None:
    comment = advice.Comment(UUID(int=9), TODAY, about, "national_body", TODAY, None)
    tried = given(domain, STATIONS[status]).when(comment)
    if there:
        tried.then(advice.Commented)
    else:
        tried.refused("nothing_there")


@pytest.mark.parametrize(
    "command",
    [
        replace(at.SCOPE, set_on=date(2026, 12, 10)),
        replace(at.START, started_on=date(2026, 12, 10)),
        replace(at.DRAFT, received_on=date(2026, 12, 10)),
        replace(at.REWORK, asked_on=date(2026, 12, 10)),
        replace(at.APPROVE, approved_on=date(2026, 12, 10)),
        replace(at.FORECAST, forecast_on=date(2026, 12, 8)),
        replace(at.ASSEMBLE, assembled_on=date(2026, 12, 10)),
        replace(at.IMPROVEMENTS, published_on=date(2026, 12, 10)),
        replace(at.JUSTIFY, told=(*at.TOLD, ("ofsted", date(2026, 12, 10)))),
        replace(at.NOT_PUBLISH, decided_on=date(2026, 12, 10)),
        replace(at.DISCONTINUE, told_on=(date(2026, 12, 10),)),
        replace(at.SUPERSEDE, superseded_on=date(2026, 12, 10)),
        commands.Monitor(TODAY, date(2026, 12, 10), None),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_is_recorded_has_happened(command: object) -> None:
    state = after(at.JUSTIFY, state=STATIONS["draft_received"])
    given(domain, state).when(command).refused("date")
