"""A reader asks for news by e-mail: nothing is sent to a mailbox until its owner has said yes."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

from chassis.errors import NotFound, TooOften
from chassis.tx import Tx
from services.correspondence.news import store
from services.correspondence.news.domain import Choice
from services.correspondence.policy.news import news_rule

NOT_IN = r"@\s\x00-\x1f\x7f<>\"',;"
MAILBOX = re.compile(rf"[^{NOT_IN}]{{1,64}}@[^{NOT_IN}]{{1,180}}\.[^{NOT_IN}.]{{2,60}}")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


async def ask(tx: Tx, id_: UUID, address: str, choice: Choice) -> None:
    """Ask the mailbox; ``id_`` is the form's own, so that a double click asks once. Raises TooOften.

    Whoever asks learns nothing about the address: not whether it is subscribed, and not that it was asked often.
    """
    rule = news_rule()
    await store.one_at_a_time(tx.conn)
    own, every = await store.asked_since(tx.conn, address, tx.now - DAY, tx.now - HOUR)
    if every >= rule.asks_an_hour_max:
        raise TooOften(int(HOUR.total_seconds()))
    if own < rule.asks_an_address_day_max:
        await store.add(tx.conn, id_, uuid4(), address, choice, tx.now)


async def confirm(tx: Tx, secret: UUID) -> None:
    """The owner of the mailbox says yes; raises NotFound for a secret that nobody was sent, or too long ago.

    One at a time: of two for one mailbox each lets the other's subscription go.
    """
    await store.one_at_a_time(tx.conn)
    if not await store.confirm(tx.conn, secret, tx.now):
        raise NotFound("This link is used up, or came too late. You can ask again.")
