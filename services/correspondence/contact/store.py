"""The table of contacts with partners: those of a case, the latest, those with something still to be done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.conn import Conn
from chassis.states import States
from services.correspondence.contact.domain import Contact

CONTACTS = States("contact", Contact, lambda one: one.id)
LIST_MAX = 100


@dataclass(frozen=True)
class Channelled:
    """How many contacts a channel had in one quarter, by its first day."""

    channel: str
    quarter: date
    number: int


async def of_case(conn: Conn, incident_id: UUID) -> list[Contact]:
    """The contacts about one case, the latest first."""
    rows = await conn.fetch(
        """
        select state::text from contact where state->>'incident_id' = $1
        order by state->>'contact_on' desc, id desc limit $2
        """,
        str(incident_id),
        LIST_MAX,
    )
    return CONTACTS.of_rows(rows)


async def latest(conn: Conn, regions: list[str] | None, who: list[str] | None) -> list[Contact]:
    """The latest contacts, about cases that are open to ``who``; None: of every region, of all cases."""
    rows = await conn.fetch(
        """
        select c.state::text from contact c
        left join partnership p on p.slug = c.state->>'partnership'
        left join case_view about on about.incident_id = (c.state->>'incident_id')::uuid
        where ($1::text[] is null or coalesce(about.region_code, p.region_code) = any($1))
            and is_open_to(about.open_to, $2)
        order by c.state->>'contact_on' desc, c.id desc limit $3
        """,
        regions,
        who,
        LIST_MAX,
    )
    return CONTACTS.of_rows(rows)


async def with_open_actions(
    conn: Conn, regions: list[str] | None, who: list[str] | None
) -> list[Contact]:
    """Contacts after which something is still to be done, the oldest first."""
    rows = await conn.fetch(
        """
        select c.state::text from contact c
        left join partnership p on p.slug = c.state->>'partnership'
        left join case_view about on about.incident_id = (c.state->>'incident_id')::uuid
        where c.state @? '$.actions[*] ? (@.done_on == null)'
            and ($1::text[] is null or coalesce(about.region_code, p.region_code) = any($1))
            and is_open_to(about.open_to, $2)
        order by c.state->>'contact_on', c.id limit $3
        """,
        regions,
        who,
        LIST_MAX,
    )
    return CONTACTS.of_rows(rows)


async def by_channel(conn: Conn, regions: list[str] | None, since: date) -> list[Channelled]:
    """Contacts and issued letters by channel and quarter, from a day on."""
    rows = await conn.fetch(
        """
        select channel, date_trunc('quarter', contact_on)::date as quarter, count(*)::int as number
        from (
            select state->>'channel' as channel, (state->>'contact_on')::date as contact_on,
                state->>'partnership' as partnership
            from contact where state->>'contact_on' >= $2
            union all
            select 'issued', (l.state->>'issued_on')::date, s.partnership
            from letter l join letter_source s on s.letter_id = l.id
            where l.state->>'status' = 'issued' and l.state->>'issued_on' >= $2
            union all
            select 'thread', (v.state->'answer'->>'on')::date, c.partnership
            from voice v join case_view c on c.incident_id = (v.state->>'incident_id')::uuid
            where v.state->'answer'->>'way' = 'thread' and v.state->'answer'->>'on' >= $2
        ) as told left join partnership p on p.slug = told.partnership
        where $1::text[] is null or p.region_code = any($1)
        group by 1, 2 order by 1, 2
        """,
        regions,
        since.isoformat(),
    )
    return [Channelled(**row) for row in rows]
