"""Who lead-reads which undecided case, so that the next one goes to who reads least."""

from collections.abc import Sequence
from uuid import UUID

from chassis.conn import Conn
from contracts.review.preparation import ReadersAllocatedV1


async def give(conn: Conn, facts: Sequence[ReadersAllocatedV1]) -> None:
    """Cases have these readers now; of several facts about a case the last counts."""
    latest = {fact.incident_id: fact for fact in facts}
    await conn.execute("delete from reader where incident_id = any($1)", list(latest))
    rows = [(id_, one.member_id) for id_, fact in latest.items() for one in fact.readers]
    await conn.execute(
        """
        insert into reader (incident_id, member_id) select * from unnest($1::uuid[], $2::text[])
        on conflict do nothing
        """,
        [id_ for id_, _ in rows],
        [member for _, member in rows],
    )


async def take(conn: Conn, incident_id: UUID, member_id: str) -> None:
    """A reader was recused."""
    await conn.execute(
        "delete from reader where incident_id = $1 and member_id = $2", incident_id, member_id
    )


async def of_cases(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The readers of some cases."""
    rows = await conn.fetch(
        """
        select incident_id, array_agg(member_id order by member_id) as members
        from reader where incident_id = any($1) group by incident_id
        """,
        list(ids),
    )
    return {row["incident_id"]: row["members"] for row in rows}


async def loads(conn: Conn, other_than: UUID) -> dict[str, int]:
    """How many cases that wait for the Panel each member reads, beside one."""
    rows = await conn.fetch(
        """
        select member_id, count(*)::int as number
        from reader join case_view using (incident_id)
        where stage in ('with_national_body', 'listed') and incident_id <> $1
        group by member_id
        """,
        other_than,
    )
    return {row["member_id"]: row["number"] for row in rows}


async def to_read(conn: Conn, member_id: str) -> list[str]:
    """The references of the cases that a member is to read now, what is due first on top."""
    rows = await conn.fetch(
        """
        select reference from reader join case_view using (incident_id)
        where member_id = $1 and stage in ('with_national_body', 'listed')
        order by next_due nulls last, reference limit 50
        """,
        member_id,
    )
    return [row["reference"] for row in rows]
