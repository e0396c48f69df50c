"""The way to a rapid review on pages and through the API: document first, the template, returns, statements."""

from datetime import date
from typing import Any

import pytest

from contracts.codes import Partner, ReviewPosition, Theme, View
from contracts.review.agency_return import Agency, AgencyReturnChasedV1, AwaitedReturn
from contracts.review.case_state import Stage
from contracts.review.rapid_review_steps import PartnerPositionStatedV1, Station
from contracts.review.reading import Considered, RapidReviewAssessedV1, ThemeAnswer
from services.correspondence.web.moves import BY_COMMAND
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.moves_tried import CANARY, PARTNERSHIP, on
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.partners_fixtures import CASE, House, house
from tests.integration.correspondence.rapid_facts import CLOCK, POINT, rapid_facts
from tests.support.page import HTML, page, submit

__all__ = ["house", "office", "pages"]
TEMPLATE = f"{ADDRESS}/partner/cases/{REFERENCE}/rapid-review-template"
FORM = f"{ADDRESS}/partner/cases/{REFERENCE}/moves/submit-rapid-review"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPED = {
    "partnership_view": "no",
    "positions.0.view": "no",
    "positions.2.view": "yes",
    "positions.2.withheld[]": ["yes"],
    "rationale": f"{CANARY}, rationale",
    "summary": f"{CANARY}, in\ntwo lines",
    "themes[]": ["neglect", "vulnerable_babies"],
    "sections.1.text": f"{CANARY}, facts",
    "learning.1.theme": "whole_family",
    "learning.1.text": f"{CANARY}, learning",
    "learning.1.owner": "Head of service",
    **on("learning.1.due_on", 30),
}


@pytest.mark.need("B3")
async def test_a_document_alone_is_sent_and_nothing_without_one(pages: Pages) -> None:
    browser = await pages.browser(PARTNERSHIP)
    address = f"{ADDRESS}/partner/cases/{REFERENCE}/moves/send-rapid-review-document"
    first = await page(browser, address)
    empty = await submit(browser, first, {}, status=422)
    assert empty.errors == {"document": "Choose the document"}
    file = {"document": ("review.txt", b"The rapid review, made up.", "text/plain")}
    done = await pages.answering(submit(browser, first, {}, files=file))
    assert BY_COMMAND["send-rapid-review-document"].done in done.text
    [command] = await pages.commands()
    assert command["document"]["media_type"] == "text/plain"


async def test_a_case_that_has_a_version_offers_another_one_last(house: House) -> None:
    browser = await house.browser(PARTNERSHIP)
    await house.told(2, Stage.RAPID_REVIEW_DUE)
    first = await page(browser, f"/partner{CASE}")
    assert "Send the rapid review" in first.links
    await house.submitted()
    await house.told(3, Stage.WITH_NATIONAL_BODY)
    shown = await page(browser, f"/partner{CASE}")
    offered = [words for words, to in shown.links.items() if "/moves/" in to]
    assert offered[-1] == "Send another version of the rapid review"
    assert (await page(browser, shown.links[offered[-1]])).h1 == offered[-1]


@pytest.mark.need("B4")
async def test_the_template_as_a_document_and_as_a_form_give_one_command(pages: Pages) -> None:
    browser = await pages.browser(PARTNERSHIP)
    offer = await page(browser, TEMPLATE)
    on_page = await submit(browser, offer, {}, action="/on-page")
    assert "Absences were not seen." in str(on_page.soup), "what is known stands in the form"
    kept = await submit(browser, on_page, {**TYPED, "then": "save"})
    assert "Your form is kept." in kept.text
    document = (await browser.get(f"{TEMPLATE}.docx")).content
    await pages.answering(submit(browser, await page(browser, FORM), {}))
    file = {"document": ("filled.docx", document, DOCX)}
    read = await submit(browser, offer, {}, files=file, action="/rapid-review-template")
    assert "The document that you sent is kept." in read.text
    await pages.answering(submit(browser, read, {}))
    by_form, by_document = [await pages.opened(one) for one in await pages.commands()]
    assert by_document.pop("document")["media_type"] == DOCX
    assert by_form.pop("document") is None
    assert by_document == by_form
    assert by_form["template_version"] == "rapid-review-1"
    assert by_form["summary"] == f"{CANARY}, in\ntwo lines"
    learned = {str(one["learning_id"]): one["text"] for one in by_form["learning"]}
    assert learned == {
        str(POINT): "Absences were not seen.",
        "None": f"{CANARY}, learning",
    }


