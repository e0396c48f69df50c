"""What is said about each case of the made-up background, as the front doors take it. Pure."""

from datetime import timedelta
from typing import Any

from deploy.local.background.plan import Case
from deploy.local.story.incident import criterion

PARTNERS = ("authority", "health", "police")
REG11 = ("improvements", "recurrent_themes", "agencies", "national_considered")
FEEDBACK = {
    "strengths": "Made-up strengths.",
    "decision_making": "Made-up words on the decision.",
    "analysis": "Made-up words on the analysis.",
    "learning": "Made-up words on the learning.",
}
ASK = {"number": 1, "asked_of": list(PARTNERS), "text": "Your made-up analysis of the chronology."}


def notification(case: Case) -> dict[str, Any]:
    """What the case system sends."""
    happened = case.aware_on - timedelta(days=1)
    born = happened - timedelta(days=round(case.age_months * 30.4))
    only = case.nature == "looked_after_death"
    outcome = {"child_death": "died", "looked_after_death": "died", "serious_harm": "harmed"}
    return {
        "authority_code": case.authority_code,
        "sender_reference": f"CASE-{case.number:04}",
        "occurred_on": happened.isoformat(),
        "aware_on": case.aware_on.isoformat(),
        "kind_of_incident": case.nature,
        "abuse_neglect": "not_known_or_suspected" if only else "suspected",
        "children": [
            {
                "family_name": f"Madeup{case.number}",
                "date_of_birth": born.isoformat(),
                "sex": case.sex,
                "ethnicity": "not_asked",
                "disability": "not_known",
                "placement": "foster" if only else "birth_parents",
                "looked_after": "yes" if only else "no",
                "protection_plan": "no",
                "outcome": outcome.get(case.nature, "other"),
            }
        ],
        "positions": [
            {"partner": "health", "position": "agreed", "stated_on": case.aware_on.isoformat()},
            {"partner": "police", "position": "agreed", "stated_on": case.aware_on.isoformat()},
        ],
        "outline": "Made-up outline of a made-up incident.",
    }


def review(case: Case) -> dict[str, Any]:
    """What the partnership sends."""
    return {
        "partnership_view": case.view,
        "positions": [{"partner": partner, "view": case.view} for partner in PARTNERS],
        "rationale": "Made-up rationale.",
        "summary": "Made-up summary.",
        "themes": list(case.themes),
    }


def decision(case: Case) -> dict[str, Any]:
    """What the national body decides: whole, so that no letter is held back by a doubt."""
    finding = "not_met" if case.outcome == "agree_no_lcspr" else "met"
    whole: dict[str, Any] = {
        "outcome": case.outcome,
        "reasons": "Made-up reasons.",
        "themes": list(case.themes),
    }
    if case.outcome == "request_information":
        return {**whole, "asks": [ASK]}
    if case.outcome in ("advise_lcspr", "question_lcspr"):
        whole["advice"] = "Made-up advice."
    return {
        **whole,
        "feedback": FEEDBACK,
        "criteria": [criterion(f"reg11_{n}", finding, "Made up.", "section 1") for n in REG11],
    }


def final_decision(case: Case) -> dict[str, Any]:
    """What the partners decide in the end."""
    return {
        "decision": case.final,
        "decided_on": str(case.final_on),
        "positions": [{"partner": partner, "view": case.final} for partner in PARTNERS],
        "criteria": [],
        "reasons": "Made-up reasons.",
    }


def delay(case: Case) -> dict[str, Any]:
    """Why a local review will be late."""
    assert case.local, "an LCSPR is held"
    forecast = case.local.forecast_on.isoformat()
    return {"reason": "trial", "forecast_on": forecast, "explanation": "Made-up reason."}
