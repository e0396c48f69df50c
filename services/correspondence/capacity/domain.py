"""What a partnership says it can carry, so that what is asked of a review is proportionate. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chassis.errors import Refused

PRACTICE = "a profile of capacity informs what is proportionate, and judges nobody"
EACH_MAX = 99


@dataclass(frozen=True)
class Profile:
    """Reviews at once, people trained to lead one, days of work a month."""

    reviews_at_once: int
    trained_reviewers: int
    days_a_month: int


@dataclass(frozen=True)
class State:
    """A partnership states its profile."""

    on: date
    partnership: str
    profile: Profile


@dataclass(frozen=True)
class Stated:
    """It is stated so."""

    on: date
    partnership: str
    profile: Profile


Command = State
Event = Stated


@dataclass(frozen=True)
class Capacity:
    """The profile of one partnership, as it stated it last."""

    id: UUID
    partnership: str = ""
    version: int = 0
    stated_on: date | None = None
    profile: Profile | None = None


def decide(state: Capacity, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    profile = command.profile
    for name in ("reviews_at_once", "trained_reviewers", "days_a_month"):
        if not 0 <= getattr(profile, name) <= EACH_MAX:
            raise Refused(f"Give a number from 0 to {EACH_MAX}.", PRACTICE, name, "number")
    if (state.profile, state.stated_on) == (profile, command.on):
        return ()
    return (Stated(command.on, command.partnership, profile),)


def evolve(state: Capacity, event: Event) -> Capacity:
    """The state after an event."""
    return replace(
        state,
        partnership=event.partnership,
        version=state.version + 1,
        stated_on=event.on,
        profile=event.profile,
    )


def advice(state: Capacity, running: int) -> str:
    """What the profile means for one more review, in a sentence or two; the partners decide."""
    if state.profile is None:
        return "Your partnership has not stated what it can carry; its partner pages have a form for it."
    now = f"{running} local review{'' if running == 1 else 's'} in progress"
    can = f"you stated on {state.stated_on:%-d %B %Y} that you can carry {state.profile.reviews_at_once}"
    if running > state.profile.reviews_at_once:
        more = "A short review, or one that is desk-based, may be what is proportionate."
    elif state.profile.trained_reviewers == 0:
        more = "Nobody is trained to lead one: consider a reviewer from outside."
    else:
        more = "There is room for the method that the case needs."
    return f"{now}, with this one; {can}. {more} The Panel does not prescribe it."
