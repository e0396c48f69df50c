"""What becomes of bank holidays after their list was published."""

from datetime import date
from uuid import UUID

from contracts.envelope import Command, Fact, Open, OpenCode, Words


class Occasion(OpenCode):
    """Why a day is proclaimed: codes, because nothing that a person types travels unsealed."""

    CORONATION = "coronation", "Coronation"
    JUBILEE = "jubilee", "Jubilee"
    STATE_FUNERAL = "state_funeral", "State funeral"
    CELEBRATION = "celebration", "National celebration"
    MOVED = "moved", "Bank holiday moved to another day"
    OTHER = "other", "Bank holiday by proclamation"


class ProclaimBankHolidayV1(Command):
    """Say that a day is a bank holiday, or none any more; keyed by the proclamation's own id."""

    proclamation_id: Open[UUID]
    day: Open[date]
    holiday: Open[bool] = True
    occasion: Open[Occasion]


class BankHolidayProclaimedV1(Fact):
    """A day is proclaimed a bank holiday of England and Wales; ``holiday`` false: it is none any more.

    Clocks that run move by it, and say so; one that was met before ``proclaimed_on`` stays as it is.
    """

    proclamation_id: Open[UUID]
    day: Open[date]
    holiday: Open[bool] = True
    title: Open[Words]
    proclaimed_on: Open[date]
