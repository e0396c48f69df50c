"""What ``notify`` takes from Kafka."""

from collections.abc import Sequence
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.errors import Refused
from chassis.seal import KeyRing
from chassis.tx import Tx
from contracts.calendar import ProclaimBankHolidayV1
from contracts.notify import EraseIncidentTextV1, IncidentTextErasedV1
from services.notify import restricted
from services.notify.bank_holiday.handlers import take
from services.notify.matching import forget
from services.notify.notification import became, queries, store_later
from services.notify.notification.identity import IdentityStore


def build_consumes(keys: KeyRing, people: IdentityStore) -> Consumes:
    """The registry of this service."""
    consumes = Consumes("notify")

    @consumes(EraseIncidentTextV1)
    async def erase_incidents(tx: Tx, received: Sequence[Received[EraseIncidentTextV1]]) -> None:
        for one in received:
            found = await queries.by_id(tx.conn, one.key)
            if found is None:
                tx.refuse(one.cause, Refused("There is no such incident.", code="unknown"))
                continue
            await forget(tx, found.id, one.cause)
            await people.erase(tx.conn, found.id)
            await store_later.erase_former_identities(tx.conn, found.id)
            if await keys.erase(tx.conn, found.id, publish=True):
                fact = IncidentTextErasedV1(
                    incident_id=found.id,
                    reference=found.reference,
                    erased_on=tx.today,
                    basis=one.message.basis,
                )
                tx.announce(fact, key=found.id, object=found.id, cause=one.cause)

    @consumes(ProclaimBankHolidayV1)
    async def proclaim_days(tx: Tx, received: Sequence[Received[ProclaimBankHolidayV1]]) -> None:
        await take(tx, received)

    @consumes(*became.HEARD)
    async def note_what_became(tx: Tx, received: Sequence[Received[Any]]) -> None:
        await became.note(tx.conn, [(one.key, one.message, one.time) for one in received])

    @consumes(*restricted.HEARD)
    async def restrict(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        await restricted.fold(tx.conn, batch, tx.now)

    return consumes
