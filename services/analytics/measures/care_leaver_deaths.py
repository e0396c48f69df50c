"""Deaths of care leavers notified: since 2025 in no other total of the national statistics."""

from contracts.notify import AgeBand
from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure

BANDS = (AgeBand.FROM_16_TO_17, AgeBand.FROM_18_TO_24, AgeBand.NOT_KNOWN)


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it was notified and is no incident of the other series."""
    if row.notified_on is None or row.incident_on is not None:
        return ()
    band = row.age_band if row.age_band in {one.value for one in BANDS} else AgeBand.NOT_KNOWN.value
    return (Count(row.notified_on, band),)


CARE_LEAVER_DEATHS = Measure(
    "care_leaver_deaths",
    "Deaths of care leavers notified",
    "Deaths of care leavers up to the age of 24, by the month they were notified; by age for financial"
    " years that have ended. They are in no other figure of notifications.",
    counts,
    {one.value: one.label for one in BANDS},
    parts_by_year=True,
)
