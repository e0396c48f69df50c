"""What a letter on a local review says, ``review`` keeps too; where the letter is withdrawn, that is seen."""

from typing import Any
from uuid import UUID

import pytest

from contracts.local_review_letter import LocalReviewLetterIssuedV1, LocalReviewLetterWithdrawnV1
from contracts.review.lcspr_advice import (
    Commenter,
    CommentOn,
    LcsprAdviceGivenV1,
    LcsprCommentedOnV1,
    Milestone,
)
from services.correspondence.letter_types import ON_LOCAL_REVIEWS
from services.correspondence.use_cases import asking
from services.review.senders import SERVICE_ACTORS
from tests.integration.correspondence.letters_fixtures import REFERENCE, office, person
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.review_letters_fixtures import (
    ADVICE,
    CASE,
    COMMENTS,
    REVIEW,
    STRENGTHS,
    begun,
    id_on,
)
from tests.integration.correspondence.test_threads import told
from tests.support.page import Page, page, submit

__all__ = ["office", "pages"]
REPORT = "comments_on_report"
ABOUT = {
    "comments_on_delay": "conduct",
    "comments_on_non_publication": "publication",
    REPORT: "report",
}
PARTNERS = f"{ADDRESS}/partner/cases/{REFERENCE}"
WHY = {"why": "A paragraph of another letter stood in it."}


async def brought_out(pages: Pages, draft: Page) -> UUID:
    """Prepared by one person, approved by another."""
    one, other = await pages.browser("secretary"), await pages.browser("chair")
    ready = await submit(one, await page(one, draft.address), {}, action="/prepare")
    await submit(other, await page(other, ready.address), {}, action="/approve")
    await told(pages.office, LocalReviewLetterIssuedV1)
    return id_on(draft)


async def taken_back(pages: Pages, id_: UUID) -> Page:
    """Withdrawn, and drafted again in its place."""
    one, other = await pages.browser("secretary"), await pages.browser("chair")
    address = f"{ADDRESS}/desk/letters/{id_}"
    await submit(other, await page(other, address), WHY, action="/withdraw")
    await told(pages.office, LocalReviewLetterWithdrawnV1)
    return await submit(one, await page(one, address), {}, action="/in-its-place")


async def advice_told(pages: Pages) -> list[tuple[Any, ...]]:
    said = [await pages.opened(one) for one in await pages.commands() if one.get("advice")]
    return [(one["about"], one["advice"], one["letter_id"]) for one in said]


async def recorded(pages: Pages, letter: UUID) -> None:
    """What ``review`` tells of the comment and of the advice of a letter."""
    office = pages.office
    ids: dict[str, Any] = {
        "incident_id": office.incident,
        "lcspr_id": REVIEW,
        "reference": REFERENCE,
        "letter_id": letter,
    }
    commented = LcsprCommentedOnV1(
        **ids,
        on=CommentOn.REPORT,
        by=Commenter.NATIONAL_BODY,
        commented_on=office.service.clock.now().date(),
        strengths=await office.seal(STRENGTHS),
        comment=await office.seal(COMMENTS),
    )
    advised = LcsprAdviceGivenV1(
        **ids,
        advice_id=UUID(int=82),
        about=Milestone.REPORT,
        given_on=office.service.clock.now().date(),
        advice=await office.seal(ADVICE),
    )
    for fact in (commented, advised):
        await office.deliverer.give(fact, office.incident)


@pytest.mark.parametrize("kind", [one.code for one in ON_LOCAL_REVIEWS])
async def test_the_advice_of_a_letter_is_given_to_review_which_follows_it(
    pages: Pages, kind: str
) -> None:
    id_ = await brought_out(pages, await begun(pages, kind, await pages.browser("secretary")))
    assert await advice_told(pages) == [(ABOUT[kind], ADVICE, str(id_))]
    senders = await pages.office.db.pool.fetch("select actor from asked")
    assert {row["actor"] for row in senders} <= SERVICE_ACTORS, "review takes it, whoever approved"


async def test_in_the_place_of_a_letter_the_same_advice_is_none_anew_and_other_advice_is(
    pages: Pages,
) -> None:
    one = await pages.browser("secretary")
    first = await brought_out(pages, await begun(pages, REPORT, one))
    second = await brought_out(pages, await taken_back(pages, first))
    assert len(await advice_told(pages)) == 1
    draft = await taken_back(pages, second)
    text = await page(one, f"{ADDRESS}/desk/letters/{id_on(draft)}/text")
    other = "We suggest that you publish the summary."
    anew = await submit(one, text, {"texts.advice": other})
    chair = await pages.browser("chair")
    await submit(chair, await page(chair, anew.address), {}, action="/approve")
    assert [advice for _, advice, _ in await advice_told(pages)] == [ADVICE, other]
    assert len([one for one in await pages.commands() if one.get("comment")]) == 1


async def test_what_a_withdrawn_letter_said_is_marked_beside_what_stands_in_its_place(
    pages: Pages,
) -> None:
    one, police = await pages.browser("secretary"), await pages.browser("ashmere-police")
    first = await brought_out(pages, await begun(pages, REPORT, one))
    await recorded(pages, first)
    for who, address in ((one, CASE), (police, PARTNERS)):
        assert "Withdrawn on" not in (await page(who, address)).text
    draft = await taken_back(pages, first)
    for who, address in ((one, CASE), (police, PARTNERS)):
        shown = (await page(who, address)).text
        assert shown.count("Withdrawn on 8 June 2026 with its letter.") == 2
    await brought_out(pages, draft)
    stands = "Withdrawn on 8 June 2026, replaced by the letter of 8 June 2026"
    for who, address in ((one, CASE), (police, PARTNERS)):
        assert (await page(who, address)).text.count(stands) == 2


def test_nobody_says_that_a_letter_says_what_they_say() -> None:
    entry = asking.COMMANDS["give-lcspr-advice"]
    said = asking.in_own_name(entry, {"letter_id": str(REVIEW)}, person("secretary", "secretary"))
    assert said == {"letter_id": None}
