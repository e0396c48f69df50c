"""Sample data for every kind of letter."""

from datetime import date

from contracts.codes import Criterion, Finding, Outcome, Partner, View
from services.correspondence.letter_types.kind import (
    Answered,
    Asked,
    LetterData,
    LocalContext,
    Stated,
)


def a_sample(**changes: object) -> LetterData:
    """Sample data that uses every field."""
    given: dict[str, object] = {
        "reference": "CSPR-2026-00088-X",
        "partnership": "Ashmere Safeguarding Children Partnership",
        "recipients": ("Ashmere Council", "Ashmere Integrated Care Board", "Ashmere Police"),
        "on": date(2026, 6, 8),
        "outcome": Outcome.ADVISE_LCSPR,
        "national_candidate": True,
        "partnership_view": View.NO,
        "positions": (
            Stated(Partner.AUTHORITY, View.NO, withheld=False),
            Stated(Partner.HEALTH, View.YES, withheld=False),
            Stated(Partner.POLICE, View.DEFER, withheld=True),
        ),
        "criteria": (
            Answered(Criterion.REG11_RECURRENT, Finding.MET, "The theme recurs.", ("section 4",)),
            Answered(Criterion.REG11_NATIONAL, Finding.UNCLEAR, "Not yet screened.", ()),
        ),
        "reasons": "The learning was not adequately explored.",
        "review_version": 2,
        "strengths": "The chronology is clear.",
        "decision_making": "The reasons are stated.",
        "analysis": "The why could go further.",
        "learning": "Two points are practical.",
        "advice": "Consider a proportionate local review.",
        "asks": (Asked(1, (Partner.AUTHORITY,), "Your decision with its reasons."),),
        "lines_of_enquiry": ("Male carers", "Handover between health services"),
        "reply_due": date(2026, 6, 22),
        "context": LocalContext(
            "Unseen male carer", 14, 60, 23.3, 11, 40, date(2026, 6, 4), "2026-06-04.1"
        ),
        "guidance_version": "Panel guidance June 2025",
        "framework_version": "framework-2026",
    }
    return LetterData(**{**given, **changes})  # type: ignore[arg-type]
