"""A restricted case: named people open it; others see that it exists, and may break the glass, which is told at once."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from contracts.restriction import Ground
from services.correspondence.delivery import tasks, work
from services.correspondence.document import store as documents
from tests.integration.correspondence.letters_fixtures import REFERENCE, Office, office
from tests.integration.correspondence.pages_fixtures import (
    ADDRESS,
    DIALOGUE,
    MEETING,
    Pages,
    pages,
)
from tests.integration.correspondence.partners_fixtures import House, house
from tests.integration.correspondence.test_pages_panel import prepared
from tests.support.page import HTML, Page, page, submit

__all__ = ["house", "office", "pages"]
CASE = f"{ADDRESS}/desk/cases/{REFERENCE}"
WHY = "A relative of hers works at the desk."
MUST = "The police rang: a child may be at risk tonight."
RESTRICT = {
    "ground": "staff_relative",
    "reason": WHY,
    "roles[]": ["chair"],
    "review_on-day": "8",
    "review_on-month": "7",
    "review_on-year": "2026",
}
OF_A_CASE = (
    "reference",
    "letter_id",
    "document_id",
    "task_id",
    "view_id",
    "contact_id",
    "delivery_id",
)
BARRED = re.compile("Ashmere|chronology", re.IGNORECASE)
"""What would tell of the case more than its reference."""
NOT_OF_CASES = (
    *("/desk/members", "/desk/regional-groups", "/desk/library", "/desk/guidance"),
    *("/desk/people", "/desk/contacts/with"),
)
PARTNERSHIPS = "/desk/contacts"


async def restrict(who: httpx.AsyncClient) -> Page:
    shown = await page(who, f"{CASE}/restriction")
    for _click in range(2):
        done = await submit(who, shown, RESTRICT, action="/restriction")
    return done


async def on_paper(pages: Pages) -> None:
    """The police have their letters by post."""
    police = await pages.browser("ashmere-police")
    shown = await page(police, f"{ADDRESS}/partner/people/ashmere-police")
    await submit(police, shown, {"channel": "post", "address": "1 The Street"}, action="/channel")


async def talked(pages: Pages, letter: str) -> dict[str, str]:
    """A partner has replied to the letter, a call about it is in the log: what routes name of both."""
    police, desk = await pages.browser("ashmere-police"), await pages.browser("secretary")
    shown = await page(police, f"{ADDRESS}/partner/letters/{letter}")
    await submit(police, shown, {"text": "A chronology.", "paragraph": "4"}, action="/replies")
    called = {"channel": "call", "organisations[]": ["ashmere-police"], "note": "Ashmere rang."}
    day = {"contact_on-day": "5", "contact_on-month": "6", "contact_on-year": "2026"}
    await submit(desk, await page(desk, f"{CASE}/contact"), {**called, **day})
    read = pages.office.db.pool.fetchval
    return {
        "view_id": str(await read("select id from voice")),
        "contact_id": str(await read("select id from contact where state->>'channel' = 'call'")),
        "delivery_id": str(await read("select id from delivery where channel = 'post'")),
    }


async def filled(office: Office) -> dict[str, str]:
    """The case has a letter, a draft, a document and a failed delivery: what routes name of it."""
    letter = await office.issue()
    await office.decide()
    async with office.db.begin() as tx:
        stored = await documents.add(
            *(tx, office.service.keys, office.incident, b"%PDF-1.4 made up", "chronology.pdf"),
            *("person:secretary-2", "clean"),
        )
        [delivery, *_] = await work.of_subject(tx.conn, letter)
        await tasks.open_task(tx, delivery, "made up", "")
    task = await office.db.pool.fetchval("select id from task where delivery_id is not null")
    return {
        "reference": REFERENCE,
        "letter_id": str(letter),
        "document_id": str(stored.id),
        "task_id": str(task),
        "meeting_id": str(MEETING),
        "dialogue_id": str(DIALOGUE),
        "name": "record-decision",
        "command": "record-decision",
        "kind": "comments_on_delay",
        "glass_id": str(UUID(int=1)),
        "number": "1",
    }


def addresses(app: FastAPI, named: dict[str, str], root: str) -> Iterator[tuple[str, str, bool]]:
    """Every method and address below ``root`` whose parts are known, and whether it is of the case."""
    for route in iter_route_contexts(app.routes):
        if not isinstance(route.original_route, APIRoute) or not route.path.startswith(root):
            continue
        parts = set(re.findall(r"{(\w+)}", route.path))
        of_it = bool(parts & set(OF_A_CASE))
        assert parts <= set(named) or not of_it, f"{route.path}: say what stands in its address"
        if parts <= set(named):
            for method in sorted(route.methods or ()):
                yield method, route.path.format(**named), of_it


@pytest.mark.need("J8")
@pytest.mark.timeout(60)
async def test_who_is_not_named_is_refused_at_every_address_and_sees_a_reference_at_most(
    pages: Pages,
) -> None:
    await on_paper(pages)
    named = await filled(pages.office)
    named |= await talked(pages, named["letter_id"])
    officer, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    done = await restrict(officer)
    assert "The case is restricted" in done.text
    assert "A relative of somebody on the staff" in done.text
    glass, walked, token = f"/desk/cases/{REFERENCE}/restricted", 0, await pages.token(other)
    for method, path, of_it in addresses(pages.office.app, named, "/desk"):
        if path == glass:
            continue
        said = {"data": {"token": token}} if method == "POST" else {}
        answer = await other.request(method, ADDRESS + path, headers=HTML, **said)
        if of_it and not path.startswith("/desk/alerts"):
            assert answer.headers.get("location") == glass, (method, path, answer.status_code)
            walked += 1
        elif path != PARTNERSHIPS and not path.startswith(NOT_OF_CASES):
            assert not BARRED.search(answer.text), (method, path, BARRED.search(answer.text))
    assert walked > 20
    listed = await page(other, f"{ADDRESS}/desk/cases")
    assert f"Restricted to others {REFERENCE}" in listed.text
    assert REFERENCE not in (await page(other, f"{ADDRESS}/desk/cases?words=Ashmere")).text
    assert REFERENCE in (await page(other, f"{ADDRESS}/desk/cases?words=00088")).text
    assert not await pages.commands(), "nothing was asked of review"
    assert (await page(officer, CASE)).h1 == REFERENCE
    assert (await page(await pages.browser("chair"), CASE)).h1 == REFERENCE
    partner = await page(
        await pages.browser("ashmere-police"), f"{ADDRESS}/partner/cases/{REFERENCE}"
    )
    assert "estrict" not in partner.text


@pytest.mark.need("J8")
async def test_the_restricted_cases_of_a_meeting_are_told_to_their_own_region(pages: Pages) -> None:
    await prepared(pages)
    await restrict(await pages.browser("secretary"))
    lead, at = await pages.browser("regional-lead"), f"{ADDRESS}/desk/meetings/{MEETING}"
    assert f"Restricted to others: {REFERENCE}" in (await page(lead, at)).text
    await pages.office.db.pool.execute("update case_view set region_code = 'E12000007'")
    assert REFERENCE not in (await page(lead, at)).text
    other = await pages.browser("secretary-2")
    assert f"Restricted to others: {REFERENCE}" in (await page(other, at)).text


@pytest.mark.need("J8")
async def test_a_program_of_who_is_not_named_is_refused_too(house: House) -> None:
    named = await filled(house.office)
    await restrict(await house.browser("secretary"))
    for method, path, of_it in addresses(house.office.app, named, "/v1"):
        if of_it:
            answer = await house.call(
                method, path.removeprefix("/v1"), "secretary-2", json={"text": "x"}
            )
            assert answer.status_code in (409, 422), (method, path, answer.status_code)
            assert not BARRED.search(answer.text), (method, path)
    assert (await house.call("GET", "/cases", "secretary-2")).json() == []
    assert len((await house.call("GET", "/cases", "ashmere-police")).json()) == 1
    refused = (await house.call("GET", f"/cases/{REFERENCE}", "secretary-2")).json()
    assert refused["code"] == "restricted"


@pytest.mark.need("J8")
async def test_a_glass_opens_the_case_for_an_hour_and_is_told_at_once(pages: Pages) -> None:
    office = pages.office
    officer, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    await restrict(officer)
    shut = await page(other, CASE)
    assert shut.h1 == f"{REFERENCE}: restricted"
    assert "Ask Wren Halloway" in shut.text
    empty = await submit(other, shut, {}, status=422)
    assert list(empty.errors) == ["reason"]
    for _click in range(2):
        opened = await submit(other, shut, {"reason": MUST})
        assert opened.h1 == REFERENCE
    assert (
        "Only those who are named change or lift"
        in (
            await submit(
                other,
                await page(other, f"{CASE}/restriction"),
                {"why": "I want to."},
                action="/lifting",
                status=409,
            )
        ).text
    )
    todo = (await page(officer, f"{ADDRESS}/desk/cases")).links
    assert todo["1 time that a restricted case was opened: look at why"] == "/desk/alerts"
    guardian = await pages.browser("data-protection")
    for reader in (officer, guardian):
        alerts = await page(reader, f"{ADDRESS}/desk/alerts")
        assert "Opened by Idris Penfold" in alerts.text
        assert MUST in alerts.text
    assert MUST not in (await page(other, f"{ADDRESS}/desk/alerts")).text
    done = await submit(guardian, alerts, {})
    assert "Nothing waits for you." in done.text
    assert not await office.tasks()
    office.at(datetime(2026, 6, 8, 10, 1, tzinfo=UTC))
    other = await pages.browser("secretary-2")
    assert (await page(other, CASE)).h1 == f"{REFERENCE}: restricted", "an hour later"


@pytest.mark.need("J8")
async def test_the_pages_say_until_when_it_was_open_and_not_when_the_restriction_was_changed(
    pages: Pages,
) -> None:
    officer = await pages.browser("secretary")
    await restrict(officer)
    for hour in (9, 12):
        pages.office.at(datetime(2026, 6, 8, hour, tzinfo=UTC))
        other = await pages.browser("secretary-2")
        await submit(other, await page(other, CASE), {"reason": MUST})
    pages.office.at(datetime(2026, 6, 8, 12, 20, tzinfo=UTC))
    officer = await pages.browser("secretary")
    shown = await page(officer, f"{CASE}/restriction")
    for what in ({**RESTRICT, "reason": MUST}, {**RESTRICT, "reason": WHY}):
        shown = await submit(officer, shown, what, action="/restriction")
        pages.office.at(datetime(2026, 6, 8, 12, 40, tzinfo=UTC))
    cut_short = "8 June 2026 at 1:20pm, when the restriction was changed or lifted"
    for one in (shown, await page(officer, f"{ADDRESS}/desk/alerts")):
        assert "8 June 2026 at 11:00am" in one.text
        assert one.text.count(cut_short) == one.text.count("changed or lifted") == 1
    assert (await page(other, CASE)).h1 == f"{REFERENCE}: restricted"


@pytest.mark.need("J8")
async def test_what_was_done_is_told_without_why_and_written_down_with_who(pages: Pages) -> None:
    office = pages.office
    officer, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    await restrict(officer)
    await submit(other, await page(other, CASE), {"reason": MUST})
    lifted = await submit(
        officer, await page(officer, f"{CASE}/restriction"), {"why": MUST}, action="/lifting"
    )
    assert "The restriction is lifted" in lifted.text
    names = ("case-restricted", "glass-broken", "restriction-lifted")
    [restricted, broken, ended] = await office.facts(*names)
    assert restricted["ground"] == Ground.STAFF_RELATIVE
    assert restricted["open_to"] == ["person:secretary", "role:chair"]
    assert (broken["broken_by"], broken["until"][:16]) == ("person:secretary-2", "2026-06-08T10:00")
    assert ended["lifted_by"] == "person:secretary"
    kept = await office.db.pool.fetch("select convert_from(data, 'utf8') as data from journal")
    assert not [row for row in kept if WHY in row["data"] or MUST in row["data"]]
    states = await office.db.pool.fetch("select state::text as state from restriction")
    assert not [row for row in states if WHY in row["state"] or MUST in row["state"]]
    log = await office.db.pool.fetch(
        "select action, allowed from access_log where actor = 'person:secretary-2' order by position"
    )
    assert ("see_case", False) in [tuple(row.values()) for row in log]
    assert ("broke the glass", True) in [tuple(row.values()) for row in log]
    assert (await page(other, CASE)).h1 == REFERENCE
