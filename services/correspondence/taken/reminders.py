"""Partners are written to: a return is asked of an agency that they reach, or chased; the Panel's letter asks.

As always a message says that something waits, and never what. However many returns a case has, an
organisation gets one message a day of each kind.
"""

from collections.abc import Sequence
from typing import Any
from uuid import uuid5

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.codes import Partner
from contracts.review.agency_return import AgencyReturnAskedV1, AgencyReturnChasedV1
from contracts.review.reminder import PartnersRemindedV1
from services.correspondence import directory
from services.correspondence.delivery import work as deliveries
from services.correspondence.delivery.tasks import person
from services.correspondence.read_models import cases


def register(consumes: Consumes) -> None:
    """The consumers of these facts."""

    @consumes(AgencyReturnAskedV1)
    async def ask(tx: Tx, batch: Sequence[Received[AgencyReturnAskedV1]]) -> None:
        for one in batch:
            await write(tx, one, "request", f"returns asked {one.message.clock.started_on}")

    @consumes(AgencyReturnChasedV1)
    async def chase(tx: Tx, batch: Sequence[Received[AgencyReturnChasedV1]]) -> None:
        for one in batch:
            await write(tx, one, "reminder", f"returns chased {one.message.chased_on}")

    @consumes(PartnersRemindedV1)
    async def remind(tx: Tx, batch: Sequence[Received[PartnersRemindedV1]]) -> None:
        for one in batch:
            fact = one.message
            about = f"reminded of {fact.clock.code} {fact.clock.started_on} {fact.reminded_on}"
            await write(tx, one, "reminder", about, fact.partners)


async def write(
    tx: Tx, one: Received[Any], kind: str, about: str, partners: Sequence[Partner] = ()
) -> None:
    """A message to the organisations of some partners; none given: of that through which an agency is reached."""
    fact, whose = one.message, partners or (one.message.partner,)
    partnership = await cases.partnership_of(tx.conn, one.key)
    known = await directory.addressees(tx.conn, partnership, tx.today)
    to = [a for a in known if a.partner in whose]
    subject = uuid5(one.key, about)
    await deliveries.add(
        tx.conn, kind, subject, one.key, fact.reference, to, person(one.cause.actor)
    )
