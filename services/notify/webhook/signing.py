"""The signature of a webhook as Standard Webhooks has it: HMAC-SHA256 over id, time and body. Pure."""

import base64
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> bytes:
    """Nobody's guess."""
    return secrets.token_bytes(SECRET_BYTES)


def shown(secret: bytes) -> str:
    """As its owner gets it."""
    return PREFIX + base64.b64encode(secret).decode()


def signed(id_: str, at: datetime, body: bytes, live: Sequence[bytes]) -> dict[str, str]:
    """The headers: a signature by each live secret, so that one may be changed without a gap."""
    seconds = str(int(at.timestamp()))
    content = b".".join((id_.encode(), seconds.encode(), body))
    each = (base64.b64encode(hmac.digest(one, content, "sha256")).decode() for one in live)
    return {
        "webhook-id": id_,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{one}" for one in each),
    }
