"""A letter that no decision is in: begun at the desk on what was told of a local review, and brought out by two."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest

from contracts.local_review_letter import LocalReviewLetterIssuedV1, LocalReviewLetterWithdrawnV1
from contracts.review.lcspr import CopyRecipient
from services.correspondence.letter_types import LOCAL_BY_CODE, ON_LOCAL_REVIEWS
from services.correspondence.read_models import untold
from services.review.senders import SERVICE_ACTORS
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.review_letters_fixtures import (
    ADVICE,
    ASKED,
    CASE,
    COMMENTS,
    REVIEW,
    STRENGTHS,
    TYPED,
    begun,
    copy_sent,
    id_on,
    tell,
)
from tests.integration.correspondence.test_threads import told
from tests.support.page import HTML, Page, page, submit

__all__ = ["office", "pages"]
REPORT, DELAY, UNPUBLISHED = (
    "comments_on_report",
    "comments_on_delay",
    "comments_on_non_publication",
)
ON = {DELAY: None, UNPUBLISHED: "non_publication", REPORT: "report"}
every_kind = pytest.mark.parametrize("kind", [one.code for one in ON_LOCAL_REVIEWS])


async def sent(pages: Pages, kind: str) -> UUID:
    """Begun and prepared by one person, approved by another."""
    one, other = await pages.browser("secretary"), await pages.browser("chair")
    shown = await submit(one, await begun(pages, kind, one), {}, action="/prepare")
    out = await submit(other, await page(other, shown.address), {}, action="/approve")
    assert "on its way to all three partners" in out.text
    return id_on(shown)


async def case_page(pages: Pages, who: str = "secretary") -> Page:
    return await page(await pages.browser(who), CASE)


@every_kind
async def test_it_is_offered_once_what_it_answers_is_told_and_until_it_is_begun(
    pages: Pages, kind: str
) -> None:
    words = LOCAL_BY_CODE[kind].begin
    assert words not in (await case_page(pages)).links
    early = await (await pages.browser("secretary")).get(f"{CASE}/letters/{kind}", headers=HTML)
    assert early.status_code == 409
    await tell(pages.office, kind)
    assert words in (await case_page(pages)).links
    assert words not in (await case_page(pages, "chair")).links, (
        "who prepares no letter begins none"
    )
    await begun(pages, kind, await pages.browser("secretary"))
    assert words not in (await case_page(pages)).links, "it is begun once"
    await tell(pages.office, kind)
    assert words in (await case_page(pages)).links, "more was told since"


@every_kind
async def test_it_says_what_was_told_and_what_was_typed_and_another_person_brings_it_out(
    pages: Pages, kind: str
) -> None:
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    draft = await begun(pages, kind, one)
    assert "The letter is begun" in draft.text
    order = [STRENGTHS, COMMENTS, ASKED, ADVICE, "Children Act 2004, section 16F"]
    places = [draft.text.index(words) for words in order]
    assert places == sorted(places), "strengths come first"
    asked = f"Request 1, to the local authority and the police, by Monday 6 July 2026: {ASKED}"
    assert asked in draft.text
    assert "Canary" not in draft.text
    prepared = await submit(one, draft, {}, action="/prepare")
    assert "another person approves it" in prepared.text
    assert not prepared.soup.select('form[action$="/approve"]')
    await submit(other, await page(other, prepared.address), {}, action="/approve")
    id_ = id_on(draft)
    [fact] = await pages.office.facts("local-review-letter-issued")
    assert (fact["letter_kind"], fact["lcspr_id"]) == (kind, str(REVIEW))
    assert fact["recipients"] == ["authority", "health", "police"]
    assert await pages.office.facts("letter-drafted", "letter-issued") == []
    assert len(await pages.office.attempts(id_)) == 3
    pdf = await one.get(f"{ADDRESS}/desk/letters/{id_}/letter.pdf")
    with pikepdf.open(BytesIO(pdf.content)) as found, found.open_metadata() as metadata:
        assert metadata["dc:title"].startswith(LOCAL_BY_CODE[kind].title)
    said = (await one.get(f"{ADDRESS}/desk/letters/{id_}/letter.txt")).text
    assert STRENGTHS in said
    assert COMMENTS in said


async def test_nobody_approves_what_they_began_even_where_another_prepared_it(pages: Pages) -> None:
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    draft = await begun(pages, DELAY, one)
    await submit(other, await page(other, draft.address), {}, action="/prepare")
    assert "another person approves it" in (await page(one, draft.address)).text
    token = await pages.token(one)
    tried = await one.post(
        draft.address.partition("?")[0] + "/approve",
        data={"token": token, "seen": (await pages.office.letter(id_on(draft))).reference},
        headers={**HTML, "sec-fetch-site": "same-origin"},
    )
    assert tried.status_code == 409
    assert (await pages.office.letter(id_on(draft))).status == "prepared"


@every_kind
async def test_what_goes_out_is_the_panels_comment_to_review_where_review_records_one(
    pages: Pages, kind: str
) -> None:
    await sent(pages, kind)
    said = [await pages.opened(one) for one in await pages.commands() if one.get("comment")]
    expected = [(ON[kind], "national_body", COMMENTS, STRENGTHS)] if ON[kind] else []
    assert [(c["on"], c["by"], c["comment"], c["strengths"]) for c in said] == expected
    senders = await pages.office.db.pool.fetch("select actor from asked")
    assert {row["actor"] for row in senders} <= SERVICE_ACTORS, "review takes it, whoever approved"


async def test_nothing_that_is_told_or_recorded_of_it_holds_what_was_typed(pages: Pages) -> None:
    await sent(pages, REPORT)
    pool = pages.office.db.pool
    rows = await pool.fetch("select data from journal")
    kept = await pool.fetch("select local_review::text, kind, decision::text from letter_source")
    for words in (STRENGTHS, COMMENTS, ASKED, ADVICE):
        assert not any(words in str(row) for row in (*rows, *kept))
    assert [(row["kind"], row["decision"]) for row in kept] == [("local_review", "{}")]


async def test_partners_read_it_and_reply_and_the_reply_waits_for_the_panel(pages: Pages) -> None:
    id_ = await sent(pages, DELAY)
    await told(pages.office, LocalReviewLetterIssuedV1)
    police = await pages.browser("ashmere-police")
    case = await page(police, f"{ADDRESS}/partner/cases/CSPR-2026-00088-X")
    assert "Comments on the delay of a local review. To the local authority" in case.text
    letter = await page(police, f"{ADDRESS}/partner/letters/{id_}")
    assert COMMENTS in letter.text
    answer = {"text": "Canary of a reply", "paragraph": "4"}
    assert "Your reply is sent" in (await submit(police, letter, answer, action="/replies")).text
    desk = await pages.browser("secretary")
    assert "Canary of a reply" in (await page(desk, f"{ADDRESS}/desk/letters/{id_}")).text
    [reply] = await pages.office.facts("reply-received")
    assert (reply["letter_id"], reply["paragraph"]) == (str(id_), 4)


async def test_it_is_withdrawn_and_reissued_in_the_words_that_went_out(pages: Pages) -> None:
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    draft = await begun(pages, REPORT, one)
    text = await page(one, f"{ADDRESS}/desk/letters/{id_on(draft)}/text")
    anew = await submit(one, text, {"texts.comments": "The reasons are set out very plainly."})
    await submit(other, await page(other, anew.address), {}, action="/approve")
    out = await page(other, anew.address)
    why = {"why": "A paragraph of another letter stood in it."}
    gone = await submit(other, out, why, action="/withdraw")
    await told(pages.office, LocalReviewLetterIssuedV1, LocalReviewLetterWithdrawnV1)
    told_of = "Comments on the report of a local review. Sent on 8 June 2026; its page says why."
    assert told_of in (await case_page(pages)).text
    again = await submit(one, await page(one, gone.address), {}, action="/in-its-place")
    assert "The reasons are set out very plainly." in again.text
    assert "This letter replaces ours of Monday 8 June 2026" in again.text
    letter = await pages.office.letter(id_on(again))
    assert letter.authors == (letter.authors[0],), "whose words they were wrote this one too"
    [withdrawn] = await pages.office.facts("local-review-letter-withdrawn")
    assert withdrawn["letter_kind"] == REPORT
    ready = await submit(other, await page(other, again.address), {}, action="/prepare")
    chair = await pages.browser("chair")
    await submit(chair, await page(chair, ready.address), {}, action="/approve")
    assert (await pages.office.letter(id_on(ready))).status == "issued"
    assert len([c for c in await pages.commands() if c.get("on")]) == 1, "it comments once"


async def test_what_was_saved_for_later_stands_there_again_and_what_is_stale_keeps_its_words(
    pages: Pages,
) -> None:
    await tell(pages.office, DELAY)
    one = await pages.browser("secretary")
    form = await page(one, f"{CASE}/letters/{DELAY}")
    kept = await submit(one, form, {**TYPED, "then": "save"})
    assert "Your form is kept" in kept.text
    assert await pages.office.facts("local-review-letter-drafted") == []
    opened = await page(one, f"{CASE}/letters/{DELAY}")
    assert COMMENTS in opened.text
    assert "This is what you saved for later" in opened.text
    await tell(pages.office, DELAY, reason="trial")
    stale = await submit(one, opened, {}, status=409)
    assert "The case has moved on since you opened this form" in stale.text
    assert COMMENTS in stale.text
    assert "Trial" in stale.text
    done = await submit(one, stale, {})
    assert "The letter is begun" in done.text
    empty = await page(one, f"{CASE}/letters/{DELAY}")
    assert COMMENTS not in empty.text, "what was sent is kept no longer"


async def test_the_same_form_twice_is_one_letter_and_other_words_are_not_lost(pages: Pages) -> None:
    await tell(pages.office, DELAY)
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    mine, seen = [await page(who, f"{CASE}/letters/{DELAY}") for who in (one, other)]
    first, second = await submit(one, mine, TYPED), await submit(one, mine, TYPED)
    assert id_on(first) == id_on(second)
    words = {**TYPED, "comments": "Other comments."}
    refused = await submit(other, seen, words, status=409)
    assert "A letter about this was begun before" in refused.text
    assert "Other comments." in refused.text
    assert len(await pages.office.facts("local-review-letter-drafted")) == 1


async def test_a_later_letter_of_its_kind_goes_out_in_place_of_one_that_did_not(
    pages: Pages,
) -> None:
    one = await pages.browser("secretary")
    first = await begun(pages, DELAY, one)
    other_kind = await begun(pages, REPORT, one)
    decided = await pages.office.decide()
    second = await begun(pages, DELAY, one)
    assert (await pages.office.letter(id_on(first))).status == "overtaken"
    for id_ in (id_on(second), id_on(other_kind), decided):
        assert (await pages.office.letter(id_)).status == "drafted"
    await pages.office.decide(round=3)
    assert (await pages.office.letter(decided)).status == "overtaken"
    assert (await pages.office.letter(id_on(second))).status == "drafted", "no round is its own"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"comments": ""}, "comments"),
        ({"asks.0.text": ""}, "asks-0-text"),
        ({"asks.0.asked_of[]": []}, "asks-0-asked_of"),
        ({"asks.0.due_on-month": "13"}, "asks-0-due_on-day"),
    ],
)
async def test_what_is_missing_is_named_and_nothing_typed_is_lost(
    pages: Pages, typed: dict[str, object], field: str
) -> None:
    await tell(pages.office, REPORT)
    one = await pages.browser("secretary")
    form = await page(one, f"{CASE}/letters/{REPORT}")
    again = await submit(one, form, {**TYPED, **typed}, status=422)
    assert list(again.errors) == [field]
    assert ADVICE in again.text


async def test_a_letter_has_no_more_requests_than_its_page_has_places_for(pages: Pages) -> None:
    await tell(pages.office, REPORT)
    one = await pages.browser("secretary")
    form = await page(one, f"{CASE}/letters/{REPORT}")
    six, seven = [
        {name.replace(".0.", f".{n}."): said for n in range(most) for name, said in TYPED.items()}
        for most in (6, 7)
    ]
    again = await submit(one, form, seven, status=422)
    assert again.errors == {"asks-0-text": "Make 6 requests at most"}
    assert await pages.office.facts("local-review-letter-drafted") == []
    assert "The letter is begun" in (await submit(one, form, six)).text


async def test_a_day_that_is_over_is_not_asked_for(pages: Pages) -> None:
    await tell(pages.office, REPORT)
    pages.office.at(datetime(2026, 7, 7, 9, tzinfo=UTC))
    one = await pages.browser("secretary")
    form = await page(one, f"{CASE}/letters/{REPORT}")
    again = await submit(one, form, TYPED, status=409)
    assert "is over. Ask for it by a day to come." in again.text


async def test_the_report_is_the_panels_to_comment_on_once_its_own_copy_came(pages: Pages) -> None:
    words = LOCAL_BY_CODE[REPORT].begin
    office = pages.office
    await office.deliverer.give(copy_sent(office, CopyRecipient.OFSTED), office.incident)
    assert words not in (await case_page(pages)).links
    await office.deliverer.give(copy_sent(office, CopyRecipient.NATIONAL_BODY), office.incident)
    assert words in (await case_page(pages)).links


async def test_a_draft_of_it_holds_nothing_back_from_partners(pages: Pages) -> None:
    db, incident = pages.office.db, pages.office.incident
    await begun(pages, DELAY, await pages.browser("secretary"))
    await db.pool.execute("update case_view set stage = 'lcspr', state = state - 'round'")
    async with db.read() as conn:
        assert await untold.held_back(conn, [incident]) == set()


async def test_partners_begin_no_letter(pages: Pages) -> None:
    await tell(pages.office, DELAY)
    police = await pages.browser("ashmere-police")
    tried = await police.get(f"{CASE}/letters/{DELAY}", headers=HTML)
    assert tried.status_code in (403, 404)
    theirs = await page(police, f"{ADDRESS}/partner/cases/CSPR-2026-00088-X")
    assert LOCAL_BY_CODE[DELAY].begin not in theirs.links
