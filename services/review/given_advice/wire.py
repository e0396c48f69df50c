"""Given advice: the contract's words in, facts out."""

from collections.abc import Sequence
from typing import Any, assert_never
from uuid import UUID, uuid5

from chassis.execute import Order
from contracts.codes import Criterion
from contracts.envelope import Fact
from contracts.review.given_advice import (
    AdviceAnsweredV1,
    AdviceEffect,
    AdviceEffectRecordedV1,
    AdviceFate,
    AdviceItem,
    DecisionAdviceGivenV1,
    GivenItem,
)
from services.review.given_advice import domain


def items_of(decision_id: UUID, items: Sequence[AdviceItem]) -> tuple[domain.Item, ...]:
    """Each piece with an id of its own, the same however often the decision is read."""
    return tuple(
        domain.Item(
            id=uuid5(decision_id, f"advice/{one.number}"),
            decision_id=decision_id,
            number=one.number,
            text=one.text,
            criterion=one.criterion,
            evidence=one.evidence,
        )
        for one in items
    )


def announce(
    state: domain.GivenAdvice, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event; of advice nothing is told before its letter is out.

    What was given otherwise is told by the fact with which it was given.
    """
    ids: dict[str, Any] = {"incident_id": state.id, "reference": state.reference}
    match event:
        case domain.Announced() | domain.Added():
            return ()
        case domain.Given():
            return (_told(ids, event, state.of(event.decision_id), event.letter_id),)
        case domain.GivenLater():
            return (_told(ids, event, event.items, None),)
        case domain.Answered(command=said):
            item = _item(state, said.advice_id)
            answered = AdviceAnsweredV1(
                **ids,
                **_which(item),
                criterion=Criterion(item.criterion) if item.criterion else None,
                fate=AdviceFate(said.fate),
                decided_on=said.decided_on,
                why=said.why,
            )
            return (answered,)
        case domain.Observed(command=seen):
            item = _item(state, seen.advice_id)
            assert item.fate, "an effect is recorded of what became of something"
            effect = AdviceEffectRecordedV1(
                **ids,
                **_which(item),
                fate=AdviceFate(item.fate),
                effect=AdviceEffect(seen.said.effect),
                observed_on=seen.observed_on,
                evidence=seen.said.evidence,
            )
            return (effect,)
        case _:
            assert_never(event)


def _told(
    ids: dict[str, Any],
    event: domain.Given | domain.GivenLater,
    items: Sequence[domain.Item],
    letter_id: UUID | None,
) -> DecisionAdviceGivenV1:
    return DecisionAdviceGivenV1(
        **ids,
        decision_id=event.decision_id,
        letter_id=letter_id,
        given_on=event.on,
        items=tuple(_given(one) for one in items),
    )


def _which(item: domain.Item) -> dict[str, Any]:
    return {"decision_id": item.decision_id, "advice_id": item.id, "number": item.number}


def _given(item: domain.Item) -> GivenItem:
    assert item.number, "a decision numbers its advice"
    return GivenItem(
        advice_id=item.id,
        number=item.number,
        text=item.text,
        criterion=Criterion(item.criterion) if item.criterion else None,
        evidence=item.evidence,
    )


def _item(state: domain.GivenAdvice, advice_id: UUID) -> domain.Item:
    return next(one for one in state.items if one.id == advice_id)
