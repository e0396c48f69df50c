"""Commands of regional groups, each keyed by its group."""

from collections.abc import Callable, Sequence
from typing import Any

from chassis.dispatch import Received
from chassis.execute import Aggregate
from chassis.states import States
from chassis.tx import Tx
from contracts.review import regional_group as g
from services.review.handlers.cases import carry_out, sent_on
from services.review.regional_group import commands, domain, wire
from services.review.senders import Commands

GROUPS = States("regional_group", domain.RegionalGroup, lambda one: one.id)
REGIONAL_GROUP = Aggregate(
    load=GROUPS.load,
    blank=domain.RegionalGroup,
    decide=domain.decide,
    evolve=domain.evolve,
    save=GROUPS.save,
    announce=wire.announce,
)
Translate = Callable[[Received[Any]], commands.Command]


def _arrange(r: Received[g.ArrangeRegionalMeetingV1]) -> commands.Command:
    return commands.Arrange(r.message.meeting_id, r.message.meets_on, r.message.trends)


def _offer(r: Received[g.OfferSupportV1]) -> commands.Command:
    said = r.message
    made = (said.offer_id, said.partnership, said.support.value)
    return commands.Offer(sent_on(r), *made, said.trend_id)


TRANSLATED: dict[Any, Translate] = {
    g.FormRegionalGroupV1: lambda r: commands.Form(
        r.message.region_code, r.message.lead, r.message.partnerships
    ),
    g.ArrangeRegionalMeetingV1: _arrange,
    g.RecordRegionalMeetingV1: lambda r: commands.Hold(
        sent_on(r), r.message.meeting_id, r.message.attended
    ),
    g.OfferSupportV1: _offer,
    g.RecordUptakeV1: lambda r: commands.Take(
        sent_on(r), r.message.offer_id, r.message.uptake.value
    ),
}


def register(taken: Commands) -> None:
    """The handlers of these commands."""
    for model, translate in TRANSLATED.items():
        taken(model)(_handler(translate))


def _handler(translate: Translate) -> Any:
    async def handle(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        await carry_out(tx, REGIONAL_GROUP, batch, translate)

    return handle
