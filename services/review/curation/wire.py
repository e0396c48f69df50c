"""Curation: facts out."""

from collections.abc import Sequence

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.review.curation import CaseCuratedV1, ExampleUse
from services.review.curation import domain


def announce(
    state: domain.Curation, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The fact that tells of it."""
    said = event.command
    curated = CaseCuratedV1(
        incident_id=state.id,
        reference=state.reference,
        use=ExampleUse(said.use),
        curated_on=said.on,
        why=said.why,
    )
    return (curated,)
