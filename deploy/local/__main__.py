"""``python -m deploy.local up|down|reset|status``: the servers of this checkout, in the background."""

import os
import shutil
import signal
import subprocess
import sys
import time

from deploy.local.home import ROOT, Home
from deploy.local.processes import StartFailed, last_lines, listening
from deploy.local.servers import running

UP_S_MAX = 180


def keeper(home: Home) -> int | None:
    """The process that keeps the servers, when it lives."""
    pid = home.state().get("keeper_pid")
    if pid is None:
        return None
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/cmdline", "rb") as line:  # noqa: PTH123 - /proc
            return int(pid) if b"deploy.local" in line.read() else None
    except OSError:
        return None


def up(home: Home) -> int:
    """Start a keeper in the background and wait until both servers listen."""
    if keeper(home):
        return status(home)
    home.prepare()
    log = home.log("keeper")
    log.parent.mkdir(exist_ok=True)
    log.write_bytes(b"")
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy.local", "keep"],
            cwd=ROOT,
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    deadline = time.monotonic() + UP_S_MAX
    while b"ready" not in log.read_bytes():
        if process.poll() is not None or time.monotonic() > deadline:
            print(f"The servers did not start. {last_lines(log)}", file=sys.stderr)
            return 1
        time.sleep(0.1)
    return status(home)


def keep(home: Home) -> int:
    """Hold the servers until told to end; they die with this process."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    home.remember(keeper_pid=os.getpid())
    with running(home):
        print("ready", flush=True)
        signal.pause()
    return 0


def down(home: Home) -> int:
    """End the keeper, and with it the servers."""
    pid = keeper(home)
    if pid is None:
        print("Nothing is running.")
        return 0
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 30
    while keeper(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    print("The servers are stopped; their data stays in .local/.")
    return 0


def reset(home: Home) -> int:
    """End the servers and delete their data."""
    down(home)
    shutil.rmtree(home.path, ignore_errors=True)
    print(f"{home.path} is deleted.")
    return 0


def status(home: Home) -> int:
    """Say what runs, and where."""
    state = home.state()
    for name in ("kafka", "postgres"):
        port = state.get(f"{name}_port")
        running_now = port is not None and listening(port)
        where = f"127.0.0.1:{port}" if running_now else "not running"
        print(f"{name:10} {where:20} log {home.log(name)}")
    return 0


VERBS = {"up": up, "keep": keep, "down": down, "reset": reset, "status": status}

if __name__ == "__main__":
    try:
        sys.exit(VERBS[sys.argv[1]](Home()))
    except StartFailed as failure:
        print(failure, file=sys.stderr)
        sys.exit(1)
