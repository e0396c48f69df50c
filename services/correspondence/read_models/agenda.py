"""The cases of one meeting of the national body, with all that happened to each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.conn import Conn
from services.correspondence.read_models.cases import CaseView
from services.correspondence.read_models.timeline import Entry

CASES_MAX = 200


@dataclass(frozen=True)
class Item:
    """A case on the agenda in one of its rounds; ``stays``: it was not put off to another meeting."""

    case: CaseView
    round: int
    stays: bool


async def of_meeting(conn: Conn, meeting_id: UUID) -> list[Item]:
    """The agenda: what is due first on top."""
    rows = await conn.fetch(
        """
        select c.incident_id, c.reference, c.partnership, c.authority_code, c.authority_name,
            c.region_code, c.stage, c.state, c.next_due, c.open_to, l.round, l.stays
        from (
            select distinct on (t.incident_id) t.incident_id, (t.fact->>'round')::int as round,
                not exists (
                    select from timeline later
                    where later.incident_id = t.incident_id and later.type = t.type
                        and later.sequence > t.sequence
                        and later.fact->>'round' = t.fact->>'round'
                ) as stays
            from timeline t
            where t.type = 'uk.cspr.review.case-listed.v1' and t.fact->>'meeting_id' = $1
            order by t.incident_id, t.sequence desc
        ) l
        join case_view c using (incident_id)
        order by c.next_due nulls last, c.reference
        limit $2
        """,
        str(meeting_id),
        CASES_MAX,
    )
    return [
        Item(
            CaseView(**{n: v for n, v in row.items() if n not in ("round", "stays")}),
            row["round"],
            row["stays"],
        )
        for row in rows
    ]


async def entries(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    """The facts of some cases, each in the order of their time."""
    rows = await conn.fetch(
        """
        select incident_id, id, at, type, service, actor, fact from timeline
        where incident_id = any($1) order by at, service, sequence
        """,
        list(ids),
    )
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for row in rows:
        found[row["incident_id"]].append(
            Entry(**{n: v for n, v in row.items() if n != "incident_id"})
        )
    return found
