"""Regional groups: members, meetings with an agenda from trends, offers of support and their uptake. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused
from services.review.regional_group.commands import Arrange, Command, Form, Hold, Offer, Take
from services.review.regional_group.events import Answered, Arranged, Event, Formed, Held, Offered

RULE = "standing rule of the national body: regional groups"


@dataclass(frozen=True)
class Meeting:
    """One meeting; ``attended`` is None until it was held."""

    id: UUID
    on: date
    trends: tuple[UUID, ...]
    attended: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Support:
    """One offer; ``uptake`` is None until it was answered."""

    id: UUID
    partnership: str
    support: str
    on: date
    trend_id: UUID | None
    uptake: str | None = None


@dataclass(frozen=True)
class RegionalGroup:
    """The state of one group."""

    id: UUID
    region_code: str = ""
    lead: str = ""
    partnerships: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    offers: tuple[Support, ...] = ()

    def meeting(self, id_: UUID) -> Meeting | None:
        """One of its meetings."""
        return next((one for one in self.meetings if one.id == id_), None)

    def offer(self, id_: UUID) -> Support | None:
        """One of its offers."""
        return next((one for one in self.offers if one.id == id_), None)

    def held_in(self, year: int) -> int:
        """How many meetings it held in a year; two are meant."""
        return sum(one.on.year == year and one.attended is not None for one in self.meetings)


def decide(state: RegionalGroup, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    if not state.region_code and not isinstance(command, Form):
        raise Refused("There is no such group.", RULE, "group_id", "unknown_group")
    match command:
        case Form():
            return _form(state, command)
        case Arrange():
            return _arrange(state, command)
        case Hold():
            return _hold(state, command)
        case Offer():
            return _offer(state, command)
        case Take():
            return _take(state, command)
        case _:
            assert_never(command)


def _form(state: RegionalGroup, command: Form) -> tuple[Event, ...]:
    if state.region_code and state.region_code != command.region_code:
        reason = "This group is another region's: form another group."
        raise Refused(reason, RULE, "region_code", "other_region")
    if not command.partnerships:
        raise Refused("Name the partnerships that belong to it.", RULE, "partnerships", "nobody")
    partnerships = tuple(sorted(set(command.partnerships)))
    if (state.lead, state.partnerships) == (command.lead, partnerships):
        return ()
    return (Formed(command.region_code, command.lead, partnerships),)


def _arrange(state: RegionalGroup, command: Arrange) -> tuple[Event, ...]:
    found = state.meeting(command.meeting_id)
    if found and found.attended is not None:
        raise Refused("That meeting was held already.", RULE, "meeting_id", "held")
    same = found and (found.on, found.trends) == (command.on, command.trends)
    return () if same else (Arranged(command.meeting_id, command.on, command.trends),)


def _hold(state: RegionalGroup, command: Hold) -> tuple[Event, ...]:
    found = state.meeting(command.meeting_id)
    if found is None:
        raise Refused("There is no such meeting.", RULE, "meeting_id", "unknown_meeting")
    if found.on > command.today:
        raise Refused("The meeting has not been held yet.", RULE, "meeting_id", "not_held")
    attended = tuple(sorted(set(command.attended)))
    _check_members(state, attended, "attended")
    return () if found.attended == attended else (Held(found.id, found.on, attended),)


def _offer(state: RegionalGroup, command: Offer) -> tuple[Event, ...]:
    _check_members(state, (command.partnership,), "partnership")
    if state.offer(command.offer_id):
        return ()
    made = (command.offer_id, command.partnership, command.support)
    return (Offered(*made, command.today, command.trend_id),)


def _take(state: RegionalGroup, command: Take) -> tuple[Event, ...]:
    found = state.offer(command.offer_id)
    if found is None:
        raise Refused("There is no such offer.", RULE, "offer_id", "unknown_offer")
    same = found.uptake == command.uptake
    return () if same else (Answered(found.id, command.uptake, command.today),)


def _check_members(state: RegionalGroup, named: tuple[str, ...], field: str) -> None:
    if strangers := sorted(set(named) - set(state.partnerships)):
        reason = f"{strangers[0]} does not belong to this group."
        raise Refused(reason, RULE, field, "stranger")


def evolve(state: RegionalGroup, event: Event) -> RegionalGroup:
    """The state after an event."""
    match event:
        case Formed():
            return replace(
                state,
                region_code=event.region_code,
                lead=event.lead,
                partnerships=event.partnerships,
            )
        case Arranged():
            others = tuple(one for one in state.meetings if one.id != event.meeting_id)
            made = Meeting(event.meeting_id, event.on, event.trends)
            return replace(state, meetings=(*others, made))
        case Held():
            meetings = tuple(
                replace(one, attended=event.attended) if one.id == event.meeting_id else one
                for one in state.meetings
            )
            return replace(state, meetings=meetings)
        case Offered():
            made_offer = Support(
                event.offer_id, event.partnership, event.support, event.on, event.trend_id
            )
            return replace(state, offers=(*state.offers, made_offer))
        case Answered():
            offers = tuple(
                replace(one, uptake=event.uptake) if one.id == event.offer_id else one
                for one in state.offers
            )
            return replace(state, offers=offers)
        case _:
            assert_never(event)


def available(state: RegionalGroup) -> frozenset[type[Command]]:
    """The commands that are open now."""
    if not state.region_code:
        return frozenset({Form})
    hold = {Hold} if state.meetings else set()
    take = {Take} if state.offers else set()
    return frozenset({Form, Arrange, Offer, *hold, *take})
