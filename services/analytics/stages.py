"""How long each stage takes and on whom it waits: the medians by quarter, side by side. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.analytics.measures.days_to_decision import DAYS_TO_DECISION
from services.analytics.measures.days_to_letter import DAYS_TO_LETTER
from services.analytics.measures.days_to_partners_decision import DAYS_TO_PARTNERS_DECISION
from services.analytics.measures.days_to_publication import DAYS_TO_PUBLICATION
from services.analytics.measures.days_to_review import DAYS_TO_REVIEW
from services.analytics.measures.kind import Measure
from services.analytics.releases.cube import NATIONAL, QUARTER, TOTAL
from services.analytics.releases.tidy import Row

PARTNERSHIP, PANEL = "The partnership", "The Panel"


@dataclass(frozen=True)
class Stage:
    """One stage: the measure of its days, and on whom a case waits in it."""

    measure: Measure
    waits_for: str


STAGES = (
    Stage(DAYS_TO_REVIEW, PARTNERSHIP),
    Stage(DAYS_TO_DECISION, PANEL),
    Stage(DAYS_TO_LETTER, PANEL),
    Stage(DAYS_TO_PARTNERS_DECISION, PARTNERSHIP),
    Stage(DAYS_TO_PUBLICATION, PARTNERSHIP),
)
COLUMNS: Mapping[str, str] = {
    "stage": "Name of the measure that counts its days",
    "stage_title": "From what to what",
    "waits_for": "On whom a case waits in it",
    "quarter": "Quarter of the calendar year in which the stage ended, as YYYY Qn",
    "number": "Cases of England that ended the stage in it",
    "median_days": "Median of their calendar days; of two middle ones the lower",
    "data_set_version": "Last day and number of the facts that were read",
}


def of_stage(stage: Stage, rows: Sequence[Row]) -> list[Row]:
    """England's quarters of one stage, from its measure's rows as one reader may have them."""
    return [
        {
            "stage": stage.measure.name,
            "stage_title": stage.measure.title,
            "waits_for": stage.waits_for,
            "quarter": row["time_period"],
            "number": row["number"],
            "median_days": row["median_days"],
            "data_set_version": row["data_set_version"],
        }
        for row in rows
        if (row["geographic_level"], row["time_identifier"], row["breakdown"])
        == (NATIONAL, QUARTER, TOTAL)
    ]
