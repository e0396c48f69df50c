"""What a letter says of a decision: its fields, with the texts that stand in the letter. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from contracts.codes import Criterion
from contracts.review.advice import AdviceTopic
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence.directory import Addressee
from services.correspondence.letter.texts import evidence_part
from services.correspondence.letter_types.data import (
    Advised,
    AdvisedBefore,
    Answered,
    Asked,
    LetterData,
    Stated,
)
from services.correspondence.policy import guidance, rules


def data_of(
    decision: DecisionRecordedV1,
    texts: Mapping[str, str],
    partnership: str,
    to: list[Addressee],
    on: date,
    due: date | None,
    *,
    made_up: bool,
) -> LetterData:
    """The letter of a decision, as far as the decision itself says it."""
    return LetterData(
        reference=decision.reference,
        partnership=partnership,
        recipients=tuple(one.name for one in to),
        on=on,
        national_candidate=decision.national_candidate,
        partnership_view=decision.partnership_view,
        positions=tuple(Stated(p.partner, p.view, p.withheld) for p in decision.positions),
        criteria=tuple(
            Answered(
                c.criterion,
                c.finding,
                texts.get(f"criterion-{c.criterion}"),
                _evidence(texts, c.criterion, len(c.evidence)),
            )
            for c in decision.criteria
        ),
        reasons=texts.get("reasons", ""),
        review_version=decision.review_version,
        strengths=texts.get("strengths"),
        decision_making=texts.get("decision_making"),
        analysis=texts.get("analysis"),
        learning=texts.get("learning"),
        advice=texts.get("advice"),
        advice_items=tuple(_advised(decision, texts)),
        reason_codes=tuple(one.label for one in decision.reason_codes),
        asks=tuple(
            Asked(a.number, a.asked_of, texts[f"request-{a.number}"])
            for a in decision.asks
            if f"request-{a.number}" in texts
        ),
        lines_of_enquiry=tuple(theme.label for theme in decision.lines_of_enquiry),
        reply_due=due,
        guidance_version=decision.guidance_version,
        framework_version=decision.framework_version,
        signed_by=rules.sender(on),
        made_up=made_up,
    )


def advised_before(fact: Mapping[str, Any]) -> AdvisedBefore:
    """Advice that was given before, with what it rests on."""
    return AdvisedBefore(
        date.fromisoformat(fact["given_on"]),
        AdviceTopic(fact["topic"]).label,
        tuple(
            guidance.named(ref["document"], ref["version"], ref.get("paragraph"))
            for ref in fact.get("guidance", ())
        ),
    )


def _evidence(texts: Mapping[str, str], criterion: Criterion, count: int) -> tuple[str, ...]:
    parts = (evidence_part(criterion, number) for number in range(1, count + 1))
    return tuple(texts[part] for part in parts if part in texts)


def _advised(decision: DecisionRecordedV1, texts: Mapping[str, str]) -> Iterator[Advised]:
    """Each piece of advice, its evidence in the words of its criterion."""
    for one in decision.advice_items:
        if (text := texts.get(f"advice-{one.number}")) is None:
            continue
        parts = [evidence_part(one.criterion, n) for n in one.evidence if one.criterion]
        evidence = tuple(texts[part] for part in parts if part in texts)
        yield Advised(one.number, text, one.criterion, evidence)
