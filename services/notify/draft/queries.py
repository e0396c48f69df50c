"""The rows of drafts, and of what was sent through the form: SQL that reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.conn import Conn
from services.notify.draft.domain import KEPT_DAYS, REMINDER_DAY
from services.notify.draft.sent_form import SentForm

DRAFTS_MAX = 200
CHANGES_MAX = 50


@dataclass(frozen=True)
class Listed:
    """A draft in a list, without what was typed into it."""

    id: UUID
    authority_code: str
    started_on: date
    started_by: str
    started_by_name: str
    aware_on: date | None
    reminded_on: date | None
    saved_at: datetime
    saved_by_name: str


async def held_by(conn: Conn, holders: Sequence[str]) -> list[Listed]:
    """The drafts in which any of these may write, those saved last first."""
    rows = await conn.fetch(
        """
        select id, authority_code, started_on, started_by, started_by_name, aware_on, reminded_on,
            saved_at, saved_by_name
        from draft where holders && $1 order by saved_at desc limit $2
        """,
        list(holders),
        DRAFTS_MAX,
    )
    return [Listed(**row) for row in rows]


@dataclass(frozen=True)
class Done:
    """One thing that was done to a draft."""

    version: int
    at: datetime
    by_name: str
    what: str
    page: str


async def changes(conn: Conn, draft: UUID, after: int = 0, page: str | None = None) -> list[Done]:
    """What was done to a draft after a version (on one page), the latest first."""
    rows = await conn.fetch(
        """
        select version, at, by_name, what, page from draft_change
        where draft_id = $1 and version > $2 and ($3::text is null or page = $3)
        order by version desc limit $4
        """,
        draft,
        after,
        page,
        CHANGES_MAX,
    )
    return [Done(**row) for row in rows]


async def over(conn: Conn, today: date, limit: int) -> list[UUID]:
    """Drafts whose time is over, the oldest first."""
    rows = await conn.fetch(
        "select id from draft where started_on <= $1::date - $2::int order by started_on limit $3",
        today,
        KEPT_DAYS,
        limit,
    )
    return [row["id"] for row in rows]


async def ending(conn: Conn, today: date, limit: int) -> list[UUID]:
    """Drafts of which it is to be said that they will be deleted."""
    rows = await conn.fetch(
        """
        select id from draft
        where started_on <= $1::date - $2::int and started_on > $1::date - $3::int
            and reminded_on is null
        order by started_on limit $4
        """,
        today,
        REMINDER_DAY,
        KEPT_DAYS,
        limit,
    )
    return [row["id"] for row in rows]


@dataclass(frozen=True)
class Colleague:
    """Somebody to whom a draft can be handed over."""

    id: str
    name: str
    organisation: str


async def colleagues(
    conn: Conn, authorities: Sequence[str], partnerships: Sequence[str]
) -> list[Colleague]:
    """The people of authorities and of their partnerships who have opened the form here."""
    rows = await conn.fetch(
        """
        select id, name, organisation from form_person
        where authorities && $1 or partnerships && $2
        order by name
        """,
        list(authorities),
        list(partnerships),
    )
    return [Colleague(**row) for row in rows]


async def sent(
    conn: Conn, *, draft: UUID | None = None, incident: UUID | None = None
) -> SentForm | None:
    """What was sent from a draft, or of an incident."""
    row = await conn.fetchrow(
        """
        select incident_id, draft_id, reference, form_version, questions, answers, sent_by_name, sent_at
        from form_sent where draft_id = $1 or incident_id = $2
        """,
        draft,
        incident,
    )
    return SentForm(**row) if row else None
