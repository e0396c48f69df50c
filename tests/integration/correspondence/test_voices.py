"""Views are raised, considered and answered, sector by sector, and the report says whose voice is heard."""

import csv
from datetime import date
from io import StringIO
from typing import Any
from uuid import UUID

import pytest

from chassis.migrate import migrations
from contracts.codes import Clock, Partner, ReviewPosition, View
from contracts.correspondence import LetterIssuedV1
from contracts.letter_course import LetterWithdrawnV1
from contracts.review.consideration import InformationRequestAnsweredV1
from contracts.review.rapid_review import RapidReviewResubmittedV1
from services.correspondence.voice import store
from tests.integration.correspondence.letters_fixtures import REFERENCE, Office, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.test_threads import ANSWERED, reply_to, told
from tests.integration.correspondence.test_withdrawn_letters import withdraw
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
DESK = f"{ADDRESS}/desk"
RESERVED = "Canary of a reservation"
CLOCK = Clock(
    code="P2",
    title="Information",
    started_on=date(2026, 6, 4),
    due_on=date(2026, 6, 18),
    basis="service level of the Panel",
    policy_version="clocks-1",
)


async def differ(office: Office, authority: View = View.NO) -> RapidReviewResubmittedV1:
    """The partners' positions, of which the authority's may differ; the police have a reservation."""
    views = {Partner.AUTHORITY: authority, Partner.HEALTH: View.YES, Partner.POLICE: View.YES}
    reserved = await office.seal(RESERVED)
    return RapidReviewResubmittedV1(
        incident_id=office.incident,
        rapid_review_id=office.incident,
        reference=REFERENCE,
        version=9,
        received_on=date(2026, 6, 1),
        partnership_view=View.NONE_REACHED,
        positions=tuple(
            ReviewPosition(
                partner=one, view=view, reservation=reserved if one == Partner.POLICE else None
            )
            for one, view in views.items()
        ),
        reply_clock=CLOCK,
    )


async def raised(office: Office) -> list[tuple[str, str, str]]:
    async with office.db.read() as conn:
        found = await store.of_case(conn, office.incident)
    return sorted((one.partner, one.source, one.status) for one in found)


async def answers(office: Office, partner: Partner, numbers: tuple[int, ...] = (1,)) -> None:
    """Review tells that a partner answered what was asked."""
    fact: Any = InformationRequestAnsweredV1(
        incident_id=office.incident,
        reference=REFERENCE,
        partner=partner,
        numbers=numbers,
        owed=(),
        clock=CLOCK,
    )
    await office.deliverer.give(fact, office.incident)


@pytest.mark.need("D6")
async def test_each_partner_s_differing_view_is_raised_weighed_and_answered_by_the_letter(
    pages: Pages,
) -> None:
    office, desk = pages.office, await pages.browser("secretary")
    await office.db.pool.execute("delete from voice")
    for _version in range(2):
        await office.deliverer.give(await differ(office), office.incident)
    assert await raised(office) == [
        (one, "position", "raised") for one in ("authority", "health", "police")
    ]
    listed = await page(desk, f"{DESK}/cases/{REFERENCE}")
    view = next(href for words, href in listed.links.items() if words.startswith("Police: dis"))
    shown = await page(desk, f"{ADDRESS}{view}")
    assert RESERVED in shown.text
    assert "Hold an LCSPR" in shown.text
    weighed = await submit(desk, shown, {"counted": "changed"}, action="/considered")
    assert "8 June 2026: it changed what the Panel thinks" in weighed.text
    letter = await office.issue()
    await told(office, LetterIssuedV1)
    assert await raised(office) == [
        ("authority", "position", "raised"),
        ("health", "position", "raised"),
        ("police", "position", "answered"),
    ]
    facts = await office.facts("view-answered")
    assert [(one["partner"], one["way"]) for one in facts] == [("police", "letter")]
    partner = await pages.browser("ashmere-council")
    own = await page(partner, f"{ADDRESS}/partner/cases/{REFERENCE}")
    assert "The Panel answered" not in own.text, "another partner's position stays at the desk"
    await withdraw(office, letter)
    await told(office, LetterWithdrawnV1)
    assert await raised(office) == [
        ("authority", "position", "raised"),
        ("health", "position", "raised"),
        ("police", "position", "considered"),
    ]
    again = await page(desk, f"{ADDRESS}{view}")
    assert "Considered, waits for the answer" in again.text


async def test_answers_of_before_name_their_letter_and_wait_again_where_it_is_withdrawn(
    pages: Pages,
) -> None:
    office = pages.office
    migration = dict(migrations("correspondence"))[
        "correspondence/0027_answers_name_their_letter.sql"
    ]

    async def migrated() -> list[tuple[str, UUID | None]]:
        """How views stand after it, of those that a letter answered before answers named theirs."""
        await office.db.pool.execute("update voice set state = state #- '{answer,letter_id}'")
        await office.db.pool.execute(migration)
        async with office.db.read() as conn:
            found = await store.of_case(conn, office.incident)
        return [(one.status, one.answer and one.answer.letter_id) for one in found]

    await office.db.pool.execute("delete from voice")
    await office.deliverer.give(await differ(office), office.incident)
    await office.db.pool.execute(
        """
        update voice set state = state || jsonb_build_object('status', 'considered',
            'considered', '{"by": "person:x", "on": "2026-06-08", "effect": "added"}'::jsonb)
        """
    )
    letter = await office.issue()
    await told(office, LetterIssuedV1)
    assert await migrated() == [("answered", letter)] * 3
    await withdraw(office, letter)
    assert await migrated() == [("considered", None)] * 3


