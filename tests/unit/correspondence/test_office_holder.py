"""Who speaks for an organisation: roles have days, are handed over on one, and nothing that was noted is lost."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from chassis.errors import Refused
from services.correspondence.office_holder import commands, domain
from services.correspondence.office_holder.commands import Person
from services.correspondence.office_holder.domain import Organisation
from services.correspondence.policy.deliveries import delivery_rule, task_due
from tests.support.spec import given

MONDAY = date(2026, 6, 8)
BY = "person:manager"
BLANK = Organisation(UUID(int=1), "ashmere-police")
FIRST, SECOND, THIRD = UUID(int=11), UUID(int=12), UUID(int=13)
ONE = Person("A. Person", "a.person@police.ashmere.example")
OTHER = Person("B. Person", "b.person@police.ashmere.example")


def enter(id_: UUID = FIRST, role: str = "delegate", **more: Any) -> commands.Enter:
    said: dict[str, Any] = {"person": ONE, "holds_from": date(2026, 1, 1), **more}
    return commands.Enter(BY, MONDAY, id_, role, **said)


def hand_over(day: date, **more: Any) -> commands.HandOver:
    said: dict[str, Any] = {"successor_id": SECOND, "person": OTHER, **more}
    return commands.HandOver(BY, MONDAY, FIRST, from_day=day, **said)


HELD = given(domain, BLANK).when(enter()).then(domain.Entered)


def spoken_to(state: Organisation, on: date) -> str | None:
    found = state.speaker(delivery_rule(on).roles, on)
    return found.now.person.mailbox if found else None


@pytest.mark.need("D15")
def test_a_role_is_handed_over_on_a_day_and_each_day_has_its_holder() -> None:
    day = date(2026, 9, 1)
    after = given(domain, HELD).when(hand_over(day)).then(domain.Changed, domain.Entered)
    assert spoken_to(after, date(2025, 12, 31)) is None
    assert spoken_to(after, day - timedelta(days=1)) == ONE.mailbox
    assert spoken_to(after, day) == OTHER.mailbox
    given(domain, after).when(hand_over(day)).nothing_happens()
    assert [v.change for v in after.holders[0].versions] == ["entered", "handed_over"]


def test_who_left_before_a_day_is_forgotten_once_and_nothing_more_is_noted_of_them() -> None:
    first = date(2026, 9, 1)
    state = given(domain, HELD).when(hand_over(first)).then(domain.Changed, domain.Entered)
    given(domain, state).when(commands.Forget(MONDAY, date(2026, 8, 31))).nothing_happens()
    forget = commands.Forget(MONDAY, first)
    gone = given(domain, state).when(forget).then(domain.Forgotten)
    one, other = gone.holders
    assert {v.person for v in one.versions} == {Person("", "")}
    assert (one.role, one.now.holds_until, other.now.person) == (
        "delegate",
        date(2026, 8, 31),
        OTHER,
    )
    given(domain, gone).when(forget).nothing_happens()
    given(domain, gone).when(commands.Correct(BY, MONDAY, FIRST, ONE)).refused("unknown")
    again = enter(THIRD, holds_until=date(2026, 2, 1))
    given(domain, gone).when(again).refused("held")


def test_who_was_entered_by_mistake_is_forgotten_too() -> None:
    struck = given(domain, HELD).when(commands.Strike(BY, MONDAY, FIRST)).then(domain.Changed)
    day = MONDAY + timedelta(days=1)
    given(domain, struck).when(commands.Forget(day, day)).then(domain.Forgotten)
    given(domain, struck).when(commands.Forget(day, MONDAY)).nothing_happens()


def test_a_delegate_is_written_to_before_a_deputy_and_a_deputy_before_a_lead() -> None:
    state = given(domain, BLANK).when(enter(THIRD, "lead", person=OTHER)).then(domain.Entered)
    assert spoken_to(state, MONDAY) == OTHER.mailbox
    deputy = Person("C. Person", "c@police.ashmere.example")
    state = given(domain, state).when(enter(SECOND, "deputy", person=deputy)).then(domain.Entered)
    assert spoken_to(state, MONDAY) == deputy.mailbox
    state = given(domain, state).when(enter()).then(domain.Entered)
    assert spoken_to(state, MONDAY) == ONE.mailbox
    manager = enter(UUID(int=14), "business_manager", person=deputy)
    state = given(domain, state).when(manager).then(domain.Entered)
    assert spoken_to(state, MONDAY) == ONE.mailbox


def test_a_role_has_one_holder_a_day_and_deputies_may_be_several() -> None:
    given(domain, HELD).when(enter(SECOND, person=OTHER)).refused("held")
    given(domain, HELD).when(enter(SECOND, "lead", person=OTHER)).then(domain.Entered)
    deputy = given(domain, HELD).when(enter(SECOND, "deputy")).then(domain.Entered)
    given(domain, deputy).when(enter(THIRD, "deputy")).then(domain.Entered)
    ended = given(domain, HELD).when(commands.End(BY, MONDAY, FIRST, MONDAY)).then(domain.Changed)
    assert spoken_to(ended, MONDAY) == ONE.mailbox
    assert spoken_to(ended, MONDAY + timedelta(days=1)) is None
    given(domain, ended).when(commands.End(BY, MONDAY, FIRST, MONDAY)).nothing_happens()
    next_ = enter(SECOND, person=OTHER, holds_from=date(2026, 6, 9))
    followed = given(domain, ended).when(next_).then(domain.Entered)
    longer = commands.End(BY, MONDAY, FIRST, date(2026, 12, 31))
    given(domain, followed).when(longer).refused("held")


def test_what_was_noted_wrongly_is_corrected_or_struck_out_and_stays_to_be_read() -> None:
    right = Person(ONE.name, "a.person@new.example")
    correct = commands.Correct("person:secretary", MONDAY, FIRST, right)
    state = given(domain, HELD).when(correct).then(domain.Changed)
    given(domain, state).when(correct).nothing_happens()
    assert spoken_to(state, MONDAY) == right.mailbox
    assert state.holders[0].versions[0].person == ONE
    struck = given(domain, state).when(commands.Strike(BY, MONDAY, FIRST)).then(domain.Changed)
    assert spoken_to(struck, MONDAY) is None
    assert len(struck.holders[0].versions) == 3
    given(domain, struck).when(correct).refused("unknown")
    given(domain, struck).when(commands.Strike(BY, MONDAY, FIRST)).nothing_happens()
    given(domain, struck).when(enter(SECOND)).then(domain.Entered)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (enter(person=Person("", ONE.mailbox)), "name"),
        (enter(person=Person("A", "nowhere")), "mailbox"),
        (enter(person=Person("A", "a b@c.example")), "mailbox"),
        (enter(holds_until=date(2025, 12, 31)), "holds_until"),
        (commands.Choose(BY, MONDAY, "post"), "address"),
        (commands.Choose(BY, MONDAY, "email", "1 The Street"), "address"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(command: commands.Command, field: str) -> None:
    with pytest.raises(Refused) as caught:
        domain.decide(BLANK, command)
    assert (caught.value.field, caught.value.source) == (field, domain.SOURCE)


def test_a_role_is_not_handed_over_before_it_was_held_nor_long_after() -> None:
    for day in (date(2025, 6, 1), date(2026, 1, 1)):
        assert given(domain, HELD).when(hand_over(day)).refused("refused").field == "from_day"
    ended = given(domain, HELD).when(commands.End(BY, MONDAY, FIRST, MONDAY)).then(domain.Changed)
    late = hand_over(MONDAY + timedelta(days=9))
    assert given(domain, ended).when(late).refused("refused").field == "from_day"
    given(domain, ended).when(hand_over(MONDAY + timedelta(days=1))).then(
        domain.Changed, domain.Entered
    )


@pytest.mark.need("D3")
def test_an_organisation_chooses_how_letters_come_and_its_choices_are_kept() -> None:
    assert BLANK.channel == "email"
    post = commands.Choose(BY, MONDAY, "post", "1 The Street\nAshmere")
    state = given(domain, BLANK).when(post).then(domain.Chosen)
    given(domain, state).when(post).nothing_happens()
    portal = commands.Choose(BY, MONDAY, "portal", post.address)
    state = given(domain, state).when(portal).then(domain.Chosen)
    assert (state.channel, state.address, len(state.choices)) == ("portal", "", 2)
    given(domain, BLANK).when(commands.Choose(BY, MONDAY, "email")).nothing_happens()


def test_a_failure_of_a_friday_is_seen_to_by_tuesday() -> None:
    assert task_due(date(2026, 6, 5)) == date(2026, 6, 9)


DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 9))
IDS = st.integers(1, 4).map(lambda n: UUID(int=n))
COMMANDS = st.one_of(
    st.builds(
        commands.Enter,
        st.just(BY),
        st.just(MONDAY),
        IDS,
        st.sampled_from(["lead", "delegate", "deputy"]),
        st.just(ONE),
        DAYS,
        st.none() | DAYS,
    ),
    st.builds(commands.HandOver, st.just(BY), st.just(MONDAY), IDS, IDS, st.just(OTHER), DAYS),
    st.builds(commands.End, st.just(BY), st.just(MONDAY), IDS, DAYS),
    st.builds(commands.Strike, st.just(BY), st.just(MONDAY), IDS),
)


@any_of(st.lists(COMMANDS, min_size=2, max_size=12))
def test_whatever_is_noted_no_role_has_two_holders_on_a_day_and_nothing_is_lost(
    given_commands: list[commands.Command],
) -> None:
    state, versions = BLANK, 0
    for command in given_commands:
        try:
            events = domain.decide(state, command)
        except Refused:
            continue
        for event in events:
            state = domain.evolve(state, event)
        versions += len(events)
        assert sum(len(one.versions) for one in state.holders) == versions
    for day in (date(2026, 1, n) for n in range(1, 11)):
        holding = [one.role for one in state.holders if one.holds(day) and one.role != "deputy"]
        assert len(holding) == len(set(holding))
