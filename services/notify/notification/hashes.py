"""Keyed hashes by which a person is found again: of whole values, folded, under a key a field."""

import hmac
from dataclasses import dataclass, fields

from supplier.cspr_supplier.folding import fold

FOLDING = 2
"""Rises when ``fold`` changes: what was hashed before is hashed anew by ``IdentityStore.rehash``."""


@dataclass(frozen=True)
class Sought:
    """Whole values of a person; what is not known is None."""

    family_name: str | None = None
    given_names: str | None = None
    date_of_birth: str | None = None
    nhs_number: str | None = None


@dataclass(frozen=True)
class Hashes:
    """What a person is found by; the last is of family name and date of birth together."""

    family_name: bytes | None = None
    given_names: bytes | None = None
    date_of_birth: bytes | None = None
    nhs_number: bytes | None = None
    name_and_birth: bytes | None = None


class SearchKeys:
    """A key a field, derived from the identity key: equal values of two fields do not look equal."""

    def __init__(self, key: bytes) -> None:
        """``key``: the service's identity key."""
        self._keys = {
            field.name: hmac.digest(key, f"search|{field.name}|{FOLDING}".encode(), "sha256")
            for field in fields(Hashes)
        }

    def hashes(self, person: Sought) -> Hashes:
        """The hashes of what is known of a person."""
        name, born = fold(person.family_name or ""), person.date_of_birth or ""
        return Hashes(
            family_name=self._hash("family_name", name),
            given_names=self._hash("given_names", fold(person.given_names or "")),
            date_of_birth=self._hash("date_of_birth", born),
            nhs_number=self._hash("nhs_number", person.nhs_number or ""),
            name_and_birth=self._hash("name_and_birth", f"{name}|{born}" if name and born else ""),
        )

    def _hash(self, field: str, value: str) -> bytes | None:
        if not value:
            return None
        return hmac.digest(self._keys[field], value.encode(), "sha256")
