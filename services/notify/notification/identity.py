"""Children's identities: under a key per person, found by keyed hash, never on a topic."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from chassis.conn import Conn

FIELDS = (
    "family_name",
    "given_names",
    "date_of_birth",
    "expected_date_of_birth",
    "nhs_number",
    "address",
)
SCHEMA = "1"
NONCE_BYTES = 12


@dataclass(frozen=True)
class Identity:
    """Who one child is; any part may be unknown yet."""

    id: UUID
    number: int
    family_name: str | None = None
    given_names: str | None = None
    date_of_birth: str | None = None
    expected_date_of_birth: str | None = None
    nhs_number: str | None = None
    address: str | None = None


class IdentityStore:
    """AES-256-GCM under a data key a person, which is wrapped by the service's identity key."""

    def __init__(self, key: str) -> None:
        """``key``: 32 bytes as base64url; the search key is derived from it."""
        self._key = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        self._search_key = hmac.digest(self._key, b"name search", "sha256")

    async def save(self, conn: Conn, people: Mapping[UUID, Sequence[Identity]]) -> None:
        """Encrypt and store the children of incidents."""
        rows = [self._row(incident, one) for incident, them in people.items() for one in them]
        await conn.execute(
            """
            insert into person (id, incident_id, number, wrapped_key, identity, name_hash)
            select id, incident_id, number, wrapped_key, identity, name_hash
            from unnest($1::uuid[], $2::uuid[], $3::int[], $4::bytea[], $5::bytea[], $6::bytea[])
                as person (id, incident_id, number, wrapped_key, identity, name_hash)
            """,
            *(list(column) for column in zip(*rows, strict=True)),
        )

    async def load(self, conn: Conn, incident: UUID) -> list[Identity]:
        """Decrypt the children of an incident; an audited page is the only caller."""
        rows = await conn.fetch(
            "select id, number, wrapped_key, identity from person where incident_id = $1"
            " order by number",
            incident,
        )
        return [self._person(incident, row) for row in rows]

    async def find(self, conn: Conn, family_name: str) -> list[UUID]:
        """Incidents in which a child has this family name."""
        rows = await conn.fetch(
            "select distinct incident_id from person where name_hash = $1", self._hash(family_name)
        )
        return [row["incident_id"] for row in rows]

    async def load_former(self, conn: Conn, incident: UUID) -> list[tuple[int, Identity]]:
        """Who the children were thought to be, each with the last version at which; audited too."""
        rows = await conn.fetch(
            "select id, version, number, wrapped_key, identity from person_before"
            " where incident_id = $1 order by version, number",
            incident,
        )
        return [(row["version"], self._person(incident, row)) for row in rows]

    async def erase(self, conn: Conn, incident: UUID) -> None:
        """Delete the identities with their keys."""
        await conn.execute("delete from person where incident_id = $1", incident)

    def _row(self, incident: UUID, person: Identity) -> tuple[object, ...]:
        data_key, nonce = AESGCM.generate_key(256), os.urandom(NONCE_BYTES)
        content = json.dumps({name: getattr(person, name) for name in FIELDS}).encode()
        sealed = nonce + AESGCM(data_key).encrypt(nonce, content, _bound_to(person.id, incident))
        name = self._hash(person.family_name) if person.family_name else None
        wrapped = aes_key_wrap(self._key, data_key)
        return person.id, incident, person.number, wrapped, sealed, name

    def _person(self, incident: UUID, row: Any) -> Identity:
        data_key = aes_key_unwrap(self._key, row["wrapped_key"])
        nonce, body = row["identity"][:NONCE_BYTES], row["identity"][NONCE_BYTES:]
        bound = _bound_to(row["id"], incident)
        content = json.loads(AESGCM(data_key).decrypt(nonce, body, bound))
        return Identity(row["id"], row["number"], **content)

    def _hash(self, name: str) -> bytes:
        folded = " ".join(name.casefold().split())
        return hmac.digest(self._search_key, folded.encode(), hashlib.sha256)


def _bound_to(person: UUID, incident: UUID) -> bytes:
    """What the ciphertext is bound to: it can not be moved to another person or incident."""
    return f"{person}|identity|{incident}|{SCHEMA}".encode()
