"""A webinar: two people, a calendar that follows it, and times that no change of the clocks moves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar
from pydantic import ValidationError

from services.correspondence.web.desk.webinar_forms import Proposal
from services.correspondence.web.shown.webinars import when
from services.correspondence.webinar import domain
from services.correspondence.webinar.calendar import calendar
from tests.support.spec import given

NOW = datetime(2026, 6, 8, 9, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 13, tzinfo=UTC)
AFTER = SUMMER + timedelta(days=1)
DETAILS = domain.Details(
    "Unseen carers", ("neglect",), ("reviewer",), SUMMER, 60, "https://x.example/join"
)
BLANK = domain.Webinar(UUID(int=9))
PROPOSE = domain.Propose("person:one", NOW, DETAILS, 0)
WAITS = given(domain, BLANK).when(PROPOSE).then(domain.Proposed)
PUBLIC = given(domain, WAITS).when(domain.Approve("person:two", NOW, 1)).then(domain.Approved)
MOVED = replace(DETAILS, starts_at=SUMMER + timedelta(days=7))


@pytest.mark.need("D13")
def test_another_person_than_wrote_it_makes_it_public() -> None:
    given(domain, WAITS).when(domain.Approve("person:one", NOW, 1)).refused("own_words")
    assert (PUBLIC.details, PUBLIC.waits, PUBLIC.version) == (DETAILS, None, 1)
    given(domain, PUBLIC).when(domain.Approve("person:two", NOW, 1)).nothing_happens()
    given(domain, PUBLIC).when(PROPOSE).nothing_happens()
    given(domain, BLANK).when(domain.Approve("person:two", NOW, 0)).refused("not_proposed")


def test_a_change_is_public_once_it_is_approved_as_it_was_read() -> None:
    changed = given(domain, PUBLIC).when(domain.Propose("person:one", NOW, MOVED, 1))
    waits = changed.then(domain.Proposed)
    assert waits.details == DETAILS
    given(domain, waits).when(domain.Approve("person:two", NOW, 1)).refused("stale")
    done = given(domain, waits).when(domain.Approve("person:two", NOW, 2)).then(domain.Approved)
    assert (done.details, done.version, done.first_at) == (MOVED, 2, NOW)


def test_what_a_colleague_changed_meanwhile_is_not_written_over() -> None:
    waits = given(domain, PUBLIC).when(domain.Propose("person:one", NOW, MOVED, 1))
    changed = waits.then(domain.Proposed)
    other = replace(DETAILS, title="Carers unseen")
    given(domain, changed).when(domain.Propose("person:three", NOW, other, 1)).refused("stale")
    given(domain, changed).when(domain.Propose("person:one", NOW, MOVED, 1)).nothing_happens()
    read = domain.Propose("person:three", NOW, other, 2)
    assert given(domain, changed).when(read).then(domain.Proposed).waits == other


def test_a_change_that_waits_is_let_go_and_the_webinar_stays_public() -> None:
    waits = given(domain, PUBLIC).when(domain.Propose("person:one", NOW, MOVED, 1))
    changed = waits.then(domain.Proposed)
    let_go = given(domain, changed).when(domain.LetGo("person:three")).then(domain.Withdrawn)
    assert (let_go.details, let_go.waits, let_go.cancelled) == (DETAILS, None, False)
    given(domain, let_go).when(domain.LetGo("person:three")).nothing_happens()


def test_what_is_over_is_neither_announced_nor_approved_nor_cancelled() -> None:
    late = domain.Propose("person:one", AFTER, DETAILS, 0)
    assert given(domain, BLANK).when(late).refused("past").field == "on"
    given(domain, WAITS).when(domain.Approve("person:two", AFTER, 1)).refused("past")
    given(domain, PUBLIC).when(domain.Cancel("person:one", AFTER)).refused("past")


def test_a_cancelled_one_stays_so_and_one_that_was_never_public_is_let_go() -> None:
    gone = given(domain, PUBLIC).when(domain.Cancel("person:one", NOW)).then(domain.Cancelled)
    assert (gone.cancelled, gone.version) == (True, 2)
    given(domain, gone).when(domain.Cancel("person:one", NOW)).nothing_happens()
    given(domain, gone).when(domain.Propose("person:one", NOW, MOVED, 1)).refused("cancelled")
    let_go = given(domain, WAITS).when(domain.Cancel("person:one", NOW)).then(domain.Withdrawn)
    assert let_go.waits is None
    given(domain, let_go).when(domain.Cancel("person:one", NOW)).nothing_happens()


@pytest.mark.need("D13")
def test_once_held_it_has_a_recording_and_who_came_is_counted() -> None:
    seen = replace(DETAILS, recording="https://x.example/seen")
    given(domain, PUBLIC).when(domain.Propose("person:one", NOW, seen, 1)).refused("to_come")
    given(domain, PUBLIC).when(domain.Count("person:one", NOW, (("police", 4),))).refused(
        "not_held"
    )
    waits = (
        given(domain, PUBLIC)
        .when(domain.Propose("person:one", AFTER, seen, 1))
        .then(domain.Proposed)
    )
    given(domain, waits).when(domain.Approve("person:two", AFTER, 2)).then(domain.Approved)
    count = domain.Count("person:one", AFTER, (("police", 4),))
    counted = given(domain, PUBLIC).when(count).then(domain.Counted)
    assert counted.attended == (("police", 4),)
    given(domain, counted).when(count).nothing_happens()


def event_of(webinar: domain.Webinar) -> Any:
    made = Calendar.from_ical(calendar([webinar], "Webinars", "https://p.example"))
    assert made["method"] == "PUBLISH"
    [event] = made.walk("VEVENT")
    return event


@pytest.mark.need("D13")
def test_the_calendar_has_one_uid_for_good_and_a_sequence_that_grows() -> None:
    first = event_of(PUBLIC)
    waits = (
        given(domain, PUBLIC)
        .when(domain.Propose("person:one", NOW, MOVED, 1))
        .then(domain.Proposed)
    )
    assert event_of(waits)["dtstart"].dt == SUMMER, "what waits is not public"
    moved = given(domain, waits).when(domain.Approve("person:two", NOW, 2)).then(domain.Approved)
    gone = given(domain, moved).when(domain.Cancel("person:one", NOW)).then(domain.Cancelled)
    events = [first, event_of(moved), event_of(gone)]
    assert {str(one["uid"]) for one in events} == {f"{BLANK.id}@cspr.example"}
    assert [one["sequence"] for one in events] == [0, 1, 2]
    assert [str(one["status"]) for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[1]["dtstart"].dt == MOVED.starts_at
    assert b"DTSTART:20260715T130000Z" in calendar([PUBLIC], "Webinars", "https://p.example")


@pytest.mark.need("D13")
@pytest.mark.parametrize(
    ("on", "utc", "words"),
    [
        (date(2026, 7, 15), 13, "Wednesday 15 July 2026, 2:00pm to 3:30pm (BST)"),
        (date(2026, 12, 2), 14, "Wednesday 2 December 2026, 2:00pm to 3:30pm (GMT)"),
        (date(2026, 10, 23), 13, "Friday 23 October 2026, 2:00pm to 3:30pm (BST)"),
        (date(2026, 10, 26), 14, "Monday 26 October 2026, 2:00pm to 3:30pm (GMT)"),
    ],
)
def test_two_in_the_afternoon_is_so_in_summer_and_in_winter(on: date, utc: int, words: str) -> None:
    said = Proposal.model_validate(typed(on, "14:00"))
    assert said.starts_at == datetime(on.year, on.month, on.day, utc, tzinfo=UTC)
    assert when(said.starts_at, 90) == words


def typed(on: date, at: str, **more: Any) -> dict[str, Any]:
    where = {"title": "Unseen carers", "address": "https://x.example/join"}
    return {**where, "on": on, "at": at, "minutes": 90, **more}


def test_a_time_that_does_not_exist_and_a_reader_that_nobody_knows_are_refused() -> None:
    with pytest.raises(ValidationError, match="clocks go forward"):
        Proposal.model_validate(typed(date(2027, 3, 28), "01:30"))
    with pytest.raises(ValidationError, match="audiences"):
        Proposal.model_validate(typed(date(2027, 3, 27), "01:30", audiences=["everyone"]))
