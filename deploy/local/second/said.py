"""What was sent in the second story, "Brackenford: two cases of one day". No child, no person, no place is real."""

from typing import Any

from deploy.local.story.incident import criterion

HARMED: dict[str, Any] = {
    "authority_code": "991",
    "sender_reference": "BRA-CS-1203",
    "occurred_on": "2027-01-07",
    "aware_on": "2027-01-08",
    "partners_told_on": "2027-01-11",
    "kind_of_incident": "serious_harm",
    "abuse_neglect": "suspected",
    "children": [
        {
            "family_name": "Madeup-Larkspur",
            "date_of_birth": "2020-09-14",
            "sex": "female",
            "ethnicity": "not_asked",
            "disability": "no",
            "placement": "birth_parents",
            "looked_after": "no",
            "protection_plan": "yes",
            "outcome": "harmed",
        }
    ],
    "positions": [
        {"partner": "health", "position": "agreed", "stated_on": "2027-01-11"},
        {"partner": "police", "position": "agreed", "stated_on": "2027-01-11"},
    ],
    "outline": "A child of six was found alone and seriously unwell while on a protection plan.",
}
DIED: dict[str, Any] = {
    **HARMED,
    "sender_reference": "BRA-CS-1204",
    "kind_of_incident": "child_death",
    "occurred_on": "2027-01-08",
    "children": [
        {
            **HARMED["children"][0],
            "family_name": "Madeup-Teasel",
            "date_of_birth": "2026-10-02",
            "sex": "male",
            "protection_plan": "no",
            "outcome": "died",
        }
    ],
    "outline": "An infant was found lifeless in his cot; abuse could not be ruled out that day.",
}
WITHDRAWN: dict[str, Any] = {
    "reason": "The post-mortem found a medical cause, and nothing else.",
    "positions": [
        {"partner": "health", "position": "agreed", "stated_on": "2027-01-18"},
        {"partner": "police", "position": "agreed", "stated_on": "2027-01-18"},
    ],
}
POSITIONS = [{"partner": one, "view": "yes"} for one in ("authority", "health", "police")]
FIRST_VERSION: dict[str, Any] = {
    "partnership_view": "yes",
    "positions": POSITIONS,
    "rationale": "The case is serious, and the partners wish to hold a review.",
    "summary": "The plan was reviewed twice; nobody saw the child alone.",
    "themes": ["neglect", "whole_family"],
}
SECOND_VERSION: dict[str, Any] = {
    "partnership_view": "yes",
    "positions": POSITIONS,
    "rationale": "Three plans of the last year ended alike; section 6 sets out what is not known yet.",
    "summary": "What the rapid review answered is set apart from what a local review would answer.",
    "themes": ["neglect", "whole_family"],
}
FEEDBACK = {
    "strengths": "The chronology of the plan is clear.",
    "decision_making": "What a local review would add to the rapid review is not said.",
    "analysis": "Why nobody saw the child alone is asked and not answered.",
    "learning": "Two points can be acted on at once.",
}
REG11 = (
    "reg11_improvements",
    "reg11_recurrent_themes",
    "reg11_agencies",
    "reg11_national_considered",
)


def _answered(findings: tuple[str, ...], reason: str, evidence: str) -> list[dict[str, Any]]:
    return [
        criterion(name, finding, reason, evidence)
        for name, finding in zip(REG11, findings, strict=True)
    ]


QUERY: dict[str, Any] = {
    "outcome": "question_lcspr",
    "criteria": _answered(
        ("unclear", "unclear", "met", "not_met"),
        "The rapid review does not say what more there is to learn.",
        "section 4",
    ),
    "reasons": "A local review is wanted, and no reason under regulation 11 is given for it.",
    "feedback": FEEDBACK,
    "advice": "Say what a local review would find that the rapid review did not, or act on it now.",
    "themes": ["neglect"],
}
AGREED: dict[str, Any] = {
    "outcome": "agree_lcspr",
    "criteria": _answered(
        ("met", "met", "met", "not_met"),
        "The second version names three plans that ended alike.",
        "section 6",
    ),
    "reasons": "The theme recurs in the area, and what it takes to see a child alone is not known.",
    "feedback": {
        **FEEDBACK,
        "decision_making": "The reasons are now given, criterion by criterion.",
    },
    "lines_of_enquiry": ["neglect", "whole_family"],
    "themes": ["neglect", "whole_family"],
}
