"""The rows of drafts, and of what was sent through the form: SQL that writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from services.notify.draft.domain import Draft
from services.notify.draft.locked import Content, Locked
from services.notify.draft.sent_form import SentForm


@dataclass(frozen=True)
class Saving:
    """Who changes a draft, when, and the day that is on the row so that lists can show its clock."""

    at: datetime
    by_name: str
    aware_on: date | None


@dataclass(frozen=True)
class Change:
    """One thing that was done to a draft."""

    version: int
    what: str
    page: str = ""


async def load(conn: Conn, locked: Locked, id_: UUID) -> Draft | None:
    """A draft, locked until the transaction ends."""
    row = await conn.fetchrow(
        """
        select id, authority_code, started_on, started_by, version, holders, handed, reminded_on,
            wrapped_key, content
        from draft where id = $1 for update
        """,
        id_,
    )
    return draft_of(locked, row) if row else None


async def load_closed(conn: Conn, id_: UUID) -> Draft | None:
    """A draft without what was typed, which nobody need be able to read; locked too."""
    row = await conn.fetchrow(
        """
        select id, authority_code, started_on, started_by, version from draft
        where id = $1 for update
        """,
        id_,
    )
    return Draft(**row) if row else None


def draft_of(locked: Locked, row: Any) -> Draft:
    """The state that a row holds."""
    content = locked.open(row["id"], row["wrapped_key"], row["content"])
    return Draft(
        id=row["id"],
        authority_code=row["authority_code"],
        started_on=row["started_on"],
        started_by=row["started_by"],
        version=row["version"],
        holders=tuple(row["holders"]),
        handed=row["handed"],
        children=content.children,
        pages=content.pages,
        reminded_on=row["reminded_on"],
    )


async def save(conn: Conn, locked: Locked, state: Draft, saving: Saving) -> None:
    """Insert or update a draft; one that is deleted is gone with all that is known of it."""
    if state.deleted:
        await delete(conn, state.id)
        return
    wrapped, closed = locked.close(state.id, Content(state.children, state.pages))
    await conn.execute(
        """
        insert into draft (
            id, authority_code, started_on, started_by, started_by_name, version, holders, aware_on,
            reminded_on, saved_at, saved_by_name, wrapped_key, content, handed
        ) values ($1, $2, $3, $4, $10, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (id) do update
        set authority_code = excluded.authority_code, version = excluded.version,
            holders = excluded.holders, handed = excluded.handed, aware_on = excluded.aware_on,
            reminded_on = excluded.reminded_on, saved_at = excluded.saved_at,
            saved_by_name = excluded.saved_by_name, wrapped_key = excluded.wrapped_key,
            content = excluded.content
        """,
        *(state.id, state.authority_code, state.started_on, state.started_by, state.version),
        *(list(state.holders), saving.aware_on, state.reminded_on, saving.at, saving.by_name),
        *(wrapped, closed, dict(state.handed)),
    )


async def delete(conn: Conn, id_: UUID) -> None:
    """Delete a draft with its keys and its history."""
    await conn.execute("delete from draft where id = $1", id_)


async def note(conn: Conn, draft: UUID, saving: Saving, changes: Sequence[Change]) -> None:
    """Write down who did what."""
    await conn.executemany(
        "insert into draft_change (draft_id, version, at, by_name, what, page)"
        " values ($1, $2, $3, $4, $5, $6)",
        [(draft, c.version, saving.at, saving.by_name, c.what, c.page) for c in changes],
    )


async def keep_sent(conn: Conn, sent: SentForm) -> None:
    """Keep what was sent; a second time changes nothing."""
    await conn.execute(
        """
        insert into form_sent (
            incident_id, draft_id, reference, form_version, questions, answers, sent_by_name, sent_at
        ) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict do nothing
        """,
        *(sent.incident_id, sent.draft_id, sent.reference, sent.form_version, sent.questions),
        *(sent.answers, sent.sent_by_name, sent.sent_at),
    )


@dataclass(frozen=True)
class Person:
    """Somebody who has opened the form here."""

    id: str
    name: str
    organisation: str
    authorities: tuple[str, ...]
    partnerships: tuple[str, ...]


async def see(conn: Conn, person: Person, on: date) -> None:
    """Remember a person, to whom drafts can be handed over from now on."""
    await conn.execute(
        """
        insert into form_person (id, name, organisation, authorities, partnerships, seen_on)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do update
        set name = excluded.name, organisation = excluded.organisation,
            authorities = excluded.authorities, partnerships = excluded.partnerships,
            seen_on = excluded.seen_on
        """,
        *(person.id, person.name, person.organisation, list(person.authorities)),
        *(list(person.partnerships), on),
    )
