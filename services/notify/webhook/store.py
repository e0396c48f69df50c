"""Webhooks, their secrets and what is to be delivered: the SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from services.notify.notification.feed import Changed

SECRETS_MAX = 2


@dataclass(frozen=True)
class Webhook:
    """One sender's webhook, with how its deliveries stand."""

    sender: str
    url: str
    secrets: list[UUID]
    waiting: int
    given_up: int
    last_delivered_at: datetime | None
    last_failure: str | None


@dataclass(frozen=True)
class Due:
    """One hint to send now; ``wrapped``: the secrets that live, the newest first."""

    id: UUID
    sender: str
    url: str
    number: int
    reference: str
    made_at: datetime
    attempts: int
    wrapped: list[str]


async def save(
    conn: Conn, sender: str, url: str, authorities: Sequence[str] | None, at: datetime
) -> bool:
    """Make or move a webhook; True when it is new."""
    new: bool = await conn.fetchval(
        """
        insert into webhook (sender, url, authority_codes, made_at) values ($1, $2, $3, $4)
        on conflict (sender) do update
        set url = excluded.url, authority_codes = excluded.authority_codes
        returning xmax = 0
        """,
        sender,
        url,
        None if authorities is None else list(authorities),
        at,
    )
    return new


async def add_secret(conn: Conn, sender: str, wrapped: str, at: datetime) -> UUID:
    """A further secret; the oldest of more than two lives no longer."""
    id_ = uuid7()
    await conn.execute(
        "insert into webhook_secret (id, sender, wrapped, made_at) values ($1, $2, $3, $4)",
        *(id_, sender, wrapped, at),
    )
    await conn.execute(
        """
        delete from webhook_secret where id in (
            select id from webhook_secret where sender = $1 order by id desc offset $2
        )
        """,
        sender,
        SECRETS_MAX,
    )
    return id_


async def drop_secret(conn: Conn, sender: str, id_: UUID) -> bool:
    """One secret less; the last one stays."""
    dropped = await conn.fetchval(
        """
        delete from webhook_secret where sender = $1 and id = $2
            and exists (select from webhook_secret where sender = $1 and id <> $2)
        returning true
        """,
        sender,
        id_,
    )
    return bool(dropped)


async def drop(conn: Conn, sender: str) -> None:
    """No webhook any more, with its secrets and what waited."""
    await conn.execute("delete from webhook where sender = $1", sender)


async def find(conn: Conn, sender: str | None) -> list[Webhook]:
    """A sender's webhook, or (None) all."""
    rows = await conn.fetch(
        """
        select sender, url, last_delivered_at, last_failure,
            array(
                select id from webhook_secret where webhook_secret.sender = webhook.sender
                order by id desc
            ) as secrets,
            (
                select count(*) from webhook_delivery
                where webhook_delivery.sender = webhook.sender and state = 'waiting'
            ) as waiting,
            (
                select count(*) from webhook_delivery
                where webhook_delivery.sender = webhook.sender and state = 'given_up'
            ) as given_up
        from webhook where $1::text is null or sender = $1 order by sender
        """,
        sender,
    )
    return [Webhook(**row) for row in rows]


async def enqueue(conn: Conn, changed: Sequence[Changed], on: date) -> None:
    """A hint to each sender that may read of a change on that day; the same change twice is one hint."""
    await conn.execute(
        """
        insert into webhook_delivery (id, sender, number, reference, made_at, due_at)
        select gen_random_uuid(), webhook.sender, number, reference, clock_timestamp(), clock_timestamp()
        from unnest($1::bigint[], $2::text[], $3::text[]) as changed (number, reference, code)
        join webhook on authority_codes is null or code = any(authority_codes)
        left join sender as registered on webhook.sender = 'system:' || client_id
        where client_id is null or (
            not sandbox and code = any(authorities)
            and valid_from <= $4 and (valid_to is null or $4 < valid_to)
        )
        on conflict do nothing
        """,
        [one.number for one in changed],
        [one.reference for one in changed],
        [one.authority_code for one in changed],
        on,
    )


async def due(conn: Conn, on: date, each: int, limit: int) -> list[Due]:
    """What is to be sent now, each sender's in order, a few of each; none to one that has ended or rehearses."""
    rows = await conn.fetch(
        """
        with due as (
            select id, sender, number, reference, made_at, attempts, due_at,
                row_number() over (partition by sender order by number) as place
            from webhook_delivery where state = 'waiting' and due_at <= clock_timestamp()
        )
        select due.id, sender, url, number, reference, due.made_at, attempts,
            array(
                select wrapped from webhook_secret
                where webhook_secret.sender = due.sender order by id desc
            ) as wrapped
        from due join webhook using (sender)
        left join sender as registered on sender = 'system:' || client_id
        where place <= $2 and (
            client_id is null
            or not sandbox and valid_from <= $1 and (valid_to is null or $1 < valid_to)
        )
        order by place, due_at limit $3
        """,
        on,
        each,
        limit,
    )
    return [Due(**row) for row in rows]


async def delivered(conn: Conn, one: Due) -> None:
    """It was taken."""
    await conn.execute(
        """
        with done as (
            update webhook_delivery set state = 'delivered', attempts = attempts + 1
            where id = $1
        )
        update webhook set last_delivered_at = clock_timestamp(), last_failure = null
        where sender = $2
        """,
        one.id,
        one.sender,
    )


async def failed(conn: Conn, one: Due, why: str, wait: timedelta) -> None:
    """It was not taken: again later, and with it all that waits there, so that the order stays."""
    await conn.execute(
        """
        with this as (
            update webhook_delivery set attempts = attempts + 1, last_failure = $3,
                due_at = clock_timestamp() + $4
            where id = $1
        ), others as (
            update webhook_delivery set due_at = greatest(due_at, clock_timestamp() + $4)
            where sender = $2 and state = 'waiting' and id <> $1
        )
        update webhook set last_failure = $3 where sender = $2
        """,
        *(one.id, one.sender, why, wait),
    )


async def give_up(conn: Conn, one: Due, why: str) -> None:
    """It will not be taken: it is set aside, to be sent again by hand, and what waits behind it goes on."""
    await conn.execute(
        """
        with this as (
            update webhook_delivery
            set attempts = attempts + 1, last_failure = $3, state = 'given_up' where id = $1
        )
        update webhook set last_failure = $3 where sender = $2
        """,
        *(one.id, one.sender, why),
    )


async def replay(conn: Conn, sender: str) -> int:
    """Send what was given up again, with another day before it; how many."""
    again = await conn.fetch(
        """
        update webhook_delivery
        set state = 'waiting', attempts = 0, made_at = clock_timestamp(), due_at = clock_timestamp()
        where sender = $1 and state = 'given_up' returning id
        """,
        sender,
    )
    return len(again)
