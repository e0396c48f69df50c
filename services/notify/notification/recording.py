"""That those who must be told of a notification were told: listed while it waits, recorded when it was done."""

from datetime import datetime
from uuid import UUID

from chassis.access import NOTHING_HERE, audit_read, known_as
from chassis.clock import london_date
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.tx import Tx
from contracts.http_notify_sends import ToldBody
from services.notify.notification import queries, sends, wire
from services.notify.notification.carrying import Wanted
from services.notify.notification.commands import RecordTold
from services.notify.notification.handlers import Notifications

Place = tuple[datetime, UUID]


class Recording:
    """The use cases, on those of notifications in general."""

    def __init__(self, notifications: Notifications) -> None:
        """Nothing of its own but what it shares."""
        self._all, self._db = notifications, notifications.service.db

    async def waiting(
        self, actor: Actor, limit: int, after: Place | None = None
    ) -> list[sends.Send]:
        """Those that are still to be told, the oldest first; in the sandbox nobody is."""
        standing = await self._all.senders.standing(actor)
        if standing.sandbox:
            return []
        async with self._db.begin() as tx:
            await audit_read(tx.conn, actor, "listed sends", "waiting", at=tx.now)
            return await sends.waiting(tx.conn, known_as(actor), limit, after)

    async def read(self, id_: UUID, actor: Actor) -> tuple[sends.Send, queries.Found]:
        """One of them with its notification; raises NotFound outside the actor's reach."""
        found = await self._all.find(await self._reference(id_), actor, "record_send")
        async with self._db.begin() as tx:
            await audit_read(tx.conn, actor, "read send", found.reference, at=tx.now)
            one = await sends.by_id(tx.conn, id_)
        assert one, "a send is never deleted"
        return one, found

    async def tell(self, id_: UUID, body: ToldBody, actor: Actor) -> sends.Send:
        """Record that a body was told; the same again changes nothing, raises Refused for another."""

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            one = await sends.by_id(tx.conn, id_)
            assert one, "a send is never deleted"
            told = (one.told_on, one.told_how) if one.told_on and one.told_how else None
            command = RecordTold(
                on=tx.today,
                recipient=one.recipient,
                told_on=body.told_on,
                how=body.how,
                since=london_date(one.since),
                ended=one.ended_at is not None,
                before=told,
            )
            return Wanted(command, wire.Content.model_validate(now.content))

        await self._all.change(await self._reference(id_), actor, "record_send", want)
        async with self._db.read() as conn:
            one = await sends.by_id(conn, id_)
        assert one, "a send is never deleted"
        return one

    async def _reference(self, id_: UUID) -> str:
        async with self._db.read() as conn:
            one = await sends.by_id(conn, id_)
        if one is None:
            raise NotFound(NOTHING_HERE)
        return one.reference
