"""Children's identities: under a key per person, found by keyed hash, never on a topic."""

import base64
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from chassis.conn import Conn
from services.notify.notification import people
from services.notify.notification.hashes import FOLDING, Hashes, SearchKeys, Sought
from services.notify.notification.people import Held, Kept

log = structlog.get_logger()
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
    not_named_yet: bool = False

    @property
    def sought(self) -> Sought:
        """What this person may be found by."""
        return Sought(self.family_name, self.given_names, self.date_of_birth, self.nhs_number)


class IdentityStore:
    """AES-256-GCM under a data key a person, which is wrapped by the service's identity key."""

    def __init__(self, key: str) -> None:
        """``key``: 32 bytes as base64url; the search keys are derived from it."""
        self._key = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        self._search_keys = SearchKeys(self._key)
        self._unreadable: list[UUID] = []

    def hashes(self, person: Sought) -> Hashes:
        """By what this person is found."""
        return self._search_keys.hashes(person)

    async def save(self, conn: Conn, children: Mapping[UUID, Sequence[Identity]]) -> None:
        """Encrypt and store the children of incidents; one whose id is there is stored anew."""
        rows = [self._kept(incident, one) for incident, them in children.items() for one in them]
        await people.keep(conn, rows)

    async def load(self, conn: Conn, incident: UUID) -> list[Identity]:
        """Decrypt the children of an incident; only for what is audited."""
        return [self._person(row) for row in await people.of_incident(conn, incident)]

    async def find(self, conn: Conn, sought: Sought, limit: int) -> list[Held]:
        """The children who have all of these, the latest first; nobody when nothing is sought."""
        wanted = self.hashes(sought)
        return [] if wanted == Hashes() else await people.having(conn, wanted, limit)

    async def load_former(self, conn: Conn, incident: UUID) -> list[tuple[int, Identity]]:
        """Who the children were thought to be, each with the last version at which; audited too."""
        former = await people.of_incident_before(conn, incident)
        return [(version, self._person(row)) for version, row in former]

    async def erase(self, conn: Conn, incident: UUID) -> None:
        """Delete the identities with their keys and hashes."""
        await people.erase(conn, incident)

    async def rehash(self, conn: Conn, limit: int) -> int:
        """Hash anew who was hashed under an earlier folding, but whom nobody can read; how many."""
        rows = await people.hashed_before(conn, FOLDING, self._unreadable, limit)
        for row in rows:
            if hashes := self._hashes_of(row):
                await people.rehash(conn, row.id, hashes, FOLDING)
        return len(rows)

    def _hashes_of(self, row: people.Sealed) -> Hashes | None:
        try:
            return self.hashes(self._person(row).sought)
        except Exception:
            log.exception("a person can not be read", case_id=str(row.incident_id))
            self._unreadable.append(row.id)  # and is tried again by the next process
            return None

    def _kept(self, incident: UUID, person: Identity) -> Kept:
        data_key, nonce = AESGCM.generate_key(256), os.urandom(NONCE_BYTES)
        told = {name: getattr(person, name) for name in (*FIELDS, "not_named_yet")}
        content = json.dumps(told).encode()
        sealed = nonce + AESGCM(data_key).encrypt(nonce, content, _bound_to(person.id, incident))
        wrapped = aes_key_wrap(self._key, data_key)
        hashes = self.hashes(person.sought)
        return Kept(person.id, incident, person.number, wrapped, sealed, FOLDING, hashes)

    def _person(self, row: people.Sealed) -> Identity:
        data_key = aes_key_unwrap(self._key, row.wrapped_key)
        nonce, body = row.identity[:NONCE_BYTES], row.identity[NONCE_BYTES:]
        bound = _bound_to(row.id, row.incident_id)
        content: dict[str, Any] = json.loads(AESGCM(data_key).decrypt(nonce, body, bound))
        return Identity(row.id, row.number, **content)


def _bound_to(person: UUID, incident: UUID) -> bytes:
    """What the ciphertext is bound to: it can not be moved to another person or incident."""
    return f"{person}|identity|{incident}|{SCHEMA}".encode()
