"""Who looked at what in correspondence, read by those who may, and that written down too."""

import pytest

from chassis.access import audit_read
from chassis.identity import Actor
from deploy.local.people import BY_SUB
from services.correspondence.document import store
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, for_a_program, page

__all__ = ["office", "pages"]
AUDIT = f"{ADDRESS}/desk/audit"


@pytest.mark.need("J1")
async def test_every_look_is_found_by_case_person_kind_and_day(pages: Pages) -> None:
    case = f"{ADDRESS}/desk/cases/{REFERENCE}"
    await page(await pages.browser("chair"), case)
    await page(await pages.browser("secretary"), f"{ADDRESS}/desk/cases?words=harbour")
    partner = await pages.browser("ashmere-police")
    assert (await partner.get(f"{ADDRESS}/partner/cases/CSPR-2026-00001-A")).status_code == 404
    lead = await pages.browser("data-protection")
    everything = await page(lead, f"{ADDRESS}/")
    assert everything.h1 == "Who looked at what"
    assert "Marguerite Stone (chair) chair, member see case" in everything.text
    assert "words harbour" in everything.text, "a search is written down with what was sought"
    assert "see case (refused) no such case" in everything.text
    for query, there, not_there in (
        (f"about={REFERENCE.lower()}", "Marguerite Stone", "Wren Halloway"),
        ("person=secretary", "saw worklist", "Marguerite Stone"),
        ("kind=saw+work", "Wren Halloway", "Marguerite Stone"),
        ("kind=see+case", "Marguerite Stone", "Wren Halloway"),
        ("day=2026-06-08&person=chair", "see case", "saw worklist"),
        ("day=2026-06-09", "Nothing was looked at", "Marguerite Stone"),
    ):
        shown = await page(lead, f"{AUDIT}?{query}")
        assert there in shown.text, query
        assert not_there not in shown.text, query
    mine = await page(lead, f"{AUDIT}?person=data-protection")
    assert f"read the audit {REFERENCE.lower()}" in mine.text
    assert "read the audit day 9 June 2026" in mine.text
    assert not for_a_program(everything.soup)


async def test_who_looked_at_one_document_is_found_by_the_link_in_its_row(pages: Pages) -> None:
    office = pages.office
    content, keys = b"%PDF-1.7 x", office.service.keys
    async with office.db.begin() as tx:
        incident, by = office.incident, "person:ashmere-manager"
        kept = await store.add(tx, keys, incident, content, "Notes.pdf", by, "clean")
        reader = Actor.from_claims(BY_SUB["secretary"].claims())
        await audit_read(tx.conn, reader, "opened a document", str(kept.id), at=tx.now)
    case = f"{ADDRESS}/desk/cases/{REFERENCE}"
    await page(await pages.browser("chair"), case)
    lead = await pages.browser("data-protection")
    shown = await page(lead, AUDIT)
    of = f"a document of {REFERENCE}"
    assert f"opened a document {of}" in shown.text
    assert not for_a_program(shown.soup)
    of_it = await page(lead, ADDRESS + shown.links[of])
    assert of in of_it.text
    assert "see case" not in of_it.text


async def test_a_page_of_the_audit_is_short_and_leads_to_what_is_older(pages: Pages) -> None:
    lead = await pages.browser("data-protection")
    for _ in range(27):
        shown = await page(lead, AUDIT)
    assert len(shown.soup.select("tbody tr")) == 25
    older = await page(lead, ADDRESS + shown.links["Older"])
    assert len(older.soup.select("tbody tr")) == 1, "before the 27th there were 26"


@pytest.mark.need("J2")
@pytest.mark.parametrize("sub", ["secretary", "chair", "member-law", "ashmere-manager"])
async def test_nobody_else_reads_the_audit(pages: Pages, sub: str) -> None:
    answer = await (await pages.browser(sub)).get(AUDIT, headers=HTML)
    assert answer.status_code == 403


async def test_the_data_protection_lead_reads_no_case(pages: Pages) -> None:
    lead = await pages.browser("data-protection")
    for path in (f"cases/{REFERENCE}", "cases", "letters", "tasks"):
        assert (await lead.get(f"{ADDRESS}/desk/{path}", headers=HTML)).status_code == 403, path
