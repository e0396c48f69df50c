"""Sealed text: a JWE under an incident's own key, which is wrapped for each service that may read.

The subject of a key is an incident's id. Keys are never journalled; erasure deletes the row, and what was
sealed stays behind as noise.
"""

import base64
import hmac
import os
from collections.abc import Mapping, Sequence
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from chassis.conn import Conn
from chassis.errors import NotFound, Transient

TAG_BYTES = 16
_ALLOWED = ["dir", "A256KW", "A256GCM"]


def _b64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _unb64(data: bytes) -> bytes:
    return base64.urlsafe_b64decode(data + b"=" * (-len(data) % 4))


_DIRECT = _b64(b'{"alg":"dir","enc":"A256GCM"}')
_WRAP = _b64(b'{"alg":"A256KW","enc":"A256GCM"}')


class _Registry(jwe.JWERegistry):
    """joserfc stops at 64 KB unless told otherwise; a document may have 20 MB, and base64 a third more."""

    max_ciphertext_length = 32 * 1024 * 1024


_REGISTRY = _Registry(algorithms=_ALLOWED)


def oct_key(encoded: str) -> OctKey:
    """A 256-bit key from base64url text; raises ValueError when it is another size."""
    raw = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    if len(raw) != 32:
        message = "a wrapping key has 32 bytes"
        raise ValueError(message)
    return OctKey.import_key(raw)


class KeyRing:
    """Seals and opens with the keys in this service's database."""

    def __init__(self, wrapping_key: str) -> None:
        """``wrapping_key`` is this service's own, 32 bytes as base64url."""
        self._own = oct_key(wrapping_key)

    async def create(self, conn: Conn, *subjects: UUID) -> dict[UUID, OctKey]:
        """Make the keys of subjects that have none; published once the transaction commits."""
        keys = {subject: OctKey.generate_key(256) for subject in subjects}
        made = await conn.fetch(
            """
            with made as (
                insert into sealing_key (subject, wrapped)
                select subject, wrapped from unnest($1::uuid[], $2::text[]) as new (subject, wrapped)
                on conflict do nothing returning subject
            )
            select subject, pg_notify('journal', '') from made
            """,
            list(keys),
            [wrap(self._own, key.raw_value) for key in keys.values()],
        )
        return {row["subject"]: keys[row["subject"]] for row in made}

    async def erase(self, conn: Conn, subject: UUID, *, publish: bool = False) -> bool:
        """Delete the subject's key for good; True when there was one.

        ``publish`` lets a tombstone follow on the key topic.
        """
        gone = await conn.fetchval(
            "delete from sealing_key where subject = $1 returning true", subject
        )
        await conn.execute(
            """
            insert into sealing_key_erased (subject, published_at)
            values ($1, case when $2 then null else clock_timestamp() end)
            on conflict do nothing
            """,
            subject,
            publish,
        )
        await conn.execute("select pg_notify('journal', '')")
        return bool(gone)

    async def keep(self, conn: Conn, keys: Mapping[UUID, str]) -> None:
        """Store keys that came wrapped for this service; an erased one does not come back."""
        await conn.execute(
            """
            insert into sealing_key (subject, wrapped, published_at)
            select subject, wrapped, clock_timestamp()
            from unnest($1::uuid[], $2::text[]) as came (subject, wrapped)
            where not exists (
                select from sealing_key_erased as erased where erased.subject = came.subject
            )
            on conflict (subject) do update set wrapped = excluded.wrapped
            """,
            list(keys),
            list(keys.values()),
        )

    async def seal(self, conn: Conn, subject: UUID, text: str) -> str:
        """Seal ``text``; raises NotFound once the key is erased, Transient while it is not here yet."""
        return (await self.seal_bytes(conn, subject, text.encode())).decode()

    async def seal_bytes(self, conn: Conn, subject: UUID, data: bytes) -> bytes:
        """Seal bytes as an ASCII JWE; raises as ``seal`` does."""
        return closed(data, await self._key(conn, subject))

    async def seal_many(
        self, conn: Conn, subject: UUID, texts: Sequence[str | None]
    ) -> list[str | None]:
        """Seal several in one round trip, None staying None; raises as ``seal`` does."""
        if not any(texts):
            return [None] * len(texts)
        return seal_texts(texts, await self._key(conn, subject))

    async def open(self, conn: Conn, subject: UUID, sealed: str | None) -> str | None:
        """The text; None when there is none, or its key is erased or not yet here."""
        return (await self.open_many(conn, [(subject, sealed)]))[0]

    async def open_bytes(self, conn: Conn, subject: UUID, sealed: bytes) -> bytes | None:
        """The bytes; None when the key is erased or not yet here."""
        key = (await self._keys(conn, [subject])).get(subject)
        return opened(sealed.decode(), key) if key else None

    async def open_many(
        self, conn: Conn, sealed: Sequence[tuple[UUID, str | None]]
    ) -> list[str | None]:
        """Open several in one round trip; the same answers as ``open``."""
        keys = await self._keys(conn, [subject for subject, text in sealed if text])
        clear = [
            opened(text, keys[subject]) if text and subject in keys else None
            for subject, text in sealed
        ]
        return [None if text is None else text.decode() for text in clear]

    async def _key(self, conn: Conn, subject: UUID) -> OctKey:
        key = (await self._keys(conn, [subject])).get(subject)
        if key is not None:
            return key
        erased = "select exists (select from sealing_key_erased where subject = $1)"
        if await conn.fetchval(erased, subject):
            raise NotFound("The text of this incident has been erased; none is kept any more.")
        raise Transient("This incident is still being opened here. Send the same again shortly.")

    async def fingerprint(
        self, conn: Conn, subject: UUID, data: bytes, *, keyless: bool = False
    ) -> bytes:
        """Tells the same data again from other data; tells nothing once the subject's key is erased.

        ``keyless``: what has no key of its own (a meeting) is told apart under the service's, as is what comes
        after an erasure. Raises Transient while the key is not here yet: under another, the same would look
        different once it has come.
        """
        try:
            key = self._own if keyless else await self._key(conn, subject)
        except NotFound:
            key = self._own
        return hmac.digest(key.raw_value, b"fingerprint" + data, "sha256")

    async def _keys(self, conn: Conn, subjects: Sequence[UUID]) -> dict[UUID, OctKey]:
        rows = await conn.fetch(
            "select subject, wrapped from sealing_key where subject = any($1)",
            list(set(subjects)),
        )
        return {r["subject"]: OctKey.import_key(unwrap(self._own, r["wrapped"])) for r in rows}


