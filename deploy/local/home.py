"""Where a checkout keeps its servers' data: ports, passwords, logs, all below one folder."""

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from deploy.local.processes import ROOT, StartFailed, free_port, port_is_free

SERVICES = ("notify", "review", "correspondence", "analytics")
FREE_BYTES_MIN = 1_000_000_000
LOG_BYTES_MAX = 20_000_000


def _taken(lock: IO[str]) -> bool:
    """Take a lock; tried for a moment, for who only looks holds it too."""
    for _ in range(10):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
        else:
            return True
    return False


@dataclass(frozen=True)
class Home:
    """A folder that survives restarts; two checkouts have two."""

    path: Path = ROOT / ".local"

    def prepare(self) -> None:
        """Make the folder; raises StartFailed when it can not be, or the disk has no room."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(self.path).free
        except OSError as error:
            message = f"The servers' data can not be kept in {self.path}: {error.strerror}."
            raise StartFailed(message) from error
        if free < FREE_BYTES_MIN:
            message = (
                f"The disk is nearly full: {self.path} has {free // 10**6} MB free, and the servers"
                f" need {FREE_BYTES_MIN // 10**6} MB."
            )
            raise StartFailed(message)

    @contextmanager
    def held(self) -> Iterator[None]:
        """One process runs servers on this folder; raises StartFailed when another does."""
        self.prepare()
        with (self.path / "lock").open("a+") as lock:
            if not _taken(lock):
                message = (
                    f"The servers of {self.path} already run (process {self.holder()})."
                    " End them first: make down, or Ctrl-C where they were started."
                )
                raise StartFailed(message)
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def holder(self) -> int | None:
        """The process that runs servers on this folder now."""
        file = self.path / "lock"
        if not file.exists():
            return None
        with file.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(lock.read() or 0) or None
        return None

    def log(self, name: str) -> Path:
        """The log of one process."""
        return self.path / "logs" / f"{name}.log"

    def turn_logs(self) -> None:
        """Put logs that have grown long aside, one generation."""
        for log in self.path.glob("logs/*.log"):
            if log.stat().st_size > LOG_BYTES_MAX:
                log.replace(log.with_suffix(".old"))

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
