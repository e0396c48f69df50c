"""The library, what partnerships can carry, and digests: pages of the desk and of partners."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest

from contracts.codes import Clock
from contracts.review.lcspr import LcsprInitiatedV1, LcsprPublishedV1
from contracts.review.lcspr_course import LcsprScopeSetV1
from contracts.review.lcspr_ending import LcsprBundleAssembledV1
from services.correspondence.digest.handlers import Digests
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, Page, page, submit

__all__ = ["office", "pages"]
LIBRARY = f"{ADDRESS}/desk/library"
GUIDE = {
    "title": "Hearing children in a review",
    "resource_kind": "guide",
    "address": "https://library.example/hearing-children",
    "milestones[]": ["scope", "family"],
    "methods[]": ["narrative"],
    "participation[]": ["children", "families"],
    "co_production": "co_produced",
    "commissioned[]": ["yes"],
}


@pytest.mark.need("E6")
async def test_a_resource_is_entered_with_its_tags_and_found_by_them(pages: Pages) -> None:
    desk = await pages.browser("secretary")
    first = await page(desk, LIBRARY)
    assert "None is listed." in first.text
    done = await submit(desk, first, GUIDE, action="/desk/library")
    assert "The resource is in the register." in done.text
    await submit(desk, first, GUIDE, action="/desk/library")
    [told] = await pages.office.facts("resource-listed")
    assert (told["co_production"], told["participation"]) == (
        "co_produced",
        ["children", "families"],
    )
    partner = await pages.browser("ashmere-manager")
    tagged = await page(partner, f"{ADDRESS}/partner/library?tag=children")
    assert tagged.links[GUIDE["title"]] == GUIDE["address"]
    assert "Made together with those it is for; commissioned by the Panel" in tagged.text
    assert GUIDE["title"] not in (await page(partner, f"{ADDRESS}/partner/library?tag=report")).text
    assert "Enter a resource" not in tagged.text


async def test_a_resource_is_withdrawn_and_recommended_no_more(pages: Pages) -> None:
    desk = await pages.browser("secretary")
    done = await submit(desk, await page(desk, LIBRARY), GUIDE, action="/desk/library")
    entry = await page(desk, _entry_of(done))
    gone = await submit(desk, entry, {}, action="/withdrawal")
    assert "The resource is recommended no longer." in gone.text
    assert "None is listed." in gone.text
    assert len(await pages.office.facts("resource-withdrawn")) == 1


def _entry_of(library: Page) -> str:
    return ADDRESS + library.links[f"Change or withdraw : {GUIDE['title']}"]


def _title_in(entry: Page) -> str:
    field = entry.form().select_one("input[name=title]")
    assert field is not None
    return str(field["value"])


@pytest.mark.need("E6")
async def test_an_entry_is_changed_and_who_wrote_meanwhile_is_told_what_it_says_now(
    pages: Pages,
) -> None:
    desk = await pages.browser("secretary")
    listed = await submit(desk, await page(desk, LIBRARY), GUIDE, action="/desk/library")
    entry = await page(desk, _entry_of(listed))
    other = await pages.browser("secretary-2")
    read_before = await page(other, entry.address)
    assert _title_in(entry) == GUIDE["title"]
    ticked = {
        str(one["value"]) for one in entry.form().select("input[name='milestones[]'][checked]")
    }
    assert ticked == {"scope", "family"}
    action = entry.address.removeprefix(ADDRESS)
    wrong = await submit(desk, entry, {"title": ""}, action=action, status=422)
    assert set(wrong.errors) == {"title"}
    done = await submit(desk, entry, {"title": "Hearing a child"}, action=action)
    assert "The entry is changed." in done.text
    facts = await pages.office.facts("resource-listed")
    assert [(one["version"], one["title"]) for one in facts] == [
        (1, GUIDE["title"]),
        (2, "Hearing a child"),
    ]
    late = await submit(other, read_before, {"title": "Hearing them"}, action=action, status=409)
    assert "Somebody changed this entry while you wrote." in late.text
    assert "What it says now Title Hearing a child" in late.text
    assert _title_in(late) == "Hearing them"
    kept = await submit(other, late, {}, action=action)
    assert "Hearing them" in kept.text
    chair = await pages.browser("chair")
    assert (await chair.get(entry.address, headers=HTML)).status_code == 403


async def test_a_resource_that_is_not_whole_is_not_entered(pages: Pages) -> None:
    desk = await pages.browser("secretary")
    typed = {**GUIDE, "title": "", "address": "not an address", "milestones[]": []}
    first = await page(desk, LIBRARY)
    shown = await submit(desk, first, typed, status=422, action="/desk/library")
    assert set(shown.errors) == {"title", "address", "milestones"}
    for sub in ("chair", "ashmere-manager"):
        other = await pages.browser(sub)
        sent: dict[str, Any] = {**GUIDE, "token": await pages.token(other)}
        assert (await other.post(LIBRARY, data=sent, headers=HTML)).status_code == 403
    assert await pages.office.facts("resource-listed") == []


@pytest.mark.need("E5")
async def test_methods_and_capacity_stand_where_the_scope_is_set(pages: Pages) -> None:
    manager = await pages.browser("ashmere-manager")
    where = f"{ADDRESS}/partner/capacity/ashmere"
    first = await page(manager, where)
    assert "It has not been stated yet." in first.text
    assert "pages have a form for it" not in first.text, "it is that form"
    typed = {"reviews_at_once": "0", "trained_reviewers": "1", "days_a_month": "8"}
    done = await submit(manager, first, typed)
    assert "It is recorded." in done.text
    [told] = await pages.office.facts("capacity-stated")
    assert (told["partnership"], told["reviews_at_once"]) == ("ashmere", 0)
    await _running(pages)
    scope = await page(manager, f"{ADDRESS}/partner/cases/{REFERENCE}/moves/set-lcspr-scope")
    assert "A short review, or one that is desk-based" in scope.text
    assert "Practitioners and their managers meet for a day" in scope.text
    wrong = await submit(manager, first, {**typed, "days_a_month": "many"}, status=422)
    assert wrong.errors == {"days_a_month": "Give the days of work a month, a number from 0 to 99"}
    assert (await manager.get(f"{ADDRESS}/partner/capacity/brackenford")).status_code == 404


async def _running(pages: Pages) -> None:
    """The case's LCSPR is in progress."""
    sql = 'update case_view set state = state || \'{"lcspr_status": "initiated"}\''
    await pages.office.db.pool.execute(sql)