def wrap(own: OctKey, raw: bytes) -> str:
    """Wrap a raw key under ``own`` (A256KW)."""
    content_key = os.urandom(32)
    wrapped = _b64(aes_key_wrap(own.raw_value, content_key))
    return _compact(_WRAP, wrapped, content_key, raw).decode()


def unwrap(own: OctKey, wrapped: str) -> bytes:
    """The raw key; raises JoseError when it was not wrapped for ``own``. What ``wrap`` made, undone."""
    try:
        header, key, *rest = wrapped.encode().split(b".")
        if header != _WRAP:
            raise JoseError(description="not wrapped as keys are wrapped here")
        nonce, sealed, tag = map(_unb64, rest)
        content_key = aes_key_unwrap(own.raw_value, _unb64(key))
        return AESGCM(content_key).decrypt(nonce, sealed + tag, header)
    except (ValueError, InvalidUnwrap, InvalidTag) as wrong:
        raise JoseError(description="not wrapped under this key") from wrong


def closed(data: bytes, key: OctKey) -> bytes:
    """An ASCII JWE under ``key``."""
    return _compact(_DIRECT, b"", key.raw_value, data)


def _compact(header: bytes, key: bytes, content_key: bytes, data: bytes) -> bytes:
    """RFC 7516, 5.1 and 7.1. joserfc opens it; to write it so would take it ten times as long."""
    nonce = os.urandom(12)
    sealed = AESGCM(content_key).encrypt(nonce, data, header)
    parts = nonce, sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
    return b".".join((header, key, *map(_b64, parts)))


def seal_texts(texts: Sequence[str | None], key: OctKey) -> list[str | None]:
    """Texts sealed under ``key``, None staying None."""
    return [closed(text.encode(), key).decode() if text else None for text in texts]


def opened(sealed: str, key: OctKey) -> bytes | None:
    """What ``closed`` took; None under another key, or when it was altered."""
    try:
        return jwe.decrypt_compact(sealed, key, registry=_REGISTRY).plaintext
    except JoseError:
        return None
