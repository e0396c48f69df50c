"""The Panel's own pages: flags, readers, one pack, routine cases together, minutes, members, guidance."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
import pytest

from chassis.clock import LONDON
from contracts.analytics import TrendReleasedV1
from contracts.catalogue import by_model
from contracts.codes import Clock, DocumentRef, Outcome, Partner, ReviewPosition, View
from contracts.envelope import Fact
from contracts.review.advice import AdviceAskedV1, AdviceTopic
from contracts.review.consideration import CaseListedV1, MemberRecusedV1
from contracts.review.meeting import Attendance, AttendanceRecordedV1
from contracts.review.member import MEMBER_REGISTER, InterestDeclaredV1
from contracts.review.minutes import MinutesAgreedV1
from contracts.review.preparation import (
    CaseConsideredV1,
    CaseTriagedV1,
    DissentRecordedV1,
    Reader,
    ReaderCommentedV1,
    ReadersAllocatedV1,
    Route,
    Sat,
)
from contracts.review.rapid_review import RapidReviewSubmittedV1
from contracts.tools.samples import data_of
from services.correspondence.document import store as documents
from services.correspondence.read_models import cases
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import (
    ADDRESS,
    MEETING,
    Pages,
    pages,
)
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
AT = f"{ADDRESS}/desk/meetings/{MEETING}"
CASE = f"{ADDRESS}/desk/cases/{REFERENCE}"
P1 = Clock(
    code="P1",
    title="The Panel's reply",
    started_on=date(2026, 5, 29),
    due_on=date(2026, 6, 12),
    basis="service level of the Panel",
    policy_version="clocks-1",
)


async def told(pages: Pages, model: type[Fact], **more: Any) -> None:
    """Review tells of the case."""
    ids = {"incident_id": pages.office.incident, "reference": REFERENCE}
    given = {n: v for n, v in ids.items() if n in model.model_fields}
    if "round" in model.model_fields:
        given["round"] = 2
    await pages.office.deliverer.give(model(**{**given, **more}), pages.office.incident)


async def prepared(
    pages: Pages, route: Route = Route.ROUTINE, document: DocumentRef | None = None
) -> None:
    """The case has come, is triaged, read, commented on and listed."""
    seal = pages.office.seal
    await told(
        pages,
        RapidReviewSubmittedV1,
        rapid_review_id=pages.office.incident,
        version=3,
        received_on=date(2026, 5, 29),
        document=document,
        partnership_view=View.NO,
        positions=(ReviewPosition(partner=Partner.POLICE, view=View.NO),),
        rationale=await seal("The learning is there."),
        summary=await seal("Two services held different parts."),
        themes=("unseen_male_carer",),
        warnings=("no positions",),
        clock=P1.model_copy(update={"code": "RR1"}),
        reply_clock=P1,
    )
    note = await seal("A short one.")
    await told(pages, CaseTriagedV1, triaged_on=date(2026, 6, 5), route=route, note=note)
    readers = (Reader(member_id="member-law", sector="law", load=0),)
    await told(pages, ReadersAllocatedV1, readers=readers, by_load=True)
    await told(
        pages,
        ReaderCommentedV1,
        member_id="member-law",
        comment=await seal("I would ratify."),
        proposes=Outcome.AGREE_NO_LCSPR,
    )
    await told(pages, CaseListedV1, meeting_id=MEETING, meeting_on=date(2026, 6, 18))


async def held(pages: Pages) -> None:
    """The meeting took place."""
    pages.office.at(datetime(2026, 6, 18, 17, tzinfo=LONDON))
    members = (
        Attendance(member_id="member-health", sector="health", present=True),
        Attendance(member_id="member-law", sector="law", present=True),
    )
    fact = AttendanceRecordedV1(
        meeting_id=MEETING,
        held_on=date(2026, 6, 18),
        members=members,
        counted=2,
        needed=5,
        sectors_missing=("police",),
    )
    await pages.office.deliverer.give(fact, MEETING)


@pytest.mark.need("B6")
async def test_flags_say_what_to_look_at_and_why(pages: Pages) -> None:
    await prepared(pages)
    model = by_model()[TrendReleasedV1]
    fact = TrendReleasedV1.model_validate({**data_of(model), "theme": "unseen_male_carer"})
    await pages.office.deliverer.give(fact, UUID(int=7))
    pages.office.at(datetime(2026, 9, 1, 9, tzinfo=LONDON))
    async with pages.office.db.read() as conn:
        state = (await cases.find(conn, REFERENCE) or pytest.fail("no case")).told
    assert state
    late = state.model_copy(update={"version": 3, "clocks": (P1,)})
    await pages.office.deliverer.give(late, pages.office.incident)
    shown = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/cases?words=Ash")
    for words in (
        "Late : a clock was due on 12 June 2026",
        "Missing : no positions; 3 answers owed",
        "Recurring theme : unseen male carer",
        "Routine",
    ):
        assert words in shown.text
    one = await page(await pages.browser("secretary"), CASE)
    assert "a clock was due on 12 June 2026" in one.text
    partner = await page(await pages.browser("ashmere-manager"), f"{ADDRESS}/partner")
    assert "Routine" not in partner.text


@pytest.mark.need("C16")
async def test_a_member_sees_what_they_are_to_read_and_how_the_case_was_prepared(
    pages: Pages,
) -> None:
    await prepared(pages)
    browser = await pages.browser("member-law")
    assert f"You lead-read: {REFERENCE}" in (await page(browser, f"{ADDRESS}/desk/cases")).text
    shown = await page(browser, CASE)
    for words in ("Lead readers Rafiq Osei", "I would ratify.", "A short one."):
        assert words in shown.text
    partner = await page(
        await pages.browser("ashmere-manager"), f"{ADDRESS}/partner/cases/{REFERENCE}"
    )
    assert "ratify" not in str(partner.soup)
    assert "A short one." not in str(partner.soup)


async def test_who_reads_least_is_offered_first_and_the_conflicted_are_not(pages: Pages) -> None:
    await prepared(pages)
    tie = InterestDeclaredV1(
        register_id=MEMBER_REGISTER, member_id="member-police", partnership="ashmere"
    )
    await pages.office.deliverer.give(tie, MEMBER_REGISTER)
    reason = await pages.office.seal("Worked there.")
    await told(pages, MemberRecusedV1, member_id="member-law", reason=reason)
    shown = await page(await pages.browser("secretary"), f"{CASE}/moves/allocate-readers")
    offered = [str(one["value"]) for one in shown.soup.select("input[type=checkbox]")]
    assert not {"member-law", "member-police"} & set(offered)
    assert "Anneke Brandt, police: tied to this partnership" in shown.text
    assert "Rafiq Osei, law: recused from this case" in shown.text
    browser = await pages.browser("secretary")
    wrong = await submit(browser, shown, {"how": "named"}, status=422)
    assert wrong.errors == {"member_ids": "Tick the readers"}
    await pages.answering(submit(browser, shown, {"how": "load"}))
    [command] = await pages.commands()
    assert command["member_ids"] == []


@pytest.mark.need("C16")
async def test_the_papers_are_one_tagged_file_with_the_documents_inside_and_audited(
    pages: Pages,
) -> None:
    office = pages.office
    async with office.db.begin() as tx:
        keys = office.service.keys
        sent, _left = [
            await documents.add(tx, keys, office.incident, text, "review.txt", "person:x", "clean")
            for text in (b"Made-up review", b"Not sent yet")
        ]
    await prepared(pages, document=sent.ref())
    browser = await pages.browser("member-health")
    answer = await browser.get(f"{AT}/papers.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        [name] = pdf.attachments
        assert pdf.attachments[name].get_file().read_bytes() == b"Made-up review"
    log = await office.db.pool.fetch(
        "select actor, object from access_log where action = 'took papers of'"
    )
    assert [(one["actor"], one["object"]) for one in log] == [("person:member-health", REFERENCE)]


@pytest.mark.need("C5", "C16")
async def test_the_papers_of_a_case_are_kept_from_who_is_recused(pages: Pages) -> None:
    await prepared(pages)
    reason = await pages.office.seal("Worked there.")
    await told(pages, MemberRecusedV1, member_id="member-health", reason=reason)
    browser = await pages.browser("member-health")
    assert (await browser.get(f"{AT}/papers.pdf")).status_code == 200
    log = await pages.office.db.pool.fetch(
        "select action from access_log where action like '%papers of'"
    )
    assert [one["action"] for one in log] == ["was kept from papers of"]
    assert (
        await browser.get(f"{ADDRESS}/desk/meetings/{UUID(int=99)}/papers.pdf")
    ).status_code == 404


@pytest.mark.need("B6")
async def test_routine_cases_are_decided_together_each_by_a_command_of_its_own(
    pages: Pages,
) -> None:
    await prepared(pages)
    browser = await pages.browser("secretary")
    shown = await page(browser, f"{AT}/routine")
    assert "I would ratify." in shown.text
    empty = await submit(browser, shown, {"cases[]": []}, status=422)
    assert empty.errors == {
        "cases": "Tick the cases that were ratified",
        "reasons": "Give the reasons: no decision without them",
    }
    done = await pages.answering(submit(browser, shown, {"reasons": "The learning is there."}))
    assert "Decided; its letter is drafted." in done.text
    [command] = await pages.commands()
    assert {n: command[n] for n in ("outcome", "version", "review_version", "meeting_id")} == {
        "outcome": "agree_no_lcspr",
        "version": 2,
        "review_version": 3,
        "meeting_id": str(MEETING),
    }
    assert (await pages.opened(command))["reasons"] == "The learning is there."
    chair = await pages.browser("chair")
    assert (await chair.get(f"{AT}/routine", headers=HTML)).status_code == 403


@pytest.mark.need("B6")
async def test_what_is_to_be_discussed_is_not_ratified_with_others(pages: Pages) -> None:
    await prepared(pages, Route.DISCUSSION)
    shown = await page(await pages.browser("secretary"), f"{AT}/routine")
    assert "No routine case of this meeting waits" in shown.text


@pytest.mark.need("C5")
async def test_a_refused_ratification_is_told_beside_its_case(pages: Pages) -> None:
    await prepared(pages)
    browser = await pages.browser("secretary")
    shown = await page(browser, f"{AT}/routine")
    typed = {"reasons": "The learning is there."}
    said = await pages.answering(
        submit(browser, shown, typed), "refused", reason="No quorum.", source="standing rule"
    )
    assert "No quorum. (standing rule)" in said.text


@pytest.mark.need("C5")
async def test_minutes_are_made_of_what_was_recorded_and_agreed_by_the_chair(
    pages: Pages,
) -> None:
    await prepared(pages)
    await held(pages)
    await pages.office.db.pool.execute(
        "delete from timeline where type like '%.decision-recorded.v1'"
    )
    decision = UUID(int=44)
    await told(
        pages,
        CaseConsideredV1,
        decision_id=decision,
        meeting_id=MEETING,
        members=(Sat(member_id="member-law", sector="law"),),
        needed=5,
        policy_version="panel-1",
    )
    await told(
        pages,
        DissentRecordedV1,
        decision_id=decision,
        member_id="member-law",
        reason=await pages.office.seal("Too soon."),
    )
    meeting = await page(await pages.browser("secretary"), AT)
    assert "2 count; 5 are needed. Not quorate" in meeting.text
    assert "Nobody came from: police." in meeting.text
    shown = await page(await pages.browser("secretary"), f"{AT}/minutes")
    for words in ("Attendance by sector", "Law Rafiq Osei Present", "not quorate"):
        assert words in shown.text
    for words in ("Considered by: Rafiq Osei, law.", "No decision recorded."):
        assert words in shown.text
    assert not shown.soup.select("main form")
    chair = await pages.browser("chair")
    file = await chair.get(f"{AT}/minutes.pdf")
    assert file.content.startswith(b"%PDF")
    asked = submit(chair, await page(chair, f"{AT}/minutes"), {}, status=409)
    no = await pages.answering(asked, "refused", reason="Not yet.", source="standing rule")
    assert "Not yet." in no.text
    assert "Not yet." not in (await page(chair, f"{ADDRESS}/desk/refused")).text
    mine = await page(chair, f"{AT}/minutes")
    done = await pages.answering(submit(chair, mine, {}))
    assert "The minutes are agreed." in done.text
    agreed = MinutesAgreedV1(
        meeting_id=MEETING, held_on=date(2026, 6, 18), agreed_on=date(2026, 6, 18)
    )
    await pages.office.deliverer.give(agreed, MEETING)
    assert "Agreed on 18 June 2026." in (await page(chair, f"{AT}/minutes")).text


@pytest.mark.need("C15")
async def test_the_register_is_kept_on_its_page(pages: Pages) -> None:
    browser = await pages.browser("secretary")
    shown = await page(browser, f"{ADDRESS}/desk/members")
    assert "Tobias Fenwick Health 1 April 2024" in shown.text
    new = {
        "name": "Petra Lund",
        "member_id": "member-new",
        "sector": "Social care",
        "serves_from-day": "1",
        "serves_from-month": "6",
        "serves_from-year": "2026",
    }
    done = await pages.answering(submit(browser, shown, new))
    assert "The register is changed." in done.text
    one = await page(browser, f"{ADDRESS}/desk/members/member-law")
    assert "Shadowing a partnership, 12 March 2025" in one.text
    sent = {
        "preparation": "shadowing",
        "done_on-day": "3",
        "done_on-month": "6",
        "done_on-year": "2026",
    }
    wrong = await submit(browser, one, {}, action="record-preparation", status=422)
    assert wrong.errors == {"preparation": "Choose what it was", "done_on-day": "Enter the day"}
    await pages.answering(submit(browser, one, sent, action="record-preparation"))
    refused = await pages.answering(
        submit(browser, one, {"partnership": "ashmere"}, action="declare-interest", status=409),
        "refused",
        reason="No.",
        field="partnership",
    )
    assert refused.errors == {"partnership": "No."}
    given = await pages.commands()
    entered = given[0]["members"][0]
    assert (entered["member_id"], entered["sector"]) == ("member-new", "social_care")
    assert (given[1]["member_id"], given[1]["done_on"]) == ("member-law", "2026-06-03")
    chair = await page(await pages.browser("chair"), f"{ADDRESS}/desk/members/member-law")
    assert not chair.soup.select("main form")


@pytest.mark.need("C12")
@pytest.mark.parametrize(("sub", "root"), [("ashmere-manager", "partner"), ("member-law", "desk")])
async def test_guidance_and_worked_examples_stand_where_a_question_is_asked(
    pages: Pages, sub: str, root: str
) -> None:
    browser = await pages.browser(sub)
    shown = await page(browser, f"{ADDRESS}/{root}/guidance")
    assert "Working Together to Safeguard Children 2026" in shown.text
    assert "Injuries without an explanation yet" in shown.text
    assert "Panel secretariat, looked at on 20 March 2026." in shown.text
    if root == "partner":
        ask = await page(browser, f"{ADDRESS}/partner/cases/{REFERENCE}/moves/ask-advice")
        assert ask.links["Published guidance and worked examples"] == "/partner/guidance"


@pytest.mark.need("B2")
async def test_advice_stands_on_the_case_for_both_sides(pages: Pages) -> None:
    asked = await pages.office.seal("May we send our own format?")
    await told(
        pages,
        AdviceAskedV1,
        advice_id=UUID(int=74),
        number=2,
        partner=Partner.HEALTH,
        topic=AdviceTopic.FORMAT,
        asked_on=date(2026, 6, 6),
        question=asked,
    )
    for sub, root in (("secretary", "desk"), ("ashmere-police", "partner")):
        shown = await page(await pages.browser(sub), f"{ADDRESS}/{root}/cases/{REFERENCE}")
        assert "Ask the other area for its return." in shown.text
        assert "May we send our own format?" in shown.text
    give = await page(await pages.browser("secretary"), f"{CASE}/moves/give-advice")
    assert "2. The format of what is sent, asked by Integrated care board" in give.text
