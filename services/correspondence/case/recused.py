"""Whom a case is kept from: a member who is recused from it, or tied to its partnership."""

from datetime import date

from chassis.conn import Conn
from chassis.errors import Refused
from chassis.identity import Actor
from services.correspondence.access import member_of
from services.correspondence.read_models import members
from services.correspondence.read_models.cases import CaseView

KEPT = "You are recused from this case; its papers are kept from you."
RULE = "rule of the national body: who has a conflict of interest takes no part in the case"


class Recused(Refused):
    """The case is kept from this reader; that it is, they may know."""

    def __init__(self) -> None:
        """The same words at every door."""
        super().__init__(KEPT, RULE, code="forbidden")


async def kept_from(conn: Conn, case: CaseView, actor: Actor, on: date) -> bool:
    """Whether a case is kept from an actor on a day; the register knows no other than members."""
    reader = await members.find(conn, member_of(actor))
    if reader is None:
        return False
    return reader.is_tied_to(case.partnership, on) or await members.is_recused(
        conn, reader.id, case.incident_id
    )