async def test_what_a_further_version_states_otherwise_waits_no_more(pages: Pages) -> None:
    office = pages.office
    await office.db.pool.execute("delete from voice")
    await office.deliverer.give(await differ(office), office.incident)
    await office.deliverer.give(await differ(office, View.YES), office.incident)
    assert await raised(office) == [
        ("authority", "position", "closed"),
        ("health", "position", "closed"),
        ("police", "position", "raised"),
    ], "they agree now, and a reservation stays"
    assert {one["reason"] for one in await office.facts("view-closed")} == {"restated"}


async def test_an_answer_to_a_request_is_one_view_with_or_without_a_reply(pages: Pages) -> None:
    office = pages.office
    await office.db.pool.execute("delete from voice")
    letter = await office.issue()
    browser = await pages.browser("ashmere-police")
    shown = await page(browser, f"{ADDRESS}/partner/letters/{letter}")
    typed = {"text": "Here it is.", "numbers[]": ["1"]}
    await submit(browser, shown, typed, action="/replies")
    await answers(office, Partner.POLICE)
    await answers(office, Partner.HEALTH)
    assert await raised(office) == [
        ("health", "ask_answer", "raised"),
        ("police", "ask_answer", "raised"),
    ]


async def test_an_answer_that_names_no_number_came_with_no_reply(pages: Pages) -> None:
    office = pages.office
    await office.db.pool.execute("delete from voice")
    letter = await office.issue()
    await reply_to(pages, "ashmere-police", letter)
    await answers(office, Partner.POLICE, ())
    assert await raised(office) == [
        ("police", "ask_answer", "raised"),
        ("police", "reply", "raised"),
    ]
    told = [one for one in await office.facts("view-raised") if one["source"] == "ask_answer"]
    assert [one["raised_on"] for one in told] == ["2026-05-18"], "the day on which it was told"


def rows_of(text: str) -> dict[str, dict[str, str]]:
    return {row["Partner"]: row for row in csv.DictReader(StringIO(text))}


@pytest.mark.need("D6")
async def test_the_report_tells_by_sector_what_arrived_was_opened_was_said_and_was_answered(
    pages: Pages,
) -> None:
    office, desk = pages.office, await pages.browser("secretary")
    await office.db.pool.execute("delete from voice")
    letter: UUID = await office.issue()
    await office.rounds()
    await reply_to(pages, "ashmere-police", letter)
    await page(await pages.browser("ashmere-icb"), f"{ADDRESS}/partner/letters/{letter}")
    listed = await page(desk, f"{DESK}/views")
    [address] = [one for one in listed.links.values() if one.startswith("/desk/views/")]
    await submit(desk, await page(desk, f"{ADDRESS}{address}"), ANSWERED, action="/answer")
    seen = await page(desk, f"{DESK}/voices?region=E12000005")
    assert "9 June 2025 to 8 June 2026" in seen.text
    answer = await desk.get(f"{ADDRESS}{seen.links['The same as a file (CSV)']}", headers=HTML)
    found = rows_of(answer.text)
    names = ("Letters sent", "Delivered", "Opened on these pages", "Replied to", "Answered")
    assert {who: [row[name] for name in names] for who, row in found.items()} == {
        "Local authority": ["1", "1", "0", "0", "0"],
        "Integrated care board": ["1", "1", "1", "0", "0"],
        "Police": ["1", "1", "1", "1", "1"],
    }
    elsewhere = await desk.get(f"{DESK}/voices.csv?region=E12000007", headers=HTML)
    assert {row["Letters sent"] for row in rows_of(elsewhere.text).values()} == {"0"}
    outside = await desk.get(f"{DESK}/voices.csv?protected=yes", headers=HTML)
    police = rows_of(outside.text)["Police"]
    assert (police["Delivered"], police["Answered"]) == ("c", "c")
    assert "c: hidden" in (await page(desk, f"{DESK}/voices?protected=yes")).text


@pytest.mark.need("D6")
async def test_an_answer_by_letter_names_the_letter_and_waits_again_when_it_is_withdrawn(
    pages: Pages,
) -> None:
    office, desk = pages.office, await pages.browser("secretary")
    await office.db.pool.execute("delete from voice")
    await answers(office, Partner.POLICE)
    async with office.db.read() as conn:
        [view] = await store.of_case(conn, office.incident)
    address = f"{DESK}/views/{view.id}"
    assert not (await page(desk, address)).soup.select("input[name=way][value=letter]")
    letter = await office.issue()
    shown = await page(desk, address)
    unnamed = {"effect": "added", "way": "letter"}
    again = await submit(desk, shown, unnamed, action="/answer", status=422)
    assert again.errors == {"letter_id": "Choose the letter that answers it"}
    elsewhere = {**unnamed, "letter_id": str(UUID(int=9))}
    tried = await submit(desk, shown, elsewhere, action="/answer", status=409)
    assert "Choose a letter of this case" in tried.text
    named = {**unnamed, "letter_id": str(letter)}
    done = await submit(desk, again, named, action="/answer")
    [words] = [one for one, href in done.links.items() if href == f"/desk/letters/{letter}"]
    assert words.endswith(", 8 June 2026")
    await withdraw(office, letter)
    await told(office, LetterWithdrawnV1)
    assert await raised(office) == [("police", "ask_answer", "considered")]
