"""Regional groups: partnerships of one region who learn together, and the support they are offered."""

from datetime import date
from uuid import UUID

from contracts.envelope import Code, Command, Fact, Open, OpenCode, Token


class Support(OpenCode):
    """What the national body's regional lead may offer."""

    REVIEW_PRACTICE = "review_practice", "Help with the practice of reviews"
    PEER_LEARNING = "peer_learning", "Learning with another partnership"
    TRAINING = "training", "Training"
    LEADERSHIP = "leadership", "Development of leaders"
    OTHER = "other", "Other support"


class Uptake(Code):
    """What became of an offer."""

    TAKEN = "taken", "Taken up"
    DECLINED = "declined", "Declined"


class FormRegionalGroupV1(Command):
    """Form a group, or say who belongs to it now; keyed by the group's own id."""

    group_id: Open[UUID]
    region_code: Open[Token]
    lead: Open[Token]
    partnerships: Open[tuple[Token, ...]]


class RegionalGroupFormedV1(Fact):
    """Who belongs to a group, and which member of the national body leads it."""

    group_id: Open[UUID]
    region_code: Open[Token]
    lead: Open[Token]
    partnerships: Open[tuple[Token, ...]]


class ArrangeRegionalMeetingV1(Command):
    """Set a meeting of a group; its agenda names trends that were released."""

    group_id: Open[UUID]
    meeting_id: Open[UUID]
    meets_on: Open[date]
    trends: Open[tuple[UUID, ...]] = ()


class RegionalMeetingArrangedV1(Fact):
    """A meeting of a group is set."""

    group_id: Open[UUID]
    region_code: Open[Token]
    meeting_id: Open[UUID]
    meets_on: Open[date]
    trends: Open[tuple[UUID, ...]] = ()


class RecordRegionalMeetingV1(Command):
    """Record which partnerships came."""

    group_id: Open[UUID]
    meeting_id: Open[UUID]
    attended: Open[tuple[Token, ...]]


class RegionalMeetingHeldV1(Fact):
    """A group met; ``number_in_year`` counts its meetings of that calendar year."""

    group_id: Open[UUID]
    region_code: Open[Token]
    meeting_id: Open[UUID]
    held_on: Open[date]
    attended: Open[tuple[Token, ...]]
    number_in_year: Open[int]


class OfferSupportV1(Command):
    """Offer support to one partnership of a group."""

    group_id: Open[UUID]
    offer_id: Open[UUID]
    partnership: Open[Token]
    support: Open[Support]
    trend_id: Open[UUID | None] = None


class SupportOfferedV1(Fact):
    """A partnership is offered support."""

    group_id: Open[UUID]
    region_code: Open[Token]
    offer_id: Open[UUID]
    partnership: Open[Token]
    support: Open[Support]
    offered_on: Open[date]
    trend_id: Open[UUID | None] = None


class RecordUptakeV1(Command):
    """Record what a partnership made of an offer."""

    group_id: Open[UUID]
    offer_id: Open[UUID]
    uptake: Open[Uptake]


class SupportAnsweredV1(Fact):
    """What a partnership made of an offer; a later answer replaces an earlier one."""

    group_id: Open[UUID]
    region_code: Open[Token]
    offer_id: Open[UUID]
    partnership: Open[Token]
    support: Open[Support]
    uptake: Open[Uptake]
    answered_on: Open[date]
