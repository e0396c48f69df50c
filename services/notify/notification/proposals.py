"""Proposed duplicates: which notifications are near each other, and what a person decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.identity import Actor
from services.notify.notification import queries
from services.notify.notification.likeness import Alike, AlikeChild

NEAR_MAX = 300
LISTED_MAX = 200


@dataclass(frozen=True)
class Proposed:
    """Two notifications that may be of one incident; the first was sent earlier."""

    id: UUID
    first: queries.Found
    second: queries.Found
    because: list[str]
    proposed_at: datetime
    outcome: str | None
    decided_by: str | None
    """By name."""
    decided_at: datetime | None


async def near(conn: Conn, ids: Sequence[UUID], days: int) -> dict[UUID, list[UUID]]:
    """For each that counts, itself and those that count too and happened within some days of it."""
    rows = await conn.fetch(
        """
        select here.id, array(
            select other.id from notification other
            where other.occurred_on between here.occurred_on - $2::int and here.occurred_on + $2::int
                and other.status in ('in_scope', 'notify_only')
            order by other.id = here.id desc, other.notified_at desc limit $3
        ) as others
        from notification here
        where here.id = any($1) and here.status in ('in_scope', 'notify_only')
        """,
        list(ids),
        days,
        NEAR_MAX,
    )
    return {row["id"]: row["others"] for row in rows}


async def compared(conn: Conn, ids: Collection[UUID]) -> dict[UUID, Alike]:
    """What may be compared of these notifications, and no more of them."""
    rows = await conn.fetch(
        """
        select id, occurred_on, authority_code, content->'children' as children,
            coalesce(content->'other_areas', '[]') as other_areas,
            (
                -- those that tell one child; a family name alone tells many
                select jsonb_object_agg(number, array_remove(
                    array[
                        'nhs:' || encode(nhs_hash, 'hex'),
                        'name:' || encode(name_birth_hash, 'hex')
                    ], null
                ))
                from person where incident_id = notification.id
            ) as hashes
        from notification where id = any($1)
        """,
        list(ids),
    )
    return {row["id"]: _alike(row) for row in rows}


def _alike(row: Any) -> Alike:
    hashes = row["hashes"] or {}
    others = {one["area"]["authority_code"] for one in row["other_areas"]}
    return Alike(
        id=row["id"],
        occurred_on=row["occurred_on"],
        authorities=frozenset({row["authority_code"], *others}),
        children=[
            AlikeChild(frozenset(hashes.get(str(number)) or ()), child["sex"], child["age_band"])
            for number, child in enumerate(row["children"], start=1)
        ],
    )


Asked = tuple[UUID, UUID, UUID, Sequence[str], datetime]
"""Its id, the two notifications, because of what, and when."""


async def propose(conn: Conn, asked: Sequence[Asked]) -> None:
    """Ask a person; what was asked of two before is not asked again."""
    await conn.executemany(
        """
        insert into duplicate_proposal (id, first_id, second_id, because, proposed_at)
        values ($1, $2, $3, $4, $5) on conflict do nothing
        """,
        asked,
    )


async def decide(
    conn: Conn, pair: Sequence[UUID], outcome: str, by: Actor, at: datetime, reason: str | None
) -> None:
    """Close what was proposed of two notifications; ``reason`` is sealed under the first's key."""
    await conn.execute(
        """
        update duplicate_proposal
        set outcome = $2, decided_by = $3, decided_by_name = $4, decided_at = $5, reason = $6
        where first_id = any($1) and second_id = any($1) and outcome is null
        """,
        list(pair),
        outcome,
        *(by.id, by.name),
        at,
        reason,
    )


async def found_different(conn: Conn, pair: Sequence[UUID]) -> bool:
    """Whether a person decided that these two are two incidents."""
    return bool(
        await conn.fetchval(
            """
            select exists (
                select from duplicate_proposal
                where first_id = any($1) and second_id = any($1) and outcome = 'different'
            )
            """,
            list(pair),
        )
    )


async def by_id(conn: Conn, id_: UUID) -> Proposed | None:
    """One proposal."""
    rows = await conn.fetch(
        """
        select id, first_id, second_id, because, proposed_at, outcome, decided_by_name, decided_at
        from duplicate_proposal where id = $1
        """,
        id_,
    )
    return next(iter(await _proposed(conn, rows)), None)


async def waiting(conn: Conn) -> list[Proposed]:
    """Those that nobody has decided on, the oldest first; not those of which one counts no more."""
    rows = await conn.fetch(
        """
        select asked.id, first_id, second_id, because, proposed_at, outcome, decided_by_name, decided_at
        from duplicate_proposal asked
        join notification one on one.id = first_id and one.status in ('in_scope', 'notify_only')
        join notification two on two.id = second_id and two.status in ('in_scope', 'notify_only')
        where outcome is null order by proposed_at, asked.id limit $1
        """,
        LISTED_MAX,
    )
    return await _proposed(conn, rows)


async def of(conn: Conn, id_: UUID) -> list[Proposed]:
    """Those of one notification, decided or not."""
    rows = await conn.fetch(
        """
        select id, first_id, second_id, because, proposed_at, outcome, decided_by_name, decided_at
        from duplicate_proposal where $1 in (first_id, second_id)
        order by proposed_at, id limit $2
        """,
        id_,
        LISTED_MAX,
    )
    return await _proposed(conn, rows)


async def _proposed(conn: Conn, rows: Sequence[Any]) -> list[Proposed]:
    ids = {row[name] for row in rows for name in ("first_id", "second_id")}
    found = {one.id: one for one in await queries.by_ids(conn, sorted(ids))}
    return [
        Proposed(
            id=row["id"],
            first=found[row["first_id"]],
            second=found[row["second_id"]],
            because=row["because"],
            proposed_at=row["proposed_at"],
            outcome=row["outcome"],
            decided_by=row["decided_by_name"],
            decided_at=row["decided_at"],
        )
        for row in rows
    ]
