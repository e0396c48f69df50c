"""That those who must be told of a notification were told: listed, recorded when it was done, corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import UUID

from chassis.access import NOTHING_HERE, audit_read, known_as
from chassis.clock import london_date
from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.tx import Tx
from chassis.web.words import LONDON
from contracts.http_notify_sends import ToldBody, ToldCorrectionBody
from services.notify.notification import queries, sends, wire
from services.notify.notification.carrying import Wanted
from services.notify.notification.commands import CorrectTold, RecordTold
from services.notify.notification.handlers import Notifications
from services.notify.notification.send_rules import WORDED
from services.notify.notification.wire_later import ERASED
from services.notify.policy import rules


@dataclass(frozen=True)
class Seen:
    """One of them with its notification, and all that was recorded of it in clear, the latest first."""

    send: sends.Send
    found: queries.Found
    records: Sequence[sends.Record]


class Recording:
    """The use cases, on those of notifications in general."""

    def __init__(self, notifications: Notifications) -> None:
        """Nothing of its own but what it shares; how many wait, and wait too long, are metrics."""
        self._all, self._db = notifications, notifications.service.db
        self._keys = notifications.service.keys
        watch = notifications.service.telemetry.watch
        watch("sends_waiting", "bodies that are still to be told of a notification", self._waiting)
        watch("sends_late", "those of them that should have been told already", self._late)

    async def listed(
        self, actor: Actor, choice: sends.Choice, limit: int, place: sends.Place | None = None
    ) -> list[sends.Send]:
        """Those that wait, what is due first on top, or that were told; in the sandbox nobody is."""
        if (await self._all.senders.standing(actor)).sandbox:
            return []
        list_ = sends.told if choice.state == "told" else sends.waiting
        async with self._db.begin() as tx:
            await audit_read(tx.conn, actor, "listed sends", choice.state, at=tx.now)
            return await list_(tx.conn, self._wanted(actor, choice), limit, place)

    async def counted(self, actor: Actor, choice: sends.Choice) -> tuple[int, int]:
        """How many of a choice wait, and how many of those are late."""
        async with self._db.read() as conn:
            return await sends.counted(conn, self._wanted(actor, choice))

    async def next_waiting(self, actor: Actor, choice: sends.Choice) -> sends.Send | None:
        """What is due first of those that wait."""
        state: sends.State = "waiting" if choice.state == "told" else choice.state
        wanted = self._wanted(actor, replace(choice, state=state, reference=""))
        async with self._db.read() as conn:
            found = await sends.waiting(conn, wanted, 1)
        return found[0] if found else None

    async def read(self, id_: UUID, actor: Actor) -> Seen:
        """One of them; raises NotFound outside the actor's reach."""
        one = await self._one(id_)
        found = await self._all.find(one.reference, actor, "record_send")
        async with self._db.begin() as tx:
            await audit_read(tx.conn, actor, "read send", found.reference, at=tx.now)
            records = await self._opened(tx.conn, found.id, await sends.records(tx.conn, id_))
        return Seen(one, found, records)

    async def tell(self, id_: UUID, body: ToldBody, actor: Actor) -> sends.Send:
        """Record that a body was told; the same again changes nothing, raises Refused for another."""

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            one = await _by_id(tx.conn, id_)
            words = body.words if body.how == WORDED else None
            command = RecordTold(
                on=tx.today,
                recipient=one.recipient,
                told_on=body.told_on,
                how=body.how,
                since=london_date(one.since),
                worded=words is not None,
                ended=one.ended_at is not None,
                before=one.told,
                same_words=words == await self._words(tx.conn, now.id, id_),
                about=one.about,
            )
            sealed = await self._keys.seal_many(tx.conn, now.id, [words])
            return Wanted(command, wire.Content.model_validate(now.content), words=sealed[0])

        await self._all.change((await self._one(id_)).reference, actor, "record_send", want)
        return await self._one(id_)

    async def correct(self, id_: UUID, body: ToldCorrectionBody, actor: Actor) -> sends.Send:
        """Record what is right instead; the same again changes nothing, what was recorded stays readable."""

        async def want(tx: Tx, now: queries.Found) -> Wanted:
            one = await _by_id(tx.conn, id_)
            words = body.words if body.how == WORDED else None
            command = CorrectTold(
                on=tx.today,
                recipient=one.recipient,
                told=(body.told_on, body.how) if body.told_on and body.how else None,
                since=london_date(one.since),
                worded=words is not None,
                before=one.told,
                same_words=words == await self._words(tx.conn, now.id, id_),
                about=one.about,
            )
            sealed = await self._keys.seal_many(tx.conn, now.id, [words, body.reason])
            content = wire.Content.model_validate(now.content)
            return Wanted(command, content, words=sealed[0], reason=sealed[1])

        await self._all.change((await self._one(id_)).reference, actor, "record_send", want)
        return await self._one(id_)

    def _wanted(self, actor: Actor, choice: sends.Choice) -> sends.Wanted:
        return sends.Wanted(choice, known_as(actor), self._late_before())

    def _late_before(self) -> datetime:
        today = london_date(self._all.service.clock.now())
        return datetime.combine(rules.late_before(today), time.min, LONDON)

    async def _waiting(self, conn: Conn) -> int:
        return await sends.waiting_since(conn, None)

    async def _late(self, conn: Conn) -> int:
        return await sends.waiting_since(conn, self._late_before())

    async def _opened(
        self, conn: Conn, incident: UUID, found: Sequence[sends.Record]
    ) -> list[sends.Record]:
        sealed = [(incident, text) for one in found for text in (one.words, one.reason)]
        opened = await self._keys.open_many(conn, sealed)
        texts = iter(
            [
                ERASED if was and clear is None else clear
                for (_, was), clear in zip(sealed, opened, strict=True)
            ]
        )
        return [replace(one, words=next(texts), reason=next(texts)) for one in found]

    async def _words(self, conn: Conn, incident: UUID, id_: UUID) -> str | None:
        """How the body was told, as it was recorded last."""
        latest = await self._opened(conn, incident, (await sends.records(conn, id_))[:1])
        return latest[0].words if latest else None

    async def _one(self, id_: UUID) -> sends.Send:
        async with self._db.read() as conn:
            return await _by_id(conn, id_)


async def _by_id(conn: Conn, id_: UUID) -> sends.Send:
    one = await sends.by_id(conn, id_)
    if one is None:
        raise NotFound(NOTHING_HERE)
    return one
