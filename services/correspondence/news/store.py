"""Subscriptions, and the counts that stay when they are gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from services.correspondence.news.domain import Choice, Item


@dataclass(frozen=True)
class Reach:
    """How many messages about one item went out, arrived and did not."""

    title: str
    announced_at: datetime
    sent: int
    delivered: int
    failed: int


async def one_at_a_time(conn: Conn) -> None:
    """Until the transaction ends nobody else is entered, so that what is counted stays true."""
    await conn.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", "subscription")


async def asked_since(conn: Conn, address: str, day: datetime, hour: datetime) -> tuple[int, int]:
    """How often was asked: for this address, in capitals or not, since ``day``, and by all since ``hour``."""
    row = await conn.fetchrow(
        """
        select (
                select count(*) from subscription
                where lower(address) = lower($1) and asked_at > $2
            ) as own,
            (select count(*) from subscription where asked_at > $3) as every
        """,
        address,
        day,
        hour,
    )
    assert row, "a count always has its row"
    return row["own"], row["every"]


async def add(
    conn: Conn, id_: UUID, secret: UUID, address: str, choice: Choice, now: datetime
) -> None:
    """Enter what was asked, with the message that asks the mailbox; the same form again changes nothing."""
    await conn.execute(
        """
        with entered as (
            insert into subscription (id, secret, address, audience, themes, regions, asked_at)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id
        )
        insert into news_mail (id, subscription_id) select $8, id from entered
        """,
        *(id_, secret, address, choice.audience, choice.themes, choice.regions, now, uuid7()),
    )


async def confirm(conn: Conn, secret: UUID, now: datetime) -> bool:
    """The owner of the mailbox wants it; what the same address chose before is let go. False: unknown."""
    found = await conn.fetchval(
        """
        update subscription set confirmed_at = coalesce(confirmed_at, $2)
        where secret = $1 returning address
        """,
        secret,
        now,
    )
    await conn.execute(
        "delete from subscription where lower(address) = lower($1) and secret <> $2",
        found,
        secret,
    )
    return found is not None


async def leave(conn: Conn, secret: UUID) -> None:
    """Forget a subscription, its address and its messages."""
    await conn.execute("delete from subscription where secret = $1", secret)


async def drop(conn: Conn, id_: UUID) -> None:
    """The same, for a mailbox that is gone."""
    await conn.execute("delete from subscription where id = $1", id_)


async def forget_unconfirmed(conn: Conn, before: datetime) -> None:
    """Who did not confirm in time is forgotten."""
    await conn.execute(
        "delete from subscription where confirmed_at is null and asked_at < $1", before
    )


async def confirmed(conn: Conn) -> list[tuple[UUID, Choice]]:
    """Every subscription that counts, and what it asks for."""
    rows = await conn.fetch(
        "select id, audience, themes, regions from subscription where confirmed_at is not null"
    )
    return [
        (row["id"], Choice(row["audience"], tuple(row["themes"]), tuple(row["regions"])))
        for row in rows
    ]


async def announce(conn: Conn, items: Sequence[Item], now: datetime) -> list[UUID]:
    """Enter what is announced for the first time; only those come back, so each is announced once."""
    rows = await conn.fetch(
        """
        insert into news_item (id, title, address, announced_at)
        select id, title, address, $4 from unnest($1::uuid[], $2::text[], $3::text[])
            as found (id, title, address)
        on conflict do nothing returning id
        """,
        [one.id for one in items],
        [one.title for one in items],
        [one.address for one in items],
        now,
    )
    return [row["id"] for row in rows]


async def reach(conn: Conn, most: int) -> list[Reach]:
    """What was announced, the latest first."""
    rows = await conn.fetch(
        """
        select title, announced_at, sent, delivered, failed from news_item
        order by announced_at desc, id desc limit $1
        """,
        most,
    )
    return [Reach(**row) for row in rows]


async def subscribers(conn: Conn) -> list[tuple[str, int]]:
    """How many subscribers there are of each audience."""
    rows = await conn.fetch(
        """
        select audience, count(*) as number from subscription
        where confirmed_at is not null group by audience
        """
    )
    return [(row["audience"], row["number"]) for row in rows]
