"""The service as a supplier's system sees it: a token, how one stands, many notifications, their receipts."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from .net import Answer, Away, Http, Stopped

NDJSON = "application/x-ndjson"
FORM = "application/x-www-form-urlencoded"
EARLY_S = 30
CHECK_SIGN_IN = "Check --issuer (CSPR_ISSUER) or --token-url (CSPR_TOKEN_URL)."
NEXT_PAGE = 'rel="next"'
LATER = (429, 500, 502, 503, 504)
SANDBOX_REFERENCE = "CSPR-0"
"""No real reference is of the year 0."""


def is_of_sandbox(reference: str) -> bool:
    """Whether what has this reference of ours only tried something out."""
    return reference.startswith(SANDBOX_REFERENCE)


def means_of(receipt: Mapping[str, Any]) -> str:
    """The state of a receipt in words; in the sandbox they say so, because nobody owes anything."""
    means = str(receipt.get("state_means", ""))
    return f"(sandbox) {means}" if is_of_sandbox(receipt["reference"]) else means


@dataclass(frozen=True)
class Account:
    """Where the service is, and as whom it is asked."""

    url: str
    client_id: str
    secret: str
    issuer: str = ""
    token_url: str = ""


@dataclass(frozen=True)
class Standing:
    """How the service says that one stands."""

    client_id: str
    authorities: Sequence[str]
    sandbox: bool
    per_minute: int


class Service:
    """Asks the service; raises Away for what may pass, Stopped for what will not."""

    def __init__(self, account: Account, http: Http) -> None:
        """Nothing is asked yet."""
        self.account = account
        self._http, self._token, self._until = http, "", 0.0

    def standing(self) -> Standing:
        """How this client stands: for whom it may notify, and whether it is in the sandbox."""
        told = self._json("/v1/sender")
        return Standing(told["client_id"], told["authorities"], told["sandbox"], told["per_minute"])

    def day(self) -> date:
        """The day it is at the service: a demonstration has a clock of its own."""
        return date.fromisoformat(self._json("/v1/framework")["on"])

    def send(self, bodies: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """One outcome for each, as they come."""
        lines = [json.dumps(one, ensure_ascii=False).encode() for one in bodies]
        headers = {**self._bearer(), "Content-Type": NDJSON, "Accept": NDJSON}
        url = f"{self.account.url}/v1/notifications:batch"
        with self._http.ask("POST", url, headers, b"\n".join(lines) + b"\n") as answer:
            if answer.status != 200:
                raise self._why(answer)
            for line in answer.lines():
                yield _loaded(line)

    def receipt(self, reference: str) -> dict[str, Any]:
        """The receipt of one notification by our reference."""
        found: dict[str, Any] = self._json(f"/v1/notifications/{quote(reference, safe='')}")
        return found

    def receipts(self, own: str = "") -> tuple[list[dict[str, Any]], bool]:
        """The latest, or those of one reference of the sender's own; and whether there are more."""
        query = f"?{urlencode({'sender_reference': own})}" if own else ""
        with self._asked(f"/v1/notifications{query}") as answer:
            return _loaded(answer.body()), NEXT_PAGE in answer.headers.get("Link", "")

    def _json(self, path: str) -> Any:
        with self._asked(path) as answer:
            return _loaded(answer.body())

    @contextmanager
    def _asked(self, path: str) -> Iterator[Answer]:
        with self._http.ask("GET", self.account.url + path, self._bearer()) as answer:
            if answer.status != 200:
                raise self._why(answer)
            yield answer

    def _bearer(self) -> dict[str, str]:
        if time.monotonic() > self._until:
            self._fetch_token()
        return {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}

    def _fetch_token(self) -> None:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self.account.client_id,
            "client_secret": self.account.secret,
        }
        headers = {"Content-Type": FORM, "Accept": "application/json"}
        url = self.account.token_url or self._discovered()
        with self._http.ask("POST", url, headers, urlencode(asked).encode()) as answer:
            if answer.status in LATER:
                raise Away("The sign-in service is away.")
            if answer.status not in (200, 400, 401):
                raise Stopped(
                    f"{url} gives no tokens (it answered {answer.status}). {CHECK_SIGN_IN}"
                )
            told = _loaded(answer.body()) if answer.status == 200 else {}
        if not isinstance(told, dict) or "access_token" not in told:
            raise Stopped("The sign-in service does not know this client id and secret.")
        self._token = told["access_token"]
        self._until = time.monotonic() + float(told.get("expires_in", 60)) - EARLY_S

    def _discovered(self) -> str:
        address = f"{self.account.issuer.rstrip('/')}/.well-known/openid-configuration"
        with self._http.ask("GET", address, {"Accept": "application/json"}) as answer:
            if answer.status in LATER:
                raise Away("The sign-in service is away.")
            told = _loaded(answer.body()) if answer.status == 200 else {}
        if not isinstance(told, dict) or "token_endpoint" not in told:
            raise Stopped(f"There is no sign-in service at {self.account.issuer}. {CHECK_SIGN_IN}")
        if str(told.get("issuer", "")).rstrip("/") != self.account.issuer.rstrip("/"):
            raise Stopped(
                f"The sign-in service at {self.account.issuer} says that it is {told.get('issuer')}:"
                f" your secret was not sent. {CHECK_SIGN_IN}"
            )
        return str(told["token_endpoint"])

    def _why(self, answer: Answer) -> Exception:
        """What a refusal of the whole request says."""
        if answer.status == 401:
            self._until = 0.0
            return Away("The token was not taken; another one is asked for.")
        try:
            told = json.loads(answer.body())
            words = str(told.get("detail") or told.get("title"))
        except (ValueError, AttributeError):
            words = f"The server answered {answer.status}."
        if answer.status in LATER:
            wait = answer.headers.get("Retry-After", "")
            return Away(words, float(wait) if wait.isdecimal() else None)
        return Stopped(words)


def _loaded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        raise Away("The answer broke off, or was not from the service.") from None
