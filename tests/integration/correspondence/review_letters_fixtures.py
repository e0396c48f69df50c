"""What is told of a local review, and a letter on it begun at the desk."""

from datetime import date
from typing import Any
from uuid import UUID

import httpx

from contracts.codes import Clock, DelayReason
from contracts.envelope import Fact
from contracts.review.lcspr import (
    CopyRecipient,
    DelayTold,
    LcsprCopySentV1,
    LcsprDelayExplainedV1,
    LcsprPublishedV1,
)
from contracts.review.lcspr_ending import LcsprNonPublicationJustifiedV1
from tests.integration.correspondence.letters_fixtures import REFERENCE, Office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages
from tests.support.page import Page, page, submit

REVIEW = UUID(int=81)
CASE = f"{ADDRESS}/desk/cases/{REFERENCE}"
STRENGTHS, COMMENTS = "The family's words open every chapter.", "The reasons are set out plainly."
ASKED, ADVICE = "Which actions are done.", "We suggest that you share the summary."
TYPED: dict[str, Any] = {
    "strengths": STRENGTHS,
    "comments": COMMENTS,
    "asks.0.text": ASKED,
    "asks.0.asked_of[]": ["authority", "police"],
    "asks.0.due_on-day": "6",
    "asks.0.due_on-month": "7",
    "asks.0.due_on-year": "2026",
    "advice": ADVICE,
}
CLOCK = Clock(
    code="L1",
    title="The local review",
    started_on=date(2025, 12, 1),
    due_on=date(2026, 6, 1),
    basis="guidance",
    policy_version="clocks-1",
)
TOLD = (DelayTold(recipient=CopyRecipient.NATIONAL_BODY, told_on=date(2026, 5, 28)),)


async def of_review(office: Office, kind: str, **more: Any) -> Fact:
    """The fact that a letter of this kind answers, not told yet."""
    own: dict[str, Any] = {
        "incident_id": office.incident,
        "lcspr_id": REVIEW,
        "reference": REFERENCE,
        **more,
    }
    match kind:
        case "comments_on_delay":
            return LcsprDelayExplainedV1(
                **{"reason": DelayReason.INQUEST, **own},
                forecast_on=date(2026, 9, 1),
                explanation=await office.seal("Canary of an explanation."),
                told=TOLD,
                clock=CLOCK,
            )
        case "comments_on_non_publication":
            return LcsprNonPublicationJustifiedV1(
                **own,
                told=TOLD,
                why=await office.seal("Canary of a reason."),
                comments_until=date(2026, 6, 22),
            )
        case _:
            return LcsprPublishedV1(
                **own,
                published_on=date(2026, 6, 1),
                days_late=0,
                early=False,
                available_until=date(2027, 6, 1),
                clock=CLOCK,
                basis="regulations",
            )


def copy_sent(office: Office, recipient: CopyRecipient) -> Fact:
    return LcsprCopySentV1(
        incident_id=office.incident,
        lcspr_id=REVIEW,
        reference=REFERENCE,
        recipient=recipient,
        sent_on=date(2026, 5, 20),
        earliest_publication=date(2026, 6, 1),
    )


async def tell(office: Office, kind: str, **more: Any) -> None:
    await office.deliverer.give(await of_review(office, kind, **more), office.incident)


async def begun(pages: Pages, kind: str, browser: httpx.AsyncClient, **typed: Any) -> Page:
    """The fact is told, and a person begins the letter: the letter's page."""
    await tell(pages.office, kind)
    shown = await page(browser, f"{CASE}/letters/{kind}")
    return await submit(browser, shown, {**TYPED, **typed})


def id_on(shown: Page) -> UUID:
    """The letter whose page this is."""
    return UUID(shown.address.rpartition("/letters/")[2].partition("?")[0])
