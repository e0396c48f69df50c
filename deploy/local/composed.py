"""The same system in the containers of ``docker-compose.yml``, as the story plays on it."""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from deploy.local.processes import ROOT, StartFailed

HOST = "127.0.0.1"
UP_S_MAX = 1800
DOWN = "docker compose down -v"


@dataclass(frozen=True)
class Composed:
    """The containers and where they are reached from this machine; Kafka and PostgreSQL too."""

    said: dict[str, Any]

    @property
    def servers(self) -> "Composed":
        """Kafka and PostgreSQL."""
        return self

    @property
    def clock_file(self) -> Path:
        """The simulated business clock that all services read."""
        return ROOT / "deploy" / "clock" / "clock"

    @property
    def client_secret(self) -> str:
        """The secret of every demonstration client."""
        return str(self.said["services"]["notify"]["environment"]["NOTIFY_CLIENT_SECRET"])

    @property
    def bootstrap(self) -> str:
        """Where Kafka clients begin."""
        return f"{HOST}:{self._port('kafka')}"

    def url(self, name: str) -> str:
        """The address of a service, of ``signin`` or of ``notify_stand_in``."""
        return f"http://{HOST}:{self._port(name.replace('_', '-'))}"

    def dsn(self, service: str, part: str = "service") -> str:
        """The address of a service's database for its ``owner`` or its ``service`` role."""
        holder, key = {"service": (service, "DATABASE"), "owner": ("migrate", "OWNER")}[part]
        inside = self.said["services"][holder]["environment"][f"{service.upper()}_{key}_DSN"]
        user = urlsplit(inside).netloc.rpartition("@")[0]
        return f"postgresql://{user}@{HOST}:{self._port('postgres')}/{service}"

    def start_service(self, name: str) -> None:
        """Start one service and wait until it is ready; raises StartFailed."""
        compose("up", "--detach", "--wait", "--no-deps", "--no-recreate", name)

    def stop_service(self, name: str) -> None:
        """End one service as an orchestrator would."""
        compose("stop", name)

    def fail_if_dead(self) -> None:
        """Docker starts a container that has died again, and ``docker compose ps`` shows it."""

    def _port(self, name: str) -> int:
        return int(self.said["services"][name]["ports"][0]["published"])


def compose(*words: str) -> str:
    """What ``docker compose`` prints; raises StartFailed with its last lines when it fails."""
    try:
        done = subprocess.run(
            ["docker", "compose", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=UP_S_MAX,
        )
    except FileNotFoundError as error:
        raise StartFailed("AGAINST=compose needs Docker with its compose plugin.") from error
    if done.returncode:
        last = "\n".join(f"  {line}" for line in done.stderr.splitlines()[-12:])
        raise StartFailed(f"docker compose {' '.join(words)} failed:\n{last}")
    return done.stdout


@contextmanager
def composed() -> Iterator[Composed]:
    """The containers, built and started where they are not; they go on after the block.

    A story needs a beginning: containers that hold cases are ended, and begun anew.
    """
    system = Composed(json.loads(compose("config", "--format", "json")))
    _up(system)
    if asyncio.run(_holds_cases(system)):
        print(f"The containers hold cases already: begun anew ({DOWN}, and up).", flush=True)
        compose("down", "-v")
        _up(system)
    yield system


def _up(system: Composed) -> None:
    system.clock_file.unlink(missing_ok=True)
    try:
        compose("up", "--detach", "--build", "--wait")
    except StartFailed as failure:
        raise StartFailed(f"{failure}\n{_last_words()}") from None


def _last_words() -> str:
    """The last lines of each container that is not well."""
    lines = [json.loads(line) for line in compose("ps", "--all", "--format", "json").splitlines()]
    ill = [
        one["Service"]
        for one in lines
        if one["Health"] in ("unhealthy", "starting")
        or one["State"] == "restarting"
        or one["ExitCode"] != 0
    ]
    said = [compose("logs", "--tail", "6", name) for name in ill]
    return "".join(said) + f"{DOWN} deletes what they hold, for a new beginning."


async def _holds_cases(system: Composed) -> bool:
    conn = await asyncpg.connect(system.dsn("notify"))
    try:
        return bool(await conn.fetchval("select exists (select from notification)"))
    finally:
        await conn.close()
