"""The rows of notifications: SQL that writes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from services.notify.notification.commands import Position
from services.notify.notification.state import Notification, Status


@dataclass(frozen=True)
class NewRow:
    """What is stored once, when an incident is notified."""

    reference: str
    sender: str
    sender_reference: str | None
    authority_code: str
    partnership: str
    content: Mapping[str, Any]
    notified_at: datetime


async def load(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, Notification]:
    """The states of notifications, locked in order of id."""
    rows = await conn.fetch(
        """
        select id, status, version, notified_on, occurred_on, aware_on, partners_told_on, positions,
            authority_code, content
        from notification where id = any($1) order by id for update
        """,
        list(ids),
    )
    return {row["id"]: state_of(dict(row)) for row in rows}


def state_of(row: Mapping[str, Any]) -> Notification:
    """The state that a row holds."""
    content = row["content"]
    questions = content.get("questions", ())
    duplicate_of, review_from = content.get("duplicate_of"), content.get("review_from")
    return Notification(
        id=row["id"],
        status=Status(row["status"]),
        version=row["version"],
        notified_on=row["notified_on"],
        occurred_on=row["occurred_on"],
        aware_on=row["aware_on"],
        partners_told_on=row["partners_told_on"],
        positions=positions_of(row["positions"]),
        authority=row["authority_code"],
        children=len(content["children"]),
        duplicate_of=UUID(duplicate_of["id"]) if duplicate_of else None,
        duplicates=tuple(UUID(one["id"]) for one in content.get("duplicates", ())),
        asked=tuple(UUID(one["id"]) for one in questions),
        answered=tuple(UUID(one["id"]) for one in questions if one["answered_on"]),
        review_from=date.fromisoformat(review_from) if review_from else None,
    )


async def insert(conn: Conn, new: Sequence[tuple[Notification, NewRow]]) -> None:
    """Store new notifications."""
    rows = [
        (
            *(state.id, row.reference, state.status, state.version, row.sender),
            *(row.sender_reference, row.authority_code, row.partnership, dict(row.content)),
            *(row.notified_at, state.notified_on, state.occurred_on, state.aware_on),
            *(state.partners_told_on, json.dumps(stored_positions(state))),
        )
        for state, row in new
    ]
    await conn.execute(
        """
        insert into notification (
            id, reference, status, version, sender, sender_reference, authority_code, partnership,
            content, notified_at, notified_on, occurred_on, aware_on, partners_told_on, positions
        )
        select
            id, reference, status, version, sender, sender_reference, authority_code, partnership,
            content, notified_at, notified_on, occurred_on, aware_on, partners_told_on,
            positions::jsonb
        from unnest(
            $1::uuid[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::jsonb[], $10::timestamptz[], $11::date[], $12::date[], $13::date[],
            $14::date[], $15::text[]
        ) as new (
            id, reference, status, version, sender, sender_reference, authority_code, partnership,
            content, notified_at, notified_on, occurred_on, aware_on, partners_told_on, positions
        )
        """,
        *(list(column) for column in zip(*rows, strict=True)),
    )


async def save(conn: Conn, states: Sequence[Notification]) -> None:
    """Store what changed of notifications."""
    await conn.executemany(
        """
        update notification
        set status = $2, version = $3, occurred_on = $4, aware_on = $5, partners_told_on = $6,
            positions = $7, notified_on = $8
        where id = $1
        """,
        [
            (
                *(s.id, s.status, s.version, s.occurred_on, s.aware_on, s.partners_told_on),
                stored_positions(s),
                s.notified_on,
            )
            for s in states
        ],
    )


def stored_positions(state: Notification) -> list[list[str | None]]:
    """Positions as the row holds them: partner, position, ISO date or null, by whom it was stated."""
    return [
        [
            *(one.partner, one.position),
            *(one.stated_on.isoformat() if one.stated_on else None, one.stated_by),
        ]
        for one in state.positions
    ]


def positions_of(stored: Sequence[Sequence[Any]]) -> tuple[Position, ...]:
    """The positions that a row holds; an older one does not say by whom they were stated."""
    return tuple(
        Position(partner, position, date.fromisoformat(day) if day else None, *by)
        for partner, position, day, *by in stored
    )


Told = tuple[UUID, int, str, str, str, str | None]
"""Id, version, receipt as JSON, whose it was, what happened, and to which body that must be told."""


async def keep_versions(conn: Conn, at: datetime, told: Sequence[Told]) -> None:
    """Keep how notifications read at these versions, and that something of them changed.

    What makes no version (a position, a question, its answer) is kept with the current one.
    """
    await conn.execute(
        """
        with told as (
            select id, version, receipt, authority_code, what, recipient
            from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
                as told (id, version, receipt, authority_code, what, recipient)
        ), kept as (
            insert into notification_version (id, version, recorded_at, receipt)
            select id, version, $1, receipt::jsonb from told
            on conflict (id, version) do update set receipt = excluded.receipt
        )
        insert into notification_change (incident_id, authority_code, what, version, at, recipient)
        select id, authority_code, what, version, $1, recipient from told
        """,
        at,
        *(list(column) for column in zip(*told, strict=True)),
    )


Claim = tuple[str, str]
"""For which authority, and under which key."""


@dataclass(frozen=True)
class Answered:
    """What was answered to a key, and to which body: the hash of its meaning.

    Answers of before 0003 have the hash of the bytes.
    """

    body_hash: bytes
    status: int
    response: dict[str, Any]


async def answered(conn: Conn, claims: Sequence[Claim]) -> dict[Claim, Answered]:
    """What was answered to these claims before; new ones are left out."""
    codes, keys = zip(*claims, strict=True)
    rows = await conn.fetch(
        """
        select authority_code, key, body_hash, status, response
        from idempotency join unnest($1::text[], $2::text[]) as asked (authority_code, key)
            using (authority_code, key)
        """,
        *(list(codes), list(keys)),
    )
    return {
        (r["authority_code"], r["key"]): Answered(r["body_hash"], r["status"], r["response"])
        for r in rows
    }


async def keep_answers(
    conn: Conn, status: int, answers: Sequence[tuple[Claim, bytes, str]]
) -> bool:
    """Remember answers (as JSON) with the hashes of their bodies; False when a key was taken.

    Whoever took it first has committed by then: the second waits for the first one's row.
    """
    rows = sorted((*claim, body_hash, answer) for claim, body_hash, answer in answers)
    kept = await conn.fetch(
        """
        insert into idempotency (authority_code, key, body_hash, status, response)
        select authority_code, key, body_hash, $1, response::jsonb
        from unnest($2::text[], $3::text[], $4::bytea[], $5::text[])
            as new (authority_code, key, body_hash, response)
        on conflict do nothing returning true
        """,
        status,
        *(list(column) for column in zip(*rows, strict=True)),
    )
    return len(kept) == len(rows)
