"""What the access log has by an id or a code, by the name that a reader of the log may know."""

import re
from collections.abc import Sequence
from uuid import UUID

from chassis.conn import Conn

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


async def named(conn: Conn, objects: Sequence[str]) -> dict[str, str]:
    """Of each document the case that it is of, of each organisation its name.

    A document's own title stays sealed: who reads the log may read no case.
    """
    ids = [UUID(one) for one in objects if ID.fullmatch(one)]
    rows = await conn.fetch(
        """
        select d.id::text as object, 'a document of ' || c.reference as name
        from document d join case_view c using (incident_id)
        where d.id = any($1)
        union
        select code, min(name) from organisation
        where code = any($2) group by code
        """,
        ids,
        [one.partition("/")[0] for one in objects],
    )
    return {row["object"]: row["name"] for row in rows}
