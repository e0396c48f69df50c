"""The forms of what follows a decision, as people fill them in."""

from tests.integration.correspondence.moves_tried import (
    CANARY,
    CRITERION,
    CRITERION_ROW,
    DESK,
    PARTNERSHIP,
    Tried,
    on,
)
from tests.integration.correspondence.pages_fixtures import ADVICE, DECISION

AFTER_DECISION = (
    Tried(
        "correct-decision",
        DESK,
        {
            "why": f"{CANARY}, why",
            "reasons": f"{CANARY}, reasons",
            "themes[]": ["unseen_male_carer"],
            "national_candidate": "no",
            **CRITERION_ROW,
        },
        {
            **dict.fromkeys(
                ("outcome", "reason_codes", "feedback", "advice", "advice_items"),
            ),
            "decision_id": str(DECISION),
            "why": f"{CANARY}, why",
            "national_candidate": False,
            "criteria": [CRITERION],
            "reasons": f"{CANARY}, reasons",
            "lines_of_enquiry": None,
            "themes": ["unseen_male_carer"],
        },
        {"why": "Say why it is corrected"},
    ),
    Tried(
        "curate-case",
        DESK,
        {"use": "kept", "why": "A clear case"},
        {"use": "kept", "why": "A clear case"},
        {"use": "Choose how it is shown", "why": "Say why"},
    ),
    Tried(
        "answer-advice",
        PARTNERSHIP,
        {
            "advice_id": str(ADVICE),
            "fate": "not_taken",
            "why": f"{CANARY}, why",
            **on("decided_on", 5),
        },
        {
            "advice_id": str(ADVICE),
            "fate": "not_taken",
            "decided_on": "2026-06-05",
            "why": f"{CANARY}, why",
        },
        {
            "advice_id": "Choose the advice",
            "fate": "Choose what became of it",
            "decided_on-day": "Enter the day of the decision",
        },
    ),
    Tried(
        "record-advice-effect",
        PARTNERSHIP,
        {
            "advice_id": str(ADVICE),
            "effect": "helped",
            "evidence": f"{CANARY}, evidence",
            **on("observed_on", 5),
        },
        {
            "advice_id": str(ADVICE),
            "effect": "helped",
            "observed_on": "2026-06-05",
            "evidence": f"{CANARY}, evidence",
        },
        {
            "advice_id": "Choose the advice",
            "effect": "Choose what it led to",
            "observed_on-day": "Enter the day on which it was seen",
            "evidence": "Say how it is known",
        },
    ),
)
