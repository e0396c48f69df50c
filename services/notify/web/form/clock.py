"""The five working days, in the words of the page: always in sight once it is known when they began."""

from dataclasses import dataclass
from datetime import date

from chassis.calendar import BeyondCalendar, working_days_between
from chassis.web.words import day
from services.notify.policy import rules


@dataclass(frozen=True)
class ClockShown:
    """What the page says of the clock; ``late``: its time is over."""

    words: str
    late: bool = False


def clock_shown(aware: date | None, today: date) -> ClockShown:
    """The clock of notifying for an authority that became aware on a day, or does not say yet."""
    if aware is None or aware > today:
        days = rules.working_days("N1", today)
        return ClockShown(
            f"You have {days} working days to notify, from the day your authority became aware. "
            "Give that day and the last day is shown here."
        )
    try:
        due = rules.clock("N1", aware, None).due_on
        left, over = working_days_between(today, due), working_days_between(due, today)
    except BeyondCalendar:
        return ClockShown("The bank holidays of that year are not proclaimed yet.")
    when = f"{due:%A} {day(due)}"
    if today > due:
        return ClockShown(f"This was to be notified by {when}: {_days(over)} late.", late=True)
    if today == due:
        return ClockShown(f"Notify today, {when}: it is the last of the working days.")
    return ClockShown(f"Notify by {when}: {_days(left)} left.")


def _days(number: int) -> str:
    return "1 working day" if number == 1 else f"{number} working days"
