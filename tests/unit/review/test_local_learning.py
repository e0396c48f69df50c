"""What was learned becomes records; actions have owners and dates, and say what shows that they are done."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from contracts.codes import Theme
from contracts.review.rapid_review import LearningPoint
from services.review.learning import domain, wire
from tests.support.spec import given

CASE, POINT, OTHER, ACTION = (UUID(int=n) for n in range(1, 5))
BLANK = domain.Learning(CASE)
REF = "CSPR-2026-00088-X"
LEARNED = domain.Learned(POINT, "neglect", date(2026, 7, 1))
TAKE = domain.TakeOver(1, (LEARNED,))
TAKEN = given(domain, BLANK).when(TAKE).then(domain.TakenOver)
DO = domain.RecordAction(REF, ACTION, POINT, date(2026, 8, 1), None)
DOING = given(domain, TAKEN).when(DO).then(domain.ActionRecorded)
DONE = domain.FollowUp(
    date(2026, 8, 5), REF, ACTION, "done", date(2026, 8, 5), has_evidence=True, said=None
)


@pytest.mark.need("B5")
def test_the_points_of_a_version_are_records_and_stay_when_a_later_version_leaves_them_out() -> (
    None
):
    given(domain, TAKEN).when(TAKE).nothing_happens()
    second = domain.TakeOver(2, (replace(LEARNED, id=OTHER),))
    both = given(domain, TAKEN).when(second).then(domain.TakenOver)
    assert [one.id for one in both.points] == [POINT, OTHER]


@pytest.mark.need("B5")
def test_a_point_that_is_sent_again_with_its_id_stays_the_same_record() -> None:
    sealed = {"theme": Theme.NEGLECT, "text": "a.b.c.d.e", "owner": "a.b.c.d.e"}
    fresh = LearningPoint(**sealed)
    [first] = wire.with_ids(CASE, 1, [fresh])
    assert wire.with_ids(CASE, 1, [fresh]) == (first,)
    assert wire.with_ids(CASE, 2, [first]) == (first,)
    assert wire.with_ids(CASE, 2, [fresh]) != (first,)
    one, two = wire.with_ids(CASE, 2, [first, first])
    assert (one, two.learning_id == one.learning_id) == (first, False)


@pytest.mark.need("B5")
def test_an_action_is_about_something_learned_and_is_followed_up_to_its_end() -> None:
    unknown = replace(DO, learning_id=OTHER)
    assert given(domain, TAKEN).when(unknown).refused("unknown_point").field == "learning_id"
    given(domain, DOING).when(DO).nothing_happens()
    going = replace(DONE, standing="in_progress", has_evidence=False)
    state = given(domain, DOING).when(going).then(domain.FollowedUp)
    state = given(domain, state).when(DONE).then(domain.FollowedUp)
    assert [(one.standing, one.on) for one in state.actions] == [("done", date(2026, 8, 5))]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"has_evidence": False}, "no_evidence"),
        ({"standing": "stopped", "has_evidence": False}, "no_evidence"),
        ({"on": date(2026, 8, 6)}, "date"),
        ({"action_id": OTHER}, "unknown_action"),
    ],
)
def test_what_has_ended_says_what_shows_it(change: dict[str, object], code: str) -> None:
    given(domain, DOING).when(replace(DONE, **change)).refused(code)


def test_something_learned_later_is_a_record_too_and_there_is_a_limit() -> None:
    said = domain.RecordPoint("submitted", REF, replace(LEARNED, id=OTHER), None)
    state = given(domain, TAKEN).when(said).then(domain.PointRecorded)
    given(domain, state).when(said).nothing_happens()
    given(domain, BLANK).when(replace(said, status="none")).refused("unknown")
    many = tuple(replace(LEARNED, id=UUID(int=n)) for n in range(100, 300))
    given(domain, replace(BLANK, points=many)).when(said).refused("too_many")
