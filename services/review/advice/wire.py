"""Advice to a partnership: facts out."""

from collections.abc import Sequence
from typing import Any, assert_never

from chassis.execute import Order
from contracts.codes import Partner
from contracts.envelope import Fact
from contracts.review.advice import AdviceAskedV1, AdviceGivenV1, AdviceReliedOnV1, AdviceTopic
from services.review.advice import domain


def announce(
    state: domain.Log, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event."""
    item = event.item
    ids: dict[str, Any] = {
        "incident_id": state.id,
        "reference": state.reference,
        "advice_id": item.id,
        "number": item.number,
    }
    match event:
        case domain.Asked(command=made):
            asked = AdviceAskedV1(
                **ids,
                partner=Partner(made.partner),
                topic=AdviceTopic(made.topic),
                asked_on=made.on,
                question=made.question,
            )
            return (asked,)
        case domain.Given(command=made):
            given = AdviceGivenV1(
                **ids,
                asked_by=Partner(item.asked_by) if item.asked_by else None,
                topic=AdviceTopic(made.topic),
                given_on=made.on,
                advice=made.said.advice,
                guidance=made.said.guidance,
            )
            return (given,)
        case domain.ReliedOn(command=made):
            relied = AdviceReliedOnV1(
                **ids,
                partner=Partner(made.partner),
                relied_on=made.on,
                relied_for=made.said.relied_for,
            )
            return (relied,)
        case _:
            assert_never(event)
