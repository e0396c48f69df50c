"""Hints on their way: each change once, signed, tried for a day. Polling tells the truth, with or without."""

import asyncio
import json
from collections.abc import Sequence
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
from services.notify.webhook import signing, store
from services.notify.webhook.address import Guard
from services.notify.webhook.store import Due

log = structlog.get_logger()
TYPE = "uk.cspr.notify.notification-changed.v1"
MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"
FOLLOW_MAX = 200
ROUND_MAX, EACH_MAX, SENDERS_AT_ONCE = 50, 3, 8
ANSWER_S_MAX = 5.0
GIVE_UP_AFTER, HINTS_KEPT = timedelta(hours=24), timedelta(days=30)
FIRST_WAIT_S, WAIT_S_MAX = 5, 3600


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
        """Delete hints that are older than a month; how many."""
        async with self._db.begin() as tx:
            return await store.forget(tx.conn, datetime.now(UTC) - HINTS_KEPT)

    async def send_due(self) -> int:
        """Send what is due, each sender's in order until one fails; how many were taken.

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
        for taken, one in enumerate(due):
            why = await self._why_not(http, one)
            async with self._db.begin() as tx:
                if why is None:
                    await store.delivered(tx.conn, one)
                    continue
                wait = wait_of(one.attempts)
                await store.failed(tx.conn, one, why, wait, GIVE_UP_AFTER)
            return taken
        return len(due)

    async def _why_not(self, http: httpx2.AsyncClient, one: Due) -> str | None:
        """Send it; None when it was taken, else why not: whatever goes wrong here is this delivery's affair."""
        try:
            async with asyncio.timeout(ANSWER_S_MAX):
                status = await self._send(http, one)
        except Refused as refused:
            return refused.reason
        except Exception as error:
            log.warning("webhook failed", sender=one.sender, error=type(error).__name__)
            return type(error).__name__
        return None if 200 <= status < 300 else f"It answered {status}."

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
