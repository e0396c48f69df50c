"""A draft: saved, stale, handed over, reminded of, deleted."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import NotFound, Refused, Stale
from contracts import http_notify
from services.notify.draft.commands import (
    AddChild,
    ChangeAuthority,
    Command,
    Delete,
    HandOver,
    Remind,
    RemoveChild,
    Save,
    Start,
    TakeBack,
)
from services.notify.draft.domain import (
    CHILDREN_MAX,
    HOLDERS_MAX,
    Draft,
    available,
    decide,
    evolve,
)
from services.notify.draft.form import pages

ID, MINE, THEIRS = UUID(int=1), UUID(int=2), UUID(int=3)
DAY = date(2026, 4, 10)
BEGUN: tuple[Command, ...] = (Start(DAY, "person:a", "990"),)


def after(*commands: Command) -> Draft:
    state = Draft(ID)
    for command in (*BEGUN, *commands):
        for event in decide(state, command):
            state = evolve(state, event)
    return state


def a_save(words: str = "a", seen: int = 1, form: UUID = MINE, *, on_the_way: bool = False) -> Save:
    return Save("account", {"outline": words}, seen, form, on_the_way)


def test_what_was_typed_is_kept_and_the_same_again_changes_nothing() -> None:
    state = after(a_save())
    assert state.values("account") == {"outline": "a"}
    assert decide(state, a_save()) == ()
    assert state.version == 2


def test_a_page_that_another_form_saved_meanwhile_is_stale() -> None:
    state = after(a_save("theirs", form=THEIRS))
    with pytest.raises(Stale):
        decide(state, a_save("mine", seen=1))
    assert decide(state, a_save("mine", seen=2))


def test_the_same_form_and_another_page_are_not_stale() -> None:
    state = after(a_save("one"))
    assert decide(state, a_save("two", seen=1))
    assert decide(state, Save("dates", {"x": "1"}, 1, THEIRS))


def test_what_is_saved_on_the_way_gives_way_to_anything() -> None:
    state = after(a_save("whole"))
    with pytest.raises(Stale):
        decide(state, a_save("hal", seen=1, on_the_way=True))


def test_children_come_and_go_with_their_pages() -> None:
    state = after(AddChild(), Save("who-2", {"family_name": "X"}, 2, MINE), RemoveChild(2, 3))
    assert (state.children, dict(state.pages)) == ((1,), {})
    with pytest.raises(Refused):
        decide(state, RemoveChild(1, 4))
    assert decide(state, RemoveChild(7, 1)) == ()
    with pytest.raises(Refused):
        decide(after(*[AddChild()] * (CHILDREN_MAX - 1)), AddChild())
    assert CHILDREN_MAX == http_notify.CHILDREN_MAX, "how many may be sent is policy"


def test_a_child_is_not_removed_by_who_has_not_seen_what_was_saved_since() -> None:
    state = after(AddChild(), Save("who-2", {"family_name": "X"}, 2, MINE))
    with pytest.raises(Stale):
        decide(state, RemoveChild(2, 2))
    assert decide(state, RemoveChild(2, 3))


def test_the_number_of_a_child_that_was_removed_is_no_other_childs() -> None:
    state = after(AddChild(), RemoveChild(2, 2), AddChild())
    assert state.children == (1, 4)
    assert decide(state, RemoveChild(2, 2)) == ()


def test_another_authority_is_another_authority_alone() -> None:
    state = after(a_save(), ChangeAuthority("991"))
    assert (state.authority_code, state.values("account")) == ("991", {"outline": "a"})
    assert decide(state, ChangeAuthority("991")) == ()


def test_handing_over_lets_somebody_in_once() -> None:
    state = after(HandOver("person:b", "person:a"))
    assert state.holders == ("person:a", "person:b")
    assert decide(state, HandOver("person:b", "person:a")) == ()
    full = after(*(HandOver(f"person:{n}", "person:a") for n in range(HOLDERS_MAX - 1)))
    with pytest.raises(Refused):
        decide(full, HandOver("person:z", "person:a"))


def test_who_handed_it_over_or_began_it_takes_it_back_and_nobody_else() -> None:
    handed = (HandOver("person:b", "person:a"), HandOver("person:c", "person:b"))
    for holder, by in (("person:c", "person:b"), ("person:c", "person:a")):
        state = after(*handed, TakeBack(holder, by))
        assert (state.holders, dict(state.handed)) == (
            ("person:a", "person:b"),
            {"person:b": "person:a"},
        )
        assert decide(state, TakeBack(holder, by)) == ()
    for holder, by in (("person:b", "person:c"), ("person:a", "person:b"), ("person:a",) * 2):
        with pytest.raises(Refused):
            decide(after(*handed), TakeBack(holder, by))


def test_the_form_is_asked_in_a_caseworkers_words_and_what_is_none_of_the_others_stands_last() -> (
    None
):
    asked = {one.name: one for page in pages(DAY) for one in page.questions}
    assert asked["kind_of_incident"].choices[-1] == ("other", "Other")
    assert asked["outcome"].words == "What happened to the child?"
    assert asked["parallel_processes"].words == "Which other reviews or inquiries are there?"
    assert asked["media_interest"].words == "Are the media interested?"


@pytest.mark.parametrize(("day", "usual"), [(date(2020, 1, 1), "not_known"), (DAY, "not_asked")])
def test_what_was_not_asked_says_so_where_the_list_of_the_day_can(day: date, usual: str) -> None:
    asked = {one.name: one for page in pages(day) for one in page.questions}
    assert asked["placement"].usual == usual
    assert usual in dict(asked["placement"].choices)


@pytest.mark.parametrize(("days", "reminded"), [(82, False), (83, True), (89, True)])
def test_a_reminder_comes_on_day_83_and_once(days: int, reminded: bool) -> None:
    on = DAY + timedelta(days=days)
    assert bool(decide(after(), Remind(on))) is reminded
    if reminded:
        assert decide(after(Remind(on)), Remind(on)) == ()


@pytest.mark.parametrize(("days", "deleted"), [(89, False), (90, True), (200, True)])
def test_its_time_is_over_on_day_90(days: int, deleted: bool) -> None:
    assert bool(decide(after(), Delete(DAY + timedelta(days=days)))) is deleted


def test_who_does_not_want_it_deletes_it_at_once_and_then_nothing_is_possible() -> None:
    state = after(Delete(DAY, wanted=True))
    assert available(state) == frozenset()
    with pytest.raises(NotFound):
        decide(state, a_save())


HOLDERS = st.sampled_from(["person:a", "person:b", "organisation:x"])
COMMANDS = st.one_of(
    st.builds(a_save, st.sampled_from("abc"), st.integers(0, 9), st.sampled_from([MINE, THEIRS])),
    st.just(AddChild()),
    st.builds(RemoveChild, st.integers(1, 4), st.integers(1, 9)),
    st.builds(ChangeAuthority, st.sampled_from(["990", "991"])),
    st.builds(HandOver, HOLDERS, HOLDERS),
    st.builds(TakeBack, HOLDERS, HOLDERS),
    st.builds(Remind, st.dates(DAY, DAY + timedelta(days=100))),
    st.builds(Delete, st.dates(DAY, DAY + timedelta(days=100))),
)


@given(st.lists(COMMANDS, max_size=15))
def test_whatever_is_asked_the_draft_stays_whole(commands: list[Command]) -> None:
    state = after()
    for command in commands:
        try:
            events = decide(state, command)
        except (Refused, Stale, NotFound):
            continue
        before = state.version
        for event in events:
            state = evolve(state, event)
        assert state.version == before + len(events)
        assert type(command) in available(state) or state.deleted
    assert state.children
    assert len(set(state.children)) == len(state.children)
    assert "person:a" in state.holders
