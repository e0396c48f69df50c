"""Whose voice is heard: by sector, what was delivered, opened and replied to, and what became of views raised.

That a letter was opened is known from the partner's own pages, by sector and by no person: no message carries
anything that reports back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.small_numbers import hidden
from chassis.tx import Tx
from contracts.codes import Partner

LETTERS = ("letters", "delivered", "opened", "replied")
VIEWS = ("raised", "considered", "counted", "answered", "closed", "waiting", "late")
FATES = ("answered", "closed", "waiting")
"""What a view comes to: together they are those raised, so one alone is never hidden."""
Cell = tuple[str, str]
"""A sector and a column."""


@dataclass(frozen=True)
class Asked:
    """Of which days and region; None: of everywhere."""

    since: date
    until: date
    regions: list[str] | None


async def opened(tx: Tx, letter_id: UUID, partner: str) -> None:
    """Someone of a partner opened a letter."""
    await tx.conn.execute(
        """
        insert into letter_opened (letter_id, partner, first_on) values ($1, $2, $3)
        on conflict do nothing
        """,
        letter_id,
        partner,
        tx.today,
    )


async def voices(conn: Conn, asked: Asked) -> dict[Cell, int]:
    """The number of every cell, of letters that went out and views that were raised in these days."""
    found = {(one.value, column): 0 for one in Partner for column in (*LETTERS, *VIEWS)}
    for row in (*await _letters(conn, asked), *await _views(conn, asked)):
        told = dict(row)
        partner = told.pop("partner")
        found |= {(partner, column): number for column, number in told.items()}
    return found


def protected(cells: Mapping[Cell, int], limit: int) -> dict[Cell, int | None]:
    """The same as it may be shown outside: small numbers, and what would give them away, are None. Pure."""
    fates = {cell: number for cell, number in cells.items() if cell[1] in FATES}
    secret = hidden(fates, [lambda cell: cell[0]], limit)
    return {
        cell: None if cell in secret or 0 < number <= limit else number
        for cell, number in cells.items()
    }


async def _letters(conn: Conn, asked: Asked) -> Sequence[Any]:
    rows: Sequence[Any] = await conn.fetch(
        """
        with sent as (
            select l.id, d.partner, bool_or(d.status = 'delivered') as arrived
            from letter l join delivery d on d.subject_id = l.id and d.kind = 'letter'
            join case_view c on c.incident_id = d.incident_id
            where l.state->>'status' = 'issued' and l.state->>'issued_on' between $1 and $2
                and ($3::text[] is null or c.region_code = any($3))
            group by l.id, d.partner
        )
        select s.partner, count(*)::int as letters,
            count(*) filter (where s.arrived)::int as delivered, count(o.letter_id)::int as opened,
            count(*) filter (where exists (
                select from reply r where r.letter_id = s.id and r.partner = s.partner
            ))::int as replied
        from sent s left join letter_opened o on o.letter_id = s.id and o.partner = s.partner
        group by s.partner
        """,
        asked.since.isoformat(),
        asked.until.isoformat(),
        asked.regions,
    )
    return rows


async def _views(conn: Conn, asked: Asked) -> Sequence[Any]:
    rows: Sequence[Any] = await conn.fetch(
        """
        select v.state->>'partner' as partner, count(*)::int as raised,
            count(*) filter (where v.state->>'considered' is not null)::int as considered,
            count(*) filter (
                where v.state->'considered'->>'effect' in ('changed', 'added')
            )::int as counted,
            count(*) filter (where v.state->>'status' = 'answered')::int as answered,
            count(*) filter (where v.state->>'status' = 'closed')::int as closed,
            count(*) filter (
                where v.state->>'status' in ('raised', 'considered')
            )::int as waiting,
            count(*) filter (where v.state->>'late_since' is not null)::int as late
        from voice v join case_view c on c.incident_id = (v.state->>'incident_id')::uuid
        where v.state->>'raised_on' between $1 and $2
            and ($3::text[] is null or c.region_code = any($3))
        group by 1
        """,
        asked.since.isoformat(),
        asked.until.isoformat(),
        asked.regions,
    )
    return rows
