"""What is published is announced once, and sent to each subscriber who wants it; only counts are kept of it."""

from datetime import timedelta
from urllib.parse import urljoin
from uuid import UUID

import structlog

from chassis.conn import Conn
from chassis.db import Database
from chassis.schedule import each
from chassis.tx import Tx
from services.correspondence.news import mails, store
from services.correspondence.news.domain import wants
from services.correspondence.news.items import published
from services.correspondence.news.mails import Mail
from services.correspondence.policy.news import news_rule
from services.correspondence.post import (
    ADDRESS_REFUSED,
    FAILURES,
    Message,
    Post,
    Receipt,
    Rejected,
    Retry,
    fate_of,
)

log = structlog.get_logger()
GONE = {ADDRESS_REFUSED, FAILURES["permanent-failure"]}
"""What says that a mailbox is not there: its address is forgotten."""
PREFIX = "news-"


class News:
    """Announces what is new, sends, and asks for receipts."""

    def __init__(self, db: Database, post: Post, public_url: str) -> None:
        """``public_url``: where readers find it."""
        self._db, self._post, self._public_url = db, post, public_url

    async def round(self) -> int:
        """Announce what is new, send what is due; how many messages moved on."""
        async with self._db.begin() as tx:
            before = tx.now - timedelta(hours=news_rule().confirm_h_max)
            await store.one_at_a_time(tx.conn)
            await store.forget_unconfirmed(tx.conn, before)
        async with self._db.begin() as tx:
            await announce(tx)
        async with self._db.begin() as tx:
            leased = await mails.lease(tx.conn)
        return await each(leased, self._move)

    async def next_s(self) -> float | None:
        """In how many seconds there is more to do."""
        async with self._db.read() as conn:
            return await mails.next_due_s(conn)

    async def _move(self, mail: Mail) -> int:
        return await (self._send(mail) if mail.status == "due" else self._ask(mail))

    async def receipt(self, message_reference: str, receipt: Receipt) -> bool:
        """Take a receipt that the provider called in; False when the message is not ours."""
        id_ = id_of(message_reference)
        if id_ is None:
            return False
        async with self._db.begin() as tx:
            subscription = await mails.find(tx.conn, id_)
            if subscription and receipt.fate != "sending":
                await _end(tx.conn, id_, subscription, receipt.fate, receipt.reason)
        return True

    async def _send(self, mail: Mail) -> int:
        async with self._db.begin() as tx:
            if not await mails.hold(tx.conn, mail):
                return 0
        try:
            provider_id = await self._post.send(message_of(mail, self._public_url))
        except Rejected as refusal:
            if str(refusal) in GONE:
                return await self._finish(mail, "failed", str(refusal))
            log.warning("news_refused", mail_id=str(mail.id), reason=str(refusal))
            return await self._later(mail)  # our key, say: a person mends it within the window
        except Retry:
            return await self._later(mail)
        async with self._db.begin() as tx:
            await mails.note_sent(tx.conn, mail, provider_id)
        return 1

    async def _ask(self, mail: Mail) -> int:
        receipt = await fate_of(self._post, mail.provider_id)
        if receipt.fate == "sending":
            return await self._later(mail)
        return await self._finish(mail, receipt.fate, receipt.reason)

    async def _later(self, mail: Mail) -> int:
        async with self._db.begin() as tx:
            if await mails.later(tx.conn, mail):
                return 0
        return await self._finish(mail, "failed", "")

    async def _finish(self, mail: Mail, fate: str, reason: str) -> int:
        async with self._db.begin() as tx:
            await _end(tx.conn, mail.id, mail.subscription_id, fate, reason)
        return 1


async def announce(tx: Tx) -> None:
    """Everything that is public for the first time, to all who asked for it before."""
    found = await published(tx.conn)
    fresh = set(await store.announce(tx.conn, found, tx.now))
    if not fresh:
        return
    audiences, items = news_rule().audiences, [one for one in found if one.id in fresh]
    await mails.add(
        tx.conn,
        [
            (id_, item.id)
            for id_, choice in await store.confirmed(tx.conn)
            for item in items
            if wants(choice, audiences[choice.audience].kinds, item)
        ],
    )


def message_of(mail: Mail, public_url: str) -> Message:
    """One message: every subscriber gets the same address of an item, so that it tells nobody who came."""
    own = f"{public_url}/news/subscriptions/{mail.secret}"
    asks = mail.item_id is None
    return Message(
        kind="subscription" if asks else "news",
        to=mail.address,
        reference=mail.message_reference,
        case_reference="your subscription" if asks else mail.title or "",
        link=own if asks else urljoin(public_url, mail.link or "/news"),
        leave="" if asks else f"{own}/end",
    )


def id_of(message_reference: str) -> UUID | None:
    """The message that the provider knows by this reference; None when it is none of these."""
    prefix, id_ = message_reference[: len(PREFIX)], message_reference[len(PREFIX) :]
    try:
        return UUID(id_) if prefix == PREFIX else None
    except ValueError:
        return None


async def _end(conn: Conn, mail_id: UUID, subscription: UUID, fate: str, reason: str) -> None:
    await mails.end(conn, mail_id, delivered=fate == "delivered")
    if reason in GONE:
        await store.drop(conn, subscription)
