"""Hints on their way: each change once, signed, tried for a day. Polling tells the truth, with or without."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

import httpx2
import structlog
from joserfc.jwk import OctKey

from chassis.db import Database
from chassis.errors import Refused
from chassis.seal import unwrap
from contracts.http_notify_changes import WebhookHint
from services.notify.notification.feed import cursor_of, follow, number_new
from services.notify.webhook import old, signing, store
from services.notify.webhook.address import Guard
from services.notify.webhook.store import Due

log = structlog.get_logger()
TYPE = "uk.cspr.notify.notification-changed.v1"
MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"
FOLLOW_MAX = 200
ROUND_MAX, EACH_MAX, SENDERS_AT_ONCE = 50, 3, 8
ANSWER_S_MAX = 5.0
GIVE_UP_AFTER, HINTS_KEPT = timedelta(hours=24), timedelta(days=30)
NOT_SENT = f"It could not be sent for {HINTS_KEPT.days} days."
FIRST_WAIT_S, WAIT_S_MAX = 5, 3600
REQUEST_TIMEOUT, TOO_MANY_REQUESTS = 408, 429


def wait_of(attempts: int) -> timedelta:
    """Five seconds, twenty, eighty … an hour."""
    return timedelta(seconds=min(FIRST_WAIT_S * 4 ** min(attempts, 10), WAIT_S_MAX))


def event_of(one: Due, at: datetime) -> bytes:
    """The hint as a CloudEvent in structured JSON: which notification, and from where to read."""
    hint = WebhookHint(reference=one.reference, cursor=cursor_of(one.number - 1))
    event = {
        "specversion": "1.0",
        "id": str(one.id),
        "source": "/cspr/notify",
        "type": TYPE,
        "time": at.isoformat(),
        "datacontenttype": "application/json",
        "data": hint.model_dump(mode="json"),
    }
    return json.dumps(event).encode()


@dataclass(frozen=True)
class Answer:
    """What a receiver said, if it said anything."""

    words: str
    status: int = 0

    @property
    def taken(self) -> bool:
        """Whether it has the hint."""
        return 200 <= self.status < 300

    @property
    def about_this_one(self) -> bool:
        """Whether it will not have this hint, ever, and might have the next."""
        return 400 <= self.status < 500 and self.status not in (REQUEST_TIMEOUT, TOO_MANY_REQUESTS)


class Sending:
    """Two rounds: what changed becomes hints, and hints that are due go out."""

    def __init__(self, db: Database, own: OctKey, guard: Guard) -> None:
        """``own``: the service's key, under which secrets are kept."""
        self._db, self._own, self._guard = db, own, guard

    async def enqueue(self) -> int:
        """Make hints of what changed; how many changes were looked at."""
        await number_new(self._db)
        async with self._db.begin() as tx:
            changed = await follow(tx.conn, "webhooks", FOLLOW_MAX)
            if changed:
                await store.enqueue(tx.conn, changed, tx.today)
        return len(changed)

    async def forget(self) -> int:
        """Give up what still waits after a month, and delete what was taken before; how many."""
        before = datetime.now(UTC) - HINTS_KEPT
        async with self._db.begin() as tx:
            given_up = await old.give_up(tx.conn, before, NOT_SENT)
            gone = await old.forget(tx.conn, before)
        if given_up:
            log.warning("webhook hints given up", count=given_up)
        return given_up + gone

    async def send_due(self) -> int:
        """Send what is due, each sender's in order until it does not answer; how many were settled.

        Senders go beside each other, and each gets a few: one that is slow holds nobody up for long.
        """
        async with self._db.begin() as tx:
            due = await store.due(tx.conn, tx.today, EACH_MAX, ROUND_MAX)
        if not due:
            return 0  # a client reads all certificates of the machine when it is made
        due.sort(key=lambda one: (one.sender, one.number))
        turns = [list(mine) for _, mine in groupby(due, key=lambda one: one.sender)]
        at_once = asyncio.Semaphore(SENDERS_AT_ONCE)
        async with httpx2.AsyncClient(
            timeout=ANSWER_S_MAX, follow_redirects=False, trust_env=False
        ) as http:
            return sum(
                await asyncio.gather(*(self._send_each(http, at_once, one) for one in turns))
            )

    async def _send_each(
        self, http: httpx2.AsyncClient, at_once: asyncio.Semaphore, due: Sequence[Due]
    ) -> int:
        async with at_once:
            return await self._in_order(http, due)

    async def _in_order(self, http: httpx2.AsyncClient, due: Sequence[Due]) -> int:
        for settled, one in enumerate(due):
            answer = await self._answer(http, one)
            async with self._db.begin() as tx:
                if answer.taken:
                    await store.delivered(tx.conn, one)
                elif answer.about_this_one:
                    await store.give_up(tx.conn, one, answer.words)
                elif one.made_at + GIVE_UP_AFTER < datetime.now(UTC):
                    await store.give_up(tx.conn, one, answer.words)
                    return settled
                else:
                    await store.failed(tx.conn, one, answer.words, wait_of(one.attempts))
                    return settled
        return len(due)

    async def _answer(self, http: httpx2.AsyncClient, one: Due) -> Answer:
        """Send it; whatever goes wrong here is this delivery's affair."""
        try:
            async with asyncio.timeout(ANSWER_S_MAX):
                status = await self._send(http, one)
        except Refused as refused:
            return Answer(refused.reason)
        except Exception as error:
            log.warning("webhook failed", sender=one.sender, error=type(error).__name__)
            return Answer(type(error).__name__)
        return Answer(f"It answered {status}.", status)

    async def _send(self, http: httpx2.AsyncClient, one: Due) -> int:
        at = datetime.now(UTC)
        body = event_of(one, at)
        live = [unwrap(self._own, wrapped) for wrapped in one.wrapped]
        target = await self._guard.target(one.url)
        headers = {
            **signing.signed(str(one.id), at, body, live),
            "content-type": MEDIA_TYPE,
            "host": target.host_header,
        }
        more = {"sni_hostname": target.host}
        async with http.stream(
            "POST", target.url, content=body, headers=headers, extensions=more
        ) as answer:
            return answer.status_code
