"""Cases that another authority has now."""

from collections.abc import Sequence

from chassis.conn import Conn
from contracts.notify_changes import NotificationReassignedV1


async def move(conn: Conn, facts: Sequence[NotificationReassignedV1]) -> None:
    """Cases that another authority has now, and with it another partnership."""
    await conn.executemany(
        """
        update case_view set partnership = $2, authority_code = $3, authority_name = $4,
            region_code = $5
        where incident_id = $1
        """,
        [
            (
                *(f.incident_id, f.to_area.partnership, f.to_area.authority_code),
                *(f.to_area.authority_name, f.to_area.region_code),
            )
            for f in facts
        ],
    )
