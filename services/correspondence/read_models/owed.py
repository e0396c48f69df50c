"""What is still owed on the cases of partnerships: requests of the Panel, and questions to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from services.correspondence.read_models.cases import ENDED, CaseView

CASES_MAX = 500
ASKED = {
    "uk.cspr.review.advice-asked.v1": "on the rapid review",
    "uk.cspr.review.lcspr-advice-asked.v1": "on the local review",
}
GIVEN = ["uk.cspr.review.advice-given.v1", "uk.cspr.review.lcspr-advice-given.v1"]


@dataclass(frozen=True)
class Question:
    """Advice that a partnership asked for and does not have yet."""

    incident_id: UUID
    about: str
    asked_on: date


async def open_cases(conn: Conn, partnerships: Sequence[str]) -> list[CaseView]:
    """The cases that go on, what is due first on top."""
    rows = await conn.fetch(
        """
        select incident_id, reference, partnership, authority_code, authority_name, region_code,
            stage, state, next_due
        from case_view where partnership = any($1) and stage <> all($2) and state <> '{}'::jsonb
        order by next_due nulls last, reference limit $3
        """,
        list(partnerships),
        [one.value for one in ENDED],
        CASES_MAX,
    )
    return [CaseView(**row) for row in rows]


async def requests(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The asks of the latest request of each case."""
    rows = await conn.fetch(
        """
        select distinct on (incident_id) incident_id, fact->'asks' as asks from timeline
        where incident_id = any($1) and type = 'uk.cspr.review.information-request-opened.v1'
        order by incident_id, at desc, sequence desc
        """,
        list(ids),
    )
    return {row["incident_id"]: row["asks"] for row in rows}


async def questions(conn: Conn, ids: Sequence[UUID]) -> list[Question]:
    """What was asked of the Panel and has no answer, the oldest first."""
    rows = await conn.fetch(
        """
        select incident_id, type, (fact->>'asked_on')::date as asked_on from timeline asked
        where incident_id = any($1) and type = any($2) and not exists (
            select from timeline given where given.incident_id = asked.incident_id
                and given.type = any($3) and asked.fact->>'advice_id'
                    in (given.fact->>'advice_id', given.fact->>'answers')
        )
        order by asked_on, incident_id
        """,
        list(ids),
        list(ASKED),
        GIVEN,
    )
    return [Question(row["incident_id"], ASKED[row["type"]], row["asked_on"]) for row in rows]
