"""The rows of senders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.conn import Conn


@dataclass(frozen=True)
class Sender:
    """A system that sends notifications: for whom it may speak, through what, and how much.

    ``topic_told``: what was found when its topic was made or closed; None while that is to be done.
    """

    client_id: str
    name: str
    authorities: frozenset[str]
    sandbox: bool
    topic: bool
    per_minute: int
    valid_from: date
    valid_to: date | None
    topic_told: str | None = None

    def is_valid(self, on: date) -> bool:
        """Whether it may send on a day; the day of its end is its first without."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


async def senders(conn: Conn) -> list[Sender]:
    """All that are or were registered, by client id."""
    rows = await conn.fetch(
        """
        select client_id, name, authorities, sandbox, topic, per_minute, valid_from, valid_to,
            topic_told
        from sender order by client_id
        """
    )
    return [Sender(**{**row, "authorities": frozenset(row["authorities"])}) for row in rows]


async def add(conn: Conn, new: Sender) -> bool:
    """Register a sender; False when there is, or was, one of this client id."""
    done: bool | None = await conn.fetchval(
        """
        insert into sender (
            client_id, name, authorities, sandbox, topic, per_minute, valid_from, valid_to
        ) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict do nothing returning true
        """,
        *(new.client_id, new.name, sorted(new.authorities), new.sandbox, new.topic),
        *(new.per_minute, new.valid_from, new.valid_to),
    )
    return bool(done)


async def end(conn: Conn, client_id: str, on: date, today: date) -> bool:
    """Let a sender end on a day; False when there is none, or it ended before that day already.

    What rules its topic is taken from it.
    """
    done: bool | None = await conn.fetchval(
        """
        update sender set valid_to = $2, topic_told = null
        where client_id = $1 and (valid_to is null or valid_to > $3 or valid_to >= $2)
        returning true
        """,
        client_id,
        on,
        today,
    )
    return bool(done)


async def ended_on(conn: Conn, client_id: str) -> date | None:
    """The first day on which a sender may not send any more, if it has one."""
    found: date | None = await conn.fetchval(
        "select valid_to from sender where client_id = $1", client_id
    )
    return found


async def unknown(conn: Conn, authority_codes: Sequence[str]) -> list[str]:
    """Codes that the register does not have."""
    rows = await conn.fetch(
        "select distinct code from register_entry where kind = 'authority' and code = any($1)",
        list(authority_codes),
    )
    return sorted(set(authority_codes) - {row["code"] for row in rows})


async def tell_topic(conn: Conn, client_id: str, told: str) -> None:
    """Keep what was found when a sender's topics were made or closed."""
    await conn.execute("update sender set topic_told = $2 where client_id = $1", client_id, told)
