"""What people choose from: the authorities of a day, and the organisations of a partnership."""

from collections.abc import Sequence
from datetime import date

from chassis.conn import Conn
from contracts.register import PartnershipRegisteredV1
from services.notify.register.wire import id_of


async def authorities_on(conn: Conn, day: date) -> tuple[tuple[str, str], ...]:
    """Code and name of each authority of a day, by name."""
    rows = await conn.fetch(
        """
        select code, name from register_entry
        where kind = 'authority' and valid_from <= $1 and (valid_to is null or valid_to >= $1)
        order by name, code
        """,
        day,
    )
    return tuple((row["code"], row["name"]) for row in rows)


async def partnerships(conn: Conn, slugs: Sequence[str]) -> list[PartnershipRegisteredV1]:
    """Partnerships as they were announced last, with their organisations."""
    rows = await conn.fetch(
        "select fact from register_announced where key = any($1)",
        [id_of(("partnership", slug)) for slug in slugs],
    )
    return [PartnershipRegisteredV1.model_validate(row["fact"]) for row in rows]
