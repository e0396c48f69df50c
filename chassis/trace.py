"""W3C trace context: what came in with a request goes out with whatever follows from it."""

import re
import secrets
from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

SHAPE = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
current: ContextVar[str | None] = ContextVar("traceparent", default=None)


def accepted(header: str | None) -> str:
    """The trace that was sent, when it is one; else a new one begins here."""
    if header and SHAPE.fullmatch(header):
        return header
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"


class TraceContext:
    """Keeps the request's trace where the journal and the logs find it."""

    def __init__(self, app: ASGIApp) -> None:
        """Stands around ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the header of an HTTP request; other scopes pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = dict(scope["headers"]).get(b"traceparent", b"").decode("latin-1")
        trace = accepted(sent)
        token = current.set(trace)
        try:
            with bound_contextvars(trace_id=trace.split("-")[1]):
                await self._app(scope, receive, send)
        finally:
            current.reset(token)
