"""A decision that answers five criteria and gives one piece of advice, and what corrects it."""

from datetime import date
from typing import Any

from contracts.codes import Criterion, Finding, Outcome
from contracts.reasons import ReviewReason
from contracts.review.consideration import CriterionAnswer, DecisionRecordedV1
from contracts.review.correction import DecisionCorrectedV1
from contracts.review.given_advice import (
    AdviceItem,
)
from tests.integration.correspondence.letters_fixtures import (
    REFERENCE,
    Office,
)

SAID = {
    Criterion.REG11_IMPROVEMENTS: (Finding.MET, "Handover can be improved.", ("section 3",)),
    Criterion.REG11_RECURRENT: (Finding.MET, "The theme recurs.", ("section 4", "section 7")),
    Criterion.REG11_AGENCIES: (Finding.NOT_MET, "They worked as one.", ("section 5",)),
    Criterion.REG11_NATIONAL: (Finding.UNCLEAR, "Not screened yet.", ()),
    Criterion.REG3_RECURRENT: (Finding.MET, "Several regions have it.", ("section 4",)),
}
ADVICE = "Look at how the services came to know the carer."


async def answers(office: Office) -> tuple[CriterionAnswer, ...]:
    return tuple(
        [
            CriterionAnswer(
                criterion=criterion,
                finding=finding,
                reason=await office.seal(reason),
                evidence=tuple([await office.seal(one) for one in evidence]),
            )
            for criterion, (finding, reason, evidence) in SAID.items()
        ]
    )


async def decision_of(office: Office, **more: Any) -> DecisionRecordedV1:
    """A decision that answers five criteria and gives one piece of advice."""
    item = AdviceItem(
        number=1,
        text=await office.seal(ADVICE),
        criterion=Criterion.REG11_RECURRENT,
        evidence=(2,),
    )
    given: dict[str, Any] = {
        "criteria": await answers(office),
        "advice_items": (item,),
        "reason_codes": (ReviewReason.NOT_EXPLORED, ReviewReason.RECURRENT),
    }
    return await office.decision(Outcome.ADVISE_LCSPR, **{**given, **more})


async def decided(office: Office, **more: Any) -> DecisionRecordedV1:
    """It comes from review."""
    fact = await decision_of(office, **more)
    await office.deliverer.give(fact, office.incident)
    return fact


async def correction(
    office: Office, decision: DecisionRecordedV1, *, after_letter: bool = False, **more: Any
) -> DecisionCorrectedV1:
    """Review tells of a correction: other reasons, and what ``more`` names."""
    fact = DecisionCorrectedV1(
        incident_id=office.incident,
        reference=REFERENCE,
        decision_id=decision.decision_id,
        round=2,
        corrected_on=date(2026, 6, 8),
        parts=tuple(dict.fromkeys(("reasons", *(n for n in more if n != "correction")))),
        after_letter=after_letter,
        why=await office.seal("A word was left out."),
        **{
            "correction": 1,
            "outcome": Outcome.ADVISE_LCSPR,
            "national_candidate": False,
            "reasons": await office.seal("The learning was hardly explored."),
            "reply_terms": decision.reply_terms,
            **more,
        },
    )
    await office.deliverer.give(fact, office.incident)
    return fact
