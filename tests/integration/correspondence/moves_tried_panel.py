"""The forms of the Panel's own work and of advice, as people fill them in."""

from tests.integration.correspondence.moves_tried import (
    CANARY,
    DESK,
    MEMBER,
    Tried,
)
from tests.integration.correspondence.pages_fixtures import ASKED_ADVICE

TRIED_PANEL = (
    Tried(
        "triage-case",
        DESK,
        {"route": "routine", "sectors[]": ["health", "police"], "note": f"{CANARY}, note"},
        {"route": "routine", "sectors": ["health", "police"], "note": f"{CANARY}, note"},
        {"route": "Choose how the meeting will take it"},
    ),
    Tried(
        "allocate-readers",
        DESK,
        {"how": "named", "member_ids[]": ["member-health", "member-law"]},
        {"member_ids": ["member-health", "member-law"]},
        {"how": "Choose how the readers are found"},
    ),
    Tried(
        "comment-as-reader",
        MEMBER,
        {"comment": f"{CANARY}, comment", "proposes": "agree_no_lcspr"},
        {
            "member_id": "member-law",
            "comment": f"{CANARY}, comment",
            "proposes": "agree_no_lcspr",
        },
        {"comment": "Write your comment"},
    ),
    Tried(
        "declare-conflict",
        MEMBER,
        {"reason": f"{CANARY}, conflict"},
        {"member_id": "member-law", "reason": f"{CANARY}, conflict"},
        {"reason": "Say why"},
    ),
    Tried(
        "record-dissent",
        MEMBER,
        {"reason": f"{CANARY}, dissent"},
        {"member_id": "member-law", "reason": f"{CANARY}, dissent"},
        {"reason": "Say why"},
    ),
    Tried(
        "ask-advice",
        "ashmere-council",
        {"topic": "format", "question": f"{CANARY}, question"},
        {"partner": "authority", "topic": "format", "question": f"{CANARY}, question"},
        {"topic": "Choose what it is about", "question": "Write the question"},
    ),
    Tried(
        "give-advice",
        DESK,
        {
            "topic": "process",
            "advice": f"{CANARY}, advice",
            "guidance[]": ["Panel/2025-06/rapid-review-process"],
        },
        {
            "advice_id": None,
            "topic": "process",
            "advice": f"{CANARY}, advice",
            "guidance": [
                {
                    "document": "Panel",
                    "version": "2025-06",
                    "paragraph": "rapid-review-process",
                }
            ],
        },
        {"topic": "Choose what it is about", "advice": "Write the advice"},
    ),
    Tried(
        "rely-on-advice",
        "ashmere-council",
        {"advice_id": str(ASKED_ADVICE), "relied_for": f"{CANARY}, relied"},
        {
            "partner": "authority",
            "advice_id": str(ASKED_ADVICE),
            "relied_for": f"{CANARY}, relied",
        },
        {"advice_id": "Choose the advice"},
    ),
)
