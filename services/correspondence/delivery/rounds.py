"""What is due is sent, outside any transaction; receipts, asked for or called in, become facts."""

from chassis.db import Database
from chassis.schedule import each
from chassis.tx import Cause
from services.correspondence.delivery import tasks, work
from services.correspondence.delivery.recall import is_recalled
from services.correspondence.delivery.telling import announce, told
from services.correspondence.delivery.work import Delivery, Fate
from services.correspondence.post import Message, Post, Receipt, Rejected, Retry, fate_of

NO_MAILBOX = "no address is known"
GAVE_UP = "no answer came within three days"


class Deliveries:
    """Does what is due: sends, and asks for receipts."""

    def __init__(
        self, db: Database, post: Post, public_url: str, task_owner: str | None = None
    ) -> None:
        """``public_url``: where partners read; ``task_owner``: who sees to what no person wrote."""
        self._db, self._post, self._public_url = db, post, public_url
        self._task_owner = task_owner

    async def round(self) -> int:
        """Send what is due and ask after what was sent; how many attempts moved on."""
        async with self._db.begin() as tx:
            leased = await work.lease(tx.conn)
        return await each(leased, self._move)

    async def next_s(self) -> float | None:
        """In how many seconds there is more to do."""
        async with self._db.read() as conn:
            return await work.next_due_s(conn)

    async def _move(self, delivery: Delivery) -> int:
        return await (self._send(delivery) if delivery.status == "due" else self._ask(delivery))

    async def receipt(self, message_reference: str, receipt: Receipt) -> bool:
        """Take a receipt that the provider called in; False when the message is not ours."""
        async with self._db.read() as conn:
            delivery = await work.find_by_reference(conn, message_reference)
        if delivery and receipt.fate != "sending":
            await self._end(delivery, receipt.fate, receipt.reason)
        return delivery is not None

    async def _send(self, delivery: Delivery) -> int:
        if delivery.channel == "portal":
            return await self._end(delivery, "delivered", "")
        if not delivery.mailbox:
            return await self._end(delivery, "failed", NO_MAILBOX)
        async with self._db.begin() as tx:
            if not await work.hold(tx.conn, delivery):
                return 0
        message = Message(
            kind=delivery.kind,
            to=delivery.mailbox,
            reference=delivery.message_reference,
            case_reference=delivery.reference,
            link=f"{self._public_url}/partner/cases/{delivery.reference}",
        )
        try:
            provider_id = await self._post.send(message)
        except Rejected as refusal:
            return await self._end(delivery, "failed", str(refusal))
        except Retry:
            return await self._later(delivery)
        async with self._db.begin() as tx:
            await work.note_sent(tx.conn, delivery.id, provider_id)
        return 1

    async def _ask(self, delivery: Delivery) -> int:
        receipt = await fate_of(self._post, delivery.provider_id)
        if receipt.fate == "sending":
            return await self._later(delivery)
        return await self._end(delivery, receipt.fate, receipt.reason)

    async def _later(self, delivery: Delivery) -> int:
        async with self._db.begin() as tx:
            if await work.later(tx.conn, delivery):
                return 0
        return await self._end(delivery, "failed", GAVE_UP, unanswered=True)

    async def _end(
        self, delivery: Delivery, fate: Fate, reason: str, *, unanswered: bool = False
    ) -> int:
        """Note a receipt once; a failure opens a task for a person."""
        async with self._db.begin([delivery.incident_id]) as tx:
            if not await work.end(tx, delivery.id, fate, unanswered=unanswered):
                return 0
            if fate == "delivered":
                await tasks.close_task_of(tx, delivery.id)
            elif not await is_recalled(tx.conn, delivery.subject_id):
                await tasks.open_task(tx, delivery, reason, self._task_owner)
            if delivery.kind == "letter":
                cause = Cause(delivery.id, "timer", str(delivery.incident_id), work.BY)
                announce(tx, delivery, told(delivery, fate, reason, tx.today), cause)
        return 1
