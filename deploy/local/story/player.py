"""Plays steps against the running services as people and systems would, and reads what followed."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import httpx

from chassis.clock import set_clock
from chassis.life import Told, life
from deploy.local.addresses import tell_cspr
from deploy.local.home import SERVICES
from deploy.local.processes import ROOT
from deploy.local.system import System

WAIT_S_MAX = 30


class StoryBroken(AssertionError):
    """A step did not happen as written."""


@dataclass
class Player:
    """Sends requests as anyone of the made-up people, and looks at the facts that follow."""

    system: System
    tokens: dict[str, str] = field(default_factory=dict)
    seen: int = 0
    incident: UUID | None = None

    def __post_init__(self) -> None:
        """One HTTP client for all."""
        self.http = httpx.Client(timeout=60)

    def at(self, when: datetime) -> None:
        """Move the business clock of every service."""
        set_clock(self.system.clock_file, when)

    def token(self, who: str) -> str:
        """A token for a person (by ``sub``) or a machine."""
        if who not in self.tokens:
            machine = who.endswith("-system") or who == "background"
            form = {
                "grant_type": "client_credentials",
                "client_id": who if machine else "demo",
                "client_secret": self.system.client_secret,
                "act_as": "" if machine else who,
            }
            answer = self.http.post(f"{self.system.url('signin')}/token", data=form)
            answer.raise_for_status()
            self.tokens[who] = answer.json()["access_token"]
        return self.tokens[who]

    def send(
        self,
        method: str,
        service: str,
        path: str,
        who: str,
        body: Any = None,
        *,
        key: str | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        """One request as ``who``."""
        headers = {"Authorization": f"Bearer {self.token(who)}"}
        if method == "POST":
            headers["Idempotency-Key"] = key or str(uuid4())
        address = f"{self.system.url(service)}{path}"
        return self.http.request(method, address, headers=headers, json=body, content=content)

    def do(self, service: str, path: str, who: str, body: Any = None, **more: Any) -> Any:
        """A POST that must succeed; what is being recorded, or asked to be sent again, is waited for."""
        once = {"key": str(uuid4()), **more}

        def answered() -> httpx.Response | None:
            answer = self.send("POST", service, path, who, body, **once)
            return None if answer.status_code == 503 else answer

        answer = self.until(f"an answer of {path}", answered)
        if answer.status_code == 202:
            return self._recorded(answer, who)
        if answer.status_code >= 300:
            raise StoryBroken(f"{path} as {who}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def _recorded(self, answer: httpx.Response, who: str) -> Any:
        path = answer.headers["location"]

        def done() -> Any:
            now = self.send("GET", "correspondence", path, who)
            return now.json() if now.status_code != 202 else None

        return self.until(f"the answer at {path}", done)

    def refused(self, service: str, path: str, who: str, body: Any = None) -> dict[str, Any]:
        """A POST that must be refused; the problem document comes back."""
        answer = self.send("POST", service, path, who, body)
        if answer.status_code not in (409, 422):
            raise StoryBroken(
                f"{path} as {who} was not refused: {answer.status_code} {answer.text}"
            )
        found: dict[str, Any] = answer.json()
        return found

    def get(self, service: str, path: str, who: str) -> Any:
        """A GET that must succeed."""
        answer = self.send("GET", service, path, who)
        if answer.status_code != 200:
            raise StoryBroken(f"{path} as {who}: {answer.status_code} {answer.text}")
        return answer.json()

    def command(self, reference: str, name: str, who: str, **said: Any) -> Any:
        """A command about a case, as the pages and partners' systems give it."""
        path = f"/v1/cases/{reference}/commands/{name}"
        return self.do("correspondence", path, who, said)

    def cspr(self, *words: str) -> str:
        """What the command-line program says, on the day of the story."""
        with TemporaryDirectory() as folder:
            file = Path(folder) / "databases.json"
            tell_cspr(self.system, file)
            where = {"CSPR_DATABASES": str(file), "CSPR_CLOCK_FILE": str(self.system.clock_file)}
            said = subprocess.run(
                [sys.executable, "-m", "chassis.cli", *words],
                cwd=ROOT,
                env={**os.environ, **where},
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
        if said.returncode:
            raise StoryBroken(f"cspr {' '.join(words)}: {said.stdout}{said.stderr}")
        return said.stdout

    def approve(self, letter: str, who: str) -> None:
        """A letter is read and approved; where it changed in between it is read once more."""
        path = f"/v1/letters/{letter}"

        def approved() -> bool:
            read = self.get("correspondence", path, who)
            answer = self.send(
                "POST", "correspondence", f"{path}/approve", who, {"seen": read["digest"]}
            )
            moved = answer.status_code == 409 and answer.json()["code"] == "changed"
            if answer.status_code >= 300 and answer.status_code != 503 and not moved:
                raise StoryBroken(f"{path} as {who}: {answer.status_code} {answer.text}")
            return answer.status_code < 300

        self.until(f"the approval of {path}", approved)

    def databases(self) -> Mapping[str, str]:
        """Where the journals are."""
        return {service: self.system.servers.dsn(service) for service in SERVICES}

    def life(self) -> list[Told]:
        """The facts of the story's incident so far."""
        assert self.incident, "the incident has not been notified yet"
        return asyncio.run(life(self.databases(), self.incident))

    def fact(self, name: str, number: int = 1) -> Told:
        """The ``number``-th fact of a name, waited for."""

        def found() -> Told | None:
            named = [told for told in self.life() if told.name == name]
            return named[number - 1] if len(named) >= number else None

        told: Told = self.until(f"{name} number {number}", found)
        return told

    def until(self, what: str, ask: Callable[[], Any]) -> Any:
        """The first answer that is not empty; StoryBroken names what never came."""
        deadline = time.monotonic() + WAIT_S_MAX
        while True:
            answer = ask()
            if answer:
                return answer
            if time.monotonic() > deadline:
                raise StoryBroken(f"{what} did not come within {WAIT_S_MAX} s")
            time.sleep(0.05)


def same(what: str, is_: object, should_be: object) -> None:
    """Compare; StoryBroken says both."""
    if is_ != should_be:
        raise StoryBroken(f"{what} is {is_!r}, and should be {should_be!r}")
