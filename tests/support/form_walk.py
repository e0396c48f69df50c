"""Fill the form of a notification in, page by page, as a person would; nobody in it is real."""

from collections.abc import Mapping
from typing import Any

import httpx

from tests.support.notifications import CANARY, NHS_NUMBER
from tests.support.page import Page, page, submit


def a_day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """The three fields of a date."""
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


WHO = {
    "family_name": CANARY,
    "given_names": "Peregrine Ottoline",
    **a_day("date_of_birth", 20, 10, 2025),
    "nhs_number": NHS_NUMBER,
    "address_not_known[]": ["yes"],
}
KNOWN = {
    "outcome": "harmed",
    "sex": "male",
    "looked_after": "no",
    "protection_plan": "no",
    "harm_types[]": ["physical_abuse"],
}
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "about": {
        "kind_of_incident": "serious_harm",
        "abuse_neglect": "suspected",
        "sender_reference": "ASH-FORM-1",
    },
    "dates": {
        **a_day("occurred_on", 8, 4, 2026),
        **a_day("aware_on", 9, 4, 2026),
        "partners_told_on_not_known[]": ["yes"],
    },
    "account": {"outline": "An infant was found to have healing fractures."},
    "circumstances": {"police_investigation": "yes"},
    "who-1": WHO,
    "known-1": KNOWN,
    "areas": {"area0.authority_code": "991", "area0.role": "residence"},
    "positions": {
        "authority.position": "agreed",
        "health.position": "not_asked",
        "police.position": "disagreed",
        "police.reason": "It may have been an accident.",
    },
    "lateness": {},
}


async def begin(browser: httpx.AsyncClient) -> str:
    """Begin a draft; its address comes back."""
    shown = await page(browser, "/drafts")
    begun = await submit(browser, shown, {}, action="/drafts")
    return begun.address.partition("?")[0]


async def fill(
    browser: httpx.AsyncClient, draft: str, pages: Mapping[str, Mapping[str, Any]] = ANSWERS
) -> Page:
    """Answer pages one after the other; the page after the last comes back."""
    shown = None
    for name, values in pages.items():
        shown = await page(browser, f"{draft}/{name}")
        shown = await submit(browser, shown, values)
    assert shown, "some page is answered"
    return shown


async def send(browser: httpx.AsyncClient, draft: str) -> Page:
    """Check the answers and send."""
    return await submit(browser, await page(browser, f"{draft}/check"), {})
