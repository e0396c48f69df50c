"""A reader asks for news by e-mail: nothing is sent to a mailbox until its owner has said yes."""

from datetime import timedelta
from uuid import UUID, uuid4

from chassis.errors import TooOften
from chassis.tx import Tx
from services.correspondence.news import store
from services.correspondence.news.domain import Choice
from services.correspondence.policy.news import news_rule

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
