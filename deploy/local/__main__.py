"""``python -m deploy.local up|down|reset|status``: this checkout's system in the background."""

import deploy.local.python_check  # noqa: F401, I001 - before what an old Python can not read

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from deploy.local.addresses import known_to_cspr
from deploy.local.home import SERVICES, Home
from deploy.local.processes import ROOT, StartFailed, alive, last_lines, listening
from deploy.local.servers import running
from deploy.local.system import whole_system

UP_S_MAX = 240
DOWN_S_MAX = 40
READY = "ready"
LOOK_S = 0.5


def arguments() -> argparse.Namespace:
    """What was asked."""
    words = argparse.ArgumentParser(prog="python -m deploy.local", description=__doc__)
    words.add_argument("verb", choices=sorted(VERBS))
    words.add_argument("--home", type=Path, default=Home().path, help="folder of data and logs")
    words.add_argument("--servers", action="store_true", help="only Kafka and PostgreSQL")
    words.add_argument("--quick", action="store_true", help="for tests: no fsync, no topics")
    words.add_argument("--owner", type=int, help="end when this process has ended")
    return words.parse_args()


def up(home: Home, asked: argparse.Namespace) -> int:
    """Start a keeper in the background and wait until all is ready."""
    if home.holder():
        return status(home, asked)
    home.prepare()
    log = home.log("keeper")
    log.parent.mkdir(exist_ok=True)
    log.write_bytes(b"")
    command = [sys.executable, "-m", "deploy.local", "keep", *sys.argv[2:]]
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    return status(home, asked) if _told(process, log) else 1


def _told(process: subprocess.Popen[bytes], log: Path) -> bool:
    """Print what the keeper says until it is ready; False when it ends before."""
    deadline = time.monotonic() + UP_S_MAX
    with log.open() as said:
        while True:
            ended = process.poll() is not None
            for line in said:
                if line.strip() == READY:
                    return True
                print(line, end="", file=sys.stderr, flush=True)
            if ended:
                return False
            if time.monotonic() > deadline:
                process.terminate()
                print(f"Not ready after {UP_S_MAX} s. {last_lines(log)}", file=sys.stderr)
                return False
            time.sleep(0.05)


def keep(home: Home, asked: argparse.Namespace) -> int:
    """Hold what runs until told to end; raises StartFailed, and ends all, when a part dies."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.ExitStack() as stack:
        watch: Callable[[], None]
        if asked.servers:
            quick = asked.quick
            kept = stack.enter_context(running(home, fsync=not quick, topics=not quick))
            watch = kept.fail_if_dead
        else:
            system = stack.enter_context(whole_system(home))
            stack.enter_context(known_to_cspr(system, home.path / "databases.json"))
            watch = system.fail_if_dead
        told = _note_signals()
        print(READY, flush=True)
        while not told and (asked.owner is None or alive(asked.owner)):
            watch()
            time.sleep(LOOK_S)
    return 130 if signal.SIGINT in told else 0


def _note_signals() -> list[int]:
    """Being told to end, noted: an exception would be lost where Python just clears something away."""
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda came, _: told.append(came))
    return told


def down(home: Home, _asked: argparse.Namespace) -> int:
    """End the processes that run servers in this folder, the demonstration's too, and with them all."""
    ended = [one for one in (home.demo, home) if _end(one)]
    for one in ended:
        print(f"Stopped; the data stays in {one.path}.")
    if not ended:
        print("Nothing is running.")
    return 0


def _end(home: Home) -> bool:
    """Whether a process ran servers here; it is ended, by force when it does not end by itself."""
    pid = home.holder()
    if pid is None:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    if not _gone(pid, DOWN_S_MAX):
        os.kill(pid, signal.SIGKILL)
        _gone(pid, DOWN_S_MAX)
    return True


def _gone(pid: int, wait_s_max: float) -> bool:
    """Whether the process has ended: its lock is free a moment before that."""
    deadline = time.monotonic() + wait_s_max
    while alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def reset(home: Home, asked: argparse.Namespace) -> int:
    """End what runs, the demonstration too, and delete its data; nothing else is ever deleted."""
    if not home.is_ours():
        print(f"{home.path} holds other things than servers' data: not deleted.", file=sys.stderr)
        return 1
    down(home, asked)
    shutil.rmtree(home.path, ignore_errors=True)
    if home.path.exists():
        print(
            f"{home.path} could not be deleted: it belongs to another account.",
            file=sys.stderr,
        )
        return 1
    print(f"{home.path} is deleted.")
    return 0


def status(home: Home, _asked: argparse.Namespace) -> int:
    """Say what runs, and where."""
    state, runs = home.state(), home.holder() is not None
    names = ("kafka", "postgres", "signin", "notify_stand_in", "clamd", *SERVICES)
    for name in (name for name in names if f"{name}_port" in state):
        port = state[f"{name}_port"]
        where = f"127.0.0.1:{port}" if runs and listening(port) else "not running"
        print(f"{name:16} {where:20} log {home.log(name)}")
    if demonstration := home.demo.holder():
        print(f"The demonstration runs too (process {demonstration}), in {home.demo.path}.")
    if not state:
        print("Nothing was ever started here.")
    return 0


VERBS = {"up": up, "keep": keep, "down": down, "reset": reset, "status": status}


def main() -> int:
    """Do what was asked; 1 with plain words when it failed."""
    asked = arguments()
    try:
        return VERBS[asked.verb](Home(asked.home.resolve()), asked)
    except StartFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
