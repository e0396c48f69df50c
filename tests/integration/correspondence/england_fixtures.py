"""Many made-up cases beside the one of the office, and a look at every statement that a page runs."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from tests.conftest import Infra
from tests.integration.correspondence.letters_fixtures import Office

CASES = 8_000
BIG = {
    "case_view",
    "timeline",
    "letter",
    "letter_source",
    "document",
    "delivery",
    "task",
    "reply",
    "invitation",
    "asked",
    "draft",
    "voice",
    "contact",
}
"""Tables that grow with the cases."""

CASES_MADE = """
insert into case_view (
    incident_id, reference, partnership, authority_code, authority_name, region_code, stage, state,
    next_due
)
select gen_random_uuid(), 'CSPR-2020-' || lpad(n::text, 5, '0') || '-X', 'partnership-' || n % 150,
    'A' || n % 150, 'Authority ' || n % 150, 'E1200000' || 1 + n % 9,
    case when n % 25 = 0 then 'lcspr' else 'closed' end, v.state,
    case when n % 25 = 0 then date '2026-06-08' + n % 200 end
from generate_series(1, $1) n cross join (select state from case_view limit 1) v
"""
FACTS_MADE = """
insert into timeline (id, incident_id, at, type, service, sequence, actor, fact)
select gen_random_uuid(), incident_id, now(), 'uk.cspr.review.case-listed.v1', 'review', n,
    'system:review', '{}'
from case_view cross join generate_series(1, 3) n where reference like 'CSPR-2020-%'
"""
LETTERS_MADE = """
with made as (
    insert into letter (id, state)
    select gen_random_uuid(), l.state || jsonb_build_object(
        'status', case when c.reference like '%000-X' then 'drafted' else 'issued' end,
        'reference', c.reference, 'incident_id', c.incident_id
    )
    from case_view c cross join (select state from letter limit 1) l
    where c.reference like 'CSPR-2020-%'
    returning id, state
)
insert into letter_source (letter_id, incident_id, partnership, decision)
select id, (state->>'incident_id')::uuid, 'ashmere',
    jsonb_build_object('reasons', repeat('x', 1500))
from made
"""
REST_MADE = """
insert into document (id, incident_id, sha256, media_type, sealed_title, size_bytes, content, scan_state,
    uploaded_by, uploaded_at)
select gen_random_uuid(), incident_id, reference, 'text/plain', 'x', 1, '', 'clean', 'x', now()
from case_view where reference like 'CSPR-2020-%';
insert into task (id, incident_id, reference, kind, words, opened_at, closed_at)
select gen_random_uuid(), incident_id, reference, 'x', 'x', now(),
    case when reference like '%000-X' then null else now() end
from case_view where reference like 'CSPR-2020-%';
insert into invitation (dialogue_id, incident_id, starts_at, ics)
select gen_random_uuid(), incident_id, now(), 'x' from case_view where reference like 'CSPR-2020-%';
insert into delivery (id, kind, subject_id, incident_id, reference, partner, organisation, mailbox,
    attempt, status)
select gen_random_uuid(), 'letter', letter_id, incident_id, 'x', 'police', 'x', 'x', 1, 'delivered'
from letter_source;
insert into reply (id, letter_id, incident_id, partner, organisation, words, actor, received_at,
    digest)
select gen_random_uuid(), letter_id, incident_id, 'police', 'x', 'x', 'x', now(), ''
from letter_source;
insert into asked (command_id, type, key, actor, asked_at, outcome, digest)
select gen_random_uuid(), 'uk.cspr.review.record-decision.v1', incident_id, 'x' || reference, now(),
    case when reference like '%000-X' then null else 'done' end, ''
from case_view
"""
TALK_MADE = """
insert into voice (id, state)
select id, jsonb_build_object(
    'id', id, 'status', case when reference like '%000-X' then 'raised' else 'closed' end,
    'incident_id', incident_id, 'reference', reference, 'source', 'reply', 'partner', 'police',
    'raised_on', '2026-06-01', 'thread_id', id
)
from (select gen_random_uuid() as id, incident_id, reference from case_view) as made;
insert into contact (id, state)
select id, jsonb_build_object(
    'id', id, 'partnership', partnership, 'channel', 'call', 'contact_on', '2026-06-01',
    'partners', jsonb_build_array('police'), 'incident_id', incident_id, 'reference', reference
)
from (select gen_random_uuid() as id, partnership, incident_id, reference from case_view) as made
"""


@asynccontextmanager
async def owner_of(infra: Infra, office: Office) -> AsyncIterator[asyncpg.Connection]:
    """The owner of the office's database."""
    dsn = office.service.settings.database_dsn.get_secret_value()
    name = urlsplit(dsn).path.strip("/")
    conn = await asyncpg.connect(infra.dsn("correspondence_owner", name))
    try:
        yield conn
    finally:
        await conn.close()


async def fill(infra: Infra, office: Office) -> None:
    """Eight thousand cases with what belongs to them; the office has one letter already."""
    async with owner_of(infra, office) as conn:
        await conn.execute(CASES_MADE, CASES)
        for statement in (FACTS_MADE, LETTERS_MADE, REST_MADE, TALK_MADE):
            await conn.execute(statement)
        await conn.execute("vacuum analyze")


@dataclass
class Statements:
    """What was run, with its arguments."""

    run: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def note(self, logged: Any) -> None:
        """Called by the driver after each statement."""
        if logged.query.lstrip()[0].islower():  # ours; the driver shouts
            self.run.append((logged.query, tuple(logged.args or ())))

    def asked(self) -> list[str]:
        """The statements by themselves."""
        return [" ".join(query.split()) for query, _ in self.run]


@asynccontextmanager
async def watched(office: Office) -> AsyncIterator[Statements]:
    """Every statement of every connection of the service."""
    pool, found = office.db.pool, Statements()
    conns = [await pool.acquire() for _ in range(pool.get_max_size())]
    for conn in conns:
        conn.add_query_logger(found.note)
    for conn in conns:
        await pool.release(conn)
    yield found
    conns = [await pool.acquire() for _ in range(pool.get_max_size())]
    for conn in conns:
        conn.remove_query_logger(found.note)
        await pool.release(conn)
    await asyncio.sleep(0)


async def read_whole(office: Office, found: Statements) -> list[str]:
    """The big tables that a statement reads from end to end, with the statement."""
    whole = []
    for query, args in found.run:
        if query.lstrip().lower().startswith("select"):
            explained = await office.db.pool.fetchval(f"explain (format json) {query}", *args)
            [plan] = json.loads(explained)
            whole += [
                f"{table}: {' '.join(query.split())}"
                for table in scanned(plan["Plan"])
                if table in BIG
            ]
    return whole


def scanned(node: dict[str, Any]) -> list[str]:
    """The tables that a plan reads from end to end."""
    own = [node["Relation Name"]] if node["Node Type"] == "Seq Scan" else []
    return own + [table for part in node.get("Plans", ()) for table in scanned(part)]