async def test_a_document_replaces_what_was_saved_on_the_page_only_when_told_to(
    pages: Pages,
) -> None:
    browser = await pages.browser(PARTNERSHIP)
    offer = await page(browser, TEMPLATE)
    form = await submit(browser, offer, {}, action="/on-page")
    await submit(browser, form, {**TYPED, "then": "save"})
    document = (await browser.get(f"{TEMPLATE}.docx")).content
    await submit(browser, await page(browser, FORM), {"rationale": "Of Tuesday.", "then": "save"})
    file = {"document": ("filled.docx", document, DOCX)}
    action = "/rapid-review-template"
    asked = await submit(browser, offer, {}, files=file, action=action, status=422)
    assert "You saved other words on the page." in asked.errors["replace"]
    assert "Of Tuesday." in str((await page(browser, FORM)).soup), "nothing is lost meanwhile"
    told = {"replace[]": ["yes"]}
    read = await submit(browser, asked, told, files=file, action=action)
    assert f"{CANARY}, rationale" in str(read.soup)
    assert "Of Tuesday." not in str(read.soup)


async def test_what_is_not_the_template_of_this_case_is_refused_on_its_page(pages: Pages) -> None:
    browser = await pages.browser(PARTNERSHIP)
    offer = await page(browser, TEMPLATE)
    action = "/rapid-review-template"
    for files, words in (
        (None, "Choose the filled template."),
        ({"document": ("x.txt", b"x", "text/plain")}, "This is not a Word document"),
    ):
        shown = await submit(browser, offer, {}, files=files, action=action, status=422)
        assert words in shown.errors["document"]
    for sub in ("chair", "ashmere-police"):
        other = await pages.browser(sub)
        answer = await other.get(f"{TEMPLATE}.docx", headers=HTML)
        assert answer.status_code == 403, sub


async def told(house: House, **more: Any) -> None:
    for fact in await rapid_facts(house.office):
        await house.office.deliverer.give(fact, house.office.incident)
    await house.told(3, Stage.RAPID_REVIEW_DUE, station=Station.OPEN, **more)


@pytest.mark.need("B4")
async def test_a_system_fetches_the_template_and_sends_it_in(house: House) -> None:
    await told(house)
    path = f"{CASE}/rapid-review-template"
    fetched = await house.call("GET", path, "ashmere-partnership-system")
    assert fetched.headers["content-type"] == DOCX
    assert REFERENCE in fetched.headers["content-disposition"]
    bare = await house.call("POST", path, "ashmere-partnership-system", content=fetched.content)
    assert bare.status_code == 422
    assert bare.json()["errors"] == [
        {
            "pointer": "/partnership_view",
            "reason": "Choose the partnership's view on an LCSPR",
        }
    ]
    wrong = await house.call("POST", path, "ashmere-partnership-system", content=b"x")
    assert (wrong.status_code, wrong.json()["field"]) == (409, "document")
    assert await house.commands() == []
    other = await house.call("GET", path, "brackenford-manager")
    assert other.status_code == 404


@pytest.mark.need("B11")
async def test_the_manager_sees_what_is_missing_and_the_partner_is_written_to_once_a_day(
    house: House,
) -> None:
    awaited = AwaitedReturn(
        number=1, agency=Agency.SCHOOL, partner=Partner.AUTHORITY, due_on=date(2026, 6, 1), chased=1
    )
    await house.office.register()
    await told(house, awaited_returns=(awaited,))
    chased = AgencyReturnChasedV1(
        incident_id=house.office.incident,
        rapid_review_id=house.office.incident,
        reference=REFERENCE,
        number=1,
        agency=Agency.SCHOOL,
        partner=Partner.AUTHORITY,
        chased=1,
        chased_on=date(2026, 6, 9),
        clock=CLOCK,
    )
    for _ in range(2):
        await house.office.deliverer.give(chased, house.office.incident)
    shown = await page(await house.browser("ashmere-manager"), f"/partner{CASE}")
    assert "Returns awaited: 1, 1 of them overdue." in shown.text
    assert "School or college (A made-up school)" in shown.text
    assert "asked for again once" in shown.text
    listed = await page(await house.browser("ashmere-manager"), "/partner")
    assert "Returns of agencies missing: 1" in listed.text
    rows = await house.office.db.pool.fetch(
        "select kind, partner from delivery order by kind, partner"
    )
    assert [tuple(row) for row in rows] == [("reminder", "authority"), ("request", "authority")]
    while await house.office.deliveries.round():
        pass
    sent = house.office.post.sent.values()
    assert {one.kind for one in sent} == {"reminder", "request"}
    assert all(CANARY not in str(one) and "school" not in str(one).lower() for one in sent)


