"""Empty the measures and fold the kept facts again: the numbers must be the same."""

from chassis.conn import Conn
from chassis.db import Database
from contracts.catalogue import by_type
from contracts.envelope import Fact
from services.analytics.facts import Told, fold_all

BATCH_MAX = 1000


async def rebuild(db: Database) -> int:
    """Fold every kept fact anew, in one transaction; how many there were."""
    async with db.begin() as tx:
        await tx.conn.execute("delete from measure")
        await tx.conn.execute("delete from case_row")
        total, after = 0, 0
        while batch := await _batch(tx.conn, after):
            after = batch[-1][0]
            await fold_all(tx.conn, [told for _, told in batch])
            total += len(batch)
        return total


async def _batch(conn: Conn, after: int) -> list[tuple[int, Told]]:
    rows = await conn.fetch(
        "select position, key, type, data from fact where position > $1 order by position limit $2",
        after,
        BATCH_MAX,
    )
    found = []
    for row in rows:
        fact = by_type()[row["type"]].model.model_validate(row["data"])
        assert isinstance(fact, Fact), "only facts are kept"
        found.append((row["position"], (row["key"], fact)))
    return found
