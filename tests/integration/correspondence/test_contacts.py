"""Calls and meetings are logged at the desk; what was agreed is followed up; who heard nothing for longest is seen."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from contracts.codes import Partner
from contracts.correspondence import LetterIssuedV1, ReplyReceivedV1
from contracts.review.meeting import FollowUp, MeetingHeldV1
from services.correspondence.read_models import last_contact
from tests.integration.correspondence.letters_fixtures import REFERENCE, Office, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, DIALOGUE, Pages, pages
from tests.integration.correspondence.test_threads import reply_to, told
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
DESK = f"{ADDRESS}/desk"
NOTE, AGREED = "Canary of a note", "Canary of an action"


def on(day: str) -> dict[str, str]:
    parts = ("day", "month", "year")
    return {f"contact_on-{part}": n for part, n in zip(parts, day.split(), strict=True)}


TYPED: dict[str, Any] = {
    "channel": "teams",
    **on("5 6 2026"),
    "organisations[]": ["ashmere-police"],
    "note": NOTE,
    "actions.0.text": AGREED,
    "actions.0.owner": "Head of service",
    "actions.0.due_on-day": "7",
    "actions.0.due_on-month": "6",
    "actions.0.due_on-year": "2026",
}


@pytest.mark.need("D5")
async def test_a_call_is_logged_from_its_case_and_what_was_agreed_is_late_until_it_is_done(
    pages: Pages,
) -> None:
    desk = await pages.browser("secretary")
    case = await page(desk, f"{DESK}/cases/{REFERENCE}")
    form = await page(desk, f"{ADDRESS}{case.links['Log a call or a meeting']}")
    empty = await submit(desk, form, {}, status=422)
    assert set(empty.errors) == {"channel", "contact_on-day"}
    nobody = await submit(desk, form, {**TYPED, "organisations[]": []}, status=409)
    assert nobody.errors["organisations"].startswith("Say with whom.")
    for _click in range(2):
        shown = await submit(desk, form, TYPED)
    assert shown.h1 == "Microsoft Teams, 5 June 2026"
    assert NOTE in shown.text
    assert f"1. Head of service, by 7 June 2026 Late {AGREED}" in shown.text
    assert "1 agreed with partners and late" in (await page(desk, f"{DESK}/cases")).links
    done = await submit(desk, shown, {}, action="/actions/1")
    assert "Done 8 June 2026" in done.text
    log = await page(desk, f"{DESK}/contacts/log")
    assert "Microsoft Teams 5 June 2026 The police" in log.text
    assert "Calls, Teams and meetings together 100%" in log.text
    assert "not done" not in log.text
    facts = await pages.office.facts("contact-logged", "contact-action-done")
    assert [one["name"] for one in facts] == ["contact-logged", "contact-action-done"]
    assert (facts[0]["channel"], facts[0]["partners"]) == ("teams", ["police"])
    assert NOTE not in str(facts)
    assert AGREED not in str(facts)
    stored = await pages.office.db.pool.fetchval("select state::text from contact")
    assert NOTE not in stored
    for who in ("ashmere-police", "ashmere-manager"):
        partner = await pages.browser(who)
        own = await page(partner, f"{ADDRESS}/partner/cases/{REFERENCE}")
        assert "Log a call" not in own.text
        assert (await partner.get(shown.address, headers=HTML)).status_code == 403


async def test_a_contact_belongs_where_its_case_is_now(pages: Pages) -> None:
    desk, lead = await pages.browser("secretary"), await pages.browser("regional-lead")
    form = await page(desk, f"{DESK}/cases/{REFERENCE}/contact")
    shown = await submit(desk, form, TYPED)
    log, late = f"{DESK}/contacts/log", "1 agreed with partners and late"
    seen = await page(lead, shown.address)
    await pages.office.db.pool.execute("update case_view set region_code = 'E12000007'")
    assert "5 June 2026" not in (await page(lead, log)).text
    assert late not in (await page(lead, f"{DESK}/cases")).links
    await submit(lead, seen, {}, action="/actions/1", status=404)
    await pages.office.db.pool.execute("update partnership set region_code = 'E12000007'")
    await pages.office.db.pool.execute("update case_view set region_code = 'E12000005'")
    assert "5 June 2026" in (await page(lead, log)).text
    done = await submit(lead, seen, {}, action="/actions/1")
    assert "Done 8 June 2026" in done.text


async def met(pages: Pages) -> None:
    """Review tells of a meeting to which the health partner came."""
    seal = pages.office.seal
    follow = FollowUp(number=1, owner=await seal("Chair"), text=await seal("Send the audit."))
    held = MeetingHeldV1(
        incident_id=pages.office.incident,
        reference=REFERENCE,
        dialogue_id=DIALOGUE,
        held_on=date(2026, 6, 6),
        attended=(Partner.HEALTH,),
        note=await seal(NOTE),
        actions=(follow,),
    )
    await pages.office.deliverer.give(held, pages.office.incident)


@pytest.mark.need("D5")
async def test_a_meeting_that_review_tells_of_stands_in_the_log_and_is_told_of_no_second_time(
    pages: Pages,
) -> None:
    await met(pages)
    desk = await pages.browser("secretary")
    shown = await page(desk, f"{DESK}/contacts/one/{DIALOGUE}")
    assert NOTE in shown.text
    assert "1. Chair To be done Send the audit." in shown.text
    await submit(desk, shown, {}, action="/actions/1")
    [fact] = await pages.office.facts("contact-logged", "contact-action-done")
    assert (fact["name"], fact["number"]) == ("contact-action-done", 1)


async def silences(office: Office) -> dict[str, tuple[date | None, str | None, date | None]]:
    async with office.db.read() as conn:
        found = await last_contact.of_partnership(conn, "ashmere")
    return {one.partner: (one.last_on, one.last_way, one.spoke_on) for one in found}


@pytest.mark.need("D8")
async def test_days_since_last_contact_count_letters_replies_meetings_and_calls_the_longest_on_top(
    pages: Pages,
) -> None:
    office, desk = pages.office, await pages.browser("secretary")
    assert set((await silences(office)).values()) == {(None, None, None)}
    await met(pages)
    letter = await office.issue()
    await told(office, LetterIssuedV1)
    office.at(datetime(2026, 6, 10, 9, tzinfo=UTC))
    await reply_to(pages, "ashmere-council", letter)
    await told(office, ReplyReceivedV1)
    alone = await page(desk, f"{DESK}/contacts/new?with=ashmere")
    plain = {"channel": "call", **on("9 6 2026"), "organisations[]": ["ashmere-police"]}
    done = await submit(desk, alone, plain)
    assert done.h1 == "Telephone call, 9 June 2026"
    assert await silences(office) == {
        "authority": (date(2026, 6, 10), "reply", date(2026, 6, 10)),
        "health": (date(2026, 6, 8), "letter", date(2026, 6, 6)),
        "police": (date(2026, 6, 9), "call", date(2026, 6, 9)),
    }
    office.at(datetime(2026, 6, 20, 9, tzinfo=UTC))
    by = await page(desk, f"{DESK}/contacts?by=organisation")
    rows = [row.get_text(" ", strip=True) for row in by.soup.select("tbody tr")]
    assert [row.split()[1] for row in rows] == ["Integrated", "Police", "Council"]
    assert "12 days Letter 14 days ago" in rows[0]
    whole = await page(desk, f"{DESK}/contacts")
    assert "Ashmere Safeguarding Children Partnership 10 days Their reply" in whole.text
    case = await page(desk, f"{DESK}/cases/{REFERENCE}")
    assert (
        "Integrated care board, Ashmere Integrated Care Board: 12 days since last contact"
        in case.text
    )


@pytest.mark.need("D8")
async def test_a_regional_lead_sees_and_logs_the_contacts_of_the_own_region_alone(
    pages: Pages,
) -> None:
    await pages.office.db.pool.execute(
        "insert into partnership values ('brackenford', 'Brackenford Partnership', 'E12000007')"
    )
    lead = await pages.browser("regional-lead")
    listed = await page(lead, f"{DESK}/contacts?region=E12000007")
    assert "1 in all" in listed.text
    assert "Ashmere Safeguarding Children Partnership" in listed.text
    form = await page(lead, f"{ADDRESS}{listed.links['Log a contact']}")
    typed = {"channel": "call", **on("8 6 2026"), "organisations[]": ["ashmere-health"]}
    noted = await submit(lead, form, typed)
    assert noted.h1 == "Telephone call, 8 June 2026"
    await page(lead, f"{DESK}/contacts/new?with=brackenford", 404)
