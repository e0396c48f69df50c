"""Whether a case is open to an actor: within their scope, not restricted to others, not kept from a member."""

from dataclasses import dataclass, replace
from datetime import datetime

from chassis.access import NOTHING_HERE
from chassis.clock import london_date
from chassis.conn import Conn
from chassis.errors import CsprError, NotFound, Refused
from chassis.identity import Actor
from services.correspondence.access import POLICY, scope_of
from services.correspondence.case.recused import Recused, kept_from
from services.correspondence.read_models.cases import CaseView
from services.correspondence.restriction.domain import KEPT
from services.correspondence.restriction.store import open_by_glass

SHUT = (
    "This case is restricted. That it exists you may know; who must open it all the same says why."
)


class ShutOut(Refused):
    """The case is restricted to others; that it exists, and its reference, this reader may know."""

    def __init__(self, reference: str) -> None:
        """The same words at every door."""
        super().__init__(SHUT, KEPT, code="restricted")
        self.reference = reference


@dataclass(frozen=True)
class Admission:
    """The case as it stands for one actor, and why it stays shut to them; None: it does not."""

    case: CaseView
    error: CsprError | None = None


async def admission(
    conn: Conn, case: CaseView, actor: Actor, permission: str, at: datetime
) -> Admission:
    """The one guard of a case; a glass that this actor broke opens it until its moment."""
    if not POLICY.may(actor, permission, scope_of(case)):
        if not POLICY.may(actor, permission, scope_of(replace(case, open_to=None))):
            return Admission(case, NotFound(NOTHING_HERE))
        if not await open_by_glass(conn, case.incident_id, actor.id, at):
            return Admission(case, ShutOut(case.reference))
        case = replace(case, open_to=[*(case.open_to or ()), actor.id])
    kept = await kept_from(conn, case, actor, london_date(at))
    return Admission(case, Recused() if kept else None)