async def _local_review(pages: Pages, incident: UUID) -> None:
    own: dict[str, Any] = {
        "incident_id": incident,
        "lcspr_id": incident,
        "reference": REFERENCE,
    }
    clock = Clock(
        code="L1",
        title="Complete and publish the LCSPR",
        started_on="2026-06-08",
        due_on="2026-12-08",
        basis="guidance",
        policy_version="clocks-1",
    )
    scope = LcsprScopeSetV1(
        **own,
        version=1,
        set_on="2026-06-08",
        lines_of_enquiry=("neglect", "other"),
        method="narrative",
        proportion="short",
        why=await pages.office.seal("It is enough."),
    )
    begun = LcsprInitiatedV1(**own, partnership="ashmere", initiated_on="2026-06-08", clock=clock)
    published = LcsprPublishedV1(
        **own,
        published_on="2026-06-08",
        address="https://ashmere.example/report",
        days_late=0,
        early=True,
        available_until="2027-06-08",
        clock=clock,
        basis="guidance",
    )
    for fact in (begun, scope, published):
        await pages.office.deliverer.give(fact, incident)


@pytest.mark.need("E4")
async def test_a_digest_is_drafted_worded_approved_by_another_and_read_by_partners(
    pages: Pages,
) -> None:
    await _local_review(pages, pages.office.incident)
    digests = Digests(pages.office.db, pages.office.service.clock)
    assert await digests.round() == 1, "the quarter before, in which nothing happened"
    pages.office.at(datetime(2026, 7, 1, 9, tzinfo=UTC))
    pages.office.at(datetime(2026, 7, 1, 9, tzinfo=UTC))
    assert await digests.round() == 1
    assert await digests.round() == 0
    desk = await pages.browser("secretary")
    listed = await page(desk, f"{ADDRESS}/desk/digests")
    first = await page(desk, ADDRESS + listed.links["1 April 2026 to 30 June 2026"])
    assert "Ashmere Safeguarding Children Partnership" in first.text
    assert "No theme was found in enough cases to be named." in first.text
    empty = await submit(desk, first, {"words": ""}, status=422, action="/words")
    assert "words" in empty.errors
    worded = await submit(desk, first, {"words": "Hear the child early."}, action="/words")
    assert "waits for another person" in worded.text
    assert "Approve and issue" not in worded.text
    partner = await pages.browser("ashmere-manager")
    assert "30 June" not in (await page(partner, f"{ADDRESS}/partner/digests")).text
    address = worded.address.split("?")[0].replace("/desk/", "/partner/")
    assert (await partner.get(address)).status_code == 404
    colleague = await pages.browser("secretary-2")
    waiting = await page(colleague, address.replace("/partner/", "/desk/"))
    issued = await submit(colleague, waiting, {}, action="/approval")
    assert "The digest is issued" in issued.text
    [told] = await pages.office.facts("digest-issued")
    assert (told["begun"], told["published"], told["themes"]) == (1, 1, [])
    shown = await page(partner, address)
    assert "Hear the child early." in shown.text
    assert "Word it" not in shown.text


