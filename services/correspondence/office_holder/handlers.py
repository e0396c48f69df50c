"""Use cases of who speaks for an organisation: one command each, told without a name or an address."""

from collections.abc import Sequence
from typing import assert_never

from chassis.execute import Aggregate, Order, execute
from chassis.tx import Cause, Tx
from contracts.envelope import Fact
from contracts.speaking import (
    Channel,
    ChannelChosenV1,
    HolderChange,
    RoleHolderChangedV1,
    SpeaksAs,
)
from services.correspondence.office_holder import domain
from services.correspondence.office_holder.commands import Command
from services.correspondence.office_holder.holder import Holder
from services.correspondence.office_holder.store import ORGANISATIONS, id_of


def announce(
    state: domain.Organisation, event: domain.Event, _order: Order[Command]
) -> Sequence[Fact]:
    """The fact that tells of one event."""
    match event:
        case domain.Entered() | domain.Changed():
            [holder] = [one for one in state.holders if one.id == event.holder_id]
            return (_changed(state, holder),)
        case domain.Chosen():
            chosen = ChannelChosenV1(
                organisation=state.code, channel=Channel(event.channel), chosen_on=event.on
            )
            return (chosen,)
        case domain.Forgotten():
            return ()  # what was told of them has no name and no address
        case _:
            assert_never(event)


def _changed(state: domain.Organisation, holder: Holder) -> RoleHolderChangedV1:
    now = holder.now
    return RoleHolderChangedV1(
        organisation=state.code,
        holder_id=holder.id,
        role=SpeaksAs(holder.role),
        change=HolderChange(now.change),
        holds_from=now.holds_from,
        holds_until=now.holds_until,
        changed_on=now.on,
    )


async def give(tx: Tx, code: str, command: Command, cause: Cause) -> Sequence[domain.Event]:
    """One command for one organisation, and what came of it; raises Refused."""
    id_ = id_of(code)
    organisation = Aggregate(
        load=ORGANISATIONS.load,
        blank=lambda asked: domain.Organisation(asked, code),
        decide=domain.decide,
        evolve=domain.evolve,
        save=ORGANISATIONS.save,
        announce=announce,
    )
    [events] = await execute(tx, organisation, [Order(id_, id_, command, cause)])
    return events
