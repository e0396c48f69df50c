"""What is noted of the people who speak for an organisation, as typed."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from chassis.web.forms import Form
from contracts.speaking import Channel, SpeaksAs
from services.correspondence.office_holder import commands
from services.correspondence.office_holder.commands import Person
from services.correspondence.office_holder.domain import MAILBOX as AN_ADDRESS

Name = Annotated[str, Field(max_length=200)]
Mailbox = Annotated[str, Field(max_length=320, pattern=f"^{AN_ADDRESS.pattern}$")]
NAME = Field(json_schema_extra={"error": "Enter the person's name"})
MAILBOX = Field(json_schema_extra={"error": "Enter an e-mail address at work"})


class Entry(Form):
    """Someone who holds a role; ``also``: other partnerships in which they hold it."""

    role: SpeaksAs = Field(json_schema_extra={"error": "Choose the role"})
    name: Name = NAME
    mailbox: Mailbox = MAILBOX
    holds_from: date = Field(json_schema_extra={"error": "Enter the first day"})
    holds_until: date | None = None
    also: list[str] = []

    def command(self, by: str, on: date, holder_id: UUID) -> commands.Enter:
        """The same, as a command."""
        return commands.Enter(
            by=by,
            on=on,
            holder_id=holder_id,
            role=self.role.value,
            person=Person(self.name, self.mailbox),
            holds_from=self.holds_from,
            holds_until=self.holds_until,
        )


class Successor(Form):
    """Who holds the role from a day on."""

    name: Name = NAME
    mailbox: Mailbox = MAILBOX
    from_day: date = Field(json_schema_extra={"error": "Enter the first day of who follows"})

    @property
    def person(self) -> Person:
        """Who."""
        return Person(self.name, self.mailbox)


class Correction(Form):
    """The right name and address; it stands on one page with who follows."""

    right_name: Name = NAME
    right_mailbox: Mailbox = MAILBOX

    @property
    def person(self) -> Person:
        """Who."""
        return Person(self.right_name, self.right_mailbox)


class LastDay(Form):
    """The last day."""

    last_day: date = Field(json_schema_extra={"error": "Enter the last day"})


class Choice(Form):
    """How letters are to come."""

    channel: Channel = Field(json_schema_extra={"error": "Choose how letters come"})
    address: Annotated[str, Field(max_length=500)] = ""

    def command(self, by: str, on: date) -> commands.Choose:
        """The same, as a command."""
        return commands.choose(by, on, self.channel.value, self.address)
