"""Commands of the partnership's ledger of action: one line a command."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.envelope import Command
from contracts.review import action_ledger as ledger_contract
from services.review import aggregates, stores
from services.review.action_ledger import domain as ledger
from services.review.handlers import cases as handlers
from services.review.handlers.cases import sent_on
from services.review.senders import Commands, Handler

Enters = Callable[[Received[Any]], ledger.Command]
LEDGER: Mapping[type[Command], Enters] = {
    ledger_contract.RecordActionEvidenceV1: lambda r: ledger.Evidence(
        sent_on(r), r.message.number, r.message.on, r.message.evidence_kind.value, r.message
    ),
    ledger_contract.RecordActionResultV1: lambda r: ledger.Measure(
        sent_on(r), r.message.number, r.message.on, r.message.result.value, r.message
    ),
    ledger_contract.CloseLedgerActionV1: lambda r: ledger.Close(
        today=sent_on(r),
        number=r.message.number,
        on=r.message.on,
        completed=r.message.completed,
        has_reason=r.message.why is not None,
        said=r.message,
    ),
}


def _entering(makes: Enters) -> Handler:
    async def enter(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        await handlers.change(tx, aggregates.LEDGER, batch, makes)

    return enter


async def _add_action(tx: Tx, batch: Sequence[Received[ledger_contract.AddLedgerActionV1]]) -> None:
    keys = [one.key for one in batch]
    files, wholes = await stores.files(tx.conn, keys), await stores.wholes(tx.conn, keys)

    def add(r: Received[ledger_contract.AddLedgerActionV1]) -> ledger.Add:
        return ledger.Add(
            id=r.cause.id,
            on=sent_on(r),
            due_on=r.message.due_on,
            reference=files[r.key].reference if r.key in files else "",
            begun=wholes[r.key].has_been_reviewed,
            said=r.message,
        )

    await handlers.change(tx, aggregates.LEDGER, batch, add)


def register(take: Commands) -> None:
    """The handlers of these commands."""
    for model, makes in LEDGER.items():
        take(model)(_entering(makes))
    take(ledger_contract.AddLedgerActionV1)(_add_action)
