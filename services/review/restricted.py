"""Restricted cases, as ``correspondence`` tells of them: whose clocks are shown to those alone who are named.

Who broke the glass sees the case at the desk; this service lists clocks, and lists no restricted case to them.
"""

from collections.abc import Sequence

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.restriction import CaseRestrictedV1, RestrictionLiftedV1


def register(consumes: Consumes) -> None:
    """The consumers of these facts."""

    @consumes(CaseRestrictedV1)
    async def restrict(tx: Tx, batch: Sequence[Received[CaseRestrictedV1]]) -> None:
        await tx.conn.executemany(
            """
            insert into restricted_case (incident_id, open_to) values ($1, $2)
            on conflict (incident_id) do update set open_to = excluded.open_to
            """,
            [(one.key, list(one.message.open_to)) for one in batch],
        )

    @consumes(RestrictionLiftedV1)
    async def lift(tx: Tx, batch: Sequence[Received[RestrictionLiftedV1]]) -> None:
        await tx.conn.execute(
            "delete from restricted_case where incident_id = any($1)", [one.key for one in batch]
        )
