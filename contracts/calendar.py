"""What becomes of bank holidays after their list was published."""

from datetime import date
from uuid import UUID

from contracts.envelope import Fact, Open, Words


class BankHolidayProclaimedV1(Fact):
    """A day is proclaimed a bank holiday of England and Wales; ``holiday`` false: it is none any more.

    Clocks that run move by it, and say so; one that was met before ``proclaimed_on`` stays as it is.
    """

    proclamation_id: Open[UUID]
    day: Open[date]
    holiday: Open[bool] = True
    title: Open[Words]
    proclaimed_on: Open[date]
