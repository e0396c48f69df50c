"""What the worklist's flags stand on: the latest facts of some cases, in one statement."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.conn import Conn

NOTIFIED = ("notification-submitted", "notification-amended")
REVIEWED = ("rapid-review-submitted", "rapid-review-resubmitted")
CONFIRMED = "rapid-review-confirmed"


async def latest(
    conn: Conn, ids: Sequence[UUID], names: Sequence[str]
) -> dict[UUID, dict[str, Any]]:
    """Of each case, the latest fact of each of these kinds, by its name."""
    rows = await conn.fetch(
        """
        select distinct on (incident_id, type) incident_id, type, fact
        from timeline
        where incident_id = any($1) and type = any($2)
        order by incident_id, type, at desc, sequence desc
        """,
        list(ids),
        [f"uk.cspr.{_owner(name)}.{name}.v1" for name in names],
    )
    found: dict[UUID, dict[str, Any]] = {id_: {} for id_ in ids}
    for row in rows:
        found[row["incident_id"]][row["type"].split(".")[3]] = row["fact"]
    return found


def _owner(name: str) -> str:
    return "notify" if name.startswith("notification-") else "review"


async def recurring(conn: Conn) -> set[str]:
    """The themes of which an analyst has released that they recur."""
    rows = await conn.fetch("select theme from released_trend")
    return {row["theme"] for row in rows}
