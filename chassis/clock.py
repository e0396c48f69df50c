"""Now, real or simulated. Legal dates are London's; stored times are UTC."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Tells business time."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        ...


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        return datetime.now(UTC)


class FileClock:
    """A clock that demonstrations move: the file holds ``<business time> <real time when set>``.

    From the moment it was set it runs at the pace of the real one.
    """

    def __init__(self, path: Path) -> None:
        """Read the file at each question, so that every service sees a move at once."""
        self._path = path

    def now(self) -> datetime:
        """The simulated present; the real one as long as nobody has set the file."""
        try:
            business, real = self._path.read_text().split()
        except FileNotFoundError:
            return datetime.now(UTC)
        elapsed = datetime.now(UTC) - datetime.fromisoformat(real)
        return datetime.fromisoformat(business).astimezone(UTC) + max(elapsed, timedelta())


def set_clock(path: Path, business: datetime) -> None:
    """Move the simulated clock of every service that reads ``path``."""
    beside = path.with_suffix(".new")
    beside.write_text(f"{business.astimezone(UTC).isoformat()} {datetime.now(UTC).isoformat()}")
    beside.chmod(0o644)  # services in containers read it as another account
    beside.replace(path)


def start_of(day: date) -> datetime:
    """The moment at which a day begins in England."""
    return datetime.combine(day, time(), LONDON)


def london_date(at: datetime) -> date:
    """The date in England at ``at``: 23:30Z on 1 July is 2 July."""
    return at.astimezone(LONDON).date()
