"""The cases of a meeting as its readers have them: kept from the recused, as confirmed, as corrected."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from contracts.codes import Outcome, View
from contracts.review.consideration import CaseListedV1, MemberRecusedV1
from contracts.review.correction import DecisionCorrectedV1
from contracts.review.given_advice import AdviceItem
from contracts.review.member import MEMBER_REGISTER, InterestDeclaredV1
from contracts.review.rapid_review import RapidReviewResubmittedV1
from contracts.review.rapid_review_steps import RapidReviewConfirmedV1
from services.correspondence.document import store as documents
from services.correspondence.read_models import cases, features
from tests.integration.correspondence.letters_fixtures import REFERENCE, a_state, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, MEETING, Pages, pages
from tests.integration.correspondence.test_pages_panel import AT, CASE, P1, held, prepared, told
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]


@pytest.mark.need("C5")
@pytest.mark.parametrize("tied", [False, True])
async def test_a_case_is_kept_from_who_is_recused_or_tied_by_every_door(
    pages: Pages, *, tied: bool
) -> None:
    office, who = pages.office, "member-health"
    letter = await office.decide()
    async with office.db.begin() as tx:
        kept = await documents.add(
            tx, office.service.keys, office.incident, b"Kept", "kept.txt", "person:x", "clean"
        )
    await prepared(pages, document=kept.ref())
    browser = await pages.browser(who)
    doors = (CASE, f"{CASE}/decisions", f"{CASE}/bundle.zip", f"{CASE}/moves/declare-conflict")
    doors += (f"{ADDRESS}/desk/letters/{letter}", f"{ADDRESS}/desk/documents/{kept.id}")
    assert (await browser.get(doors[-1])).status_code == 200
    if tied:
        tie = InterestDeclaredV1(register_id=MEMBER_REGISTER, member_id=who, partnership="ashmere")
        await office.deliverer.give(tie, MEMBER_REGISTER)
    else:
        reason = await office.seal("Worked there.")
        await told(pages, MemberRecusedV1, member_id=who, reason=reason)
    for door in doors:
        answer = await browser.get(door, headers=HTML)
        assert answer.status_code == 403, door
        assert "You are recused from this case" in answer.text
    sql = "select count(*) from access_log where actor = $1 and object = $2 and not allowed"
    assert await office.db.pool.fetchval(sql, f"person:{who}", REFERENCE) == len(doors)
    assert REFERENCE in (await page(browser, f"{ADDRESS}/desk/cases")).text
    other = await pages.browser("member-law")
    assert (await other.get(CASE)).status_code == 200


@pytest.mark.need("B6")
async def test_what_is_ratified_is_what_was_ticked_whatever_came_since(pages: Pages) -> None:
    """Review refuses it as stale: the partners have changed their view, and nobody has read that."""
    await prepared(pages)
    browser = await pages.browser("secretary")
    shown = await page(browser, f"{AT}/routine")
    await told(
        pages,
        RapidReviewResubmittedV1,
        rapid_review_id=pages.office.incident,
        version=4,
        received_on=date(2026, 6, 17),
        partnership_view=View.YES,
        positions=(),
        reply_clock=P1,
    )
    async with pages.office.db.read() as conn:
        state = (await cases.find(conn, REFERENCE) or pytest.fail("no case")).told
    assert state
    moved = state.model_copy(update={"version": 3, "round": 3, "review_version": 4})
    await pages.office.deliverer.give(moved, pages.office.incident)
    await pages.answering(submit(browser, shown, {"reasons": "The learning is there."}))
    [command] = await pages.commands()
    assert {n: command[n] for n in ("outcome", "version", "review_version")} == {
        "outcome": "agree_no_lcspr",
        "version": 2,
        "review_version": 3,
    }
    wrong = await submit(browser, shown, {"cases[]": [REFERENCE], "reasons": "So."}, status=422)
    assert "cases" in "".join(wrong.errors)


@pytest.mark.need("B6")
async def test_a_confirmed_core_is_what_the_panel_reads(pages: Pages) -> None:
    """In the routine page, the flags, the line to a national review and the coded features."""
    await prepared(pages)
    await told(
        pages,
        RapidReviewConfirmedV1,
        rapid_review_id=pages.office.incident,
        version=3,
        confirmed_on=date(2026, 6, 6),
        confirmed_by=await pages.office.seal("A. Person"),
        partnership_view=View.YES,
        positions=(),
        summary=await pages.office.seal("As it was confirmed."),
        themes=("neglect",),
        vocabulary="framework-2026",
        warnings=("no dates",),
    )
    browser = await pages.browser("secretary")
    routine = await page(browser, f"{AT}/routine")
    assert Outcome.AGREE_LCSPR.label in routine.text
    case = await page(browser, CASE)
    assert "no dates" in case.text
    assert f"The partnership: {View.YES.label}" in case.text
    async with pages.office.db.read() as conn:
        known = await features.of_case(conn, pages.office.incident)
    assert (known["themes"], known["view"]) == (["neglect"], ["yes"])


async def test_sealed_text_of_a_meetings_cases_is_read_with_a_row_and_not_for_the_agenda(
    pages: Pages,
) -> None:
    await prepared(pages)
    browser, pool = await pages.browser("secretary"), pages.office.db.pool
    sql = "select action from access_log where object = $1"
    agenda = await page(browser, AT)
    assert "Rafiq Osei" in agenda.text
    assert await pool.fetch(sql, REFERENCE) == []
    await page(browser, f"{AT}/routine")
    assert [one["action"] for one in await pool.fetch(sql, REFERENCE)] == ["read to ratify"]


@pytest.mark.need("C5")
async def test_minutes_tell_corrections_and_advice(pages: Pages) -> None:
    await prepared(pages)
    await held(pages)
    office = pages.office
    await office.db.pool.execute("delete from timeline where type like '%.decision-recorded.v1'")
    item = AdviceItem(number=1, text=await office.seal("Talk to the services."))
    fact = await office.decision(Outcome.ADVISE_LCSPR, advice_items=(item,))
    await office.deliverer.give(fact, office.incident)
    await told(
        pages,
        DecisionCorrectedV1,
        decision_id=fact.decision_id,
        correction=1,
        corrected_on=date(2026, 6, 19),
        parts=("reasons",),
        after_letter=False,
        why=await office.seal("A word was left out."),
        outcome=Outcome.ADVISE_LCSPR,
        national_candidate=False,
        reasons=await office.seal("The learning was hardly explored."),
    )
    shown = await page(await pages.browser("secretary"), f"{AT}/minutes")
    for words in (
        "The learning was hardly explored.",
        "Advice 1: Talk to the services.",
        "A word was left out.",
    ):
        assert words in shown.text
    assert "not adequately explored" not in shown.text


@pytest.mark.parametrize("door", ["", "/routine"])
async def test_a_meeting_asks_the_database_no_more_often_for_more_cases(
    pages: Pages, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    await prepared(pages)
    browser, asked = await pages.browser("secretary"), []

    def counting(kind: str) -> Any:
        usual = getattr(asyncpg.Connection, kind)

        async def ask(self: Any, query: str, *values: Any, **more: Any) -> Any:
            asked.append(query)
            return await usual(self, query, *values, **more)

        return ask

    for kind in ("fetch", "fetchrow", "fetchval"):
        monkeypatch.setattr(asyncpg.Connection, kind, counting(kind))
    await page(browser, f"{AT}{door}")
    of_one = len(asked)
    for number in (1, 2, 3):
        incident, reference = UUID(int=900 + number), f"CSPR-2026-0009{number}-X"
        state = a_state(incident).model_copy(update={"reference": reference})
        listed = CaseListedV1(
            incident_id=incident,
            reference=reference,
            round=2,
            meeting_id=MEETING,
            meeting_on=date(2026, 6, 18),
        )
        for fact in (state, listed):
            await pages.office.deliverer.give(fact, incident)
    asked.clear()
    await page(browser, f"{AT}{door}")
    assert len(asked) == of_one