@pytest.mark.need("B10")
async def test_statements_stand_side_by_side_and_a_withheld_one_is_not_read_by_others(
    house: House,
) -> None:
    await told(house)
    await house.told(4, Stage.WITH_NATIONAL_BODY, station=Station.SUBMITTED)
    for partner, view, held in (
        (Partner.AUTHORITY, View.NO, False),
        (Partner.POLICE, View.DEFER, True),
    ):
        position = ReviewPosition(
            partner=partner,
            view=view,
            withheld=held,
            reservation=await house.office.seal(f"The {partner} says so."),
        )
        fact = PartnerPositionStatedV1(
            incident_id=house.office.incident,
            rapid_review_id=house.office.incident,
            reference=REFERENCE,
            stated_on=date(2026, 6, 2),
            positions=(position,),
        )
        await house.office.deliverer.give(fact, house.office.incident)
    for sub, root, reads in (
        ("ashmere-council", "/partner", False),
        ("ashmere-police", "/partner", True),
        ("secretary", "/desk", True),
    ):
        shown = await page(await house.browser(sub), f"{root}{CASE}")
        assert "The authority says so." in shown.text
        assert ("The police says so." in shown.text) is reads


@pytest.mark.need("B8", "B9")
async def test_how_the_panel_read_it_stands_at_the_desk_and_not_before_partners(
    house: House,
) -> None:
    await told(house)
    read = RapidReviewAssessedV1(
        incident_id=house.office.incident,
        rapid_review_id=house.office.incident,
        reference=REFERENCE,
        version=1,
        assessed_on=date(2026, 6, 2),
        vocabulary="themes-1",
        themes=(
            ThemeAnswer(
                theme=Theme.VULNERABLE_BABIES,
                answer=Considered.NOT_RELEVANT,
                because=await house.office.seal("The child is fourteen."),
            ),
        ),
        working_days_taken=17,
        late=True,
    )
    await house.office.deliverer.give(read, house.office.incident)
    desk = await page(await house.browser("secretary"), f"/desk{CASE}")
    assert "Not relevant" in desk.text
    assert "Vulnerability of babies: because. The child is fourteen." in desk.text
    partner = await page(await house.browser("ashmere-manager"), f"/partner{CASE}")
    assert "The child is fourteen." not in partner.text


@pytest.mark.need("J2")
async def test_staff_open_no_document_before_it_is_sent_and_no_work_of_a_withdrawn_case(
    house: House,
) -> None:
    await told(house)
    client, desk = await house.browser("ashmere-council"), await house.browser("secretary")
    kept = await house.call(
        "POST", f"{CASE}/documents?title=Draft.txt", "ashmere-council", content=b"Not sent yet."
    )
    id_ = kept.json()["id"]
    await house.office.db.pool.execute("update document set scan_state = 'clean'")
    assert (await client.get(f"/partner/documents/{id_}")).status_code == 200
    assert (await desk.get(f"/desk/documents/{id_}")).status_code == 404
    await house.told(5, Stage.CANCELLED, station=Station.CANCELLED)
    assert "A made-up school" not in (await page(desk, f"/desk{CASE}")).text
    await house.submitted()
    assert "A made-up school" in (await page(desk, f"/desk{CASE}")).text, "it was sent before"


async def test_the_panel_reads_of_a_rapid_review_on_its_way_once_it_is_sent(house: House) -> None:
    await told(house)
    desk = await house.browser("secretary")
    before = await page(desk, f"/desk{CASE}")
    assert "A made-up school" not in before.text
    assert (
        "A made-up school"
        in (await page(await house.browser("ashmere-council"), f"/partner{CASE}")).text
    )
    await house.told(4, Stage.WITH_NATIONAL_BODY, station=Station.SUBMITTED)
    assert "A made-up school" in (await page(desk, f"/desk{CASE}")).text
