"""The table of organisations with who speaks for them; one of which nobody said anything has none."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.conn import Conn
from chassis.states import States
from services.correspondence.office_holder.domain import Organisation

ORGANISATIONS = States("office_holder", Organisation, lambda one: one.id)


def id_of(code: str) -> UUID:
    """One an organisation."""
    return uuid5(NAMESPACE_URL, f"/cspr/organisation/{code}")


async def of(conn: Conn, codes: Iterable[str]) -> Mapping[str, Organisation]:
    """Organisations by their code, each of those that were asked for."""
    asked = {code: id_of(code) for code in codes}
    kept = await ORGANISATIONS.read(conn, list(asked.values()))
    return {code: kept.get(id_) or Organisation(id_, code) for code, id_ in asked.items()}


async def left_before(conn: Conn, day: date, most: int) -> list[str]:
    """The codes of organisations with people who left, or were struck out, before a day and are still named."""
    rows = await conn.fetch(
        """
        select state->>'code' as code from office_holder
        where first_leaver(state) < $1 order by first_leaver(state), id limit $2
        """,
        day.isoformat(),
        most,
    )
    return [row["code"] for row in rows]
