"""Use cases of standard lines: worded, approved by another person, let go."""

from collections.abc import Sequence
from hashlib import sha256
from typing import assert_never
from uuid import UUID

from chassis.errors import NotFound
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from contracts.envelope import Fact
from contracts.standard_line import LineOwner, StandardLineApprovedV1
from services.correspondence.policy.lines import first_lines
from services.correspondence.standard_line import domain
from services.correspondence.standard_line.store import LINES, first, id_of


def announce(
    state: domain.Line, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """Only what is in force is told."""
    match event:
        case domain.Proposed() | domain.Withdrawn():
            return ()
        case domain.Approved():
            return (_approved(state),)
        case _:
            assert_never(event)


def _approved(state: domain.Line) -> StandardLineApprovedV1:
    now = state.now
    return StandardLineApprovedV1(
        line=state.code,
        version=now.number,
        sha256=sha256(now.wording.text.encode()).hexdigest(),
        owner=LineOwner(now.wording.owner),
        approved_by=now.approved_by,
        approved_on=now.approved_on,
        review_on=now.wording.review_on,
        expires_on=now.wording.expires_on,
    )


LINE = Aggregate(
    load=LINES.load,
    blank=first,
    decide=domain.decide,
    evolve=domain.evolve,
    save=LINES.save,
    announce=announce,
)


async def give(tx: Tx, code: str, command: domain.Command, actor: Actor, command_id: UUID) -> None:
    """One command for one line; raises NotFound, Refused."""
    if code not in first_lines():
        raise NotFound("There is no such standard line.")
    id_ = id_of(code)
    cause = Cause(command_id, "request", str(id_), actor.id, roles=actor.roles)
    await execute(tx, LINE, [Order(id_, id_, command, cause)])
