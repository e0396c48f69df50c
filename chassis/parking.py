"""Messages that could not be handled, or wait: with their bytes and the reason, until a person decides."""

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID

import asyncpg

from chassis.cloudevents import (
    Incoming,
    Record,
    from_parts,
    place_of,
    readable_headers,
    storable,
)
from chassis.conn import Conn
from chassis.errors import Refused

StreamKey = tuple[str, UUID]


async def hold(
    conn: Conn,
    status: str,
    messages: Sequence[Incoming],
    code: str,
    reason: str,
    *,
    holds_its_key: bool = True,
) -> None:
    """Keep read messages as ``parked``, ``waiting`` behind one, or beyond a ``gap``.

    One that waited and could not be handled becomes parked; a redelivered one stays what it is.
    """
    if not messages:
        return
    await conn.execute(
        """
        insert into parked (
            id, status, topic, stream, key, sequence, message_id, type, raw_key, headers, body,
            code, reason
        )
        select
            id, $9, topic, stream, key, sequence, message_id, type, convert_to(key::text, 'UTF8'),
            headers, body, $10, $11
        from unnest(
            $1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bigint[], $6::uuid[], $7::text[],
            $8::jsonb[], $12::bytea[]
        ) as held (id, topic, stream, key, sequence, message_id, type, headers, body)
        on conflict (id) do update
        set status = excluded.status, code = excluded.code, reason = excluded.reason
        where excluded.status = 'parked' and parked.status in ('waiting', 'gap')
        """,
        [m.place for m in messages],
        [m.topic for m in messages],
        [m.stream for m in messages],
        [m.key for m in messages],
        [m.sequence if holds_its_key else None for m in messages],
        [m.id for m in messages],
        [m.type for m in messages],
        [dict(m.headers) for m in messages],
        status,
        code,
        storable(reason),
        [m.body for m in messages],
    )


async def park_unread(conn: Conn, topic: str, record: Record, code: str, reason: str) -> None:
    """Park a record whose envelope can not be read: nobody waits behind it."""
    await conn.execute(
        """
        insert into parked (id, status, topic, stream, raw_key, headers, body, code, reason)
        values ($1, 'parked', $2, $3, $4, $5, $6, $7, $8)
        on conflict (id) do nothing
        """,
        place_of(record),
        topic,
        topic.rsplit(".v", 1)[0],
        record.key,
        readable_headers(record),
        record.value,
        code,
        reason,
    )


async def park_unseen(conn: Conn, message: Incoming, topic: str, code: str, reason: str) -> None:
    """Park a record without a word of it: its place and its hash, so that its sender's copy can be told."""
    seen = {"sha256": hashlib.sha256(message.body).hexdigest(), "bytes": str(len(message.body))}
    await conn.execute(
        """
        insert into parked (id, status, topic, stream, headers, code, reason)
        values ($1, 'parked', $2, $3, $4, $5, $6)
        on conflict (id) do nothing
        """,
        message.place,
        topic,
        message.stream,
        {**message.headers, **seen},
        code,
        storable(reason),
    )


async def held_keys(conn: Conn, wanted: Iterable[StreamKey]) -> dict[StreamKey, bool]:
    """The keys of which anything is held, and whether the rest waits behind a parked message."""
    streams, keys = _columns(wanted)
    rows = await conn.fetch(
        """
        select parked.stream, parked.key,
            bool_or(parked.status = 'parked' and parked.sequence is not null) as behind_parked
        from parked
        join unnest($1::text[], $2::uuid[]) as wanted (stream, key) using (stream, key)
        where parked.status in ('parked', 'waiting', 'gap')
        group by parked.stream, parked.key
        """,
        streams,
        keys,
    )
    return {(row["stream"], row["key"]): row["behind_parked"] for row in rows}


async def beyond_gaps(conn: Conn, wanted: Iterable[StreamKey]) -> list[Incoming]:
    """Messages of these keys that wait for an earlier one."""
    streams, keys = _columns(wanted)
    rows = await conn.fetch(
        """
        select parked.id, parked.topic, parked.key, parked.headers, parked.body
        from parked
        join unnest($1::text[], $2::uuid[]) as wanted (stream, key) using (stream, key)
        where parked.status in ('gap', 'waiting')
        """,
        streams,
        keys,
    )
    return [from_parts(r["id"], r["topic"], r["key"], r["headers"], r["body"]) for r in rows]


async def held(conn: Conn, place: UUID) -> asyncpg.Record | None:
    """One parked message, or one beyond a gap; None when nothing of that id is held."""
    return await conn.fetchrow(
        """
        select topic, key, sequence, headers, body from parked
        where id = $1 and status in ('parked', 'gap')
        """,
        place,
    )


async def refuse_before_earlier(conn: Conn, place: UUID) -> None:
    """Raise Refused when an earlier message of the same stream and key is held: that one comes first."""
    if await behind_another(conn, place):
        raise Refused(
            "An earlier message of the same key is held; that one comes first.",
            code="earlier_first",
        )


async def behind_another(conn: Conn, place: UUID) -> bool:
    """Whether an earlier message of the same stream and key is held."""
    found: bool = await conn.fetchval(
        """
        select exists (
            select from parked as one
            join parked as earlier using (stream, key)
            where one.id = $1 and earlier.sequence < one.sequence
                and earlier.status in ('parked', 'waiting', 'gap')
        )
        """,
        place,
    )
    return found


async def say_why(conn: Conn, place: UUID, code: str, reason: str) -> None:
    """The newest reason why a held message could not be handled."""
    await conn.execute(
        "update parked set code = $2, reason = $3 where id = $1", place, code, storable(reason)
    )


async def close(conn: Conn, places: Sequence[UUID], status: str, by: str) -> None:
    """Close held messages that were applied, dropped or discarded."""
    if places:
        await conn.execute(
            """
            update parked set status = $2, closed_at = clock_timestamp(), closed_by = $3
            where id = any($1) and status in ('parked', 'waiting', 'gap')
            """,
            list(places),
            status,
            by,
        )


def _columns(wanted: Iterable[StreamKey]) -> tuple[list[str], list[UUID]]:
    pairs = list(wanted)
    return [stream for stream, _ in pairs], [key for _, key in pairs]
