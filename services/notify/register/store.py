"""The register's rows: SQL that writes, and what writers read under its lock."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from chassis.conn import Conn
from services.notify.register.differences import Difference
from services.notify.register.domain import Entry, Register

ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


@dataclass(frozen=True)
class Applied:
    """A file of changes that was applied."""

    id: UUID
    name: str
    content: bytes
    differences: Sequence[Difference]
    by: str
    at: datetime


async def lock(conn: Conn) -> None:
    """Others who would change the register wait here until this transaction ends."""
    await conn.execute("select from register_told for update")


async def load(conn: Conn) -> Register:
    """The whole register: a few hundred entries, each with its versions in order."""
    rows = await conn.fetch(
        "select content::text from register_entry order by kind, code, valid_from"
    )
    register: dict[Any, tuple[Entry, ...]] = {}
    for row in rows:
        one = ENTRY.validate_json(row["content"])
        register[one.kind, one.code] = (*register.get((one.kind, one.code), ()), one)
    return register


async def save(conn: Conn, before: Register, after: Register) -> None:
    """Store the versions that are new, and the ends of those before them."""
    new = [
        one for key, versions in after.items() for one in versions if one not in before.get(key, ())
    ]
    await conn.executemany(
        """
        insert into register_entry (
            kind, code, valid_from, valid_to, name, region, authority_codes, successors, content
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (kind, code, valid_from) do update
        set valid_to = excluded.valid_to, successors = excluded.successors,
            content = excluded.content
        """,
        [
            (
                *(one.kind, one.code, one.valid_from, one.valid_to, one.name, one.region or None),
                *(list(one.authorities), list(one.successors)),
                ENTRY.dump_python(one, mode="json"),
            )
            for one in new
        ],
    )


async def applied_names(conn: Conn) -> set[str]:
    """The names of the files that were applied."""
    return {row["name"] for row in await conn.fetch("select name from register_change")}


async def keep(conn: Conn, applied: Sequence[Applied]) -> None:
    """Keep files of changes as they were applied, by whom, and what they made different."""
    await conn.executemany(
        """
        insert into register_change (id, name, content, differences, applied_by, business_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        [
            (one.id, one.name, one.content, [_stored(d) for d in one.differences], one.by, one.at)
            for one in applied
        ],
    )


def _stored(difference: Difference) -> dict[str, Any]:
    return {**asdict(difference), "on": difference.on.isoformat()}


async def untold(conn: Conn, today: date) -> bool:
    """Whether something of the register has come to be so that was not announced yet."""
    return bool(
        await conn.fetchval("select told_on is null or told_on < $1 from register_told", today)
    )


async def announced(conn: Conn) -> dict[UUID, dict[str, Any]]:
    """What was announced last, by key."""
    rows = await conn.fetch("select key, fact from register_announced")
    return {row["key"]: row["fact"] for row in rows}


async def keep_announced(conn: Conn, facts: Mapping[UUID, dict[str, Any]], today: date) -> None:
    """Remember what is announced, and that all of this day is."""
    await conn.executemany(
        """
        insert into register_announced (key, fact) values ($1, $2)
        on conflict (key) do update set fact = excluded.fact
        """,
        list(facts.items()),
    )
    await conn.execute("update register_told set told_on = $1", today)


async def forget_told(conn: Conn) -> None:
    """Let the running service look again what is to be announced."""
    await conn.execute("update register_told set told_on = null")
