"""Reminders come a little before something is due, then now and then, and end."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.review.policy.reminders import reminder_rule
from services.review.reminder import domain
from services.review.reminder.domain import Owed, Remind, Reminders
from tests.support.spec import given

BLANK = Reminders(UUID(int=1))
OWED = Owed("P2", date(2026, 5, 18), date(2026, 6, 2), ("health", "police"), None)


def tick(on: date, *owed: Owed) -> Remind:
    rule = reminder_rule(on)
    return Remind(
        on, "CSPR-2026-00088-X", owed or (OWED,), rule.due_until, rule.quiet_since, rule.times_max
    )


def test_it_is_early_twice_a_fortnight_at_most_and_ends() -> None:
    given(domain, BLANK).when(tick(date(2026, 5, 28))).nothing_happens()
    once = given(domain, BLANK).when(tick(date(2026, 5, 29))).then(domain.Reminded)
    given(domain, once).when(tick(date(2026, 5, 29))).nothing_happens()
    given(domain, once).when(tick(date(2026, 6, 4))).nothing_happens()
    state = once
    for on in (date(2026, 6, 5), date(2026, 6, 12), date(2026, 6, 19)):
        state = given(domain, state).when(tick(on)).then(domain.Reminded)
    assert state.told[0].times == 4
    given(domain, state).when(tick(date(2026, 8, 3))).nothing_happens()


def test_what_nobody_owes_is_not_reminded_of_and_another_letter_begins_anew() -> None:
    nobody = replace(OWED, partners=())
    given(domain, BLANK).when(tick(date(2026, 6, 2), nobody)).nothing_happens()
    once = given(domain, BLANK).when(tick(date(2026, 6, 2))).then(domain.Reminded)
    other = replace(OWED, code="P3")
    again = replace(OWED, started_on=date(2026, 5, 19))
    after = given(domain, once).when(tick(date(2026, 6, 3), OWED, other, again))
    assert len(after.then(domain.Reminded, domain.Reminded).told) == 3
