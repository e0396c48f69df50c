"""The partnership's own stations: optional, repeatable, its own; nobody settles a difference."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from contracts.catalogue import commands_of
from contracts.review.case_state import Stage
from services.review.consideration.state import Consideration
from services.review.dialogue.domain import Dialogue
from services.review.lcspr.domain import Lcspr
from services.review.preparation import domain
from services.review.rapid_review.domain import RapidReview
from services.review.reading.domain import Reading
from services.review.request.domain import Request
from services.review.stations import is_sent_back, station_of
from services.review.whole import Whole
from tests.support.spec import given

CASE = UUID(int=1)
BLANK = domain.Preparation(CASE)
OPEN = domain.Review("CSPR-2026-00088-X", "open")
NOW, EARLIER = date(2026, 4, 20), date(2026, 4, 17)
SCOPE = domain.Scope(OPEN, NOW, date(2025, 1, 1), date(2026, 3, 27), "lines")
MEET = domain.Meet(OPEN, NOW, EARLIER, ("police",), None)
DRAFT = domain.Draft(OPEN, NOW, EARLIER, None)
DRAFTED = given(domain, BLANK).when(DRAFT).then(domain.Drafted)
ALL = (SCOPE, MEET, DRAFT, domain.Sign(OPEN, NOW, "police", None))


def signed(state: domain.Preparation, *partners: str) -> domain.Preparation:
    for one in partners:
        state = given(domain, state).when(domain.Sign(OPEN, NOW, one, None)).then(domain.Signed)
    return state


@pytest.mark.need("B1")
def test_each_station_is_recorded_without_the_one_before_it() -> None:
    for command, event in (
        (SCOPE, domain.Scoped),
        (MEET, domain.Met),
        (DRAFT, domain.Drafted),
    ):
        given(domain, BLANK).when(command).then(event)


def test_a_meeting_is_recorded_once_and_not_before_it_was_held() -> None:
    met = given(domain, BLANK).when(MEET).then(domain.Met)
    given(domain, met).when(MEET).nothing_happens()
    given(domain, BLANK).when(replace(MEET, held_on=date(2026, 4, 21))).refused("date")
    given(domain, BLANK).when(replace(DRAFT, drafted_on=date(2026, 4, 21))).refused("date")


def test_a_period_that_ends_before_it_begins_is_refused_and_the_same_one_is_quiet() -> None:
    wrong = replace(SCOPE, looks_to=date(2024, 12, 31))
    assert given(domain, BLANK).when(wrong).refused("date").field == "looks_to"
    plain = replace(SCOPE, said=None)
    scoped = given(domain, BLANK).when(plain).then(domain.Scoped)
    given(domain, scoped).when(plain).nothing_happens()


@pytest.mark.need("B1")
def test_each_partner_signs_for_itself_and_a_new_draft_is_another_text() -> None:
    given(domain, BLANK).when(domain.Sign(OPEN, NOW, "police", None)).refused("no_draft")
    two = signed(DRAFTED, "police", "health")
    assert two.unsigned == ("authority",)
    given(domain, two).when(domain.Sign(OPEN, NOW, "police", None)).nothing_happens()
    assert signed(two, "authority").unsigned == ()
    again = given(domain, two).when(DRAFT).then(domain.Drafted)
    assert again.unsigned == domain.PARTNERS


@pytest.mark.parametrize(
    ("status", "code"), [("none", "unknown"), ("cancelled", "cancelled"), ("submitted", None)]
)
def test_what_was_sent_or_withdrawn_is_prepared_no_more(status: str, code: str | None) -> None:
    of = replace(OPEN, status=status)
    for command in ALL:
        given(domain, DRAFTED).when(replace(command, of=of)).refused(code or "already_sent")


@pytest.mark.need("B10")
def test_a_partner_states_its_position_before_and_after_sending_whatever_the_others_say() -> None:
    for status in ("open", "submitted"):
        for partner in domain.PARTNERS:
            state = domain.State(replace(OPEN, status=status), NOW, partner, None)
            given(domain, BLANK).when(state).then(domain.Stated)
    gone = domain.State(replace(OPEN, status="cancelled"), NOW, "police", None)
    given(domain, BLANK).when(gone).refused("cancelled")


@pytest.mark.need("B10")
def test_no_command_settles_a_difference_between_partners() -> None:
    settling = ("resolve", "settle", "mediate", "arbitrate", "overrule", "reconcile")
    names = [entry.type for entry in commands_of("review")]
    assert "uk.cspr.review.state-position.v1" in names
    assert [name for name in names if any(word in name for word in settling)] == []


SENT = RapidReview(CASE, status="submitted", notified_on=NOW, version=1, received_on=NOW)


def station(
    review: RapidReview,
    preparation: domain.Preparation = BLANK,
    case: Consideration | None = None,
    stage: Stage = Stage.WITH_NATIONAL_BODY,
    sent_back: int = 0,
) -> str | None:
    whole = Whole(
        *(review, case or Consideration(CASE), Request(CASE), Lcspr(CASE), Dialogue(CASE)),
        preparation=preparation,
        reading=Reading(CASE, sent_back=sent_back, sent_back_in=1),
    )
    return station_of(whole, stage)


OPENED = replace(SENT, status="open", version=0, received_on=None)
RECEIVED = Consideration(CASE, status="received", round=1)
LISTED, DECIDED = replace(RECEIVED, status="listed"), replace(RECEIVED, status="decided")


@pytest.mark.need("B1")
@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (station(RapidReview(CASE)), None),
        (station(OPENED), "open"),
        (station(OPENED, replace(BLANK, looks=(NOW, NOW))), "scoping"),
        (station(OPENED, replace(BLANK, meetings=(NOW,))), "meeting_held"),
        (station(OPENED, DRAFTED), "drafted"),
        (station(OPENED, signed(DRAFTED, *domain.PARTNERS)), "signed_off"),
        (station(SENT, DRAFTED, RECEIVED), "submitted"),
        (station(SENT, BLANK, RECEIVED, sent_back=1), "returned_incomplete"),
        (station(replace(SENT, version=2), BLANK, RECEIVED, sent_back=1), "resubmitted"),
        (station(SENT, BLANK, replace(RECEIVED, round=2)), "resubmitted"),
        (station(SENT, BLANK, replace(RECEIVED, round=2), sent_back=1), "resubmitted"),
        (station(SENT, BLANK, LISTED, Stage.LISTED), "with_panel"),
        (station(SENT, BLANK, LISTED, Stage.LISTED, sent_back=1), "with_panel"),
        (station(SENT, BLANK, DECIDED, Stage.DECIDED), "with_panel"),
        (station(SENT, BLANK, DECIDED, Stage.AWAITING_INFORMATION), "info_requested"),
        (station(SENT, BLANK, DECIDED, Stage.AWAITING_PARTNERS), "with_panel"),
        (station(SENT, BLANK, DECIDED, Stage.LCSPR), "closed"),
        (station(SENT, BLANK, DECIDED, Stage.CLOSED), "closed"),
        (station(replace(SENT, status="cancelled")), "cancelled"),
    ],
)
def test_where_a_rapid_review_stands(found: str | None, expected: str | None) -> None:
    assert found == expected


def test_what_was_taken_up_is_no_longer_sent_back() -> None:
    parts = (SENT, LISTED, Request(CASE), Lcspr(CASE), Dialogue(CASE))
    assert not is_sent_back(Whole(*parts, reading=Reading(CASE, sent_back=1, sent_back_in=1)))
