"""A decision as its letter, its page and a program tell it: the same reasons, criterion by criterion."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from chassis.errors import Refused
from contracts.codes import Criterion, Finding, Outcome, Theme
from contracts.reasons import ReviewReason
from contracts.review.given_advice import (
    AdviceAnsweredV1,
    AdviceFate,
    AdviceItem,
    DecisionAdviceGivenV1,
    GivenItem,
)
from services.correspondence.letter.handlers import letter_id_of
from services.correspondence.letter.state import Letter
from services.correspondence.render.content import Rows
from tests.integration.correspondence.decision_fixtures import (
    ADVICE,
    SAID,
    answers,
    correction,
    decided,
)
from tests.integration.correspondence.letters_fixtures import (
    COLLEAGUE,
    DRAFTER,
    REFERENCE,
    Office,
    office,
)
from tests.integration.correspondence.partners_fixtures import CASE, House, house
from tests.support.page import page

__all__ = ["house", "office"]


async def table_of(office: Office, letter_id: UUID) -> list[tuple[str, ...]]:
    """The criteria in the letter as it would go out, or went out."""
    async with office.db.read() as conn:
        content, _ = await office.letters.content(conn, letter_id, on=date(2026, 6, 8))
    [why] = [one for one in content.sections if one.heading == "Why"]
    [rows] = [block for block in why.blocks if isinstance(block, Rows)]
    return list(rows.rows)


def as_told(found: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The criteria of a statement in the letter's words."""
    return [
        (
            Criterion(one["criterion"]).label,
            Finding(one["finding"]).label,
            one["reason"],
            "Version 2 of the rapid review, " + ", ".join(one["evidence"])
            if one["evidence"]
            else "None named",
        )
        for one in found
    ]


async def shown(office: Office, letter_id: UUID) -> str:
    async with office.db.read() as conn:
        content, _ = await office.letters.content(conn, letter_id, on=date(2026, 6, 8))
    return str(content)


@pytest.mark.need("C6", "D2")
async def test_the_letters_reasons_are_the_decisions_reasons_criterion_by_criterion(
    house: House,
) -> None:
    decision = await decided(house.office)
    letter = letter_id_of(decision.decision_id)
    answer = await house.call("GET", f"{CASE}/decisions", "secretary")
    [statement] = answer.json()
    expected = [
        {"criterion": c, "finding": f, "reason": reason, "evidence": list(evidence)}
        for c, (f, reason, evidence) in SAID.items()
    ]
    assert statement["criteria"] == expected
    assert await table_of(house.office, letter) == as_told(statement["criteria"])
    words = await shown(house.office, letter)
    assert statement["reasons"] == "The learning was not adequately explored."
    assert statement["reasons"] in words
    assert all(ReviewReason(one).label in words for one in statement["reason_codes"])
    await house.office.change(letter, house.office.letters.prepare, DRAFTER)
    await house.office.allow(letter, "")
    assert await table_of(house.office, letter) == as_told(expected), "and so it went out"


@pytest.mark.need("C6")
async def test_a_corrected_decision_is_what_its_waiting_letter_says(house: House) -> None:
    office = house.office
    decision = await decided(office)
    letter = letter_id_of(decision.decision_id)
    await office.change(letter, office.letters.prepare, DRAFTER)
    answer = (await answers(office))[0].model_copy(update={"finding": Finding.UNCLEAR})
    more = {"criteria": (answer,), "outcome": Outcome.QUESTION_NO_LCSPR}
    await correction(office, decision, **more)
    state: Letter = await office.letter(letter)
    assert (state.status, state.drafted_by, state.kind) == ("drafted", None, "question_no_lcspr")
    [row] = await table_of(office, letter)
    assert row[:2] == ("Regulation 11: improvements to safeguarding", "Unclear")
    words = await shown(office, letter)
    assert "The learning was hardly explored." in words
    assert "not adequately explored." not in words
    assert ADVICE in words, "what was not corrected stays"
    [statement] = (await house.call("GET", f"{CASE}/decisions", "secretary")).json()
    assert (statement["outcome"], len(statement["criteria"])) == ("question_no_lcspr", 1)
    assert statement["corrections"][0]["why"] == "A word was left out."


async def test_what_went_out_stays_and_its_correction_is_read_beside_it(house: House) -> None:
    office = house.office
    await house.decided()
    decision = await decided(office)
    letter = letter_id_of(decision.decision_id)
    await office.send(letter)
    await correction(office, decision, after_letter=True)
    assert "not adequately explored" in await shown(office, letter)
    assert (await office.letter(letter)).status == "issued"
    [statement] = (await house.call("GET", f"{CASE}/decisions", "ashmere-council")).json()
    assert statement["reasons"] == "The learning was hardly explored."
    case = await page(await house.browser("ashmere-council"), f"/partner{CASE}")
    assert "Decision corrected" in case.text
    assert "The letter had gone out before." in case.text


