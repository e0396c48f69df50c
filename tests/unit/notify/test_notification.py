"""What may become of a notification, as tables of given, when, then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.notify.notification import domain
from services.notify.notification.commands import (
    Amend,
    Command,
    Position,
    RecordPosition,
    Submit,
    Withdraw,
)
from services.notify.notification.events import (
    Accepted,
    Amended,
    PositionRecorded,
    ScopedIn,
    ScopedNotifyOnly,
    Submitted,
    Withdrawn,
)
from services.notify.notification.state import Notification, Status
from tests.support.spec import given

BLANK = Notification(UUID(int=1))
AT = datetime(2026, 4, 10, 15, 45, tzinfo=UTC)
TODAY = date(2026, 4, 10)
LATER = date(2026, 4, 13)
HEALTH = Position("health", "agreed", date(2026, 3, 31))
POLICE = Position("police", "disagreed", date(2026, 4, 1))
OUTCOMES = (Submitted, Accepted)


def a_submission(**changed: object) -> Submit:
    usual: dict[str, object] = {
        "at": AT,
        "on": TODAY,
        "occurred_on": date(2026, 3, 26),
        "aware_on": date(2026, 3, 27),
        "partners_told_on": None,
        "route": "in_scope",
        "basis": "Children Act 2004 s16C(1)",
        "positions": (HEALTH, POLICE),
    }
    return Submit(**(usual | changed))  # type: ignore[arg-type]


IN_SCOPE = given(domain, BLANK).when(a_submission()).then(*OUTCOMES, ScopedIn)
WITHDRAWN = given(domain, IN_SCOPE).when(Withdraw(TODAY)).then(Withdrawn)
ANY_CHANGE = (Amend(TODAY, aware_on=date(2026, 3, 26)), RecordPosition(TODAY, POLICE))


@pytest.mark.need("A1")
def test_a_notification_is_accepted_and_scoped_in() -> None:
    assert IN_SCOPE.status is Status.IN_SCOPE
    assert IN_SCOPE.version == 1


@pytest.mark.need("A2")
def test_a_partner_who_disagrees_does_not_stop_the_authority() -> None:
    assert IN_SCOPE.positions == (HEALTH, POLICE)
    against = a_submission(positions=(Position("health", "disagreed", None), POLICE))
    given(domain, BLANK).when(against).then(*OUTCOMES, ScopedIn)


def test_a_notification_only_route_opens_no_review() -> None:
    command = a_submission(route="notify_only")
    state = given(domain, BLANK).when(command).then(*OUTCOMES, ScopedNotifyOnly)
    assert state.status is Status.NOTIFY_ONLY


def test_what_is_not_notifiable_is_refused_with_the_duty() -> None:
    refusal = given(domain, BLANK).when(a_submission(route="not_notifiable"))
    assert refusal.refused("not_notifiable").field == "/abuse_neglect"


def test_the_same_notification_again_is_quiet() -> None:
    given(domain, IN_SCOPE).when(a_submission()).nothing_happens()


@pytest.mark.parametrize(
    ("occurred_on", "aware_on", "field"),
    [
        (date(2026, 4, 11), date(2026, 4, 11), "/occurred_on"),
        (date(2026, 3, 26), date(2026, 4, 11), "/aware_on"),
        (date(2026, 3, 26), date(2026, 3, 25), "/aware_on"),
    ],
)
def test_impossible_dates_are_refused_by_field(
    occurred_on: date, aware_on: date, field: str
) -> None:
    command = a_submission(occurred_on=occurred_on, aware_on=aware_on)
    assert given(domain, BLANK).when(command).refused("date").field == field
    amendment = Amend(TODAY, occurred_on, aware_on)
    assert given(domain, IN_SCOPE).when(amendment).refused("date").field == field


@pytest.mark.need("A7")
def test_an_amendment_names_what_changed_and_makes_a_new_version() -> None:
    command = Amend(
        date(2026, 4, 14), aware_on=date(2026, 3, 26), partners_told_on=POLICE.stated_on
    )
    state = given(domain, IN_SCOPE).when(command).then(Amended)
    event = domain.decide(IN_SCOPE, command)[0]
    assert isinstance(event, Amended)
    assert event.changed == ("aware_on", "partners_told_on")
    assert event.occurred_on == IN_SCOPE.occurred_on
    assert (state.version, state.notified_on) == (2, TODAY)
    given(domain, state).when(command).nothing_happens()


@pytest.mark.parametrize("told_on", [date(2026, 4, 11), date(2026, 3, 25), date(2025, 4, 10)])
def test_the_partners_can_not_have_been_told_tomorrow_or_before_the_incident(told_on: date) -> None:
    for state, command in (
        (BLANK, a_submission(partners_told_on=told_on)),
        (IN_SCOPE, Amend(TODAY, partners_told_on=told_on)),
    ):
        assert given(domain, state).when(command).refused("date").field == "/partners_told_on"


def test_the_partners_may_have_been_told_on_the_day_itself() -> None:
    given(domain, IN_SCOPE).when(Amend(TODAY, partners_told_on=IN_SCOPE.occurred_on)).then(Amended)


def test_an_incident_is_not_moved_behind_the_day_on_which_the_partners_were_told() -> None:
    told = replace(IN_SCOPE, partners_told_on=date(2026, 3, 28))
    moved = Amend(TODAY, date(2026, 4, 1), date(2026, 4, 1))
    assert given(domain, told).when(moved).refused("date").field == "/partners_told_on"
    long_ago = replace(IN_SCOPE, partners_told_on=date(2025, 3, 28))
    assert given(domain, long_ago).when(moved).then(Amended).partners_told_on == date(2025, 3, 28)


@pytest.mark.need("A2")
def test_a_partner_may_change_its_position_and_the_latest_counts() -> None:
    agreed = Position("police", "agreed", LATER)
    state = given(domain, IN_SCOPE).when(RecordPosition(LATER, agreed)).then(PositionRecorded)
    assert state.positions == (HEALTH, agreed)
    assert state.version == 1
    given(domain, state).when(RecordPosition(LATER, agreed)).nothing_happens()


@pytest.mark.need("A2")
@pytest.mark.parametrize("kept_by", ["police", None])
def test_what_a_partner_stated_itself_the_authority_does_not_put_otherwise(
    kept_by: str | None,
) -> None:
    own = Position("police", "disagreed", TODAY, kept_by)
    state = replace(IN_SCOPE, positions=(own,))
    for position in ("agreed", "not_asked"):
        said = Position("police", position, TODAY, "authority")
        refusal = given(domain, state).when(RecordPosition(LATER, said)).refused("own_word")
        assert (refusal.field, "Police: " in refusal.reason) == ("/position", True)
        withdrawal = Withdraw(LATER, (HEALTH, said))
        refusal = given(domain, state).when(withdrawal).refused("own_word")
        assert refusal.field == "/positions/1/position"
    same = Position("police", "disagreed", LATER, "authority")
    given(domain, state).when(RecordPosition(LATER, same)).nothing_happens()
    gone = given(domain, state).when(Withdraw(LATER, (same,))).then(Withdrawn)
    assert gone.positions == (own,), "its own day and word"


@pytest.mark.need("A2")
def test_a_partner_says_itself_what_was_reported_of_it() -> None:
    reported = Position("police", "agreed", TODAY, "authority")
    state = replace(IN_SCOPE, positions=(reported,))
    later = replace(reported, position="disagreed")
    assert given(domain, state).when(RecordPosition(LATER, later)).then(
        PositionRecorded
    ).positions == (later,)
    for position in ("agreed", "disagreed"):
        own = Position("police", position, TODAY, "police")
        now = given(domain, state).when(RecordPosition(LATER, own)).then(PositionRecorded)
        assert now.positions == (own,)
        again = replace(own, position="agreed")
        given(domain, replace(now, positions=(again,))).when(
            RecordPosition(LATER, replace(again, position="disagreed"))
        ).then(PositionRecorded)


def test_not_asked_is_nobodys_word() -> None:
    state = replace(IN_SCOPE, positions=(Position("police", "not_asked", None),))
    said = Position("police", "agreed", TODAY, "authority")
    given(domain, state).when(RecordPosition(LATER, said)).then(PositionRecorded)


@pytest.mark.parametrize(
    ("state", "make", "field"),
    [
        (BLANK, lambda position: a_submission(positions=(position,)), "/positions/0/stated_on"),
        (IN_SCOPE, lambda position: Withdraw(TODAY, (position,)), "/positions/0/stated_on"),
        (IN_SCOPE, lambda position: RecordPosition(TODAY, position), "/stated_on"),
    ],
)
@pytest.mark.parametrize("stated_on", [LATER, date(2026, 3, 25)])
def test_a_position_is_stated_neither_in_the_future_nor_before_the_incident(
    state: Notification, make: Callable[[Position], Command], field: str, stated_on: date
) -> None:
    command = make(Position("police", "agreed", stated_on))
    assert given(domain, state).when(command).refused("date").field == field


def test_a_withdrawal_records_positions_and_needs_none() -> None:
    agreed = Position("police", "agreed", LATER)
    state = given(domain, IN_SCOPE).when(Withdraw(LATER, (agreed,))).then(Withdrawn)
    assert state.positions == (HEALTH, agreed)
    assert state.version == IN_SCOPE.version + 1, "the one before reads on as it was"
    given(domain, state).when(Withdraw(TODAY)).nothing_happens()


@pytest.mark.parametrize("command", ANY_CHANGE)
def test_a_withdrawn_notification_can_not_be_changed(command: Command) -> None:
    given(domain, WITHDRAWN).when(command).refused("withdrawn")


@pytest.mark.parametrize("command", [*ANY_CHANGE, Withdraw(TODAY)])
def test_what_was_never_sent_can_not_be_changed(command: Command) -> None:
    given(domain, BLANK).when(command).refused("unknown")
