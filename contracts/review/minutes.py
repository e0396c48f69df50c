"""Minutes of a meeting of the national body: made of what was recorded, agreed by the chair."""

from datetime import date
from uuid import UUID

from contracts.envelope import Command, Fact, Open


class AgreeMinutesV1(Command):
    """Agree the minutes as they are put together from what was recorded."""

    meeting_id: Open[UUID]


class MinutesAgreedV1(Fact):
    """The minutes of a meeting are agreed; a later correction of who was present opens them again."""

    meeting_id: Open[UUID]
    held_on: Open[date]
    agreed_on: Open[date]
