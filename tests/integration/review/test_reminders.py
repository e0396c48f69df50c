"""Partners are reminded of what the letter asks: those who owe it, before and after it is due, and never twice."""

import pytest

from contracts.review.consideration import AnswerInformationRequestV1, RecordPartnersDecisionV1
from services.review.rounds.reminding import Reminding
from tests.integration.review.conftest import REG11, Review
from tests.integration.review.test_requests import asked


async def told(review: Review) -> list[tuple[str, str, list[str], int]]:
    return [
        (one["reminded_on"], one["clock"]["code"], one["partners"], one["times"])
        for one in await review.facts("partners-reminded")
    ]


@pytest.mark.need("D7")
@pytest.mark.need("D6")
async def test_who_owes_an_answer_is_reminded_before_it_is_due_and_after_and_who_answered_is_not(
    review: Review,
) -> None:
    incident, decision = await asked(review)
    reminding = Reminding(review.service)
    await review.letter(decision, "2026-05-18")
    review.on("2026-05-28")
    assert await reminding.round() == 0
    review.on("2026-05-29")
    assert [await reminding.round() for _ in range(2)] == [1, 0]
    said = AnswerInformationRequestV1(incident_id=incident, partner="police", numbers=(1, 2, 3))
    await review.done(said, incident)
    review.on("2026-06-04")
    assert await reminding.round() == 0
    review.on("2026-06-07")
    assert await reminding.round() == 0, "nobody is written to on a Sunday"
    review.on("2026-06-08")
    assert await reminding.round() == 1
    assert await told(review) == [
        ("2026-05-29", "P2", ["authority", "health", "police"], 1),
        ("2026-06-08", "P2", ["authority", "health"], 2),
    ]
    for partner in ("authority", "health"):
        rest = AnswerInformationRequestV1(incident_id=incident, partner=partner, numbers=(1, 2, 3))
        await review.done(rest, incident)
    review.on("2026-07-01")
    assert await reminding.round() == 0


async def test_all_three_are_reminded_of_their_decision_until_it_is_told(review: Review) -> None:
    incident = await review.case()
    more = {"outcome": "advise_lcspr", "criteria": REG11}
    decision = await review.decided(incident, "2026-04-10", **more)
    review.on("2026-04-13")
    await review.letter(decision, "2026-04-13")
    reminding = Reminding(review.service)
    review.on("2026-04-28")
    assert await reminding.round() == 1
    [(_, code, partners, _)] = await told(review)
    assert (code, len(partners)) == ("P3", 3)
    review.on("2026-05-20")
    decided = RecordPartnersDecisionV1(
        incident_id=incident, decision="no", decided_on="2026-05-20", positions=(), criteria=()
    )
    await review.done(decided, incident)
    review.on("2026-06-10")
    assert await reminding.round() == 0
