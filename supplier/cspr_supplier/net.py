"""HTTPS with what a desktop has: its proxy, its certificate store, and no more than is said here."""

import http.client
import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

WAIT_S_MAX = 60
OWN_MACHINE = ("127.0.0.1", "localhost", "::1")
LINE_BYTES_MAX = 1024 * 1024
PROXY_ASKS = 407
TUNNEL = re.compile(r"Tunnel connection failed: (\d+)")
PROXY_WANTS_A_NAME = (
    "The proxy of your network wants a name and a password (407). Give them in its address, with --proxy"
    " http://name:password@proxy:8080 or in CSPR_PROXY; or ask for an exception for the service's address."
)
PROXY_REFUSES = (
    "The proxy of your network does not let this through ({}): ask for an exception for {}."
)
UNREADABLE = "The certificates in {} can not be read: {}"
NO_CERTIFICATE = "no certificate is in it. Save it as an X.509 certificate (.CER), Base-64 or DER."


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
    url: str = ""

    def lines(self) -> Iterator[bytes]:
        """The lines of the body; raises Away when they break off."""
        with _trouble(self.url):
            while line := self.stream.readline(LINE_BYTES_MAX):
                yield line

    def body(self) -> bytes:
        """The whole body; raises Away when it breaks off."""
        with _trouble(self.url):
            content: bytes = self.stream.read()
            return content


class Http:
    """Sends requests; ``proxy`` and ``ca_file`` go before what the system says."""

    def __init__(self, proxy: str | None = None, ca_file: str | None = None) -> None:
        """Raises Stopped when the certificates can not be read."""
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if proxy:
            handlers.append(urllib.request.ProxyHandler({"http": proxy, "https": proxy}))
        handlers.append(urllib.request.HTTPSHandler(context=_trusting(ca_file)))
        self._opener = urllib.request.build_opener(*handlers)

    @contextmanager
    def ask(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Iterator[Answer]:
        """One request, whatever its status; raises Away, Stopped."""
        _allowed(url)
        request = urllib.request.Request(url, body, dict(headers), method=method)  # noqa: S310 - see above
        with _trouble(url):
            try:
                stream = self._opener.open(request, timeout=WAIT_S_MAX)
            except urllib.error.HTTPError as error:
                stream = error
        with stream:
            if stream.status == PROXY_ASKS:
                raise Stopped(PROXY_WANTS_A_NAME)
            yield Answer(stream.status, stream.headers, stream, url)


def _trusting(ca_file: str | None) -> ssl.SSLContext:
    """What the system trusts, and the certificates of a file: PEM, or DER as Windows saves them."""
    context = ssl.create_default_context(cafile=None)
    if ca_file:
        try:
            content = Path(ca_file).read_bytes()
            text = content.decode("ascii", "ignore")  # beside certificates stand words of all kinds
            is_pem = "-----BEGIN" in text
            context.load_verify_locations(cadata=text if is_pem else content)
        except (ssl.SSLError, ValueError):
            raise Stopped(UNREADABLE.format(ca_file, NO_CERTIFICATE)) from None
        except OSError as error:
            raise Stopped(UNREADABLE.format(ca_file, f"{error.strerror}.")) from None
    return context


def _allowed(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in OWN_MACHINE):
        return
    raise Stopped(f"{url} is not an https address: nothing is sent where others could read it.")


@contextmanager
def _trouble(url: str) -> Iterator[None]:
    """Trouble on the way to an address, in words."""
    try:
        yield
    except urllib.error.HTTPError:
        raise
    except urllib.error.URLError as error:
        raise _of(error.reason, url) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise _of(error, url) from None


def _of(reason: object, url: str) -> Exception:
    where = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Stopped(
            f"The certificate of {where} is not trusted here: {reason.verify_message}. If your network"
            " looks into TLS, ask for its certificate and give it with --ca-file."
        )
    if isinstance(reason, ssl.SSLError):
        return Stopped(f"No secure connection could be made to {where}: {reason}.")
    if refused := TUNNEL.search(str(reason)):  # the proxy's answer, and not the service's
        asks = int(refused[1]) == PROXY_ASKS
        return Stopped(PROXY_WANTS_A_NAME if asks else PROXY_REFUSES.format(refused[1], where))
    return Away(f"No answer from {where}: {reason}.")
