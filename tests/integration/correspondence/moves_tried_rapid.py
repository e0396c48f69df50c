"""The forms on the way to a rapid review and of its reading, as a person fills them in."""

from tests.integration.correspondence.moves_tried import (
    CANARY,
    DESK,
    PARTNERSHIP,
    Tried,
    on,
    stated,
)
from tests.integration.correspondence.rapid_facts import ACTION, POINT

RAPID_TRIED = (
    Tried(
        "scope-rapid-review",
        PARTNERSHIP,
        {"lines": CANARY, **on("looks_from", 1), **on("looks_to", 5)},
        {"looks_from": "2026-06-01", "looks_to": "2026-06-05", "lines": CANARY},
        {
            "looks_from-day": "Enter the first day of the period",
            "looks_to-day": "Enter the last day of the period",
        },
    ),
    Tried(
        "record-review-meeting",
        PARTNERSHIP,
        {"attended[]": ["police", "school"], "note": CANARY, **on("held_on", 5)},
        {"held_on": "2026-06-05", "attended": ["police", "school"], "note": CANARY},
        {"held_on-day": "Enter the day on which it was held"},
    ),
    Tried(
        "record-review-draft",
        PARTNERSHIP,
        {"note": CANARY, **on("drafted_on", 5)},
        {"drafted_on": "2026-06-05", "document": None, "note": CANARY},
        {"drafted_on-day": "Enter the day of the draft"},
    ),
    Tried(
        "sign-off-rapid-review",
        "ashmere-council",
        {"read[]": ["yes"], "reservation": CANARY},
        {"partner": "authority", "reservation": CANARY},
        {"read": "Confirm that you sign this draft"},
    ),
    Tried(
        "state-position",
        "ashmere-council",
        {"view": "no", "statement": CANARY, "withheld[]": ["yes"]},
        {"partner": "authority", "view": "no", "withheld": True, "statement": CANARY},
        {"view": "Choose your organisation's view", "statement": "Write the statement"},
    ),
    Tried(
        "confirm-rapid-review",
        PARTNERSHIP,
        {
            "partnership_view": "no",
            "positions.1.view": "yes",
            "sections.1.text": f"{CANARY}, facts",
            "confirmed_by": f"{CANARY}, a name",
        },
        {
            "version": 3,
            "confirmed_by": f"{CANARY}, a name",
            "partnership_view": "no",
            "positions": [stated("health", "yes")],
            "rationale": None,
            "reason_codes": [],
            "summary": None,
            "themes": [],
            "learning": [],
            "sections": [{"section": "facts", "text": f"{CANARY}, facts"}],
        },
        {
            "partnership_view": "Choose the partnership's view on an LCSPR",
            "confirmed_by": "Enter your name and post",
        },
    ),
    Tried(
        "ask-agency-returns",
        PARTNERSHIP,
        {
            "agencies.0.agency": "school",
            "agencies.0.name": f"{CANARY}, a school",
            **on("due_on", 12),
        },
        {
            "agencies": [
                {"agency": "school", "partner": "authority", "name": f"{CANARY}, a school"},
            ],
            "due_on": "2026-06-12",
        },
        {"agencies-0-agency": "Choose at least one agency"},
    ),
    Tried(
        "give-agency-return",
        "ashmere-council",
        {"number": "1", "outcome": "given", "summary": CANARY},
        {
            "partner": "authority",
            "number": 1,
            "outcome": "given",
            "document": None,
            "summary": CANARY,
        },
        {"number": "Choose whose return it is", "outcome": "Say what came of it"},
    ),
    Tried(
        "record-learning-point",
        PARTNERSHIP,
        {"theme": "neglect", "text": CANARY, "owner": f"{CANARY}, owner", **on("due_on", 30)},
        {"theme": "neglect", "text": CANARY, "owner": f"{CANARY}, owner", "due_on": "2026-06-30"},
        {
            "theme": "Choose the theme",
            "text": "Write what was learned",
            "owner": "Name who owns it",
        },
    ),
    Tried(
        "record-local-action",
        PARTNERSHIP,
        {
            "learning_id": str(POINT),
            "text": CANARY,
            "owner": f"{CANARY}, owner",
            **on("due_on", 30),
        },
        {
            "learning_id": str(POINT),
            "text": CANARY,
            "owner": f"{CANARY}, owner",
            "due_on": "2026-06-30",
        },
        {
            "learning_id": "Choose what it is about",
            "text": "Write what is done",
            "owner": "Name who does it",
            "due_on-day": "Enter the day by which it is done",
        },
    ),
    Tried(
        "follow-up-local-action",
        PARTNERSHIP,
        {"action_id": str(ACTION), "standing": "done", "evidence": CANARY, **on("on", 5)},
        {
            "action_id": str(ACTION),
            "standing": "done",
            "on": "2026-06-05",
            "document": None,
            "evidence": CANARY,
        },
        {
            "action_id": "Choose the action",
            "standing": "Say how far it has come",
            "on-day": "Enter the day",
        },
    ),
    Tried(
        "assess-rapid-review",
        DESK,
        {
            "themes.0.answer": "considered",
            "themes.1.answer": "not_considered",
            "themes.2.answer": "not_relevant",
            "themes.2.because": f"{CANARY}, because",
            "markers.2.judgement": "weak",
            "markers.2.note": f"{CANARY}, note",
        },
        {
            "version": 3,
            "themes": [
                {"theme": "race_ethnicity_culture", "answer": "considered", "because": None},
                {"theme": "whole_family", "answer": "not_considered", "because": None},
                {
                    "theme": "vulnerable_babies",
                    "answer": "not_relevant",
                    "because": f"{CANARY}, because",
                },
            ],
            "markers": [{"marker": "why", "judgement": "weak", "note": f"{CANARY}, note"}],
        },
        {
            f"themes-{n}-answer": f"Say whether it was considered: {words}"
            for n, words in enumerate(
                ("Race, ethnicity and culture", "Whole-family approach", "Vulnerability of babies")
            )
        },
    ),
    Tried(
        "return-rapid-review",
        DESK,
        {"missing[]": ["facts"], "explanation": CANARY},
        {"version": 3, "missing": ["facts"], "explanation": CANARY},
        {"missing": "Choose what is missing", "explanation": "Say what would help"},
    ),
)
"""A document alone is tried where documents are: ``test_rapid_review_pages``."""
