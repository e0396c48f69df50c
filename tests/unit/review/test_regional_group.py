"""A regional group: who belongs, its meetings, what support was offered and taken."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from chassis.errors import Refused
from services.review.regional_group.commands import Arrange, Command, Form, Hold, Offer, Take
from services.review.regional_group.domain import RegionalGroup, available, decide, evolve

GROUP, MEETING, OFFER, TREND = (UUID(int=n) for n in range(1, 5))
FORM = Form("E12000005", "member-health", ("brackenford", "ashmere"))
ARRANGE = Arrange(MEETING, date(2026, 6, 18), (TREND,))
HOLD = Hold(date(2026, 6, 18), MEETING, ("ashmere",))
OFFERED = Offer(date(2026, 6, 19), OFFER, "ashmere", "training", TREND)
TAKE = Take(date(2026, 7, 1), OFFER, "taken")


def after(*commands: Command) -> RegionalGroup:
    state = RegionalGroup(GROUP)
    for command in commands:
        for event in decide(state, command):
            state = evolve(state, event)
    return state


@pytest.mark.need("C17")
def test_a_group_meets_twice_a_year_and_its_offers_are_followed_up() -> None:
    second = Arrange(UUID(int=9), date(2026, 11, 5), ())
    state = after(
        FORM,
        ARRANGE,
        HOLD,
        OFFERED,
        TAKE,
        second,
        replace(HOLD, today=date(2026, 11, 5), meeting_id=second.meeting_id),
    )
    assert state.partnerships == ("ashmere", "brackenford")
    assert (state.held_in(2026), state.held_in(2027)) == (2, 0)
    assert state.meetings[0].trends == (TREND,)
    [offer] = state.offers
    assert (offer.partnership, offer.uptake) == ("ashmere", "taken")


@pytest.mark.parametrize("repeated", [FORM, ARRANGE, HOLD, OFFERED, TAKE])
def test_a_repeat_changes_nothing(repeated: Command) -> None:
    told = [FORM, ARRANGE, HOLD, OFFERED, TAKE]
    if repeated is ARRANGE:
        told = [FORM, ARRANGE]
    assert decide(after(*told), repeated) == ()


@pytest.mark.parametrize(
    ("given", "command", "code"),
    [
        ((), ARRANGE, "unknown_group"),
        ((FORM,), replace(FORM, region_code="E12000001"), "other_region"),
        ((), replace(FORM, partnerships=()), "nobody"),
        ((FORM, ARRANGE, HOLD), ARRANGE, "held"),
        ((FORM,), HOLD, "unknown_meeting"),
        ((FORM, ARRANGE), replace(HOLD, today=date(2026, 6, 17)), "not_held"),
        ((FORM, ARRANGE), replace(HOLD, attended=("coldhaven",)), "stranger"),
        ((FORM,), replace(OFFERED, partnership="coldhaven"), "stranger"),
        ((FORM,), TAKE, "unknown_offer"),
    ],
)
def test_what_is_refused_names_its_rule(
    given: Sequence[Command], command: Command, code: str
) -> None:
    with pytest.raises(Refused) as no:
        decide(after(*given), command)
    assert (no.value.code, bool(no.value.source), bool(no.value.field)) == (code, True, True)


def test_what_is_open_follows_from_what_happened() -> None:
    assert available(after()) == {Form}
    assert available(after(FORM)) == {Form, Arrange, Offer}
    assert available(after(FORM, ARRANGE, OFFERED)) == {Form, Arrange, Offer, Hold, Take}


def test_who_came_is_corrected_after_a_meeting_was_held_and_is_shown_as_open() -> None:
    held = after(FORM, ARRANGE, HOLD)
    nobody = replace(HOLD, attended=())
    assert Hold in available(held)
    assert after(FORM, ARRANGE, HOLD, nobody).meetings[0].attended == ()
