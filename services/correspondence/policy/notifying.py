"""The clock of notifying that runs after a notification was sent, read from ``notifying.toml``."""

from datetime import date

from chassis import clocks
from chassis.dated import in_force, tables
from contracts.codes import Clock


def partners_clock(aware_on: date) -> Clock:
    """N2 of partners who are still to be told, by the newest calendar."""
    return clocks.clock(
        in_force(tables(__package__, "notifying.toml")["clock"], aware_on), aware_on
    )
