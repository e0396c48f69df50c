"""HTTPS with what a desktop has: its proxy, its certificate store, and no more than is said here."""

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

WAIT_S_MAX = 60
OWN_MACHINE = ("127.0.0.1", "localhost", "::1")
LINE_BYTES_MAX = 1024 * 1024


class Away(Exception):
    """Nobody answered, or the answer broke off: the same may be sent again."""

    def __init__(self, reason: str, wait_s: float | None = None) -> None:
        """``wait_s``: after how long, if that was said."""
        super().__init__(reason)
        self.wait_s = wait_s


class Stopped(Exception):
    """There is no point in trying again before someone has changed something."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What goes to one address goes to no other: it carries children's names and a token."""

    def redirect_request(self, *_given: Any, **_more: Any) -> None:
        return None


@dataclass
class Answer:
    """Status, headers, and a body that is read as it comes."""

    status: int
    headers: Mapping[str, str]
    stream: Any = field(repr=False)

    def lines(self) -> Iterator[bytes]:
        """The lines of the body; raises Away when they break off."""
        with _trouble():
            while line := self.stream.readline(LINE_BYTES_MAX):
                yield line

    def body(self) -> bytes:
        """The whole body; raises Away when it breaks off."""
        with _trouble():
            content: bytes = self.stream.read()
            return content


class Http:
    """Sends requests; ``proxy`` and ``ca_file`` go before what the system says."""

    def __init__(self, proxy: str | None = None, ca_file: str | None = None) -> None:
        """Raises Stopped when the certificates can not be read."""
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if proxy:
            handlers.append(urllib.request.ProxyHandler({"http": proxy, "https": proxy}))
        try:
            context = ssl.create_default_context(cafile=None)
            if ca_file:
                context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            raise Stopped(f"The certificates in {ca_file} can not be read: {error}.") from None
        handlers.append(urllib.request.HTTPSHandler(context=context))
        self._opener = urllib.request.build_opener(*handlers)

    @contextmanager
    def ask(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Iterator[Answer]:
        """One request, whatever its status; raises Away, Stopped."""
        _allowed(url)
        request = urllib.request.Request(url, body, dict(headers), method=method)  # noqa: S310 - see above
        with _trouble():
            try:
                stream = self._opener.open(request, timeout=WAIT_S_MAX)
            except urllib.error.HTTPError as error:
                stream = error
        with stream:
            yield Answer(stream.status, stream.headers, stream)


def _allowed(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in OWN_MACHINE):
        return
    raise Stopped(f"{url} is not an https address: nothing is sent where others could read it.")


@contextmanager
def _trouble() -> Iterator[None]:
    """Trouble on the way, in words."""
    try:
        yield
    except urllib.error.HTTPError:
        raise
    except urllib.error.URLError as error:
        raise _of(error.reason) from None
    except (OSError, http.client.HTTPException) as error:
        raise _of(error) from None


def _of(reason: object) -> Exception:
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Stopped(
            f"The server's certificate is not trusted here: {reason.verify_message}. If your network"
            " looks into TLS, ask for its certificate and give it with --ca-file."
        )
    if isinstance(reason, ssl.SSLError):
        return Stopped(f"No secure connection could be made: {reason}.")
    return Away(f"No answer: {reason}.")
