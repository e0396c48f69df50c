"""The made-up incident "Ashmere infant": what was sent. No child, no person, no place is real."""

from typing import Any

CANARY = {
    "family_name": "Quillfeather",
    "given_names": "Peregrine Ottoline",
    "date_of_birth": "2025-10-19",  # a Sunday, on which nothing else happens
    "nhs_number": "9990001235",
    "address": "4 Sorrel Yard, Ashmere",
}

NOTIFICATION: dict[str, Any] = {
    "authority_code": "990",
    "sender_reference": "ASH-CS-4471",
    "occurred_on": "2026-03-26",
    "aware_on": "2026-03-27",
    "partners_told_on": "2026-04-01",
    "kind_of_incident": "serious_harm",
    "abuse_neglect": "suspected",
    "children": [
        {
            **CANARY,
            "sex": "male",
            "ethnicity": "WBRI",
            "disability": "no",
            "placement": "birth_parents",
            "looked_after": "no",
            "protection_plan": "no",
            "outcome": "harmed",
            "disability_types": ["none"],
            "special_needs": "under_age",
            "education": "under_age",
            "legal_status": "none",
            "child_in_need": "no",
            "protection_plan_category": "none",
            "known_to_agencies": ["health_visiting", "hospital"],
            "harm_types": ["physical_abuse"],
            "likely_causes": ["unclear"],
            "perpetrator_relationship": "not_known",
        }
    ],
    "location_kind": "home",
    "police_investigation": "yes",
    "criminal_status": "released_under_investigation",
    "parallel_processes": ["none"],
    "media_interest": "no",
    "positions": [
        {"partner": "health", "position": "agreed", "stated_on": "2026-03-31"},
        {
            "partner": "police",
            "position": "disagreed",
            "stated_on": "2026-04-01",
            "reason": "It may have been an accident.",
        },
    ],
    "lateness_reason": "medical_evidence",
    "lateness_explanation": "The skeletal survey was reported on 9 April.",
    "outline": "An infant of five months was found to have healing fractures of differing ages.",
}

FIRST_VERSION: dict[str, Any] = {
    "partnership_view": "none_reached",
    "positions": [
        {"partner": "authority", "view": "no"},
        {"partner": "health", "view": "yes"},
        {"partner": "police", "view": "defer", "withheld": True},
    ],
    "summary": "Health visitors and the hospital knew different parts of the family's story.",
    "themes": ["vulnerable_babies", "handover_between_services"],
    "learning": [
        {
            "theme": "handover_between_services",
            "text": "Discharge notes did not reach the health visitor.",
            "owner": "Ashmere Integrated Care Board",
            "due_on": "2026-07-31",
        }
    ],
}

SECOND_VERSION: dict[str, Any] = {
    "partnership_view": "no",
    "positions": [
        {"partner": "authority", "view": "no"},
        {
            "partner": "health",
            "view": "yes",
            "reservation": "The board holds that a local review would bring more learning.",
        },
        {"partner": "police", "view": "no"},
    ],
    "rationale": "The partners hold that the rapid review has brought the learning there is.",
    "summary": "Identity and culture are now described; a paediatric opinion is attached.",
    "themes": ["vulnerable_babies", "handover_between_services", "unseen_male_carer"],
}

ASKS: list[dict[str, Any]] = [
    {
        "number": 1,
        "asked_of": ["authority", "health", "police"],
        "text": "Your decision on a local review, with reasons against regulation 11.",
    },
    {
        "number": 2,
        "asked_of": ["authority", "health", "police"],
        "text": "Your analysis of the family's identity and culture, and what it meant for practice.",
    },
    {
        "number": 3,
        "asked_of": ["health"],
        "text": "A paediatric opinion on the timing of the injuries.",
    },
]


def criterion(name: str, finding: str, reason: str, *evidence: str) -> dict[str, Any]:
    """One criterion answered."""
    return {"criterion": name, "finding": finding, "reason": reason, "evidence": list(evidence)}


ADVICE: dict[str, Any] = {
    "outcome": "advise_lcspr",
    "national_candidate": True,
    "criteria": [
        criterion(
            "reg11_improvements",
            "met",
            "Handover between maternity, hospital and health visiting can be improved.",
            "section 3",
        ),
        criterion(
            "reg11_recurrent_themes",
            "met",
            "A male carer who was not seen by services appears again.",
            "section 4",
        ),
        criterion(
            "reg11_agencies",
            "met",
            "Police and health held different information until April.",
            "section 5",
        ),
        criterion("reg11_national_considered", "unclear", "Not known until it has been screened."),
        criterion(
            "reg3_recurrent_themes",
            "met",
            "The theme stands in reviews from several regions.",
            "section 4",
        ),
    ],
    "reasons": "The learning about male carers and about handover was not adequately explored.",
    "feedback": {
        "strengths": "The chronology is clear, and the board's work on discharge notes is good practice.",
        "decision_making": "The reasons for your decision are stated openly, and the board's dissent too.",
        "analysis": "Version 2 describes identity and culture well; why the father was not seen is open.",
        "learning": "Two learning points can be acted on; who will know that they worked is not said.",
    },
    "advice": "We advise a proportionate local review that follows the two lines of enquiry below.",
    "lines_of_enquiry": ["unseen_male_carer", "handover_between_services"],
    "themes": ["unseen_male_carer", "handover_between_services", "vulnerable_babies"],
}
