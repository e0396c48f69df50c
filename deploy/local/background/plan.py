"""An eighth of two years of England, made up: 87 notifications and what became of them. Pure, seeded.

Totals are the story's; proportions of nature, age and sex are those of the published statistics
(DfE serious incident notifications 2026; the national body's annual reports).
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from chassis.calendar import is_working_day
from services.notify.register.load import Authority, authorities

SEED = 20260327
NOTIFICATIONS, DECIDED, PARTNERSHIPS = 87, 59, 40
WITH_THEME, THEME_PARTNERSHIPS = 13, 10
THEME = "unseen_male_carer"
FIRST, LAST = date(2024, 4, 2), date(2026, 3, 26)
OPEN_STAGES = (
    ("rapid_review_due", 8, date(2026, 2, 10), LAST),
    ("submitted", 7, date(2025, 12, 29), date(2026, 3, 6)),
    ("listed", 4, date(2025, 11, 24), date(2026, 1, 30)),
    ("withdrawn", 4, FIRST, date(2026, 1, 20)),
    ("notify_only", 5, FIRST, LAST),
)
"""What is not decided: how many, notified between which days."""
NATURES = (("child_death", 160), ("serious_harm", 188), ("other", 9))
AGES_MONTHS = ((5, 36), (40, 20), (96, 10), (156, 18), (198, 16))
OUTCOMES: tuple[tuple[str, str, int], ...] = (
    ("agree_no_lcspr", "no", 62),
    ("agree_lcspr", "yes", 24),
    ("advise_lcspr", "no", 9),
    ("question_lcspr", "yes", 5),
)
OTHER_THEMES = (
    "handover_between_services",
    "professional_curiosity",
    "whole_family",
    "vulnerable_babies",
    "domestic_abuse",
    "neglect",
    "parent_mental_health",
    "extra_familial_harm",
    "race_ethnicity_culture",
)


@dataclass(frozen=True)
class Case:
    """One made-up notification and how far it gets before the story begins."""

    number: int
    authority_code: str
    partnership: str
    notified_on: date
    aware_on: date
    nature: str
    age_months: int
    sex: str
    stage: str
    submitted_on: date | None = None
    meeting_on: date | None = None
    view: str = ""
    outcome: str = ""
    themes: tuple[str, ...] = ()


def plan() -> list[Case]:
    """The cases in order of notification; the same at every call."""
    pick = random.Random(SEED)  # noqa: S311 - made-up data, not a secret
    areas = _decided_areas(pick)
    themed = _themed(areas)
    days = _days(pick, DECIDED, FIRST, date(2026, 1, 20))
    cases = [
        _decided(pick, number, area, day, themed=number in themed)
        for number, (area, day) in enumerate(zip(areas, days, strict=True))
    ]
    for stage, number, first, last in OPEN_STAGES:
        lot = zip(_weighted(pick, number), _days(pick, number, first, last), strict=True)
        for area, day in lot:
            cases.append(_open(pick, len(cases), area, day, stage))
    return sorted(cases, key=lambda case: (case.notified_on, case.number))


def _real() -> list[Authority]:
    return [one for one in authorities() if not one.made_up]


def _weighted(pick: random.Random, number: int) -> list[Authority]:
    real = _real()
    return pick.choices(real, [one.children_0_17 or 1 for one in real], k=number)


def _decided_areas(pick: random.Random) -> list[Authority]:
    """59 areas from exactly 40 partnerships, one of them Ashmere, which has one."""
    chosen: dict[str, Authority] = {}
    while len(chosen) < PARTNERSHIPS - 1:
        one = _weighted(pick, 1)[0]
        chosen[one.code] = one
    ashmere = next(one for one in authorities() if one.slug == "ashmere")
    first = list(chosen.values())
    again = [*first[: WITH_THEME - THEME_PARTNERSHIPS]]
    again += pick.choices(first, k=DECIDED - PARTNERSHIPS - len(again))
    return [*first, ashmere, *again]


def _themed(areas: list[Authority]) -> set[int]:
    """13 cases of the first ten partnerships: one each, and the second ones of three."""
    repeats = range(PARTNERSHIPS, PARTNERSHIPS + WITH_THEME - THEME_PARTNERSHIPS)
    assert all(areas[n].code in {a.code for a in areas[:THEME_PARTNERSHIPS]} for n in repeats)
    return {*range(THEME_PARTNERSHIPS), *repeats}


def _days(pick: random.Random, number: int, first: date, last: date) -> list[date]:
    span = (last - first).days
    days: list[date] = []
    while len(days) < number:
        day = first + timedelta(days=pick.randrange(span + 1))
        if is_working_day(day):
            days.append(day)
    return sorted(days)


def _common(pick: random.Random, number: int, area: Authority, day: date) -> dict[str, object]:
    return {
        "number": number,
        "authority_code": area.code,
        "partnership": area.slug,
        "notified_on": day,
        "aware_on": day - timedelta(days=pick.choice((1, 2, 3, 4, 5, 7, 12))),
        "nature": pick.choices([n for n, _ in NATURES], [w for _, w in NATURES])[0],
        "age_months": pick.choices([m for m, _ in AGES_MONTHS], [w for _, w in AGES_MONTHS])[0],
        "sex": pick.choices(("male", "female"), (58, 42))[0],
    }


def _decided(pick: random.Random, number: int, area: Authority, day: date, *, themed: bool) -> Case:
    outcome, view, _ = pick.choices(OUTCOMES, [row[2] for row in OUTCOMES])[0]
    submitted = _sent_on(pick, day)
    many = pick.choice((1, 1, 1, 1, 2))  # in turn, so that none of them recurs by chance
    themes = [OTHER_THEMES[(number + 4 * step) % len(OTHER_THEMES)] for step in range(many)]
    return Case(
        **_common(pick, number, area, day),  # type: ignore[arg-type]
        stage="decided",
        submitted_on=submitted,
        meeting_on=_meeting_day(submitted),
        view=view,
        outcome=outcome,
        themes=(THEME, *themes) if themed else tuple(themes),
    )


def _open(pick: random.Random, number: int, area: Authority, day: date, stage: str) -> Case:
    common = _common(pick, number, area, day)
    if stage == "notify_only":
        common["nature"] = "looked_after_death"
    sent = stage in ("submitted", "listed")
    return Case(
        **common,  # type: ignore[arg-type]
        stage=stage,
        submitted_on=_sent_on(pick, day) if sent or stage == "withdrawn" else None,
        meeting_on=date(2026, 12, 22) if stage == "listed" else None,
        view=pick.choice(("yes", "no")) if sent else "",
        themes=tuple(pick.sample(OTHER_THEMES, k=2)) if sent else (),
    )


def _sent_on(pick: random.Random, day: date) -> date:
    """Two to four weeks after the notification, and before the story begins."""
    return min(_batch_day(day + timedelta(days=pick.choice((14, 19, 21, 28)))), LAST)


def _batch_day(day: date) -> date:
    """The next 10th or 24th, so that a month's reviews come in two lots."""
    while day.day not in (10, 24):
        day += timedelta(days=1)
    return day


def _meeting_day(submitted: date) -> date:
    """The meeting of the month: the 28th after it was sent."""
    return submitted.replace(day=28)
