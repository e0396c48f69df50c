"""Members of the national body by name: those who serve, and whoever else was invited."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chassis.conn import Conn
from services.correspondence.actions import Actions
from services.correspondence.policy.members import Member, serving
from services.correspondence.read_models import names


async def who_may_come(
    conn: Conn, actions: Actions, invited: Sequence[Mapping[str, Any]], on: date
) -> list[Member]:
    """The invited first, then the others who are members on the day."""
    register = actions.settings.register
    known = {one.id: one for one in register}
    strangers = [m["member_id"] for m in invited if m["member_id"] not in known]
    named = await names.named(conn, [f"person:{id_}" for id_ in strangers])
    found = [known.get(m["member_id"]) or _stranger(m, named, on) for m in invited]
    ids = {one.id for one in found}
    return [*found, *(one for one in serving(register, on) if one.id not in ids)]


def _stranger(invited: Mapping[str, Any], named: Mapping[str, str], on: date) -> Member:
    """Somebody whom a meeting names and the register does not."""
    id_ = invited["member_id"]
    name = named.get(f"person:{id_}", id_)
    return Member.model_validate({"id": id_, "name": name, "sector": invited["sector"], "from": on})
