"""The whole system on this machine: servers, sign-in, stand-ins, four services."""

import asyncio
import base64
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import httpx

from deploy.local.home import SERVICES, Home
from deploy.local.processes import Child, start, wait_until
from deploy.local.servers import Servers, running
from deploy.migrate import migrate_all

READY_S_MAX = 300
"""A service that ends is noticed at once: a slow machine is waited for."""


class System(Protocol):
    """What the story needs of a running system, wherever it runs."""

    @property
    def servers(self) -> Servers:
        """Kafka and PostgreSQL."""
        ...

    @property
    def clock_file(self) -> Path:
        """The simulated business clock that all services read."""
        ...

    @property
    def client_secret(self) -> str:
        """The secret of every demonstration client."""
        ...

    def url(self, name: str) -> str:
        """The address of a service, of ``signin`` or of ``notify_stand_in``."""
        ...

    def start_service(self, name: str) -> None:
        """Start one service and wait until it is ready; raises StartFailed."""
        ...

    def stop_service(self, name: str) -> None:
        """End one service as an orchestrator would."""
        ...


@dataclass
class LocalSystem:
    """Everything as processes of this machine."""

    home: Home
    servers: Servers
    children: dict[str, Child] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """The address of a service, of ``signin`` or of ``notify_stand_in``."""
        return f"http://127.0.0.1:{self.home.state()[f'{name}_port']}"

    @property
    def clock_file(self) -> Path:
        """The simulated business clock that all services read."""
        return self.home.path / "clock"

    @property
    def client_secret(self) -> str:
        """The secret of every demonstration client."""
        return self.home.secret("client")

    def start_service(self, name: str, **more: str) -> None:
        """Start one service and wait until it is ready; raises StartFailed."""
        self.launch(name, **more)
        self.wait_for(name)

    def start_services(self, names: Sequence[str]) -> None:
        """Start several at a time and wait until each is ready; raises StartFailed."""
        for name in names:
            self.launch(name)
        for name in names:
            self.wait_for(name)

    def launch(self, name: str, **more: str) -> None:
        """Start one service without waiting."""
        port = self.home.port(name)
        command = [
            *(
                sys.executable,
                "-m",
                "uvicorn",
                f"services.{name}.app:create",
                "--factory",
            ),
            *("--host", "127.0.0.1", "--port", str(port), "--no-access-log"),
            *("--timeout-graceful-shutdown", "5", "--log-level", "warning"),
        ]
        env = {**service_env(self, name), **self.extra, **more}
        child = start(name, command, self.home.log(name), env=env)
        self.children[name] = child

    def wait_for(self, name: str) -> None:
        """Wait until a launched service is ready."""
        wait_until(lambda: answers(f"{self.url(name)}/ready"), self.children[name], READY_S_MAX)

    def stop_service(self, name: str) -> None:
        """End one service as an orchestrator would."""
        self.children.pop(name).stop()

    def kill_service(self, name: str) -> None:
        """End one service without a word."""
        child = self.children.pop(name)
        child.process.kill()
        child.process.wait()

    def fail_if_dead(self) -> None:
        """Raise StartFailed with the last lines of its log when a part has ended."""
        self.servers.fail_if_dead()
        for child in list(self.children.values()):
            child.fail_if_dead()

    def stop(self) -> None:
        """End all processes, the services first."""
        for child in reversed(list(self.children.values())):
            child.process.terminate()
        for child in self.children.values():
            child.stop()


def answers(address: str) -> bool:
    """Whether ``address`` answers 200."""
    try:
        return httpx.get(address, timeout=3).status_code == 200
    except httpx.HTTPError:
        return False


def key(home: Home, name: str) -> str:
    """A 32-byte key of this checkout as base64url."""
    return base64.urlsafe_b64encode(hashlib.sha256(home.secret(name).encode()).digest()).decode()


def service_env(system: LocalSystem, name: str) -> dict[str, str]:
    """The environment of one service."""
    home, prefix = system.home, f"{name.upper()}_"
    shared = {
        "DATABASE_DSN": system.servers.dsn(name),
        "KAFKA_BOOTSTRAP": system.servers.bootstrap,
        "INSTANCE": "1",  # the only one: killed and started again, it goes on where it was at once
        "WRAPPING_KEY": key(home, f"wrapping_{name}"),
        "CLOCK_FILE": str(system.clock_file),
        "BUNDLED_SIGN_IN": "true",
        "ISSUER": system.url("signin"),
        "CLIENT_ID": name,
        "CLIENT_SECRET": system.client_secret,
        "AUDIENCE": f"cspr-{name}",
        "PUBLIC_URL": system.url(name),
    }
    return {f"{prefix}{key_}": value for key_, value in (shared | _own(system, name)).items()}


def _own(system: LocalSystem, name: str) -> dict[str, str]:
    home = system.home
    if name == "notify":
        readers = {one: key(home, f"wrapping_{one}") for one in ("review", "correspondence")}
        return {
            "IDENTITY_KEY": key(home, "identity"),
            "READER_KEYS": json.dumps(readers),
            "DESK_URL": system.url("correspondence"),
        }
    if name == "correspondence":
        return {
            "NOTIFY_API_KEY": "local-00000000-0000-4000-8000-000000000000-"
            "00000000-0000-4000-8000-000000000000",
            "NOTIFY_API_URL": system.url("notify_stand_in"),
            "CLAMD_HOST": "127.0.0.1",
            "CLAMD_PORT": str(home.state()["clamd_port"]),
            "IDENTITY_URL": system.url("notify"),
            "TRENDS_URL": system.url("analytics"),
            "TASK_OWNER": "person:secretary",
        }
    return {}


@contextmanager
def whole_system(
    home: Home, *, fsync: bool = True, servers: AbstractContextManager[Servers] | None = None
) -> Iterator[LocalSystem]:
    """Everything, for as long as the block lasts; with ``servers`` on other ones than the home's."""
    with servers or running(home, fsync=fsync) as started:
        for name in ("signin", "notify_stand_in", "clamd", *SERVICES):
            home.port(name)
        asyncio.run(migrate_all({name: started.dsn(name, "owner") for name in SERVICES}))
        system = LocalSystem(home, started)
        try:
            start_beside(system)
            system.start_services(SERVICES)
            yield system
        finally:
            system.stop()


def start_beside(system: LocalSystem) -> None:
    """Sign-in and the stand-ins."""
    home = system.home
    ports = {
        name: str(home.state()[f"{name}_port"]) for name in ("signin", "notify_stand_in", "clamd")
    }
    issuer = ("--issuer", system.url("signin"), f"--secret={system.client_secret}")
    commands = {
        "signin": ("deploy.local.signin", "--port", ports["signin"], *issuer),
        "notify_stand_in": (
            "deploy.local.notify_stand_in",
            "--port",
            ports["notify_stand_in"],
        ),
        "clamd": ("deploy.local.clamd_stand_in", "--port", ports["clamd"]),
    }
    for name, words in commands.items():
        command = [sys.executable, "-m", *words]
        system.children[name] = start(name, command, home.log(name))
    signin = f"{system.url('signin')}/.well-known/openid-configuration"
    wait_until(lambda: answers(signin), system.children["signin"], READY_S_MAX)
