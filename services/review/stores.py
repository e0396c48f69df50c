"""The tables of this service's objects; each row is an id and the state its ``domain`` defines."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from chassis.calendar import calendar_version
from chassis.conn import Conn
from chassis.states import States
from contracts.notify import IncidentScopedInV1
from contracts.notify_changes import NotificationReassignedV1
from services.review.action_ledger.domain import Ledger
from services.review.advice.domain import Log
from services.review.agency_return.domain import AgencyReturns
from services.review.consideration.state import Consideration
from services.review.curation.domain import Curation
from services.review.dialogue.domain import Dialogue
from services.review.given_advice.domain import GivenAdvice
from services.review.lcspr.state import Lcspr
from services.review.learning.domain import Learning
from services.review.meeting.domain import Meeting
from services.review.member.domain import Register
from services.review.preparation.domain import Preparation
from services.review.rapid_review.domain import RapidReview
from services.review.reading.domain import Reading
from services.review.request.domain import Request
from services.review.selection.domain import Selection
from services.review.whole import Whole

RAPID_REVIEWS = States("rapid_review", RapidReview, lambda one: one.id)
CONSIDERATIONS = States("consideration", Consideration, lambda one: one.id)
REQUESTS = States("request", Request, lambda one: one.id)
LCSPRS = States("lcspr", Lcspr, lambda one: one.id)
DIALOGUES = States("dialogue", Dialogue, lambda one: one.id)
PREPARATIONS = States("preparation", Preparation, lambda one: one.id)
AGENCY_RETURNS = States("agency_return", AgencyReturns, lambda one: one.id)
LEARNINGS = States("learning", Learning, lambda one: one.id)
READINGS = States("reading", Reading, lambda one: one.id)
LEDGERS = States("action_ledger", Ledger, lambda one: one.id)
MEETINGS = States("meeting", Meeting, lambda one: one.id)
MEMBER_REGISTERS = States("member_register", Register, lambda one: one.id)
ADVICE = States("advice", Log, lambda one: one.id)
GIVEN_ADVICE = States("given_advice", GivenAdvice, lambda one: one.id)
CURATIONS = States("curation", Curation, lambda one: one.id)
SELECTIONS = States("selection", Selection, lambda one: one.id)


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


FILE = ", ".join(field.name for field in fields(CaseFile))


async def open_files(conn: Conn, facts: Sequence[IncidentScopedInV1]) -> None:
    """A file for each incident in scope."""
    await conn.execute(
        """
        insert into case_file (
            incident_id, reference, authority_code, authority_name, partnership, region_code,
            notified_on, calendar
        )
        select told.*, $8::text from unnest(
            $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[]
        ) as told
        on conflict do nothing
        """,
        [f.incident_id for f in facts],
        [f.reference for f in facts],
        [f.area.authority_code for f in facts],
        [f.area.authority_name for f in facts],
        [f.area.partnership for f in facts],
        [f.area.region_code for f in facts],
        [f.notified_on for f in facts],
        calendar_version(),
    )


async def move_files(conn: Conn, facts: Sequence[NotificationReassignedV1]) -> None:
    """The files of incidents that another authority has now; the last word of each counts."""
    areas = {fact.incident_id: fact.to_area for fact in facts}
    await conn.execute(
        """
        update case_file set authority_code = moved.code, authority_name = moved.name,
            partnership = moved.partnership, region_code = moved.region
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
            as moved (id, code, name, partnership, region)
        where incident_id = id
        """,
        list(areas),
        [area.authority_code for area in areas.values()],
        [area.authority_name for area in areas.values()],
        [area.partnership for area in areas.values()],
        [area.region_code for area in areas.values()],
    )


async def files(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, CaseFile]:
    """The files of some incidents."""
    return await _files(conn, f"select {FILE} from case_file where incident_id = any($1)", ids)  # noqa: S608 - names of our own


async def count_states(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, CaseFile]:
    """One more state is told of each of these cases; their files, with that one counted.

    What a newer calendar than this process knows has counted is to be counted again.
    """
    count = """
        update case_file set state_version = state_version + 1,
            calendar = case when calendar = $2 then calendar end
        where incident_id = any($1) returning """
    return await _files(conn, count + FILE, ids, calendar_version())


async def _files(
    conn: Conn, statement: str, ids: Sequence[UUID], *more: str
) -> dict[UUID, CaseFile]:
    rows = await conn.fetch(statement, list(ids), *more)
    return {row["incident_id"]: CaseFile(**row) for row in rows}


async def wholes(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, Whole]:
    """All the objects of some cases, in one statement."""
    rows = await conn.fetch(
        """
        select id, rapid_review.state::text as rapid_review,
            consideration.state::text as consideration, request.state::text as request,
            lcspr.state::text as lcspr, dialogue.state::text as dialogue,
            preparation.state::text as preparation, agency_return.state::text as agency_return,
            learning.state::text as learning, reading.state::text as reading,
            advice.state::text as advice,
            given_advice.state::text as given_advice,
            action_ledger.state::text as ledger
        from unnest($1::uuid[]) as asked (id)
        left join rapid_review using (id)
        left join consideration using (id)
        left join request using (id)
        left join lcspr using (id)
        left join dialogue using (id)
        left join preparation using (id)
        left join agency_return using (id)
        left join learning using (id)
        left join reading using (id)
        left join advice using (id)
        left join given_advice using (id)
        left join action_ledger using (id)
        """,
        list(ids),
    )
    return {row["id"]: _whole(**row) for row in rows}


def _whole(id: UUID, **states: str | None) -> Whole:  # noqa: A002 - the column's name
    return Whole(
        RAPID_REVIEWS.parse(states["rapid_review"]) or RapidReview(id),
        CONSIDERATIONS.parse(states["consideration"]) or Consideration(id),
        REQUESTS.parse(states["request"]) or Request(id),
        LCSPRS.parse(states["lcspr"]) or Lcspr(id),
        DIALOGUES.parse(states["dialogue"]) or Dialogue(id),
        PREPARATIONS.parse(states["preparation"]) or Preparation(id),
        AGENCY_RETURNS.parse(states["agency_return"]) or AgencyReturns(id),
        LEARNINGS.parse(states["learning"]) or Learning(id),
        READINGS.parse(states["reading"]) or Reading(id),
        ADVICE.parse(states["advice"]) or Log(id),
        GIVEN_ADVICE.parse(states["given_advice"]) or GivenAdvice(id),
        LEDGERS.parse(states["ledger"]) or Ledger(id),
    )
