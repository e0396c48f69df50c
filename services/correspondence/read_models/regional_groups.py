"""Regional groups as review tells of them: members, meetings with their agenda, offers of support."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.clock import london_date
from chassis.conn import Conn
from chassis.dispatch import Received
from contracts.review import regional_group as g

TOLD = (
    g.RegionalGroupFormedV1,
    g.RegionalMeetingArrangedV1,
    g.RegionalMeetingHeldV1,
    g.SupportOfferedV1,
    g.SupportAnsweredV1,
)
GROUPS_MAX, OFFERS_MAX = 100, 200


@dataclass(frozen=True)
class Meeting:
    """One meeting; ``attended`` is None until it is said who came."""

    id: UUID
    meets_on: date
    trends: Sequence[UUID]
    attended: Sequence[str] | None


@dataclass(frozen=True)
class Offer:
    """One offer of support; ``uptake`` is None until it was answered."""

    id: UUID
    partnership: str
    support: str
    offered_on: date
    trend_id: UUID | None
    uptake: str | None
    answered_on: date | None


@dataclass(frozen=True)
class Offered:
    """An offer as the partnership sees it: which group's, and who leads that."""

    group_id: UUID
    lead: str
    offer: Offer


@dataclass(frozen=True)
class Group:
    """One group with all that it did, the newest first."""

    id: UUID
    region_code: str
    lead: str
    partnerships: Sequence[str]
    formed_on: date
    meetings: Sequence[Meeting]
    offers: Sequence[Offer]


async def fold(conn: Conn, received: Sequence[Received[Any]]) -> None:
    """Enter what was told of groups, in its order."""
    for one in received:
        await _enter(conn, one.message, london_date(one.time))


async def _enter(conn: Conn, fact: Any, on: date) -> None:
    match fact:
        case g.RegionalGroupFormedV1():
            await _form(conn, fact, on)
        case g.RegionalMeetingArrangedV1():
            await _arrange(conn, fact)
        case g.RegionalMeetingHeldV1():
            sql = "update regional_meeting set attended = $2 where id = $1"
            await conn.execute(sql, fact.meeting_id, list(fact.attended))
        case g.SupportOfferedV1():
            await _offer(conn, fact)
        case g.SupportAnsweredV1():
            sql = "update support_offer set uptake = $2, answered_on = $3 where id = $1"
            await conn.execute(sql, fact.offer_id, fact.uptake.value, fact.answered_on)
        case _:
            raise AssertionError(f"{type(fact).__name__} is told of no group")


async def _form(conn: Conn, fact: g.RegionalGroupFormedV1, on: date) -> None:
    await conn.execute(
        """
        insert into regional_group (id, region_code, lead, partnerships, formed_on)
        values ($1, $2, $3, $4, $5)
        on conflict (id) do update set lead = excluded.lead, partnerships = excluded.partnerships
        """,
        fact.group_id,
        fact.region_code,
        fact.lead,
        list(fact.partnerships),
        on,
    )


async def _arrange(conn: Conn, fact: g.RegionalMeetingArrangedV1) -> None:
    await conn.execute(
        """
        insert into regional_meeting (id, group_id, meets_on, trends) values ($1, $2, $3, $4)
        on conflict (id) do update set meets_on = excluded.meets_on, trends = excluded.trends
        """,
        fact.meeting_id,
        fact.group_id,
        fact.meets_on,
        [str(one) for one in fact.trends],
    )


async def _offer(conn: Conn, fact: g.SupportOfferedV1) -> None:
    await conn.execute(
        """
        insert into support_offer (id, group_id, partnership, support, offered_on, trend_id)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing
        """,
        fact.offer_id,
        fact.group_id,
        fact.partnership,
        fact.support.value,
        fact.offered_on,
        fact.trend_id,
    )


async def region_of(conn: Conn, id_: UUID) -> str | None:
    """The region of a group; None of one that nothing was told of."""
    found: str | None = await conn.fetchval(
        "select region_code from regional_group where id = $1", id_
    )
    return found


async def offered_to(conn: Conn, id_: UUID, offer_id: str) -> str | None:
    """The partnership to which a group's offer is made; None of one that nothing was told of."""
    found: str | None = await conn.fetchval(
        "select partnership from support_offer where group_id = $1 and id::text = $2",
        id_,
        offer_id,
    )
    return found


async def groups(conn: Conn, regions: list[str] | None) -> list[Group]:
    """The groups of these regions, by region; None: of all."""
    rows = await conn.fetch(
        """
        select id, region_code, lead, partnerships, formed_on from regional_group
        where $1::text[] is null or region_code = any($1)
        order by region_code, formed_on, id limit $2
        """,
        regions,
        GROUPS_MAX,
    )
    ids = [row["id"] for row in rows]
    met, offered = await _meetings(conn, ids), await _offers(conn, ids)
    return [Group(**row, meetings=met[row["id"]], offers=offered[row["id"]]) for row in rows]


async def offers_to(conn: Conn, partnerships: Sequence[str]) -> list[Offered]:
    """What these partnerships are offered; what awaits an answer on top, then the newest."""
    rows = await conn.fetch(
        """
        select group_id, lead, s.id, partnership, support, offered_on, trend_id, uptake, answered_on
        from support_offer s join regional_group g on g.id = s.group_id
        where partnership = any($1)
        order by uptake is not null, offered_on desc, s.id limit $2
        """,
        list(partnerships),
        OFFERS_MAX,
    )
    return [_offered(**row) for row in rows]


def _offered(group_id: UUID, lead: str, **offer: Any) -> Offered:
    return Offered(group_id, lead, Offer(**offer))


async def _meetings(conn: Conn, ids: list[UUID]) -> dict[UUID, list[Meeting]]:
    rows = await conn.fetch(
        """
        select group_id, id, meets_on, trends, attended from regional_meeting
        where group_id = any($1) order by meets_on desc, id
        """,
        ids,
    )
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    for row in rows:
        trends = [UUID(one) for one in row["trends"]]
        meeting = Meeting(row["id"], row["meets_on"], trends, row["attended"])
        found[row["group_id"]].append(meeting)
    return found


async def _offers(conn: Conn, ids: list[UUID]) -> dict[UUID, list[Offer]]:
    rows = await conn.fetch(
        """
        select group_id, id, partnership, support, offered_on, trend_id, uptake, answered_on
        from support_offer where group_id = any($1) order by offered_on desc, id
        """,
        ids,
    )
    found: dict[UUID, list[Offer]] = defaultdict(list)
    for row in rows:
        found[row["group_id"]].append(Offer(**{n: v for n, v in row.items() if n != "group_id"}))
    return found
