"""Makes the topics of senders that were added, and closes those of senders that have ended."""

from collections.abc import Awaitable, Callable
from datetime import date

from chassis.clock import london_date
from chassis.schedule import each
from chassis.sender_topics import close_topics, open_topics
from chassis.service import Service
from services.notify.sender import store
from services.notify.sender.store import Sender

EVERY_S = 5.0
CLOSED = "closed"


def rule_topics(service: Service) -> Callable[[], Awaitable[int]]:
    """For a timer: how many senders' topics were made or closed. At the broker, the register decides.

    Each process looks after all of them once, for a broker that has lost them.
    """
    seen: set[str] = set()

    async def rule() -> int:
        async with service.db.read() as conn:
            known = await store.senders(conn)
        today = london_date(service.clock.now())
        due = [one for one in known if is_due(one, today, first=one.client_id not in seen)]
        return await each(due, lambda sender: _rule_one(service, sender, today, seen))

    return rule


async def _rule_one(service: Service, sender: Sender, today: date, seen: set[str]) -> int:
    work = close_topics if has_ended(sender, today) else open_topics
    told = await work(service.settings, sender.client_id)
    async with service.db.begin() as tx:
        await store.tell_topic(tx.conn, sender.client_id, told)
    seen.add(sender.client_id)
    return 1


def has_ended(sender: Sender, today: date) -> bool:
    """Whether it may not send any more."""
    return sender.valid_to is not None and sender.valid_to <= today


def is_due(sender: Sender, today: date, *, first: bool) -> bool:
    """Whether something is to be done at the broker; ``first``: this process has not looked yet."""
    told = sender.topic_told or ""
    if has_ended(sender, today):
        return sender.topic and not told.startswith(CLOSED)
    return sender.topic and (first or not told)
