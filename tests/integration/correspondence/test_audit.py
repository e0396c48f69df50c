"""Who looked at what in correspondence, read by those who may, and that written down too."""

import pytest

from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, page

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
    assert "words=harbour" in everything.text, "a search is written down with what was sought"
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
    assert "read the audit day 2026-06-09" in mine.text


@pytest.mark.need("J2")
@pytest.mark.parametrize("sub", ["secretary", "chair", "member-law", "ashmere-manager"])
async def test_nobody_else_reads_the_audit(pages: Pages, sub: str) -> None:
    answer = await (await pages.browser(sub)).get(AUDIT, headers=HTML)
    assert answer.status_code == 403


async def test_the_data_protection_lead_reads_no_case(pages: Pages) -> None:
    lead = await pages.browser("data-protection")
    for path in (f"cases/{REFERENCE}", "cases", "letters", "tasks"):
        assert (await lead.get(f"{ADDRESS}/desk/{path}", headers=HTML)).status_code == 403, path
