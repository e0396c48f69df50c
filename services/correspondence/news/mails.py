"""Messages about news on their way to subscribers; one whose fate is known leaves a count and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from services.correspondence.post import GIVE_UP_H, LEASE_S, wait_s

ROUND_MAX = 50


@dataclass(frozen=True)
class Mail:
    """One message to one subscriber; without ``item_id`` it asks for confirmation."""

    id: UUID
    subscription_id: UUID
    item_id: UUID | None
    status: str
    provider_id: str | None
    tries: int
    address: str
    secret: UUID
    title: str | None
    link: str | None

    @property
    def message_reference(self) -> str:
        """The provider's handle on this message: the same however often it is sent."""
        return f"news-{self.id}"


async def add(conn: Conn, wanted: Sequence[tuple[UUID, UUID]]) -> None:
    """A message for each subscription and item."""
    await conn.execute(
        """
        insert into news_mail (id, subscription_id, item_id)
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) on conflict do nothing
        """,
        [uuid7() for _ in wanted],
        [subscription for subscription, _ in wanted],
        [item for _, item in wanted],
    )


async def lease(conn: Conn) -> list[Mail]:
    """Messages that are due, kept from others for a while."""
    rows = await conn.fetch(
        """
        with leased as (
            update news_mail set due_at = clock_timestamp() + make_interval(secs => $1),
                tries = tries + 1
            where id in (
                select id from news_mail where due_at <= clock_timestamp()
                order by due_at limit $2 for update skip locked
            )
            returning id, subscription_id, item_id, status, provider_id, tries
        )
        select leased.*, s.address, s.secret, i.title, i.address as link
        from leased join subscription s on s.id = leased.subscription_id
        left join news_item i on i.id = leased.item_id
        """,
        LEASE_S,
        ROUND_MAX,
    )
    return [Mail(**row) for row in rows]


async def next_due_s(conn: Conn) -> float | None:
    """In how many seconds the next message is due; None where none waits."""
    found: float | None = await conn.fetchval(
        """
        select extract(epoch from min(due_at) - clock_timestamp())::float from news_mail
        where status in ('due', 'sent')
        """
    )
    return found


async def hold(conn: Conn, mail: Mail) -> bool:
    """Keep a leased message for as long as one sending takes; False when another process has it by now."""
    held = await conn.fetchval(
        """
        update news_mail set due_at = clock_timestamp() + make_interval(secs => $3)
        where id = $1 and tries = $2 and status = 'due' returning true
        """,
        mail.id,
        mail.tries,
        LEASE_S,
    )
    return bool(held)


async def note_sent(conn: Conn, mail: Mail, provider_id: str) -> None:
    """The provider took it; its receipt is asked for at once, then ever more seldom."""
    await conn.execute(
        """
        with noted as (
            update news_mail set status = 'sent', provider_id = $2, tries = 0,
                due_at = clock_timestamp()
            where id = $1 and status = 'due' returning item_id
        )
        update news_item set sent = sent + 1 from noted where news_item.id = noted.item_id
        """,
        mail.id,
        provider_id,
    )


async def later(conn: Conn, mail: Mail) -> bool:
    """Try again later, each time twice as late; False when three days have gone by."""
    found = await conn.fetchval(
        """
        update news_mail set due_at = clock_timestamp() + make_interval(secs => $2)
        where id = $1 and opened_at > clock_timestamp() - make_interval(hours => $3)
        returning true
        """,
        mail.id,
        wait_s(mail.tries),
        GIVE_UP_H,
    )
    return bool(found)


async def end(conn: Conn, mail_id: UUID, *, delivered: bool) -> None:
    """Only a count stays of a message whose fate is known."""
    await conn.execute(
        """
        with gone as (delete from news_mail where id = $1 returning item_id)
        update news_item set delivered = delivered + $2, failed = failed + 1 - $2
        from gone where news_item.id = gone.item_id
        """,
        mail_id,
        int(delivered),
    )


async def find(conn: Conn, id_: UUID) -> UUID | None:
    """The subscription of a message that is on its way; None when it is not ours, or has its receipt."""
    found: UUID | None = await conn.fetchval(
        "select subscription_id from news_mail where id = $1", id_
    )
    return found