@pytest.mark.need("C7")
async def test_what_went_out_is_corrected_by_a_letter_that_starts_nothing_anew(
    house: House,
) -> None:
    office = house.office
    await house.decided()
    decision = await decided(office)
    first = letter_id_of(decision.decision_id)
    await office.send(first)
    before = (await house.case("ashmere-council"))["stage"]
    await correction(office, decision, after_letter=True)
    letters = {one["kind"]: one for one in (await house.case("secretary"))["letters"]}
    assert letters["correction"]["status"] == "drafted"
    assert (await house.case("ashmere-council"))["stage"] == before, "nothing is held back"
    again = UUID(letters["correction"]["id"])
    words = await shown(office, again)
    for said in (
        "This letter corrects ours of Monday 8 June 2026. It says otherwise: the reasons.",
        "Why it is corrected: A word was left out.",
        "The learning was hardly explored.",
        "The Panel advises you to hold an LCSPR",
    ):
        assert said in words, said
    assert "Please tell us your decision by" not in words
    more = {"correction": 2, "advice": await office.seal("We advise to look again.")}
    await correction(office, decision, after_letter=True, **more)
    words = await shown(office, again)
    assert "It says otherwise: the reasons, our advice." in words, "one letter tells of both"
    await office.send(again)
    told = await office.facts("letter-issued")
    assert [one["letter_kind"] for one in told] == ["advise_lcspr", "correction"]
    assert (told[1]["reply_clock"], told[1]["awaits_decision"]) == (None, False)
    third = {"correction": 3, "reasons": await office.seal("The learning was not explored.")}
    await correction(office, decision, after_letter=True, **third)
    kinds = [one["kind"] for one in (await house.case("secretary"))["letters"]]
    assert kinds.count("correction") == 2, "what went out stays, and another letter follows"


async def test_partners_read_a_decision_once_its_letter_is_out_and_no_earlier_correction(
    house: House,
) -> None:
    office = house.office
    await house.decided()
    decision = await decided(office)
    await correction(office, decision)
    path, browser = f"/partner{CASE}/decisions", await house.browser("ashmere-icb")
    assert (await house.call("GET", f"{CASE}/decisions", "ashmere-icb")).json() == []
    assert "There is none to read yet." in (await page(browser, path)).text
    case = await page(browser, f"/partner{CASE}")
    assert "corrected" not in case.text
    assert "The Panel, round" not in case.text
    letter = letter_id_of(decision.decision_id)
    await office.send(letter)
    [statement] = (await house.call("GET", f"{CASE}/decisions", "ashmere-icb")).json()
    assert (statement["reasons"], statement["corrections"]) == (
        "The learning was hardly explored.",
        [],
    )
    told = (await page(browser, path)).text
    assert "Handover can be improved." in told
    assert "Corrected on" not in told


@pytest.mark.need("C6")
async def test_a_correction_replaces_what_a_person_wrote_of_the_words_it_mends(
    office: Office,
) -> None:
    decision = await decided(office)
    letter = letter_id_of(decision.decision_id)
    anew = {
        "reasons": "My own reasons.",
        "strengths": "My own strengths.",
        "evidence-reg11_recurrent_themes-1": "My own evidence.",
        "advice-1": "My own advice.",
    }
    await office.change(letter, office.letters.rewrite, DRAFTER, anew, "")
    other = AdviceItem(number=1, text=await office.seal("Quite another piece."))
    await correction(office, decision, criteria=decision.criteria, advice_items=(other,))
    state = await office.letter(letter)
    assert [one.part for one in state.written] == ["strengths"], "what was not corrected stays"
    assert (state.corrected, DRAFTER.id in state.authors) == (1, True)
    words = await shown(office, letter)
    assert "My own strengths." in words
    assert "The learning was hardly explored." in words
    assert "Quite another piece." in words
    for gone in ("My own reasons.", "My own evidence.", "My own advice."):
        assert gone not in words
    await office.change(letter, office.letters.prepare, COLLEAGUE)
    with pytest.raises(Refused, match="You prepared this letter, or wrote in it"):
        await office.change(letter, office.letters.approve, DRAFTER)


