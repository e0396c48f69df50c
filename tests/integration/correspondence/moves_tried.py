"""Every command's form as a person fills it in, and the command that comes of it: one entry a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.integration.correspondence.letters_fixtures import REFERENCE
from tests.integration.correspondence.pages_fixtures import ADDRESS, DIALOGUE, MEETING

CANARY = "Canary of a narrative"
DESK, PARTNERSHIP, MEMBER = "secretary", "ashmere-manager", "member-law"
MAY_NOT = {
    DESK: {"chair": 403, "regional-lead": 403, "ashmere-manager": 403, "analyst": 403},
    PARTNERSHIP: {"ashmere-icb": 403, "brackenford-manager": 404, "chair": 403},
    MEMBER: {"regional-lead": 403, "ashmere-manager": 403, "analyst": 403},
    "ashmere-council": {"brackenford-council": 404, "secretary": 403},
}
"""Who may not give what this person may, and what they are answered."""


@dataclass(frozen=True)
class Tried:
    """A form: who fills it in, with what; what it says in clear; what is asked for when it is empty."""

    command: str
    sub: str
    fills: Mapping[str, Any]
    says: Mapping[str, Any]
    needs: Mapping[str, str] = field(default_factory=dict)

    @property
    def side(self) -> str:
        """The desk's pages or the partners'."""
        return "desk" if self.sub in (DESK, MEMBER) else "partner"

    @property
    def address(self) -> str:
        """Where the form is."""
        return f"{ADDRESS}/{self.side}/cases/{REFERENCE}/moves/{self.command}"


def on(name: str, day: int) -> dict[str, str]:
    """A day of June 2026 in three boxes."""
    return {f"{name}-day": str(day), f"{name}-month": "6", f"{name}-year": "2026"}


def stated(partner: str, view: str, **more: Any) -> dict[str, Any]:
    """A partner's position as the command has it."""
    return {"partner": partner, "view": view, "withheld": False, "reservation": None, **more}


