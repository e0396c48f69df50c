"""What ``analytics`` takes from Kafka: every fact there is, but no key."""

from collections.abc import Sequence
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.proclaimed import calendar_consumed
from chassis.tx import Tx
from contracts.catalogue import CATALOGUE
from contracts.envelope import Fact
from contracts.review.consideration import DecisionAnnouncedV1
from contracts.topics import NOTIFY_KEY, REVIEW_CASE_STATE
from services.analytics import facts
from services.analytics.trends.handlers import detect

TOLD = [
    entry.model
    for entry in CATALOGUE
    if issubclass(entry.model, Fact)
    and entry.topic not in (NOTIFY_KEY, REVIEW_CASE_STATE)
    and entry.topic.owner != "analytics"
]


def register_facts(consumes: Consumes) -> Consumes:
    """Keep and fold every fact of the others."""

    @consumes(*TOLD)
    async def keep_and_fold(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        await facts.keep(tx.conn, batch)

    return consumes


def build_consumes() -> Consumes:
    """The registry of this service."""
    consumes = register_facts(Consumes("analytics"))
    calendar_consumed(consumes)

    @consumes(DecisionAnnouncedV1)
    async def look_for_trends(tx: Tx, batch: Sequence[Received[DecisionAnnouncedV1]]) -> None:
        await detect(tx, batch[-1].cause)

    return consumes
