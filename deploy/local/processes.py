"""Child processes that end with their parent, and whose last words are shown when they fail."""

import ctypes
import os
import pwd
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1
LAST_LINES = 12
PORTS = range(12_000, 25_000)
"""Below those that the system lends to whoever connects: it may lend one of them before it is listened on."""
_libc = ctypes.CDLL(None, use_errno=True)


class StartFailed(RuntimeError):
    """A server did not start; the message says why in plain words and names its log."""


@dataclass
class Child:
    """One running server and its log."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self, signal_number: int = signal.SIGTERM, wait_s_max: float = 20) -> None:
        """End it, by force when it does not end by itself."""
        if self.process.poll() is None:
            self.process.send_signal(signal_number)
            try:
                self.process.wait(wait_s_max)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def fail_if_dead(self) -> None:
        """Raise StartFailed with the last lines of its log when it has ended."""
        code = self.process.poll()
        if code is not None:
            message = f"{self.name} ended with code {code}.\n{last_lines(self.log)}"
            raise StartFailed(message)


def alive(pid: int) -> bool:
    """Whether a process of that id lives (one that has ended and waits to be reaped does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def last_lines(log: Path) -> str:
    """The end of a log, with its name."""
    lines = log.read_text(errors="replace").splitlines()[-LAST_LINES:] if log.exists() else []
    return f"Its log is {log}; the last lines are:\n" + "\n".join(f"  {line}" for line in lines)


def start(
    name: str,
    command: Sequence[str | Path],
    log: Path,
    *,
    user: str | None = None,
    env: Mapping[str, str] | None = None,
) -> Child:
    """Start a child that the kernel kills when this process dies, however it dies."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(env or {})},
            cwd=ROOT,
            preexec_fn=_tie_to_parent(user),  # noqa: PLW1509 - two system calls, no lock
            process_group=0,
        )
    return Child(name, process, log)


def _tie_to_parent(user: str | None) -> Callable[[], None]:
    account = pwd.getpwnam(user) if user else None
    parent = os.getpid()

    def before_exec() -> None:
        if account:
            os.setgroups([])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the kernel was told
            os._exit(1)

    return before_exec


def wait_until(ready: Callable[[], bool], child: Child, wait_s_max: float) -> None:
    """Poll until ``ready``; raises StartFailed when the child dies or the time is over."""
    deadline = time.monotonic() + wait_s_max
    while not ready():
        child.fail_if_dead()
        if time.monotonic() > deadline:
            message = (
                f"{child.name} was not ready after {wait_s_max:.0f} s.\n{last_lines(child.log)}"
            )
            raise StartFailed(message)
        time.sleep(0.05)


def port_is_free(port: int) -> bool:
    """Whether a server could listen on ``port`` of this machine now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port nobody listens on; raises StartFailed when there is none."""
    first = secrets.randbelow(len(PORTS))
    for port in chain(PORTS[first:], PORTS[:first]):
        if port_is_free(port):
            return port
    raise StartFailed(f"No port between {PORTS.start} and {PORTS.stop} is free.")


def listening(port: int) -> bool:
    """Whether something accepts connections on ``port``."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
