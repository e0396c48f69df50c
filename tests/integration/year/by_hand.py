"""What must stand at the end of the year, worked out from the plan alone.

Nothing of the services' own counting is used: days are counted one at a time, months by their number, with the
bank holidays of ``holidays`` (a package of others) and the one day that is proclaimed within the year.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from holidays import country_holidays

from tests.integration.year.plan import AWAITS_DECISION, Life, Round

PROCLAIMED, PROCLAIMED_ON = date(2025, 11, 18), date(2025, 11, 10)
DAYS = {"N1": 5, "RR1": 15, "P1": 10, "P2": 10, "P3": 10, "L2": -7}
MONTHS = {"L1": 6, "L4": 12}
ENGLAND = country_holidays("GB", subdiv="ENG", years=range(2024, 2028))
A_DAY = timedelta(days=1)
ENDED = ("notify_only", "cancelled", "closed", "published")


@dataclass(frozen=True)
class ClockByHand:
    """One clock: when it began, when it was due, when it was met, how late."""

    started_on: date
    due_on: date
    met_on: date | None
    late: int | None


def works(day: date, known_on: date) -> bool:
    """Whether people work on that day, as was known on another."""
    new = day == PROCLAIMED and known_on >= PROCLAIMED_ON
    return day.weekday() < 5 and day not in ENGLAND and not new


def clock(code: str, started_on: date, met_on: date | None, known_on: date) -> ClockByHand:
    """One that was met keeps the calendar of that day; ``known_on`` is for one that runs."""
    known = met_on or known_on
    due = _after_months(started_on, MONTHS[code]) if code in MONTHS else started_on
    step = -A_DAY if DAYS.get(code, 0) < 0 else A_DAY
    left = abs(DAYS.get(code, 0))
    while left:
        due += step
        left -= works(due, known)
    late, day = 0, due
    while met_on and day < met_on:
        day += A_DAY
        late += works(day, known)
    return ClockByHand(started_on, due, met_on, late if met_on else None)


def _after_months(day: date, months: int) -> date:
    year, month = day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def stage_of(life: Life) -> str:
    """Where the case must stand."""
    if life.kind == "notify_only":
        return "notify_only"
    if life.withdrawn_on:
        return "cancelled"
    if not life.rounds:
        return "rapid_review_due"
    last = life.rounds[-1]
    if not last.outcome:
        return "listed" if last.listed_on else "with_national_body"
    if not last.letter_on:
        return "decided"
    return _after_letter(life, last)


def _after_letter(life: Life, last: Round) -> str:
    if life.local:
        return "published" if life.local.published_on else "lcspr"
    if last.outcome == "request_information":
        return "awaiting_information"
    return "awaiting_partners" if last.outcome in AWAITS_DECISION and not life.final else "closed"


def clocks_of(life: Life, today: date) -> dict[str, ClockByHand]:
    """The clocks of review's that the case must have."""
    if life.kind == "notify_only":
        return {}
    began = _began(life)
    if life.withdrawn_on:  # none of them runs any more
        began = {code: (start, met) for code, (start, met) in began.items() if met}
    return {code: clock(code, start, met, today) for code, (start, met) in began.items()}


def _began(life: Life) -> dict[str, tuple[date, date | None]]:
    rounds = life.rounds
    found = {"RR1": (life.case.notified_on, rounds[0].sent_on if rounds else None)}
    if rounds:
        found["P1"] = (rounds[-1].sent_on, rounds[-1].letter_on)
    for number, one in enumerate(rounds):
        if not one.letter_on:
            continue
        again = rounds[number + 1].sent_on if number + 1 < len(rounds) else None
        if one.outcome == "request_information":
            found["P2"] = (one.letter_on, again)
        if one.outcome in AWAITS_DECISION:
            found["P3"] = (one.letter_on, again or life.final_on)
    if life.local and life.final_on:
        found["L1"] = (life.final_on, life.local.published_on)
        if meant := life.local.published_on or (life.local.delayed_on and life.local.forecast_on):
            found["L2"] = (meant, life.local.copies_on)
        if life.local.published_on:
            found["L4"] = (life.local.published_on, None)
    return found


def is_explained(life: Life, codes: set[str]) -> bool:
    """A case that has not ended waits for someone, and the clock of that waiting runs; a report stays available."""
    waits = {
        "rapid_review_due": "RR1",
        "with_national_body": "P1",
        "listed": "P1",
        "decided": "P1",
        "awaiting_information": "P2",
        "awaiting_partners": "P3",
        "lcspr": "L1",
    }
    stage = stage_of(life)
    return codes <= {"L4"} if stage in ENDED else waits[stage] in codes


def moved(life: Life) -> set[str]:
    """The clocks that ran on the day of the proclamation, and that it moved: not what was met or ended by then."""
    if life.kind == "notify_only" or life.case.notified_on > PROCLAIMED_ON:
        return set()
    before = PROCLAIMED_ON - A_DAY
    return {
        code
        for code, start, met in _ran(life)
        if start <= before and (met is None or met >= PROCLAIMED_ON)
        if clock(code, start, None, before) != clock(code, start, None, PROCLAIMED_ON)
    } | _copies_moved(life, before)


def _copies_moved(life: Life, before: date) -> set[str]:
    """The copies are due so many days before the day that is forecast, once one is."""
    local = life.local
    if local is None or local.delayed_on is None or local.delayed_on > before:
        return set()
    if local.copies_on is not None and local.copies_on < PROCLAIMED_ON:
        return set()
    due = [clock("L2", local.forecast_on, None, day) for day in (before, PROCLAIMED_ON)]
    return {"L2"} if due[0] != due[1] else set()


def _ran(life: Life) -> list[tuple[str, date, date | None]]:
    """Every clock that ever ran in the case, those of earlier rounds too; a withdrawal ends them."""
    rounds = life.rounds
    found = [("RR1", life.case.notified_on, rounds[0].sent_on if rounds else None)]
    for number, one in enumerate(rounds):
        again = rounds[number + 1].sent_on if number + 1 < len(rounds) else None
        found.append(("P1", one.sent_on, one.letter_on))
        if one.letter_on and one.outcome == "request_information":
            found.append(("P2", one.letter_on, again))
        if one.letter_on and one.outcome in AWAITS_DECISION:
            found.append(("P3", one.letter_on, again or life.final_on))
    return [(code, start, met or life.withdrawn_on) for code, start, met in found]
