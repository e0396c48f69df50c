"""Security headers on every answer, a nonce a request, and limits on every body: its bytes, and its time."""

import asyncio
import secrets
import time
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES_MAX = 25 * 1024 * 1024
BODY_S_MAX, BYTES_A_SECOND_MIN = 60.0, 16 * 1024
"""How long is waited for a body: so long, and longer as far as it comes at this pace, that of a poor line."""
TOO_SLOW = "The body came too slowly, or not at all. Send the same again: it is taken once."
HSTS_S = 31_536_000


def secure_headers(nonce: str, *, https: bool) -> Mapping[str, str]:
    """What a browser is told about every page; ``nonce`` allows the one inline script."""
    policy = (
        "default-src 'self'",
        f"script-src 'self' 'nonce-{nonce}'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    told = {
        "Content-Security-Policy": "; ".join(policy),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    return {**told, "Strict-Transport-Security": f"max-age={HSTS_S}"} if https else told


class Guarded:
    """ASGI middleware: nonce in ``request.state.nonce``, headers out, no body beyond the limit."""

    def __init__(self, app: ASGIApp, *, https: bool, limits: Mapping[str, int]) -> None:
        """``https``: the public address is, so browsers are told to stay there.

        ``limits``: the bytes that a body may have at paths with a limit of their own, which look to its time too.
        """
        self._app, self._https, self._limits = app, https, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        most = self._limits.get(scope["path"], BODY_BYTES_MAX)
        timed = receive if scope["path"] in self._limits else _Timed(receive).receive
        limit = _Limit(timed, int(Headers(scope=scope).get("content-length", 0)), most)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in secure_headers(nonce, https=self._https).items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, limit.receive, send_with_headers)


class _Limit:
    """Counts what comes in, whatever the sender said it would be."""

    def __init__(self, receive: Receive, said: int, most: int) -> None:
        self._receive, self._said, self._most, self._got = receive, said, most, 0

    async def receive(self) -> Message:
        self._check(self._said)
        message = await self._receive()
        self._got += len(message.get("body", b""))
        self._check(self._got)
        return message

    def _check(self, size: int) -> None:
        if size > self._most:
            raise HTTPException(413, f"At most {self._most} bytes are taken here at once.")


class _Timed:
    """Waits for a body as long as it comes at some pace: who drips holds nothing for ever."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._got, self._waited, self._whole = receive, 0, 0.0, False

    async def receive(self) -> Message:
        if self._whole:  # what comes now is that the client has gone, whenever that is
            return await self._receive()
        began, left = time.monotonic(), BODY_S_MAX + self._got / BYTES_A_SECOND_MIN - self._waited
        try:
            async with asyncio.timeout(left):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, TOO_SLOW, {"Connection": "close"}) from None
        self._waited += time.monotonic() - began
        self._got += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        return message
