"""The rows of persons: SQL alone, which sees ciphertext and hashes and never a name."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from services.notify.notification.hashes import Hashes


@dataclass(frozen=True)
class Sealed:
    """A person as stored."""

    id: UUID
    incident_id: UUID
    number: int
    wrapped_key: bytes
    identity: bytes


@dataclass(frozen=True)
class Kept(Sealed):
    """A person about to be stored, with what they are found by."""

    folding: int
    hashes: Hashes


@dataclass(frozen=True)
class Held:
    """A person as others may know them, with what they are found by."""

    id: UUID
    incident_id: UUID
    number: int
    hashes: Hashes


async def keep(conn: Conn, rows: Sequence[Kept]) -> None:
    """Store persons; one whose identity came to be known better is looked for anew."""
    cells = [
        (
            *(row.id, row.incident_id, row.number, row.wrapped_key, row.identity, row.folding),
            *astuple(row.hashes),
        )
        for row in rows
    ]
    await conn.execute(
        """
        insert into person (
            id, incident_id, number, wrapped_key, identity, folding,
            name_hash, given_names_hash, birth_hash, nhs_hash, name_birth_hash
        )
        select * from unnest(
            $1::uuid[], $2::uuid[], $3::int[], $4::bytea[], $5::bytea[], $6::int[],
            $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[], $11::bytea[]
        )
        on conflict (id) do update set
            wrapped_key = excluded.wrapped_key, identity = excluded.identity,
            folding = excluded.folding, name_hash = excluded.name_hash,
            given_names_hash = excluded.given_names_hash, birth_hash = excluded.birth_hash,
            nhs_hash = excluded.nhs_hash, name_birth_hash = excluded.name_birth_hash,
            matched_at = null
        """,
        *(list(column) for column in zip(*cells, strict=True)),
    )


async def of_incident(conn: Conn, incident: UUID) -> list[Sealed]:
    """The persons of an incident."""
    rows = await conn.fetch(
        """
        select id, incident_id, number, wrapped_key, identity from person
        where incident_id = $1 order by number
        """,
        incident,
    )
    return [Sealed(**row) for row in rows]


async def having(conn: Conn, wanted: Hashes, limit: int) -> list[Held]:
    """Persons who have every hash that is given."""
    rows = await conn.fetch(
        """
        select id, incident_id, number, name_hash, given_names_hash, birth_hash, nhs_hash,
            name_birth_hash
        from person
        where ($1::bytea is null or name_hash = $1)
            and ($2::bytea is null or given_names_hash = $2)
            and ($3::bytea is null or birth_hash = $3)
            and ($4::bytea is null or nhs_hash = $4)
            and ($5::bytea is null or name_birth_hash = $5)
        order by id desc limit $6
        """,
        *astuple(wanted),
        limit,
    )
    return [_held(row) for row in rows]


async def like(conn: Conn, wanted: Sequence[Hashes], limit: int) -> list[Held]:
    """Persons with the NHS number, or the family name and date of birth, of one of these.

    The latest of each, so that what very many give takes nobody else's place.
    """
    rows = await conn.fetch(
        """
        select same.* from unnest($1::bytea[]) as wanted, lateral (
            select id, incident_id, number, name_hash, given_names_hash, birth_hash, nhs_hash,
                name_birth_hash
            from person where nhs_hash = wanted order by id desc limit $3
        ) same
        union
        select same.* from unnest($2::bytea[]) as wanted, lateral (
            select id, incident_id, number, name_hash, given_names_hash, birth_hash, nhs_hash,
                name_birth_hash
            from person where name_birth_hash = wanted order by id desc limit $3
        ) same
        """,
        [one.nhs_number for one in wanted if one.nhs_number],
        [one.name_and_birth for one in wanted if one.name_and_birth],
        limit,
    )
    return [_held(row) for row in rows]


async def by_ids(conn: Conn, ids: Sequence[UUID]) -> list[Held]:
    """These persons."""
    rows = await conn.fetch(
        """
        select id, incident_id, number, name_hash, given_names_hash, birth_hash, nhs_hash,
            name_birth_hash
        from person where id = any($1)
        """,
        list(ids),
    )
    return [_held(row) for row in rows]


async def of_incident_before(conn: Conn, incident: UUID) -> list[tuple[int, Sealed]]:
    """Who the children of an incident were thought to be, each with the last version at which."""
    rows = await conn.fetch(
        """
        select id, incident_id, number, wrapped_key, identity, version from person_before
        where incident_id = $1 order by version, number
        """,
        incident,
    )
    return [(row["version"], Sealed(*list(row.values())[:-1])) for row in rows]


async def erase(conn: Conn, incident: UUID) -> None:
    """Delete the persons of an incident, and the fingerprint of the body that told of them.

    Its idempotency key stays taken: what comes under it again is another body's, and is no second incident.
    """
    await conn.execute("delete from person where incident_id = $1", incident)
    await conn.execute(
        "update idempotency set body_hash = '' where response ->> 'incident_id' = $1::text",
        str(incident),
    )


async def hashed_before(conn: Conn, folding: int, but: Sequence[UUID], limit: int) -> list[Sealed]:
    """Persons, but some, who were hashed under an earlier folding, locked."""
    rows = await conn.fetch(
        """
        select id, incident_id, number, wrapped_key, identity from person
        where folding < $1 and id <> all($2) order by folding limit $3
        for update skip locked
        """,
        folding,
        list(but),
        limit,
    )
    return [Sealed(**row) for row in rows]


async def rehash(conn: Conn, person: UUID, hashes: Hashes, folding: int) -> None:
    """Store what a person is found by from now on; they are looked for anew."""
    await conn.execute(
        """
        update person set name_hash = $2, given_names_hash = $3, birth_hash = $4, nhs_hash = $5,
            name_birth_hash = $6, folding = $7, matched_at = null
        where id = $1
        """,
        person,
        *astuple(hashes),
        folding,
    )


def _held(row: Any) -> Held:
    hashes = Hashes(
        row["name_hash"],
        row["given_names_hash"],
        row["birth_hash"],
        row["nhs_hash"],
        row["name_birth_hash"],
    )
    return Held(row["id"], row["incident_id"], row["number"], hashes)
