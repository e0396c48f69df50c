"""The way out of a supplier's network: its proxy, its certificates, and no other address than was said."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from supplier.cspr_supplier.client import Account, Service
from supplier.cspr_supplier.net import Away, Http, Stopped

OTHER_ISSUER = b'{"issuer": "https://other.test", "token_endpoint": "https://other.test/token"}'


class Handler(BaseHTTPRequestHandler):
    """Notes what was asked, and answers by the path."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization")))  # type: ignore[attr-defined]
        status, headers, body = {
            "/moved": (302, {"Location": "http://127.0.0.1:9/elsewhere"}, b""),
            "/busy": (503, {"Retry-After": "7"}, b'{"detail": "Busy."}'),
            "/short": (200, {"Content-Length": "100"}, b"half"),
            "/wants-a-name": (407, {}, b""),
            "/none": (404, {}, b""),
            "/.well-known/openid-configuration": (200, {}, OTHER_ISSUER),
        }.get(self.path, (200, {}, b"{}"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def do_CONNECT(self) -> None:
        host = self.path.partition(":")[0]
        self.send_error(int(host.removeprefix("says-").removesuffix(".test")))

    def log_message(self, *_given: object) -> None:
        pass


@contextmanager
def server(context: ssl.SSLContext | None = None) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A server on this machine: its address, and what it was asked."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        made.asked = []  # type: ignore[attr-defined]
        if context:
            made.socket = context.wrap_socket(made.socket, server_side=True)
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        scheme = "https" if context else "http"
        yield f"{scheme}://127.0.0.1:{made.server_port}", made.asked  # type: ignore[attr-defined]
        made.shutdown()
        thread.join()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of this machine that nobody knows, with its key behind it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "made up")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path = tmp_path / "made-up.pem"
    path.write_bytes(made.public_bytes(pem) + private)
    return path


def asked(http: Http, url: str) -> tuple[int, bytes]:
    with http.ask("GET", url, {"Authorization": "Bearer x"}) as answer:
        return answer.status, answer.body()


def test_a_certificate_of_ones_own_network_is_trusted_when_it_is_given(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with server(context) as (url, told):
        with pytest.raises(Stopped, match="give it with --ca-file"):
            asked(Http(), f"{url}/a")
        assert asked(Http(ca_file=str(certificate)), f"{url}/a") == (200, b"{}")
        assert [path for path, _ in told] == ["/a"]


def test_a_proxy_that_is_given_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with server() as (proxy, told), server() as (url, direct):
        assert asked(Http(proxy=proxy), f"{url}/a") == (200, b"{}")
        assert told == [(f"{url}/a", "Bearer x")]
        assert direct == []


def test_a_redirect_is_not_followed() -> None:
    with server() as (url, told):
        assert asked(Http(), f"{url}/moved") == (302, b"")
        assert len(told) == 1


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    with server() as (url, _), pytest.raises(Away):
        asked(Http(), f"{url}/short")


def test_nobody_there_is_no_answer() -> None:
    with pytest.raises(Away, match="No answer"):
        asked(Http(), "http://127.0.0.1:9/a")


def test_a_busy_service_says_how_long_to_wait() -> None:
    with server() as (url, _):
        service = Service(Account(url, "a", "b", token_url=f"{url}/busy"), Http())
        with Http().ask("GET", f"{url}/busy", {}) as answer:
            why = service._why(answer)
    assert isinstance(why, Away)
    assert (str(why), why.wait_s) == ("Busy.", 7.0)


def test_a_certificate_as_windows_saves_it_is_taken_and_another_file_is_not(
    certificate: Path, tmp_path: Path
) -> None:
    made = x509.load_pem_x509_certificate(certificate.read_bytes())
    der, none = tmp_path / "made-up.cer", tmp_path / "none.cer"
    der.write_bytes(made.public_bytes(serialization.Encoding.DER))
    none.write_bytes(b"no certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with server(context) as (url, _):
        assert asked(Http(ca_file=str(der)), f"{url}/a") == (200, b"{}")
    with pytest.raises(Stopped, match="no certificate is in it"):
        Http(ca_file=str(none))


def test_what_a_proxy_refuses_is_told_from_what_the_service_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with server() as (proxy, _):
        with pytest.raises(Stopped, match="wants a name and a password"):
            asked(Http(proxy=proxy), "https://says-407.test/a")
        with pytest.raises(Stopped, match=r"does not let this through \(403\).*says-403.test"):
            asked(Http(proxy=proxy), "https://says-403.test/a")
        with pytest.raises(Stopped, match="wants a name and a password"):
            asked(Http(), f"{proxy}/wants-a-name")


def test_who_did_not_answer_is_named() -> None:
    with pytest.raises(Away, match=r"No answer from http://127\.0\.0\.1:9: "):
        asked(Http(), "http://127.0.0.1:9/a")


def test_a_secret_goes_to_no_sign_in_service_but_the_one_that_was_named() -> None:
    with server() as (url, told):
        service = Service(Account(url, "a", "b", issuer=url), Http())
        with pytest.raises(Stopped, match=r"says that it is https://other\.test"):
            service.standing()
        assert len(told) == 1
        service = Service(Account(url, "a", "b", token_url=f"{url}/none"), Http())
        with pytest.raises(Stopped, match=r"gives no tokens \(it answered 404\)"):
            service.standing()
