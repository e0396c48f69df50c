"""The register of members as review tells it: who serves, for which sector, how prepared, tied to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from contracts.envelope import Fact
from contracts.review.member import (
    InterestDeclaredV1,
    MemberCorrectedV1,
    MemberEntry,
    MemberRegisteredV1,
    MemberTermEndedV1,
    PracticeRecordedV1,
    PreparationRecordedV1,
)

TOLD = (
    MemberRegisteredV1,
    MemberCorrectedV1,
    MemberTermEndedV1,
    PreparationRecordedV1,
    PracticeRecordedV1,
    InterestDeclaredV1,
)


@dataclass(frozen=True)
class Member:
    """One member; ``id`` is the subject of their sign-in; ``prepared``: kind and day; ``interests``: until."""

    id: str
    name: str
    sector: str
    serves_from: date
    serves_until: date | None = None
    practised_until: date | None = None
    prepared: Sequence[Sequence[str]] = ()
    interests: Mapping[str, str | None] | None = None

    def serves(self, on: date) -> bool:
        """Whether they are a member on a day."""
        return self.serves_from <= on and (self.serves_until is None or on <= self.serves_until)

    def is_tied_to(self, partnership: str, on: date) -> bool:
        """Whether a declared interest keeps them out of a partnership's cases."""
        ties = self.interests or {}
        until = ties.get(partnership)
        return partnership in ties and (until is None or on <= date.fromisoformat(until))

    @property
    def sector_words(self) -> str:
        """``Social care``."""
        return self.sector.replace("_", " ").capitalize()

    @property
    def words(self) -> str:
        """``Tobias Fenwick, health``."""
        return f"{self.name}, {self.sector.replace('_', ' ')}"


async def fold(conn: Conn, facts: Sequence[Fact]) -> None:
    """Enter what was told of members, in its order."""
    for fact in facts:
        match fact:
            case MemberRegisteredV1() | MemberCorrectedV1():
                await _enter(conn, fact.member)
            case MemberTermEndedV1():
                await _set(conn, fact.member_id, "serves_until", fact.last_day)
            case PracticeRecordedV1():
                await _set(conn, fact.member_id, "practised_until", fact.practised_until)
            case PreparationRecordedV1():
                await _prepare(conn, fact.member_id, fact.preparation.value, fact.done_on)
            case InterestDeclaredV1():
                await _tie(conn, fact.member_id, fact.partnership, fact.until)
            case _:
                raise AssertionError(f"{type(fact).__name__} is told of no member")


async def _enter(conn: Conn, one: MemberEntry) -> None:
    days = (("induction", one.inducted_on), ("shadowing", one.shadowed_on))
    await conn.execute(
        """
        insert into panel_member (
            id, name, sector, serves_from, serves_until, practised_until, prepared
        ) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (id) do update set name = excluded.name, sector = excluded.sector,
            serves_from = excluded.serves_from
        """,
        one.member_id,
        one.name,
        one.sector,
        one.serves_from,
        one.serves_until,
        one.practised_until,
        [[kind, on.isoformat()] for kind, on in days if on],
    )


SET = {
    "serves_until": "update panel_member set serves_until = $2 where id = $1",
    "practised_until": "update panel_member set practised_until = $2 where id = $1",
}


async def _set(conn: Conn, member: str, column: str, value: date | None) -> None:
    await conn.execute(SET[column], member, value)


async def _prepare(conn: Conn, member: str, kind: str, on: date) -> None:
    await conn.execute(
        "update panel_member set prepared = prepared || $2::jsonb where id = $1",
        member,
        [[kind, on.isoformat()]],
    )


async def _tie(conn: Conn, member: str, partnership: str, until: date | None) -> None:
    await conn.execute(
        "update panel_member set interests = interests || $2::jsonb where id = $1",
        member,
        {partnership: until.isoformat() if until else None},
    )


async def all_of_them(conn: Conn) -> list[Member]:
    """All that the register names, those who left too, in the order in which they were entered."""
    rows = await conn.fetch(
        """
        select id, name, sector, serves_from, serves_until, practised_until, prepared, interests
        from panel_member order by entered_at
        """
    )
    return [Member(**row) for row in rows]


async def find(conn: Conn, id_: str) -> Member | None:
    """One of them."""
    row = await conn.fetchrow(
        """
        select id, name, sector, serves_from, serves_until, practised_until, prepared, interests
        from panel_member where id = $1
        """,
        id_,
    )
    return Member(**row) if row else None


async def is_recused(conn: Conn, id_: str, incident: UUID) -> bool:
    """Whether a member takes no part in a case, in any of its rounds."""
    found: bool = await conn.fetchval(
        """
        select exists (
            select from timeline
            where incident_id = $2 and type = 'uk.cspr.review.member-recused.v1'
                and fact->>'member_id' = $1
        )
        """,
        id_,
        incident,
    )
    return found


async def serving(conn: Conn, on: date) -> list[Member]:
    """Those who are members on a day."""
    return [one for one in await all_of_them(conn) if one.serves(on)]


async def names(conn: Conn) -> dict[str, str]:
    """Every member's name by their id."""
    return {one.id: one.name for one in await all_of_them(conn)}


def strangers_name(invited: Mapping[str, Any], named: Mapping[str, str]) -> str:
    """Somebody whom a meeting names and the register does not."""
    id_ = str(invited["member_id"])
    return named.get(f"person:{id_}", id_)
