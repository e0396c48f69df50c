"""Two ways to the same numbers: from the facts kept here, and from Kafka.

``rebuild`` empties the measures and folds the kept facts again, in one transaction, while the service runs:
after a measure was added or mended.

``rebuild_from_kafka`` is for a database that was thrown away. It fills an empty one, which its owner has
migrated: reads every topic from its beginning to its end, and takes back the service's own trends from their
topic, so that none is announced a second time. Run it while the service is stopped, with its own settings::

    python -m services.analytics rebuild-from-kafka

Started again, the service goes on where its consumer group stood; what it has by then is dropped. What no
topic holds stays lost with the old database: who read what, and the reasons given for releases.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from uuid_utils.compat import uuid7

from chassis.consume import Consumes
from chassis.db import Database
from chassis.dispatch import Received
from chassis.replay import remember_own, replay
from chassis.service import Service
from chassis.tx import Cause, Tx
from contracts.analytics import ThemeRecurrenceDetectedV1, TrendReleasedV1
from contracts.catalogue import entry_of
from services.analytics import queries
from services.analytics.consumers import register_facts
from services.analytics.facts import FOLDED, Told, fold_all
from services.analytics.settings import AnalyticsSettings
from services.analytics.store import clear, take_turn
from services.analytics.trends import store
from services.analytics.trends.handlers import detect

BATCH_MAX = 1000
MODELS = {entry_of(model).type: model for model in FOLDED}
TYPES = list(MODELS)


async def rebuild(db: Database) -> int:
    """Fold anew every kept fact that tells something; how many. Polls of Kafka wait until it is done.

    A batch is all that is in memory, and its statements are as many as those of one poll.
    """
    async with db.begin() as tx:
        await take_turn(tx.conn)
        await clear(tx.conn)
        total, after = 0, 0
        while batch := await queries.kept(tx.conn, TYPES, after, BATCH_MAX):
            after = batch[-1].position
            await fold_all(tx.conn, await asyncio.to_thread(_read, batch))
            total += len(batch)
        return total


def _read(batch: Sequence[queries.Kept]) -> list[Told]:
    return [(one.key, MODELS[one.type].model_validate_json(one.data)) for one in batch]


async def rebuild_from_kafka(settings: AnalyticsSettings) -> int:
    """Fill an empty database from Kafka; how many records were read."""
    read = await replay(settings, replayed)
    db = Service(settings).db
    async with db.opened(), db.begin() as tx:  # a decision that the service had not seen before
        await detect(tx, Cause(uuid7(), "timer", "rebuild", f"system:{settings.service}"))
    return read


def replayed() -> Consumes:
    """What a rebuild takes from Kafka: the facts of all, and the trends that were announced from here."""
    consumes = register_facts(Consumes("analytics"))

    @consumes(ThemeRecurrenceDetectedV1)
    async def detected(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        for one in batch:
            await store.insert_detected(tx.conn, one.message, one.time)
        await remember_own(tx.conn, batch)

    @consumes(TrendReleasedV1)
    async def released(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        for one in batch:
            fact = one.message
            await store.mark_released(tx.conn, fact.trend_id, fact.released_by, one.time, None)
        await remember_own(tx.conn, batch)

    return consumes
