"""What stands in a draft, encrypted as identities are: AES-256-GCM under a data key a draft, wrapped."""

import base64
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from services.notify.draft.domain import Page

NONCE_BYTES = 12


@dataclass(frozen=True)
class Content:
    """The children's numbers, and what stands on each page."""

    children: tuple[int, ...]
    pages: Mapping[str, Page]


class Locked:
    """Closes and opens what stands in drafts."""

    def __init__(self, identity_key: str) -> None:
        """``identity_key``: 32 bytes as base64url; the key that wraps drafts' keys is derived from it."""
        raw = base64.urlsafe_b64decode(identity_key + "=" * (-len(identity_key) % 4))
        self._key = hmac.digest(raw, b"drafts of notifications", "sha256")

    def close(self, draft: UUID, content: Content) -> tuple[bytes, bytes]:
        """The wrapped key and the ciphertext, which is bound to its draft."""
        data_key, nonce = AESGCM.generate_key(256), os.urandom(NONCE_BYTES)
        pages = {
            name: [dict(p.values), str(p.form), p.version] for name, p in content.pages.items()
        }
        clear = json.dumps([content.children, pages]).encode()
        closed = nonce + AESGCM(data_key).encrypt(nonce, clear, _bound_to(draft))
        return aes_key_wrap(self._key, data_key), closed

    def open(self, draft: UUID, wrapped: bytes, closed: bytes) -> Content:
        """Decrypt; raises InvalidTag when it was closed for another draft."""
        data_key = aes_key_unwrap(self._key, wrapped)
        nonce, body = closed[:NONCE_BYTES], closed[NONCE_BYTES:]
        clear: Any = json.loads(AESGCM(data_key).decrypt(nonce, body, _bound_to(draft)))
        children, pages = clear
        read = {name: Page(values, UUID(form), n) for name, (values, form, n) in pages.items()}
        return Content(tuple(children), read)


def _bound_to(draft: UUID) -> bytes:
    return f"{draft}|draft|1".encode()
