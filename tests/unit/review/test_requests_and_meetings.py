"""Requests for information, meetings of the national body, and meetings offered to partners."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.review.dialogue import domain as dialogue
from services.review.meeting import domain as meeting
from services.review.request import domain as request
from tests.support.spec import given

CASE, DECISION, LETTER = UUID(int=1), UUID(int=2), UUID(int=3)
MONDAY = date(2026, 5, 18)
BLANK = request.Request(CASE)
ASKED = ((1, "authority"), (1, "police"), (2, "authority"), (3, "health"))
ANNOUNCE = request.Announce("CSPR-2026-00088-X", DECISION, date(2026, 5, 14), ASKED, ())
ISSUE = request.Issue(LETTER, DECISION, MONDAY)
ANNOUNCED = given(request, BLANK).when(ANNOUNCE).then(request.Announced)
OPEN = given(request, ANNOUNCED).when(ISSUE).then(request.Opened)


def test_nothing_runs_before_the_letter_is_out() -> None:
    assert ANNOUNCED.opened_on is None
    given(request, ANNOUNCED).when(request.Answer(MONDAY, "police", (1,))).refused("nothing_asked")
    assert (OPEN.status, OPEN.opened_on, OPEN.letter_id) == ("open", MONDAY, LETTER)


def test_a_request_told_of_again_is_not_begun_again() -> None:
    for state in (ANNOUNCED, OPEN):
        given(request, state).when(ANNOUNCE).nothing_happens()
    given(request, OPEN).when(ISSUE).nothing_happens()
    given(request, BLANK).when(ISSUE).nothing_happens()


def test_the_letter_of_an_earlier_decision_opens_nothing() -> None:
    old = replace(ISSUE, decision_id=UUID(int=9))
    given(request, ANNOUNCED).when(old).nothing_happens()


@pytest.mark.need("D1", "D7")
def test_each_partner_answers_for_itself_and_the_request_is_whole_with_the_last() -> None:
    police = request.Answer(date(2026, 5, 29), "police", (1,))
    state = given(request, OPEN).when(police).then(request.Answered)
    assert state.owed == ((1, "authority"), (2, "authority"), (3, "health"))
    assert (state.status, state.answered_on) == ("open", None)
    given(request, state).when(police).nothing_happens()
    health = request.Answer(date(2026, 5, 29), "health", (3,))
    state = given(request, state).when(health).then(request.Answered)
    rest = request.Answer(date(2026, 6, 1), "authority", (1, 2))
    whole = given(request, state).when(rest).then(request.Answered)
    assert (whole.status, whole.owed) == ("answered", ())
    assert whole.answered_on == date(2026, 6, 1)
    given(request, whole).when(rest).nothing_happens()
    assert request.Answer not in request.available(whole)
    assert request.Answer in request.available(state)


def test_what_was_not_asked_is_not_answered() -> None:
    refusal = (
        given(request, OPEN).when(request.Answer(MONDAY, "police", (1, 7))).refused("unknown_ask")
    )
    assert "number 7" in refusal.reason
    others = (
        given(request, OPEN).when(request.Answer(MONDAY, "police", (1, 3))).refused("not_asked")
    )
    assert "number 3" in others.reason


def test_a_new_decision_with_asks_begins_a_new_request() -> None:
    second = replace(ANNOUNCE, decision_id=UUID(int=8), asked=ASKED[:1])
    state = given(request, OPEN).when(second).then(request.Announced)
    assert (state.status, state.owed, state.letter_id) == ("announced", ASKED[:1], None)


@pytest.mark.parametrize(
    ("before", "on", "answered_on"),
    [
        (OPEN, date(2026, 5, 29), date(2026, 5, 29)),
        (OPEN, None, None),
        (ANNOUNCED, date(2026, 5, 15), None),
    ],
    ids=["a version came", "it was withdrawn", "a version came before the letter"],
)
def test_a_further_version_or_a_withdrawal_closes_the_request(
    before: request.Request, on: date | None, answered_on: date | None
) -> None:
    state = given(request, before).when(request.Close(on)).then(request.Closed)
    assert (state.status, state.owed, state.answered_on) == ("closed", (), answered_on)
    given(request, state).when(request.Close(on)).nothing_happens()
    given(request, state).when(ISSUE).nothing_happens()
    given(request, state).when(request.Answer(MONDAY, "police", (1,))).refused("nothing_asked")


def test_what_was_never_asked_or_is_answered_is_not_closed() -> None:
    given(request, BLANK).when(request.Close(MONDAY)).nothing_happens()
    state = OPEN
    for partner, numbers in (("authority", (1, 2)), ("police", (1,)), ("health", (3,))):
        answer = request.Answer(MONDAY, partner, numbers)
        state = given(request, state).when(answer).then(request.Answered)
    given(request, state).when(request.Close(MONDAY)).nothing_happens()


MEETING = meeting.Meeting(UUID(int=4))
AT = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
MEMBERS = (("member-health", "health", True), ("member-police", "police", False))
ARRANGE = meeting.Arrange(AT, AT.date(), MEMBERS)
ARRANGED = given(meeting, MEETING).when(ARRANGE).then(meeting.Arranged)
ATTEND = meeting.RecordAttendance(AT.date(), MEMBERS)


def test_a_meeting_is_arranged_once_and_another_time_is_not_silently_dropped() -> None:
    given(meeting, ARRANGED).when(ARRANGE).nothing_happens()
    moved = replace(ARRANGE, starts_at=AT + timedelta(days=1))
    given(meeting, ARRANGED).when(moved).refused("arranged")


def test_attendance_is_recorded_when_the_meeting_was_held_and_may_be_corrected() -> None:
    given(meeting, MEETING).when(ATTEND).refused("unknown_meeting")
    early = replace(ATTEND, today=date(2026, 5, 13))
    given(meeting, ARRANGED).when(early).refused("not_held")
    held = given(meeting, ARRANGED).when(ATTEND).then(meeting.AttendanceRecorded)
    assert held.present == (("member-health", "health"),)
    given(meeting, held).when(ATTEND).nothing_happens()
    right = replace(ATTEND, members=(MEMBERS[0], ("member-police", "police", True)))
    state = given(meeting, held).when(right).then(meeting.AttendanceRecorded)
    assert [member for member, _ in state.present] == ["member-health", "member-police"]


TALKS = dialogue.Dialogue(CASE)
OFFER = dialogue.Offer(
    dialogue_id=UUID(int=5),
    now=datetime(2026, 6, 10, 8, tzinfo=UTC),
    starts_at=datetime(2026, 6, 10, 13, tzinfo=UTC),
    minutes=60,
    reason="the case is complex",
    reference="CSPR-2026-00088-X",
    withdrawn=False,
)
OFFERED = given(dialogue, TALKS).when(OFFER).then(dialogue.Offered)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reference": ""}, "unknown"),
        ({"withdrawn": True}, "cancelled"),
        ({"starts_at": OFFER.now}, "date"),
    ],
)
def test_an_offer_is_refused_with_its_rule(change: dict[str, object], code: str) -> None:
    given(dialogue, TALKS).when(replace(OFFER, **change)).refused(code)


@pytest.mark.need("D4")
def test_a_meeting_with_the_partners_is_offered_once_and_noted_once() -> None:
    given(dialogue, OFFERED).when(OFFER).nothing_happens()
    day = date(2026, 6, 10)
    record = dialogue.Record(OFFER.dialogue_id, day, day, None)
    given(dialogue, TALKS).when(record).refused("unknown_meeting")
    given(dialogue, OFFERED).when(replace(record, today=date(2026, 6, 9))).refused("not_held")
    held = given(dialogue, OFFERED).when(record).then(dialogue.Held)
    given(dialogue, held).when(record).nothing_happens()
    assert dialogue.Record not in dialogue.available(held)
    assert dialogue.Record in dialogue.available(OFFERED)


MOVE = dialogue.Move(
    change_id=UUID(int=6),
    dialogue_id=OFFER.dialogue_id,
    now=OFFER.now,
    starts_at=datetime(2026, 6, 11, 13, tzinfo=UTC),
    minutes=60,
    reason="the police can not come",
    withdrawn=False,
)
OFF = dialogue.CallOff(OFFER.dialogue_id, "it is settled by letter")


@pytest.mark.need("D4")
def test_a_meeting_is_moved_again_and_again_and_called_off_once_and_each_change_is_counted() -> (
    None
):
    moved = given(dialogue, OFFERED).when(MOVE).then(dialogue.Moved)
    given(dialogue, moved).when(MOVE).nothing_happens()
    again = given(dialogue, moved).when(replace(MOVE, change_id=UUID(int=7))).then(dialogue.Moved)
    assert again.changes(OFFER.dialogue_id) == 2
    off = given(dialogue, again).when(OFF).then(dialogue.CalledOff)
    assert off.changes(OFFER.dialogue_id) == 3
    given(dialogue, off).when(OFF).nothing_happens()
    given(dialogue, off).when(replace(MOVE, change_id=UUID(int=8))).refused("called_off")
    day = date(2026, 6, 11)
    assert dialogue.available(off) == {dialogue.Offer, dialogue.Record}
    record = dialogue.Record(OFFER.dialogue_id, day, day, None)
    held = given(dialogue, off).when(record).then(dialogue.Held)
    assert dialogue.available(held) == {dialogue.Offer}, "it was held all the same"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"dialogue_id": UUID(int=9)}, "unknown_meeting"),
        ({"withdrawn": True}, "cancelled"),
        ({"starts_at": OFFER.now}, "date"),
    ],
)
def test_a_move_is_refused_with_its_rule(change: dict[str, object], code: str) -> None:
    given(dialogue, OFFERED).when(replace(MOVE, **change)).refused(code)


def test_what_was_held_is_neither_moved_nor_called_off() -> None:
    day = date(2026, 6, 10)
    record = dialogue.Record(OFFER.dialogue_id, day, day, None)
    held = given(dialogue, OFFERED).when(record).then(dialogue.Held)
    given(dialogue, held).when(MOVE).refused("held")
    given(dialogue, held).when(OFF).refused("held")
