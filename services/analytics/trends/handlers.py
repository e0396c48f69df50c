"""Look for recurring themes after decisions; release one when an analyst approves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.calendar import add_months
from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.service import Service
from chassis.tx import Cause, Tx
from contracts.analytics import ThemeRecurrenceDetectedV1, TrendReleasedV1
from services.analytics.access import POLICY
from services.analytics.policy import rules
from services.analytics.trends import store
from services.analytics.trends.by_region import shares
from services.analytics.trends.theme_recurrence import Figures, recurring

SOURCE = "release practice: figures are released by a named analyst, with a reason"


async def detect(tx: Tx, cause: Cause) -> None:
    """Announce themes that have come to recur, or have reached another partnership."""
    rule = rules.recurrence()
    first = add_months(tx.today, -rule.window_months)
    found = await store.themes_decided(tx.conn, first, tx.today)
    for figures in recurring(found, rule, await store.known(tx.conn)):
        await _announce(tx, figures, cause)


async def _announce(tx: Tx, figures: Figures, cause: Cause) -> None:
    id_, rule, local = uuid7(), rules.recurrence(), rules.regional()
    first, middle = (add_months(tx.today, -n * local.months) for n in (2, 1))
    regions = await store.regions_of(tx.conn, figures.theme, first, middle, tx.today)
    fact = ThemeRecurrenceDetectedV1(
        trend_id=id_,
        theme=figures.theme,
        reviews=figures.reviews,
        of_reviews=figures.of_reviews,
        partnerships=figures.partnerships,
        of_partnerships=figures.of_partnerships,
        percent=figures.percent,
        window_months=rule.window_months,
        as_of=tx.today,
        data_set_version=f"{tx.today.isoformat()}.{figures.of_reviews}",
        rule_version=rule.version,
        regions=shares(regions, local, rules.disclosure().suppress_up_to),
        regions_months=local.months,
    )
    tx.announce(fact, key=id_, object=id_, cause=cause)
    await store.insert_detected(tx.conn, fact, tx.now)


@dataclass(frozen=True)
class Trends:
    """What people do with trends."""

    service: Service

    async def release(self, trend_id: UUID, reason: str, actor: Actor) -> None:
        """Release a detected trend; once is enough. Raises Refused without a reason, NotFound."""
        POLICY.check(actor, "release")
        if not reason.strip():
            raise Refused("Say why the figures are released.", SOURCE, "reason", "no_reason")
        async with self.service.db.begin([trend_id]) as tx:
            found = await store.lock(tx.conn, trend_id)
            if found is None:
                raise NotFound("There is no such trend.")
            if found.status == "released":
                return
            await store.mark_released(tx.conn, trend_id, actor.id, tx.now, reason.strip())
            cause = Cause(uuid7(), "request", str(trend_id), actor.id, roles=actor.roles)
            fact = _released(found.figures, actor, tx)
            tx.announce(fact, key=trend_id, object=trend_id, cause=cause)


def _released(figures: dict[str, Any], actor: Actor, tx: Tx) -> TrendReleasedV1:
    found = ThemeRecurrenceDetectedV1.model_validate(figures)
    return TrendReleasedV1(
        trend_id=found.trend_id,
        theme=found.theme,
        reviews=found.reviews,
        of_reviews=found.of_reviews,
        partnerships=found.partnerships,
        of_partnerships=found.of_partnerships,
        percent=found.percent,
        as_of=found.as_of,
        data_set_version=found.data_set_version,
        released_by=actor.id,
        released_on=tx.today,
        regions=found.regions,
        regions_months=found.regions_months,
    )
