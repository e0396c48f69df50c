"""Members of the national body by name: those who serve, and whoever else was invited."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chassis.conn import Conn
from services.correspondence.read_models import members, names
from services.correspondence.read_models.members import Member


async def who_may_come(conn: Conn, invited: Sequence[Mapping[str, Any]], on: date) -> list[Member]:
    """The invited first, then the others who are members on the day."""
    register = await members.all_of_them(conn)
    known = {one.id: one for one in register}
    strangers = [m["member_id"] for m in invited if m["member_id"] not in known]
    named = await names.named(conn, [f"person:{id_}" for id_ in strangers])
    found = [known.get(m["member_id"]) or _stranger(m, named, on) for m in invited]
    ids = {one.id for one in found}
    return [*found, *(one for one in register if one.serves(on) and one.id not in ids)]


def _stranger(invited: Mapping[str, Any], named: Mapping[str, str], on: date) -> Member:
    """Somebody whom a meeting names and the register does not."""
    return Member(
        id=invited["member_id"],
        name=members.strangers_name(invited, named),
        sector=invited["sector"],
        serves_from=on,
    )
