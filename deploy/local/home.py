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
OURS = ("_port", "_secret")


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

    @property
    def demo(self) -> "Home":
        """Where the demonstration of this checkout keeps its own data."""
        return Home(self.path / "demo")

    def is_ours(self) -> bool:
        """Whether all of the folder may be deleted: it is the checkout's own, or empty, or made here."""
        own = self.path.is_relative_to(Home().path)
        if own or not self.path.exists() or not any(self.path.iterdir()):
            return True
        try:
            return self._file.exists() and all(str(name).endswith(OURS) for name in self.state())
        except (ValueError, TypeError, OSError):
            return False

    def prepare(self) -> None:
        """Make the folder; raises StartFailed when it can not be, is another's, or has no room."""
        try:
            if not self.is_ours():
                message = (
                    f"{self.path} holds other things than servers' data: name an empty folder."
                )
                raise StartFailed(message)
            self.path.mkdir(parents=True, exist_ok=True)
            if not self._file.exists():
                self.remember()  # what follows may leave a folder that is not empty, and ours
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
    def held(self, *, fresh: bool = False) -> Iterator[None]:
        """One process runs servers on this folder; raises StartFailed when another does.

        What a former run has left is deleted when it is to be ``fresh``; not before the lock is ours.
        """
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
            if fresh:
                self._clear()
            yield

    def _clear(self) -> None:
        """Delete all but the lock; raises StartFailed for what belongs to another account."""
        for entry in self.path.iterdir():
            try:
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry)
                elif entry.name != "lock":
                    entry.unlink()
            except OSError as error:
                message = f"{entry} could not be deleted: {error.strerror}."
                raise StartFailed(message) from error
        self.remember()

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

    @property
    def _file(self) -> Path:
        return self.path / "state.json"

    def state(self) -> dict[str, Any]:
        """What was written down before: ports and passwords."""
        if not self._file.exists():
            return {}
        loaded: dict[str, Any] = json.loads(self._file.read_text())
        return loaded

    def remember(self, **facts: Any) -> None:
        """Write facts down, readable by this user alone."""
        known = json.dumps({**self.state(), **facts}, indent=1)
        beside = self.path / "state.new"
        beside.touch(mode=0o600)
        beside.write_text(known)
        beside.replace(self._file)

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
