"""Who speaks for a partner's organisation, and how it is written to: ids, roles and days; never a name or an address."""

from datetime import date
from uuid import UUID

from contracts.envelope import Code, Fact, Open, OpenCode, Token


class SpeaksAs(Code):
    """What a person is to the organisation for which they speak."""

    LEAD = "lead", "Lead safeguarding partner"
    DELEGATE = "delegate", "Delegated safeguarding partner"
    DEPUTY = "deputy", "Deputy"
    BUSINESS_MANAGER = "business_manager", "Business manager"


class Channel(Code):
    """How a letter reaches an organisation; it can always be read here."""

    EMAIL = "email", "By e-mail that it waits here"
    PORTAL = "portal", "Here alone, without any message"
    POST = "post", "On paper by post"


class HolderChange(OpenCode):
    """What was noted of a person who speaks for an organisation."""

    ENTERED = "entered", "Entered"
    ENDED = "ended", "Ended"
    HANDED_OVER = "handed_over", "Handed over"
    CORRECTED = "corrected", "Corrected"
    STRUCK = "struck", "Struck out"
    OTHER = "other", "Another change"


class RoleHolderChangedV1(Fact):
    """Something was noted of who speaks for an organisation; the person's name and address stay here."""

    organisation: Open[Token]
    holder_id: Open[UUID]
    role: Open[SpeaksAs]
    change: Open[HolderChange]
    holds_from: Open[date]
    holds_until: Open[date | None] = None
    changed_on: Open[date]


class ChannelChosenV1(Fact):
    """An organisation chose how letters reach it."""

    organisation: Open[Token]
    channel: Open[Channel]
    chosen_on: Open[date]


FACTS: tuple[type[Fact], ...] = (RoleHolderChangedV1, ChannelChosenV1)