async def test_words_of_a_colleague_are_not_written_over_from_an_old_page(pages: Pages) -> None:
    await Digests(pages.office.db, pages.office.service.clock).round()
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    listed = await page(one, f"{ADDRESS}/desk/digests")
    [where] = [href for href in listed.links.values() if "/desk/digests/" in href]
    old = await page(other, ADDRESS + where)
    await submit(one, await page(one, ADDRESS + where), {"words": "Hear."}, action="/words")
    kept = await submit(other, old, {"words": "Listen."}, action="/words", status=409)
    assert list(kept.errors) == ["words"]
    assert "Hear." in kept.text
    assert kept.form("/words").select_one("textarea").get_text().strip() == "Listen."  # type: ignore[union-attr]
    both = await submit(other, kept, {"words": "Hear. Listen."}, action="/words")
    assert "waits for another person" in both.text


async def test_one_does_not_approve_ones_own_words(pages: Pages) -> None:
    digests = Digests(pages.office.db, pages.office.service.clock)
    await digests.round()
    desk = await pages.browser("secretary")
    listed = await page(desk, f"{ADDRESS}/desk/digests")
    [where] = [href for href in listed.links.values() if "/desk/digests/" in href]
    first = await page(desk, ADDRESS + where)
    await submit(desk, first, {"words": "Hear the child early."}, action="/words")
    sent = {"token": await pages.token(desk), "read": "1"}
    answer = await desk.post(f"{ADDRESS}{where}/approval", data=sent, headers=HTML)
    assert answer.status_code == 409
    assert "Another person than those who wrote it approves it." in answer.text
    missing = await desk.get(f"{ADDRESS}/desk/digests/{uuid4()}", headers=HTML)
    assert missing.status_code == 404


async def test_the_page_of_a_case_shows_its_local_review_and_its_ledger(pages: Pages) -> None:
    await _running(pages)
    desk = await pages.browser("secretary")
    await submit(
        desk,
        await page(desk, LIBRARY),
        {**GUIDE, "milestones[]": ["reviewer"]},
        action="/desk/library",
    )
    shown = await page(desk, f"{ADDRESS}/desk/cases/{REFERENCE}")
    assert "Local review" in shown.text
    assert "Share the audit." in shown.text
    assert "Resources on choosing a reviewer" in shown.text
    assert GUIDE["title"] in shown.links


@pytest.mark.need("E2")
async def test_what_goes_out_before_publication_is_one_file(pages: Pages) -> None:
    await _running(pages)
    manager = await pages.browser("ashmere-manager")
    case = f"{ADDRESS}/partner/cases/{REFERENCE}"
    assert (await manager.get(f"{case}/bundle.zip", headers=HTML)).status_code == 404
    content, title = b"The report, made up.", "report.txt"
    file = {"document": (title, content, "text/plain")}
    form = await page(manager, f"{case}/moves/assemble-lcspr-bundle")
    typed = {"assembled_on-day": "5", "assembled_on-month": "6", "assembled_on-year": "2026"}
    await pages.answering(submit(manager, form, typed, files=file))
    [command] = await pages.commands()
    told = LcsprBundleAssembledV1(
        incident_id=pages.office.incident,
        lcspr_id=pages.office.incident,
        reference=REFERENCE,
        version=1,
        assembled_on=command["assembled_on"],
        document=command["document"],
        parts=("improvements",),
        missing=("why",),
    )
    await pages.office.deliverer.give(told, pages.office.incident)
    shown = await page(manager, case)
    where = shown.links["What goes out before publication, as one file"]
    answer = await manager.get(ADDRESS + where)
    with ZipFile(BytesIO(answer.content)) as archive:
        about = archive.read("about.txt").decode()
        assert [title in archive.namelist(), command["document"]["scan_state"] == "clean"] in (
            [True, True],
            [False, False],
        )
    assert "- A summary of the improvements recommended: yes" in about
    assert "- An analysis of why actions were or were not taken: MISSING" in about
    assert "Made-up data" in about
