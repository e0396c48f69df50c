"""The table of receptions, and what is counted of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.conn import Conn
from chassis.states import States
from services.correspondence.reception.domain import Reception

RECEPTIONS = States("reception", Reception, lambda one: one.id)


@dataclass(frozen=True)
class Counted:
    """The letters of one kind that are out, and what the organisations that had them said."""

    kind: str
    letters: int
    read: int
    clear: int
    partly: int
    unclear: int


def id_of(letter_id: UUID, organisation: str) -> UUID:
    """One a letter and organisation."""
    return uuid5(NAMESPACE_URL, f"/cspr/letter/{letter_id}/reception/{organisation}")


async def of_letter(conn: Conn, letter_id: UUID) -> list[Reception]:
    """How each organisation received a letter, in the order in which they read it."""
    rows = await conn.fetch(
        "select id from reception where state->'about'->>'letter_id' = $1", str(letter_id)
    )
    found = await RECEPTIONS.read(conn, [row["id"] for row in rows])
    return sorted(found.values(), key=lambda one: (str(one.read_on), str(one.id)))


async def of_organisation(conn: Conn, letter_id: UUID, organisation: str) -> Reception:
    """How one organisation received a letter; blank before it did anything."""
    id_ = id_of(letter_id, organisation)
    return (await RECEPTIONS.read(conn, [id_])).get(id_) or Reception(id_)


async def by_kind(conn: Conn, regions: Sequence[str] | None) -> list[Counted]:
    """Each kind of letter that went out, with its receptions; of some regions, None: of all."""
    rows = await conn.fetch(
        """
        select l.state->>'kind' as kind, count(distinct l.id) as letters,
            count(r.id) as read,
            count(*) filter (where r.state->'said'->>'clear' = 'yes') as clear,
            count(*) filter (where r.state->'said'->>'clear' = 'partly') as partly,
            count(*) filter (where r.state->'said'->>'clear' = 'no') as unclear
        from letter l
        join letter_source s on s.letter_id = l.id
        join case_view c on c.incident_id = s.incident_id
        left join reception r on r.state->'about'->>'letter_id' = l.id::text
        where s.content is not null and ($1::text[] is null or c.region_code = any($1))
        group by 1 order by 1
        """,
        None if regions is None else list(regions),
    )
    return [Counted(**row) for row in rows]
