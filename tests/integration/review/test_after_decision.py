"""What follows a decision, command by command: corrected, advised, answered, kept, logged."""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest
from uuid_utils.compat import uuid7

from chassis.tx import Cause
from contracts.catalogue import facts_on
from contracts.codes import Outcome
from contracts.envelope import Sensitivity
from contracts.review.consideration import RecordPartnersDecisionV1
from contracts.review.correction import CorrectDecisionV1
from contracts.review.curation import CurateCaseV1
from contracts.review.given_advice import AnswerAdviceV1, RecordAdviceEffectV1
from contracts.review.selection import LogSelectionV1, Prevalence
from contracts.tools.schema import schema_of
from contracts.tools.tags import sensitivities
from contracts.topics import REVIEW_CASE_STATE, REVIEW_DECISION, REVIEW_SELECTION
from services.review.given_advice.domain import Item
from services.review.handlers.after_decision import advise_otherwise
from tests.integration.review.conftest import REG11, SEALED, Review, positions

ADVICE = [
    {"number": 1, "text": SEALED, "criterion": "reg11_agencies", "evidence": [1]},
    {"number": 2, "text": SEALED},
]


async def advised(review: Review, **more: Any) -> dict[str, Any]:
    """A decision with two pieces of advice, its letter not out yet."""
    incident = await review.case()
    review.on("2026-05-06")
    given: dict[str, Any] = {
        "outcome": "advise_lcspr",
        "criteria": REG11,
        "advice_items": ADVICE,
        "reason_codes": ["learning_not_explored"],
    }
    return await review.decided(incident, "2026-05-06", **{**given, **more})


@pytest.mark.need("C7")
async def test_advice_is_given_with_its_letter_answered_and_followed_to_its_effect(
    review: Review,
) -> None:
    decision = await advised(review)
    incident, first = (
        UUID(decision["incident_id"]),
        uuid5(UUID(decision["decision_id"]), "advice/1"),
    )
    answer = AnswerAdviceV1(
        incident_id=incident, advice_id=first, fate="not_taken", decided_on="2026-05-20", why=SEALED
    )
    assert not await review.is_open(incident, "answer-advice")
    assert (await review.refused(answer, incident))["code"] == "unknown_advice"
    await review.letter(decision, "2026-05-18")
    [given] = await review.facts("decision-advice-given")
    assert [one["number"] for one in given["items"]] == [1, 2]
    assert given["items"][0]["advice_id"] == str(first)
    assert (given["items"][0]["criterion"], given["items"][0]["evidence"]) == (
        "reg11_agencies",
        [1],
    )
    review.on("2026-05-21")
    assert await review.is_open(incident, "answer-advice")
    await review.done(answer, incident)
    [answered] = await review.facts("advice-answered")
    assert (answered["number"], answered["fate"], answered["why"]) == (1, "not_taken", SEALED)
    effect = RecordAdviceEffectV1(
        incident_id=incident,
        advice_id=first,
        effect="too_early",
        observed_on="2026-05-21",
        evidence=SEALED,
    )
    await review.done(effect, incident)
    [seen] = await review.facts("advice-effect-recorded")
    assert (seen["fate"], seen["effect"]) == ("not_taken", "too_early")


async def test_advice_that_no_decision_gave_is_answered_in_the_same_way(review: Review) -> None:
    incident, id_ = await review.case(), uuid7()
    item = Item(id_, None, None, SEALED, given_on=date(2026, 4, 10))
    async with review.service.db.begin([incident]) as tx:
        cause = Cause(uuid7(), "request", str(incident), "person:test")
        await advise_otherwise(tx, [(incident, "CSPR-2026-00001-X", item, cause)])
    answer = AnswerAdviceV1(
        incident_id=incident, advice_id=id_, fate="taken", decided_on="2026-04-10"
    )
    await review.done(answer, incident)
    [answered] = await review.facts("advice-answered")
    assert (answered["advice_id"], answered["number"]) == (str(id_), None)


async def test_a_decision_is_corrected_and_what_was_recorded_stays(review: Review) -> None:
    decision = await advised(review)
    incident = UUID(decision["incident_id"])
    mend = CorrectDecisionV1(
        incident_id=incident,
        decision_id=decision["decision_id"],
        why=SEALED,
        themes=["neglect"],
        advice_items=ADVICE[:1],
    )
    await review.done(mend, incident)
    [corrected] = await review.facts("decision-corrected")
    assert (corrected["correction"], corrected["parts"]) == (1, ["advice_items", "themes"])
    assert (corrected["after_letter"], corrected["reasons"]) == (False, None)
    [announced] = await review.facts("decision-correction-announced")
    assert (announced["themes"], announced["outcome"]) == (["neglect"], "advise_lcspr")
    assert (announced["agreement"], len(announced["criteria_met"])) == (False, 4)
    await review.letter(decision, "2026-05-18")
    [given] = await review.facts("decision-advice-given")
    assert [one["number"] for one in given["items"]] == [1], "what is given is the corrected advice"
    late = mend.model_copy(update={"outcome": Outcome.OTHER})
    assert (await review.refused(late, incident))["code"] == "letter_is_out"
    assert [one["themes"] for one in await review.facts("decision-recorded")] == [
        ["unseen_male_carer"]
    ]


