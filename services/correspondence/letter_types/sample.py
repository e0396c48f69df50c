"""Sample data for every kind of letter."""

from datetime import date

from contracts.codes import Criterion, Finding, Partner, View
from services.correspondence.letter_types.data import (
    Advised,
    Answered,
    Asked,
    LetterData,
    LocalContext,
    Material,
    National,
    Own,
    Regional,
    Stated,
)

CRITERIA = (
    Answered(
        Criterion.REG11_IMPROVEMENTS,
        Finding.MET,
        "Handover between maternity, hospital and health visiting can be improved.",
        ("section 3",),
    ),
    Answered(
        Criterion.REG11_RECURRENT,
        Finding.MET,
        "A male carer who was not seen by services appears again.",
        ("section 4",),
    ),
    Answered(
        Criterion.REG11_AGENCIES,
        Finding.MET,
        "Police and health held different information until April.",
        ("section 5",),
    ),
    Answered(
        Criterion.REG11_NATIONAL,
        Finding.UNCLEAR,
        "Not known until it has been screened.",
        (),
    ),
    Answered(
        Criterion.REG3_RECURRENT,
        Finding.MET,
        "The theme stands in reviews from several regions.",
        ("section 4",),
    ),
)


FEEDBACK: dict[str, object] = {
    "strengths": (
        "The chronology is clear, and the board's work on discharge notes is good practice."
    ),
    "decision_making": (
        "The reasons for your decision are stated openly, and the board's dissent too."
    ),
    "analysis": (
        "Version 2 describes identity and culture well; why the father was not seen is open."
    ),
    "learning": (
        "Two learning points can be acted on; who will know that they worked is not said."
    ),
}
ADVICE = Advised(
    1,
    "Look at how the services came to know the carer.",
    Criterion.REG11_RECURRENT,
    ("section 4",),
)


CONTEXT = LocalContext(
    theme="Unseen male carer",
    national=National(14, 60, 23.3, 11, 40, date(2026, 6, 4), "2026-06-04.1"),
    regional=Regional("West Midlands", 25, 20),
    own=Own(1, 3, 0, 2),
    months=18,
)


def a_sample(**changes: object) -> LetterData:
    """Sample data that uses every field."""
    given: dict[str, object] = {
        "reference": "CSPR-2026-00088-X",
        "partnership": "Ashmere Safeguarding Children Partnership",
        "recipients": ("Ashmere Council", "Ashmere Integrated Care Board", "Ashmere Police"),
        "on": date(2026, 6, 8),
        "national_candidate": True,
        "partnership_view": View.NO,
        "positions": (
            Stated(Partner.AUTHORITY, View.NO, withheld=False),
            Stated(Partner.HEALTH, View.YES, withheld=False),
            Stated(Partner.POLICE, View.DEFER, withheld=True),
        ),
        "criteria": CRITERIA,
        "reasons": (
            "The learning about male carers and about handover was not adequately explored."
        ),
        "review_version": 2,
        **FEEDBACK,
        "advice": (
            "We advise a proportionate local review that follows the two lines of enquiry below."
        ),
        "advice_items": (ADVICE,),
        "reason_codes": ("The learning was not adequately explored", "The theme recurs"),
        "asks": (Asked(1, tuple(Partner), "Your decision, with reasons against regulation 11."),),
        "lines_of_enquiry": ("Unseen male carer", "Handover between services"),
        "reply_due": date(2026, 6, 22),
        "context": (CONTEXT,),
        "library": (
            Material("Seeing men in a child's life", "https://library.example/seeing-men"),
        ),
        "guidance_version": "Panel guidance June 2025",
        "framework_version": "framework-2026",
        "signed_by": "The Child Safeguarding Practice Review Panel",
    }
    return LetterData(**{**given, **changes})  # type: ignore[arg-type]
