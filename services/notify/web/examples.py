"""Examples of what is sent; nobody in them is real. A test sends each of them."""

from typing import Any

DEATH: dict[str, Any] = {
    "authority_code": "990",
    "sender_reference": "ASH-2026-0107",
    "occurred_on": "2026-04-07",
    "aware_on": "2026-04-08",
    "kind_of_incident": "child_death",
    "abuse_neglect": "suspected",
    "children": [
        {
            "family_name": "Madeup",
            "given_names": "Example",
            "date_of_birth": "2024-11-02",
            "sex": "female",
            "ethnicity": "WBRI",
            "disability": "no",
            "placement": "birth_parents",
            "looked_after": "no",
            "protection_plan": "no",
            "outcome": "died",
        }
    ],
    "positions": [{"partner": "police", "position": "agreed", "stated_on": "2026-04-08"}],
    "partners_told_on": "2026-04-08",
    "outline": "A made-up child of seventeen months died at home; the cause is not known yet.",
}
HARM: dict[str, Any] = {
    **DEATH,
    "sender_reference": "ASH-2026-0108",
    "kind_of_incident": "serious_harm",
    "children": [{**DEATH["children"][0], "outcome": "harmed", "sex": "male"}],
    "outline": "A made-up child was found with an injury that nobody could explain.",
}
NOT_YET: dict[str, Any] = {"authority_code": "990", "outline": "Too little to be taken."}
ONE = {"A child has died": DEATH, "A child was seriously harmed": HARM}
MANY = {"Two that are taken": [DEATH, HARM], "One that is taken, one that is not": [DEATH, NOT_YET]}
