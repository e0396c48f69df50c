"""Where a checkout keeps its servers' data: ports, passwords, logs, all below one folder."""

import json
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.processes import StartFailed, free_port, port_is_free

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("notify", "review", "correspondence", "analytics")
FREE_BYTES_MIN = 1_000_000_000


@dataclass(frozen=True)
class Home:
    """A folder that survives restarts; two checkouts have two."""

    path: Path = ROOT / ".local"

    def prepare(self) -> None:
        """Make the folder; raises StartFailed when the disk has no room."""
        self.path.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self.path).free
        if free < FREE_BYTES_MIN:
            message = f"{self.path} has {free // 10**6} MB free; the servers need 1000 MB."
            raise StartFailed(message)

    def log(self, name: str) -> Path:
        """The log of one process."""
        return self.path / "logs" / f"{name}.log"

    def state(self) -> dict[str, Any]:
        """What was written down before: ports and passwords."""
        file = self.path / "state.json"
        if not file.exists():
            return {}
        loaded: dict[str, Any] = json.loads(file.read_text())
        return loaded

    def remember(self, **facts: Any) -> None:
        """Write facts down, readable by this user alone."""
        known = json.dumps({**self.state(), **facts}, indent=1)
        beside = self.path / "state.new"
        beside.touch(mode=0o600)
        beside.write_text(known)
        beside.replace(self.path / "state.json")

    def port(self, name: str) -> int:
        """The same port as last time when it is free, else a new one."""
        before = self.state().get(f"{name}_port")
        if before and port_is_free(before):
            return int(before)
        port = free_port()
        self.remember(**{f"{name}_port": port})
        return port

    def secret(self, name: str) -> str:
        """A password or key of this checkout, made once."""
        known = self.state().get(f"{name}_secret")
        if known is None:
            known = secrets.token_urlsafe(32)
            self.remember(**{f"{name}_secret": known})
        return str(known)