async def test_a_correction_that_crosses_the_letter_is_told_to_partners(house: House) -> None:
    """Review did not know yet that the letter was out: the letter itself says which came first."""
    office = house.office
    await house.decided()
    decision = await decided(office)
    letter = letter_id_of(decision.decision_id)
    await office.send(letter)
    await correction(office, decision, after_letter=False)
    [statement] = (await house.call("GET", f"{CASE}/decisions", "ashmere-council")).json()
    assert [one["correction"] for one in statement["corrections"]] == [1]
    case = await page(await house.browser("ashmere-council"), f"/partner{CASE}")
    assert "The letter had gone out before." in case.text


@pytest.mark.need("D2", "J2")
async def test_partners_read_the_decision_in_the_words_of_its_letter(house: House) -> None:
    office = house.office
    await house.decided()
    decision = await decided(office)
    letter = letter_id_of(decision.decision_id)
    anew = {
        "reasons": "The learning is to be looked at again.",
        "decision_making": "",
        "criterion-reg11_recurrent_themes": "It was seen before.",
        "evidence-reg11_recurrent_themes-1": "",
        "advice-1": "Talk to the services.",
    }
    await office.change(letter, office.letters.rewrite, DRAFTER, anew, "")
    await office.allow(letter, "It is short on purpose.")
    taken_out = (
        "The learning was not adequately explored.",
        "stated openly",
        "theme recurs",
        "section 4",
        ADVICE,
    )
    path = f"{CASE}/decisions"
    told = (await house.call("GET", path, "ashmere-council")).json()
    shown_page = await page(await house.browser("ashmere-council"), f"/partner{path}")
    [statement] = told
    assert statement["reasons"] == anew["reasons"]
    assert statement["advice"][0]["text"] == anew["advice-1"]
    assert "It was seen before." in shown_page.text
    seen = (str(statement["reasons"]), str(statement["feedback"]), str(statement["advice"]))
    seen += (
        str([one for one in statement["criteria"] if one["criterion"] == "reg11_recurrent_themes"]),
    )
    for words in taken_out:
        assert words not in " ".join(seen), words
    for words in (taken_out[0], ADVICE):  # the coded reasons say much the same as the others
        assert words not in shown_page.text
    [whole] = (await house.call("GET", path, "secretary")).json()
    assert whole["reasons"] == "The learning was not adequately explored.", "staff read both"


@pytest.mark.need("C7")
async def test_advice_shows_what_it_rests_on_and_what_became_of_it(house: House) -> None:
    office = house.office
    decision = await decided(office)
    letter = letter_id_of(decision.decision_id)
    words = await shown(office, letter)
    assert f"Advice 1: {ADVICE} This rests on regulation 11: recurrent themes" in words
    assert "(version 2 of the rapid review, section 7)" in words
    ids: dict[str, Any] = {
        "incident_id": office.incident,
        "reference": REFERENCE,
        "decision_id": decision.decision_id,
    }
    advice = uuid7()
    item = GivenItem(advice_id=advice, **decision.advice_items[0].model_dump())
    given = DecisionAdviceGivenV1(**ids, letter_id=letter, given_on=date(2026, 6, 8), items=(item,))
    answered = AdviceAnsweredV1(
        **ids,
        advice_id=advice,
        number=1,
        criterion=Criterion.REG11_RECURRENT,
        fate=AdviceFate.NOT_TAKEN,
        decided_on=date(2026, 6, 10),
        why=await office.seal("It was done in May."),
    )
    for fact in (given, answered):
        await office.deliverer.give(fact, office.incident)
    told = (await page(await house.browser("secretary"), f"/desk{CASE}/decisions")).text
    assert "Regulation 11: recurrent themes: section 7" in told
    assert "Not taken, 10 June 2026: It was done in May." in told


@pytest.mark.need("C7")
async def test_advice_without_a_basis_goes_out_only_with_a_reason(office: Office) -> None:
    bare = AdviceItem(number=1, text=await office.seal(ADVICE))
    decision = await decided(office, advice_items=(bare,))
    letter = letter_id_of(decision.decision_id)
    await office.change(letter, office.letters.prepare, DRAFTER)
    await office.allow(letter, "It is general advice.")
    [approved] = await office.facts("letter-approved")
    assert approved["warnings"] == ["unlinked"]


@pytest.mark.need("C10")
async def test_one_line_leads_from_the_incident_to_the_national_candidate(house: House) -> None:
    await house.submitted()
    await decided(house.office, national_candidate=True, themes=(Theme.NEGLECT,))
    told = (await page(await house.browser("secretary"), f"/desk{CASE}")).text
    place = 0
    for words in (
        "From incident to national review",
        "Rapid review, version 1",
        "The partnership: No LCSPR",
        "The Panel, round 2",
        "The learning was not adequately explored; The theme recurs",
        "National review",
        "A candidate Regulation 3: recurrent themes",
    ):
        place = told.index(words, place)
