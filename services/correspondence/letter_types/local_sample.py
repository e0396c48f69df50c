"""Sample data for every kind of letter on a local review."""

from datetime import date

from contracts.codes import Partner
from services.correspondence.letter_types.local_data import AskedBy, LocalData


def a_local_sample(**changes: object) -> LocalData:
    """Sample data that uses every field."""
    given: dict[str, object] = {
        "reference": "CSPR-2026-00088-X",
        "partnership": "Ashmere Safeguarding Children Partnership",
        "recipients": ("Ashmere Council", "Ashmere Integrated Care Board", "Ashmere Police"),
        "on": date(2026, 12, 7),
        "told": (("Report published on", "Monday 30 November 2026"),),
        "comments": "The report says what each agency did, and why it made sense to them then.",
        "strengths": "The family's own words open every chapter.",
        "asks": (
            AskedBy(1, tuple(Partner), "Which of the actions are done.", date(2027, 1, 11)),
            AskedBy(2, (Partner.HEALTH,), "Who reads the report in maternity care.", None),
        ),
        "advice": "We suggest that you share the summary with the services for adults.",
        "signed_by": "The Child Safeguarding Practice Review Panel",
    }
    return LocalData(**{**given, **changes})  # type: ignore[arg-type]
