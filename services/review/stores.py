"""The tables of this service's objects; each row is an id and the state its ``domain`` defines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.conn import Conn
from chassis.states import States
from contracts.notify import IncidentScopedInV1
from services.review.consideration.state import Consideration
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
    """Where a case belongs, and how many states were told of it."""

    incident_id: UUID
    reference: str
    authority_code: str
    authority_name: str
    partnership: str
    region_code: str
    notified_on: date
    state_version: int


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
            notified_on, state_version
        from case_file where incident_id = any($1)
        """,
        list(ids),
    )
    return {row["incident_id"]: CaseFile(**row) for row in rows}


async def count_states(conn: Conn, ids: Sequence[UUID]) -> None:
    """One more state was told of each of these cases."""
    await conn.execute(
        "update case_file set state_version = state_version + 1 where incident_id = any($1)",
        list(ids),
    )
