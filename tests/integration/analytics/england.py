"""A made-up country of four authorities in two regions, small enough to be counted by hand."""

import asyncpg

from services.analytics.facts import Told
from tests.unit.analytics.local_reviews_told import added, breached
from tests.unit.analytics.told import (
    ASHMERE,
    BRACKENFORD,
    COLDHAVEN,
    amended,
    answered,
    decided,
    issued,
    lcspr,
    notified,
    partners_decided,
    published,
    read,
    registered,
    reviewed,
)

DUNMOOR = ("993", "Dunmoor", "E12000001", "North East")
AREAS = (ASHMERE, BRACKENFORD, COLDHAVEN, DUNMOOR)


def england() -> list[Told]:
    """In 2025-26 Ashmere 7, Brackenford 1, Coldhaven 4, Dunmoor none; in 2026-27 Ashmere 1 more.

    And one care leaver's death in Coldhaven, which is in a series of its own.
    """
    told = [registered(area) for area in AREAS]
    for case in range(7):
        told.append(notified(case, f"2026-0{1 + case % 3}-1{case}", ASHMERE, late=case % 2))
    told.append(notified(7, "2026-02-03", BRACKENFORD, "child_death"))
    told += [notified(case, "2026-03-20", COLDHAVEN) for case in range(8, 12)]
    told.append(notified(13, "2026-03-20", COLDHAVEN, "care_leaver_death"))
    told += [notified(12, "2026-04-10", late=3), amended(12, 4)]
    told += [reviewed(case, f"2026-05-{case + 1:02}") for case in range(12)]
    told.append(reviewed(12, "2026-05-06", late=2))
    told += [lcspr(12, "2026-06-01"), published(12, "2026-06-03")]
    told += [decided(case, "2026-05-28", agreement=case < 9) for case in range(12)]
    return [*told, *afterwards()]


def afterwards() -> list[Told]:
    """What is told of one case after its decision, so that every measure has something to count."""
    return [
        read(12, "strong", "sufficient"),
        *(issued(0, "2026-06-02"), answered(0, "2026-06-10")),
        partners_decided(0, "2026-06-10"),
        breached(12, "2026-06-03"),
        added(12, "2026-06-05"),
    ]


def reviews_with_theme(second: str = "") -> list[Told]:
    """The figures of the story: 14 of 60 reviews, 11 of 40 partnerships, and one rarer theme; perhaps a second."""
    told = []
    for case in range(100, 160):
        number = case - 100
        place = number % 40
        area = (f"{700 + place}", f"Place {place}", "E12000001", "North East")
        told.append(notified(case, "2026-01-12", area))
        carer = place < 10 and number < 50 and (number < 10 or number in (40, 41, 42))
        themes = ("unseen_male_carer",) if carer or number == 39 else ()
        themes += ("neglect",) if number < 12 else ()
        themes += (second,) if second and number < 16 else ()
        told.append(
            decided(
                case, "2026-05-28", themes=themes, partnership=area[1].lower().replace(" ", "-")
            )
        )
    return sorted(told, key=lambda one: type(one[1]).__name__, reverse=True)


FOLDED = {
    "measure": "select m::text as row from measure m where value <> 0",
    "case_row": "select c::text as row from case_row c",
    "authority": "select a::text as row from authority a",
    "trend": "select id, theme, status, figures::text, detected_at, released_by, released_at from trend",
}


async def all_folded(pool: asyncpg.Pool) -> dict[str, list[str]]:
    """All that is folded from facts, in an order of its own."""
    return {
        table: sorted(str(tuple(row)) for row in await pool.fetch(statement))
        for table, statement in FOLDED.items()
    }