@pytest.mark.need("C7")
async def test_advice_that_a_correction_adds_after_the_letter_may_be_answered(
    review: Review,
) -> None:
    decision = await advised(review, advice_items=ADVICE[:1])
    incident = UUID(decision["incident_id"])
    await review.letter(decision, "2026-05-18")
    review.on("2026-05-20")
    mend = CorrectDecisionV1(
        incident_id=incident, decision_id=decision["decision_id"], why=SEALED, advice_items=ADVICE
    )
    await review.done(mend, incident)
    [_, later] = await review.facts("decision-advice-given")
    assert (later["letter_id"], later["given_on"]) == (None, "2026-05-20")
    [added] = later["items"]
    answer = AnswerAdviceV1(
        incident_id=incident, advice_id=added["advice_id"], fate="taken", decided_on="2026-05-20"
    )
    await review.done(answer, incident)


@pytest.mark.need("C11")
async def test_a_decision_pins_the_framework_that_was_in_force(review: Review) -> None:
    decision = await advised(review)
    assert decision["framework_version"] == "framework-2026"
    assert decision["guidance_version"] == "Panel guidance June 2025"


@pytest.mark.need("C1", "C2")
async def test_the_partners_final_decision_says_which_decision_it_answers(review: Review) -> None:
    decision = await advised(review)
    incident = UUID(decision["incident_id"])
    await review.letter(decision, "2026-05-18")
    review.on("2026-06-01")
    final = RecordPartnersDecisionV1(
        incident_id=incident,
        decision="yes",
        decided_on="2026-06-01",
        positions=positions("yes", "yes", "defer"),
        reason_codes=["recurrent_theme"],
    )
    await review.done(final, incident)
    [told] = await review.facts("partners-final-decision-recorded")
    assert (told["answers"], told["reason_codes"]) == (decision["decision_id"], ["recurrent_theme"])
    views = [(one["by"], one["view"]) for one in told["agreement"]]
    assert views == [("partnership", "no"), ("national_body", "advise_lcspr"), ("partners", "yes")]
    codes = [one["code"] for one in (await review.state(incident))["milestones"]]
    assert codes == [
        *("notified", "rapid_review_received", "round_begun", "decided", "letter_issued"),
        *("partners_decided", "lcspr_initiated"),
    ]


async def test_a_decided_case_is_kept_as_an_example_and_an_undecided_one_is_not(
    review: Review,
) -> None:
    incident = await review.case()
    keep = CurateCaseV1(incident_id=incident, use="kept", why=SEALED)
    assert (await review.refused(keep, incident))["code"] == "undecided"
    decision = await advised(review)
    incident = UUID(decision["incident_id"])
    await review.done(keep.model_copy(update={"incident_id": incident}), incident)
    [curated] = await review.facts("case-curated")
    assert (curated["use"], curated["reference"]) == ("kept", decision["reference"])


def figures(as_of: str) -> Prevalence:
    return Prevalence(
        reviews=12,
        of_reviews=90,
        partnerships=8,
        of_partnerships=40,
        as_of=date.fromisoformat(as_of),
        data_set_version=as_of,
    )


@pytest.mark.need("C8")
async def test_a_topic_is_logged_by_staff_for_anyone_to_read(review: Review) -> None:
    id_ = uuid7()
    criteria = [
        {"criterion": f"reg3_{name}", "finding": "met"}
        for name in ("improvements", "legislation", "recurrent_themes")
    ]
    entry = LogSelectionV1(
        selection_id=id_,
        topic="unseen_male_carer",
        outcome="kept_in_view",
        reason_codes=["recurrent_theme"],
        criteria=criteria,
        prevalence=figures("2026-04-01"),
    )
    review.deliverer.roles = "partnership_manager"
    assert (await review.refused(entry, id_))["code"] == "forbidden"
    review.deliverer.roles = "secretary"
    await review.done(entry, id_)
    [logged] = await review.facts("selection-logged")
    assert (logged["topic"], logged["framework_version"]) == ("unseen_male_carer", "framework-2026")
    assert "incident" not in json.dumps(logged)
    newer = entry.model_copy(update={"prevalence": figures("2026-07-01")})
    await review.done(newer, id_)
    assert (await review.facts("selection-logged"))[-1]["prevalence"]["as_of"] == "2026-07-01"


@pytest.mark.parametrize("topic", [REVIEW_DECISION, REVIEW_CASE_STATE, REVIEW_SELECTION])
def test_what_others_get_has_no_place_for_text_or_identity(topic: Any) -> None:
    allowed = {Sensitivity.OPEN.value, Sensitivity.CASE.value}
    for entry in facts_on(topic):
        tags = {
            tag for tags in sensitivities(schema_of(entry)).values() for tag in tags.split(", ")
        }
        assert tags <= allowed, entry.type


async def test_what_others_get_holds_nothing_that_was_typed(review: Review) -> None:
    decision = await advised(review)
    incident = UUID(decision["incident_id"])
    mend = CorrectDecisionV1(
        incident_id=incident, decision_id=decision["decision_id"], why=SEALED, reasons=SEALED
    )
    await review.done(mend, incident)
    others = [entry.type.split(".")[3] for entry in facts_on(REVIEW_DECISION)]
    told = await review.facts(*others, "case-state-changed")
    assert len(told) >= 4
    assert SEALED not in json.dumps(told)
    [announced] = await review.facts("decision-announced")
    assert announced["reason_codes"] == ["learning_not_explored"]
    assert announced["framework_version"] == "framework-2026"
