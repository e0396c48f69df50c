"""HTTP bodies about who speaks for a partner's organisation, and how letters come to it."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from contracts.codes import Partner
from contracts.envelope import Body, Document
from contracts.http_words import Day, Name, Readable
from contracts.speaking import Channel, SpeaksAs

Mailbox = Annotated[str, Field(max_length=320), Readable]


class PersonBody(Body):
    """The right name and address at work of somebody who was entered."""

    name: Name
    mailbox: Mailbox


class HolderBody(PersonBody):
    """Somebody who holds a role from a day on, perhaps until one."""

    role: SpeaksAs
    holds_from: Day
    holds_until: Day | None = None


class HandoverBody(PersonBody):
    """Who holds the role from a day on, in place of who held it."""

    from_day: Day


class LastDayBody(Body):
    """The last day on which somebody holds a role."""

    last_day: Day


class ChannelBody(Body):
    """How letters are to come; on paper: to which address, line by line."""

    channel: Channel
    address: Annotated[str, Field(max_length=500), Readable] = ""


class HolderShown(Document):
    """Somebody who holds, held or will hold a role; no name and no address of who left long ago."""

    holder_id: UUID
    role: SpeaksAs
    name: str
    mailbox: str
    holds_from: Day
    holds_until: Day | None
    struck: bool
    holds_today: bool


class OrganisationListed(Document):
    """A partner's organisation in one partnership, and to whom a letter of today goes.

    ``speaks``: nobody, and the organisation's own mailbox is written to; ``yours``: whether the caller keeps its people.
    """

    code: str
    name: str
    partner: Partner
    partnership: str
    mailbox: str | None
    channel: Channel
    speaks: HolderShown | None
    yours: bool


class OrganisationShown(OrganisationListed):
    """The same with everybody who was entered, and the address for paper."""

    address: str
    holders: tuple[HolderShown, ...]
