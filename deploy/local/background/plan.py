"""An eighth of two years of England, made up: 87 notifications and what became of them. Pure, seeded.

Totals are the story's; proportions of nature, age and sex are those of the published statistics
(DfE serious incident notifications 2026; the national body's annual reports).
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chassis.calendar import add_working_days
from deploy.local.background.days import (
    FIRST,
    LAST,
    Local,
    final_day,
    letter_day,
    local_review,
    panel_day,
    review_day,
    working_days,
)
from services.notify.register.load import Authority, authorities

SEED = 20260366
NOTIFICATIONS, DECIDED, PARTNERSHIPS = 87, 59, 40
WITH_THEME, THEME_PARTNERSHIPS = 13, 10
THEME = "unseen_male_carer"
OPEN_STAGES = (
    ("rapid_review_due", 8, date(2026, 2, 10), LAST),
    ("submitted", 5, date(2026, 1, 26), date(2026, 3, 6)),
    ("asked", 2, date(2026, 1, 12), date(2026, 1, 30)),
    ("listed", 4, date(2025, 11, 24), date(2026, 1, 30)),
    ("withdrawn", 4, FIRST, date(2026, 1, 20)),
    ("notify_only", 5, FIRST, LAST),
)
"""What is not decided: how many, notified between which days. ``asked``: the Panel has asked for more."""
LISTED_FOR = date(2026, 12, 22)
"""A day after the story, in which none of the others is decided."""
NATURES = (("child_death", 160), ("serious_harm", 188), ("other", 9))
AGES_MONTHS = ((5, 36), (40, 20), (96, 10), (156, 18), (198, 16))
OUTCOMES: tuple[tuple[str, str, int], ...] = (
    ("agree_no_lcspr", "no", 62),
    ("agree_lcspr", "yes", 24),
    ("advise_lcspr", "no", 9),
    ("question_lcspr", "yes", 5),
)
"""Outcome, the partners' view, and its share; assumed: the Panel agrees at first with 80 to 90%."""
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
    letter: str = ""
    letter_on: date | None = None
    final_on: date | None = None
    final: str = ""
    local: Local | None = None


def plan() -> list[Case]:
    """The cases in order of notification; the same at every call."""
    pick = random.Random(SEED)  # noqa: S311 - made-up data, not a secret
    areas = _decided_areas(pick)
    themed = _themed(areas)
    days = working_days(pick, DECIDED, FIRST, date(2026, 1, 20))
    cases = [
        _decided(pick, number, area, day, themed=number in themed)
        for number, (area, day) in enumerate(zip(areas, days, strict=True))
    ]
    for stage, number, first, last in OPEN_STAGES:
        lot = zip(weighted(pick, number), working_days(pick, number, first, last), strict=True)
        for area, day in lot:
            cases.append(_open(pick, len(cases), area, day, stage))
    cases = _left_on_the_desk(cases)
    return sorted(cases, key=lambda case: (case.notified_on, case.number))


def _left_on_the_desk(cases: list[Case]) -> list[Case]:
    """One letter waits to be taken on, and one for another person's approval: the latest two."""
    ended = [case for case in cases if case.outcome == "agree_no_lcspr"]
    latest = sorted(ended, key=lambda case: (case.letter_on or FIRST, case.number))[-2:]
    waits = {one.number: word for one, word in zip(latest, ("prepared", "drafted"), strict=True)}
    return [replace(case, letter=waits.get(case.number, case.letter)) for case in cases]


def _real() -> list[Authority]:
    return [one for one in authorities() if not one.made_up]


def weighted(pick: random.Random, number: int) -> list[Authority]:
    """So many real authorities, a larger one more often."""
    real = _real()
    return pick.choices(real, [one.children_0_17 or 1 for one in real], k=number)


def _decided_areas(pick: random.Random) -> list[Authority]:
    """59 areas from exactly 40 partnerships, one of them Ashmere, which has one."""
    chosen: dict[str, Authority] = {}
    while len(chosen) < PARTNERSHIPS - 1:
        one = weighted(pick, 1)[0]
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
    many = pick.choice((1, 1, 1, 1, 2))  # in turn, so that none of them recurs by chance
    themes = [OTHER_THEMES[(number + 4 * step) % len(OTHER_THEMES)] for step in range(many)]
    submitted = review_day(pick, day)
    meeting = panel_day(submitted)
    letter = letter_day(meeting)
    final = "" if outcome == "agree_no_lcspr" else pick.choice(("yes", "yes", "no"))
    final = "yes" if outcome == "agree_lcspr" else final
    final_on = final_day(pick, letter) if final else None
    return Case(
        **_common(pick, number, area, day),  # type: ignore[arg-type]
        stage="decided",
        submitted_on=submitted,
        meeting_on=meeting,
        view=view,
        outcome=outcome,
        themes=(THEME, *themes) if themed else tuple(themes),
        letter="issued",
        letter_on=letter,
        final_on=final_on,
        final=final if final_on else "",
        local=local_review(pick, final_on) if final_on and final == "yes" else None,
    )


def _open(pick: random.Random, number: int, area: Authority, day: date, stage: str) -> Case:
    common = _common(pick, number, area, day)
    if stage == "notify_only":
        common["nature"] = "looked_after_death"
    sent = review_day(pick, day) if stage in ("submitted", "listed", "asked") else None
    asked = panel_day(sent) if sent and stage == "asked" else None
    return Case(
        **common,  # type: ignore[arg-type]
        stage=stage,
        submitted_on=add_working_days(day, 12) if stage == "withdrawn" else sent,
        meeting_on=LISTED_FOR if stage == "listed" else asked,
        view=pick.choice(("yes", "no")) if sent else "",
        outcome="request_information" if asked else "",
        themes=tuple(pick.sample(OTHER_THEMES, k=2)) if sent else (),
        letter="issued" if asked else "",
        letter_on=letter_day(asked) if asked else None,
    )
