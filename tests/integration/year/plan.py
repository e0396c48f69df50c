"""A year of a country, made up: 400 notifications and what becomes of each until the year ends. Pure, seeded.

Proportions and days are those of the demonstration's background; late, amended and withdrawn ones are added, and
second rounds. What falls after the last day does not happen.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from chassis.calendar import add_working_days
from deploy.local.background import days
from deploy.local.background.plan import (
    AGES_MONTHS,
    NATURES,
    OTHER_THEMES,
    OUTCOMES,
    Case,
    weighted,
)

NUMBER = 400
LAST = days.LAST
FIRST = LAST - timedelta(days=364)
MEETINGS = tuple(
    day
    for number in range(100)
    if FIRST <= (day := days.FIRST_PANEL + number * days.PANEL_EVERY) <= LAST + days.PANEL_EVERY
)
KINDS = (("usual", 78), ("amended", 10), ("withdrawn", 7), ("notify_only", 5))
FIRST_OUTCOMES = (*OUTCOMES, ("request_information", "none_reached", 10))
AWAITS_DECISION = ("agree_lcspr", "advise_lcspr", "question_lcspr")
SENT_AGAIN = ("request_information", "question_lcspr")


@dataclass(frozen=True)
class Round:
    """One round before the Panel; None for what does not happen within the year."""

    sent_on: date
    view: str
    outcome: str
    listed_on: date | None = None
    meeting_on: date | None = None
    letter_on: date | None = None


@dataclass(frozen=True)
class Life:
    """One case and its year; ``case`` is as the background says it."""

    case: Case
    kind: str
    amended_on: date | None = None
    withdrawn_on: date | None = None
    explained_on: date | None = None
    rounds: tuple[Round, ...] = ()
    final_on: date | None = None
    final: str = ""
    local: days.Local | None = field(default=None)

    @property
    def number(self) -> int:
        """Which one it is."""
        return self.case.number


def plan(seed: int) -> list[Life]:
    """The cases in order of notification; the same for the same seed."""
    pick = random.Random(seed)
    notified = days.working_days(pick, NUMBER, FIRST, LAST)
    areas = weighted(pick, NUMBER)
    return [
        _life(pick, Case(**_common(pick, number, area.code, area.slug, day)))  # type: ignore[arg-type]
        for number, (area, day) in enumerate(zip(areas, notified, strict=True))
    ]


def _weighed(pick: random.Random, rows: tuple[tuple[object, ...], ...]) -> tuple[object, ...]:
    return pick.choices(rows, [int(str(row[-1])) for row in rows])[0]


def _common(pick: random.Random, number: int, code: str, slug: str, day: date) -> dict[str, object]:
    return {
        "number": number,
        "authority_code": code,
        "partnership": slug,
        "notified_on": day,
        "aware_on": day - timedelta(days=pick.choice((1, 2, 3, 4, 5, 7, 12))),
        "nature": _weighed(pick, NATURES)[0],
        "age_months": _weighed(pick, AGES_MONTHS)[0],
        "sex": pick.choices(("male", "female"), (58, 42))[0],
        "stage": "",
        "themes": tuple(pick.sample(OTHER_THEMES, k=2)),
    }


def within(day: date | None) -> date | None:
    """A day of the year; None for what comes after it."""
    return day if day and day <= LAST else None


def _life(pick: random.Random, case: Case) -> Life:
    kind = str(_weighed(pick, KINDS)[0])
    if kind == "notify_only":
        return Life(replace(case, nature="looked_after_death"), kind)
    sent, late = _sent(pick, case.notified_on)
    life = Life(case, kind)
    if kind == "amended":
        life = replace(life, amended_on=within(add_working_days(case.notified_on, 2)))
    if late and pick.random() < 0.6:
        life = replace(life, explained_on=within(add_working_days(case.notified_on, 14)))
    if kind == "withdrawn":
        return _withdrawn(pick, life, sent)
    return _considered(pick, life, sent)


def _sent(pick: random.Random, notified_on: date) -> tuple[date, bool]:
    """When the rapid review is sent, and whether that is late."""
    in_time = pick.randrange(100) < days.IN_TIME_PERCENT
    after = pick.choice(days.REVIEW_IN_TIME if in_time else days.REVIEW_LATE)
    return add_working_days(notified_on, after), not in_time


def _withdrawn(pick: random.Random, life: Life, sent: date) -> Life:
    """Before its rapid review came, or a day after, when no meeting has had it yet."""
    if pick.random() < 0.5:
        on = within(add_working_days(life.case.notified_on, 5))
        return replace(life, withdrawn_on=on, explained_on=None)
    rounds = (Round(sent, "no", ""),) if within(sent) else ()
    explained = life.explained_on
    return replace(
        life,
        rounds=rounds,
        withdrawn_on=within(add_working_days(sent, 1)),
        explained_on=explained,
    )


def _considered(pick: random.Random, life: Life, sent: date) -> Life:
    if not within(sent):
        return life
    outcome, view = (str(word) for word in _weighed(pick, FIRST_OUTCOMES)[:2])
    rounds = [_round(sent, view, outcome)]
    again = pick.randrange(3, 15)
    second = _weighed(pick, (("agree_lcspr", "yes", 50), ("agree_no_lcspr", "no", 50)))
    if outcome in SENT_AGAIN and rounds[0].letter_on and again < 12:
        sent_again = add_working_days(rounds[0].letter_on, again)
        if within(sent_again):
            rounds.append(_round(sent_again, str(second[1]), str(second[0])))
    return _settled(pick, replace(life, rounds=tuple(rounds)))


def _round(sent: date, view: str, outcome: str) -> Round:
    meeting = days.panel_day(sent)
    held = within(meeting)
    return Round(
        sent_on=sent,
        view=view,
        outcome=outcome if held else "",
        listed_on=within(add_working_days(sent, 1)) if meeting in MEETINGS else None,
        meeting_on=meeting,
        letter_on=within(days.letter_day(meeting)) if held else None,
    )


def _settled(pick: random.Random, life: Life) -> Life:
    last = life.rounds[-1]
    if last.outcome not in AWAITS_DECISION or not last.letter_on:
        return life
    on = days.final_day(pick, last.letter_on)
    final = "yes" if last.outcome == "agree_lcspr" else pick.choice(("yes", "yes", "no"))
    if on is None:
        return life
    local = days.local_review(pick, on) if final == "yes" else None
    return replace(life, final_on=on, final=final, local=local)