CRITERION = {
    "criterion": "reg11_improvements",
    "finding": "met",
    "reason": f"{CANARY}, reason",
    "evidence": ["section 4", "section 7"],
}
CRITERION_ROW = {
    "criteria.0.finding": "met",
    "criteria.0.reason": f"{CANARY}, reason",
    "criteria.0.evidence": "section 4; section 7",
}
TRIED = (
    Tried(
        "explain-rapid-review-delay",
        PARTNERSHIP,
        {"reason": "trial", "explanation": CANARY, **on("expected_on", 12)},
        {"reason": "trial", "expected_on": "2026-06-12", "explanation": CANARY},
        {
            "reason": "Choose the reason",
            "expected_on-day": "Enter the day on which you expect it",
        },
    ),
    Tried(
        "submit-rapid-review",
        PARTNERSHIP,
        {
            "partnership_view": "no",
            "positions.0.view": "no",
            "positions.2.view": "yes",
            "positions.2.withheld[]": ["yes"],
            "positions.2.reservation": f"{CANARY}, reservation",
            "rationale": f"{CANARY}, rationale",
            "reason_codes[]": ["learning_captured"],
            "summary": f"{CANARY}, summary",
            "themes[]": ["unseen_male_carer"],
            "learning.1.theme": "unseen_male_carer",
            "learning.1.text": f"{CANARY}, learning",
            "learning.1.owner": "Head of service",
            **on("learning.1.due_on", 30),
        },
        {
            "document": None,
            "partnership_view": "no",
            "positions": [
                stated("authority", "no"),
                stated("police", "yes", withheld=True, reservation=f"{CANARY}, reservation"),
            ],
            "rationale": f"{CANARY}, rationale",
            "reason_codes": ["learning_captured"],
            "summary": f"{CANARY}, summary",
            "themes": ["unseen_male_carer"],
            "learning": [
                {
                    "theme": "unseen_male_carer",
                    "text": f"{CANARY}, learning",
                    "owner": "Head of service",
                    "due_on": "2026-06-30",
                    "learning_id": None,
                }
            ],
            "sections": [],
            "template_version": None,
        },
        {"partnership_view": "Choose the partnership's view on an LCSPR"},
    ),
    Tried(
        "list-for-meeting",
        DESK,
        {"meeting_id": str(MEETING)},
        {"meeting_id": str(MEETING)},
        {"meeting_id": "Choose a meeting"},
    ),
    Tried(
        "recuse-member",
        DESK,
        {"member_id": "member-law", "reason": "Worked with the partnership"},
        {"member_id": "member-law", "reason": "Worked with the partnership"},
        {"member_id": "Choose the member", "reason": "Say why"},
    ),
    Tried(
        "record-decision",
        DESK,
        {
            "outcome": "advise_lcspr",
            "national_candidate[]": ["yes"],
            **CRITERION_ROW,
            "reasons": f"{CANARY}, reasons",
            "strengths": f"{CANARY}, strengths",
            "asks.1.text": f"{CANARY}, ask",
            "asks.1.asked_of[]": ["health", "police"],
            "advice": f"{CANARY}, advice",
            "lines_of_enquiry[]": ["unseen_male_carer"],
            "reason_codes[]": ["learning_not_explored"],
            "advice_items.2.text": f"{CANARY}, piece of advice",
            "advice_items.2.criterion": "reg11_improvements",
            "advice_items.2.evidence": "1, 2",
        },
        {
            "version": 2,
            "review_version": 3,
            "meeting_id": str(MEETING),
            "outcome": "advise_lcspr",
            "national_candidate": True,
            "criteria": [CRITERION],
            "reasons": f"{CANARY}, reasons",
            "feedback": {
                "strengths": f"{CANARY}, strengths",
                "decision_making": None,
                "analysis": None,
                "learning": None,
            },
            "asks": [{"number": 1, "asked_of": ["health", "police"], "text": f"{CANARY}, ask"}],
            "advice": f"{CANARY}, advice",
            "lines_of_enquiry": ["unseen_male_carer"],
            "themes": [],
            "reason_codes": ["learning_not_explored"],
            "advice_items": [
                {
                    "number": 1,
                    "text": f"{CANARY}, piece of advice",
                    "criterion": "reg11_improvements",
                    "evidence": [1, 2],
                }
            ],
        },
        {
            "outcome": "Choose the outcome",
            "reasons": "Give the reasons: no decision without them",
        },
    ),
    Tried(
        "answer-information-request",
        "ashmere-council",
        {"numbers[]": ["1"]},
        {"partner": "authority", "numbers": [1], "thread_id": None},
        {"numbers": "Choose what is answered"},
    ),
    Tried(
        "offer-dialogue",
        DESK,
        {"at": "14:00", "minutes": "90", "reason": "To look at it together", **on("on", 18)},
        {
            "starts_at": "2026-06-18T14:00:00+01:00",
            "minutes": 90,
            "reason": "To look at it together",
            "join_link": None,
        },
        {
            "on-day": "Enter the day of the meeting",
            "at": "Enter the time, as in 14:00",
            "reason": "Say why a meeting helps",
        },
    ),
    Tried(
        "move-dialogue",
        DESK,
        {
            "dialogue_id": str(DIALOGUE),
            "at": "09:30",
            "minutes": "60",
            "reason": f"{CANARY}, ill",
            "join_link": "https://meet.example/made-up",
            **on("on", 19),
        },
        {
            "dialogue_id": str(DIALOGUE),
            "starts_at": "2026-06-19T09:30:00+01:00",
            "minutes": 60,
            "reason": f"{CANARY}, ill",
            "join_link": "https://meet.example/made-up",
        },
        {
            "dialogue_id": "Choose the meeting",
            "on-day": "Enter the day of the meeting",
            "at": "Enter the time, as in 14:00",
            "reason": "Say why it is moved",
        },
    ),
    Tried(
        "call-off-dialogue",
        DESK,
        {"dialogue_id": str(DIALOGUE), "reason": f"{CANARY}, settled"},
        {"dialogue_id": str(DIALOGUE), "reason": f"{CANARY}, settled"},
        {"dialogue_id": "Choose the meeting", "reason": "Say why it is called off"},
    ),
    Tried(
        "record-dialogue",
        DESK,
        {
            "dialogue_id": str(DIALOGUE),
            "attended[]": ["authority", "police"],
            "note": f"{CANARY}, note",
            "actions.2.text": f"{CANARY}, action",
            "actions.2.owner": "The secretary",
            **on("held_on", 5),
        },
        {
            "dialogue_id": str(DIALOGUE),
            "held_on": "2026-06-05",
            "attended": ["authority", "police"],
            "note": f"{CANARY}, note",
            "actions": [
                {
                    "number": 1,
                    "owner": "The secretary",
                    "due_on": None,
                    "text": f"{CANARY}, action",
                }
            ],
        },
        {
            "dialogue_id": "Choose the meeting",
            "held_on-day": "Enter the day on which it was held",
            "note": "Write the note",
        },
    ),
    Tried(
        "record-partners-decision",
        PARTNERSHIP,
        {
            "decision": "yes",
            "positions.1.view": "yes",
            "reasons": f"{CANARY}, reasons",
            "reason_codes[]": ["recurrent_theme"],
            **CRITERION_ROW,
            **on("decided_on", 5),
        },
        {
            "decision": "yes",
            "decided_on": "2026-06-05",
            "positions": [stated("health", "yes")],
            "criteria": [CRITERION],
            "reasons": f"{CANARY}, reasons",
            "reason_codes": ["recurrent_theme"],
        },
        {
            "decision": "Choose the decision",
            "decided_on-day": "Enter the day of the decision",
        },
    ),
    Tried(
        "appoint-reviewer",
        PARTNERSHIP,
        {"reviewer": "Petra Lund", "independent": "true", **on("appointed_on", 5)},
        {"reviewer": "Petra Lund", "independent": True, "appointed_on": "2026-06-05"},
        {
            "reviewer": "Enter the reviewer's name",
            "independent": "Say whether they are independent",
            "appointed_on-day": "Enter the day of appointment",
        },
    ),
    Tried(
        "record-monitoring",
        PARTNERSHIP,
        {"on_time": "false", "quality": "Sound", "note": CANARY, **on("monitored_on", 5)},
        {"monitored_on": "2026-06-05", "on_time": False, "quality": "Sound", "note": CANARY},
        {
            "monitored_on-day": "Enter the day",
            "on_time": "Say whether it is on time",
            "quality": "Say how the quality is",
        },
    ),
    Tried(
        "explain-lcspr-delay",
        PARTNERSHIP,
        {
            "reason": "inquest",
            "explanation": CANARY,
            **on("forecast_on", 30),
            **on("told.1.told_on", 5),
        },
        {
            "reason": "inquest",
            "forecast_on": "2026-06-30",
            "explanation": CANARY,
            "told": [{"recipient": "secretary_of_state", "told_on": "2026-06-05"}],
        },
        {
            "reason": "Choose the reason",
            "forecast_on-day": "Enter the day on which you expect it",
        },
    ),
    Tried(
        "record-copy-sent",
        PARTNERSHIP,
        {"recipient": "ofsted", **on("sent_on", 5)},
        {"recipient": "ofsted", "sent_on": "2026-06-05"},
        {
            "recipient": "Choose who got the copy",
            "sent_on-day": "Enter the day on which it was sent",
        },
    ),
    Tried(
        "plan-publication",
        PARTNERSHIP,
        on("publish_on", 30),
        {"publish_on": "2026-06-30"},
        {"publish_on-day": "Enter the day of publication"},
    ),
    Tried(
        "record-publication",
        PARTNERSHIP,
        {"address": "https://ashmere.example/report", **on("published_on", 5)},
        {"published_on": "2026-06-05", "address": "https://ashmere.example/report"},
        {"published_on-day": "Enter the day of publication"},
    ),
)
