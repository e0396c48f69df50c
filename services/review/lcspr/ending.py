"""How a review ends, in public or not; a breach is not planned, and is recorded when it happened. Pure."""

from dataclasses import replace
from datetime import date
from typing import assert_never

from chassis.errors import Refused
from services.review.lcspr.ending_moves import (
    Assemble,
    Assembled,
    AvailabilityEnded,
    Breached,
    BreachTakenBack,
    Command,
    Discontinue,
    Discontinued,
    EndAvailability,
    Event,
    ImprovementsPublished,
    Judged,
    Justified,
    Justify,
    NotPublish,
    NotPublished,
    PublishImprovements,
    Supersede,
    Superseded,
    TakeDown,
    TakenDown,
)
from services.review.lcspr.state import (
    GUIDANCE,
    PUBLIC,
    TOLD_OF_DELAY,
    Lcspr,
    has_happened,
    running,
)

NOT_PUBLISHED = "Children Act 2004 s16F: publish unless inappropriate, and say why"
AVAILABLE = "SI 2018/789: a published report is available for at least a year"
MAY_BE_TAKEN_DOWN = (*PUBLIC, "unpublishable_allowed")


def decide(state: Lcspr, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Assemble():
            running(state)
            has_happened(command.assembled_on, command.today, "assembled_on")
            return (Assembled(command.assembled_on, command.said),)
        case PublishImprovements():
            return _publish_improvements(state, command)
        case Justify():
            return _justify(state, command)
        case NotPublish():
            return _not_publish(state, command)
        case Discontinue():
            return _discontinue(state, command)
        case Supersede():
            return _supersede(state, command)
        case TakeDown():
            return _take_down(state, command)
        case EndAvailability():
            until = state.available_until
            over = state.status in PUBLIC and until is not None and command.today >= until
            return (AvailabilityEnded(),) if over else ()
        case _:
            assert_never(command)


def _publish_improvements(state: Lcspr, command: PublishImprovements) -> tuple[Event, ...]:
    on = command.published_on
    if (state.status, state.published_on) == ("improvements_only_published", on):
        return ()
    running(state)
    has_happened(on, command.today, "published_on")
    published = ImprovementsPublished(on, command.early, command.available_until, command.said)
    if not command.early:
        return (published,)
    return (published, Breached("published_early", on, command.allowed_from))


def _justify(state: Lcspr, command: Justify) -> tuple[Event, ...]:
    running(state)
    for _, told_on in command.told:
        has_happened(told_on, command.today, "told")
    if not {who for who, _ in command.told} >= set(TOLD_OF_DELAY):
        reason = (
            "The reasons go to the Panel and to the Secretary of State: say when each was told."
        )
        raise Refused(reason, NOT_PUBLISHED, "told", "not_told")
    if state.justified_to == command.told:
        return ()
    return (Justified(command.told, command.comments_until, command.said),)


def _not_publish(state: Lcspr, command: NotPublish) -> tuple[Event, ...]:
    if (state.status, state.ended_on) == ("not_published_justified", command.decided_on):
        return ()
    running(state)
    has_happened(command.decided_on, command.today, "decided_on")
    if state.comments_until is None:
        reason = "First send the reasons to the Panel and to the Secretary of State."
        raise Refused(reason, NOT_PUBLISHED, code="not_justified")
    if not commented(state) and command.decided_on <= state.comments_until:
        reason = (
            "The Panel has not commented on the reasons yet; without its comment the partners may"
            f" decide after {state.comments_until:%A %-d %B %Y}."
        )
        raise Refused(reason, NOT_PUBLISHED, "decided_on", "comments_awaited")
    return (NotPublished(command.decided_on, command.said),)


def judged_anew(state: Lcspr, on: date, allowed_from: date | None) -> tuple[Judged, ...]:
    """Whether publication was early, once something before it is entered after it."""
    published_on = state.published_on
    if published_on is None or on > published_on:
        return ()
    early = allowed_from is None or published_on < allowed_from
    if early == state.published_early:
        return ()
    kind = Breached if early else BreachTakenBack
    return (kind("published_early", published_on, allowed_from),)


def commented(state: Lcspr) -> bool:
    """Whether the Panel has commented on the reasons not to publish."""
    return any(one[:2] == ("non_publication", "national_body") for one in state.comments)


def _discontinue(state: Lcspr, command: Discontinue) -> tuple[Event, ...]:
    if (state.status, state.ended_on) == ("discontinued", command.discontinued_on):
        return ()
    running(state)
    for on in (command.discontinued_on, *command.told_on):
        has_happened(on, command.today, "discontinued_on")
    return (Discontinued(command.discontinued_on, command.said),)


def _supersede(state: Lcspr, command: Supersede) -> tuple[Event, ...]:
    if (state.status, state.ended_on) == ("superseded_by_national", command.superseded_on):
        return ()
    if state.status != "proposed":
        running(state)
    has_happened(command.superseded_on, command.today, "superseded_on")
    return (Superseded(command.superseded_on, command.said),)


def _take_down(state: Lcspr, command: TakeDown) -> tuple[Event, ...]:
    if state.taken_down_on == command.taken_down_on:
        return ()
    if state.status not in MAY_BE_TAKEN_DOWN or state.taken_down_on:
        raise Refused("Nothing of it is public.", GUIDANCE, code="not_public")
    has_happened(command.taken_down_on, command.today, "taken_down_on")
    assert state.published_on, "what is public was published"
    if command.taken_down_on < state.published_on:
        raise Refused("It was not public yet.", GUIDANCE, "taken_down_on", "date")
    until = state.available_until
    early = until is not None and command.taken_down_on < until
    taken = TakenDown(command.taken_down_on, early, command.said)
    return (taken, Breached("taken_down_early", taken.on, until)) if early else (taken,)


def evolve(state: Lcspr, event: Event) -> Lcspr:
    """The state after an event."""
    match event:
        case Assembled():
            return replace(state, bundles=state.bundles + 1)
        case ImprovementsPublished():
            return replace(
                state,
                status="improvements_only_published",
                published_on=event.on,
                available_until=event.available_until,
            )
        case Justified():
            return replace(state, justified_to=event.told, comments_until=event.comments_until)
        case NotPublished():
            return replace(state, status="not_published_justified", ended_on=event.on)
        case Discontinued():
            return replace(state, status="discontinued", ended_on=event.on)
        case Superseded():
            return replace(state, status="superseded_by_national", ended_on=event.on)
        case TakenDown():
            return replace(state, taken_down_on=event.on)
        case AvailabilityEnded():
            return replace(state, status="unpublishable_allowed")
        case Breached(kind=kind) | BreachTakenBack(kind=kind):
            broken = isinstance(event, Breached)
            early = kind == "published_early"
            return replace(state, published_early=broken) if early else state
        case _:
            assert_never(event)


def available(state: Lcspr) -> frozenset[type[Command]]:
    """The commands that are open to people now."""
    if state.status == "proposed":
        return frozenset({Supersede})
    if state.status in MAY_BE_TAKEN_DOWN:
        return frozenset() if state.taken_down_on else frozenset({TakeDown})
    if not state.is_running:
        return frozenset()
    not_publish = {NotPublish} if state.comments_until else set()
    return frozenset({Assemble, PublishImprovements, Justify, Discontinue, Supersede, *not_publish})
