"""The tables of this service's objects; each row is an id and the state its ``domain`` defines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.states import States
from contracts.notify import IncidentScopedInV1
from services.review.consideration.domain import Consideration
from services.review.dialogue.domain import Dialogue
from services.review.lcspr.domain import Lcspr
from services.review.meeting.domain import Meeting
from services.review.rapid_review.domain import RapidReview
from services.review.request.domain import Request

RAPID_REVIEWS = States("rapid_review", RapidReview, lambda one: one.id)
CONSIDERATIONS = States("consideration", Consideration, lambda one: one.id)
REQUESTS = States("request", Request, lambda one: one.id)
LCSPRS = States("lcspr", Lcspr, lambda one: one.id)
DIALOGUES = States("dialogue", Dialogue, lambda one: one.id)
MEETINGS = States("meeting", Meeting, lambda one: one.id)


@dataclass(frozen=True)
class CaseFile:
    """Where a case belongs, and the last state told of it."""

    incident_id: UUID
    reference: str
    authority_code: str
    authority_name: str
    partnership: str
    region_code: str
    notified_on: date
    state_version: int
    last_state: dict[str, Any] | None


async def open_files(conn: Conn, facts: Sequence[IncidentScopedInV1]) -> None:
    """A file for each incident in scope."""
    await conn.execute(
        """
        insert into case_file (
            incident_id, reference, authority_code, authority_name, partnership, region_code,
            notified_on
        )
        select * from unnest(
            $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[]
        )
        on conflict do nothing
        """,
        [f.incident_id for f in facts],
        [f.reference for f in facts],
        [f.area.authority_code for f in facts],
        [f.area.authority_name for f in facts],
        [f.area.partnership for f in facts],
        [f.area.region_code for f in facts],
        [f.notified_on for f in facts],
    )


async def files(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, CaseFile]:
    """The files of some incidents."""
    rows = await conn.fetch(
        """
        select incident_id, reference, authority_code, authority_name, partnership, region_code,
            notified_on, state_version, last_state
        from case_file where incident_id = any($1)
        """,
        list(ids),
    )
    return {row["incident_id"]: CaseFile(**row) for row in rows}


async def keep_states(
    conn: Conn, ids: Sequence[UUID], versions: Sequence[int], states: Sequence[dict[str, Any]]
) -> None:
    """Remember the states just told."""
    await conn.execute(
        """
        update case_file set state_version = told.version, last_state = told.state
        from unnest($1::uuid[], $2::int[], $3::jsonb[]) as told (id, version, state)
        where case_file.incident_id = told.id
        """,
        list(ids),
        list(versions),
        list(states),
    )


async def note_reply_due(conn: Conn, incident: UUID, letter: UUID, on: date) -> None:
    """A letter that awaits the partners' decision was issued."""
    await conn.execute(
        """
        insert into reply_due (incident_id, letter_id, issued_on) values ($1, $2, $3)
        on conflict (incident_id) do update
        set letter_id = excluded.letter_id, issued_on = excluded.issued_on
        """,
        incident,
        letter,
        on,
    )


async def replies_due(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, date]:
    """When the letter that awaits a decision was issued."""
    rows = await conn.fetch(
        "select incident_id, issued_on from reply_due where incident_id = any($1)", list(ids)
    )
    return {row["incident_id"]: row["issued_on"] for row in rows}
