"""A whole notification as a case system sends it; nobody in it is real."""

from typing import Any

CANARY = "Quillfeather"
NHS_NUMBER = "9990001235"


def a_child(**changed: Any) -> dict[str, Any]:
    """One child, complete."""
    usual = {
        "family_name": CANARY,
        "given_names": "Peregrine Ottoline",
        "date_of_birth": "2025-10-20",
        "nhs_number": NHS_NUMBER,
        "address": "4 Sorrel Yard, Ashmere",
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
        "known_to_agencies": ["health_visiting"],
        "harm_types": ["physical_abuse"],
        "likely_causes": ["maltreatment_in_family"],
        "perpetrator_relationship": "both_parents",
    }
    return usual | changed


def to_be_told(receipt: dict[str, Any]) -> list[str]:
    """Who is still to be told of it."""
    return [one["recipient"] for one in receipt["sends"] if one["state"] == "to_be_told"]


def a_notification(**changed: Any) -> dict[str, Any]:
    """The notification of the story, complete."""
    usual = {
        "authority_code": "990",
        "sender_reference": "ASH-CS-4471",
        "occurred_on": "2026-03-26",
        "aware_on": "2026-03-27",
        "partners_told_on": "2026-04-01",
        "kind_of_incident": "serious_harm",
        "abuse_neglect": "suspected",
        "children": [a_child()],
        "positions": [
            {"partner": "health", "position": "agreed", "stated_on": "2026-03-31"},
            {
                "partner": "police",
                "position": "disagreed",
                "stated_on": "2026-04-01",
                "reason": "It may have been an accident.",
            },
        ],
        "location_kind": "home",
        "police_investigation": "yes",
        "criminal_status": "released_under_investigation",
        "parallel_processes": ["none"],
        "media_interest": "no",
        "lateness_reason": "medical_evidence",
        "lateness_explanation": "The skeletal survey was reported on 9 April.",
        "outline": "An infant of five months was found to have healing fractures.",
    }
    return usual | changed
