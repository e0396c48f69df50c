"""``make faults``: every fault under load, then heal, drain, judge; peers killed alike; build/faults.json."""

import argparse
import asyncio
import json
import os
import random
import shutil
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from bench.work.kind import OURS
from chassis.clock import LONDON
from deploy.local.home import Home
from deploy.local.processes import ROOT, StartFailed
from tests.faults.cases import FAULTS
from tests.faults.checker import Expected, counts, judge
from tests.faults.evidence import Evidence, gather
from tests.faults.fault import Fault, Left
from tests.faults.load import Load
from tests.faults.peers import fail_unless_set_up, killed_all
from tests.faults.table import Killed, Result, as_table, as_table_of_peers
from tests.faults.world import World, world

PEERS = "peers"
BEFORE_S, AFTER_S, DRAIN_S_MAX = 1.5, 1.5, 60.0
NOON = datetime(2026, 4, 16, 12, tzinfo=LONDON)
console = Console(highlight=False, soft_wrap=True, width=140)


def one_fault(at: World, fault: Fault, planted: set[str]) -> Result:
    """The load runs before, during and after; then all is healed, drained and judged."""
    began = time.monotonic()
    load, left = Load(at.player), Left()
    at.player.at(NOON)
    load.prepare()
    load.begin()
    load.during(BEFORE_S)
    try:
        fault.attack(at, load, left)
        load.during(AFTER_S)
    except Exception as failure:
        left.wrong.append(f"{type(failure).__name__}: {failure}")
    except KeyboardInterrupt:
        load.give_up()
        raise
    at.player.at(NOON)
    at.heal()
    load.end()
    planted |= left.keys
    expected = Expected(load.cases, load.stuck, may_hold=frozenset(planted))
    evidence, wrong = _drained(at, expected)
    wrong["seen"] = left.wrong
    seconds = time.monotonic() - began
    found = counts(evidence, expected)
    return Result(fault.code, fault.words, wrong, found, load.acknowledged(), seconds, left.figures)


def _drained(at: World, expected: Expected) -> tuple[Evidence, dict[str, list[str]]]:
    """Judged as soon as all has arrived, and at the latest after a minute."""
    deadline = time.monotonic() + DRAIN_S_MAX
    while True:
        evidence = asyncio.run(gather(at.direct, at.system.url("notify_stand_in")))
        wrong = judge(evidence, expected)
        if not any(wrong.values()) or time.monotonic() > deadline:
            return evidence, wrong
        time.sleep(0.5)


def run(asked: argparse.Namespace, home: Home) -> list[Result]:
    """The faults that were asked for, one after the other in one world."""
    results: list[Result] = []
    planted: set[str] = set()
    wanted = [fault for fault in FAULTS if _is_asked(fault, asked)]
    if not wanted:
        return []
    console.print("three Kafka nodes, PostgreSQL with fsync, four services")
    with world(home, asked.seed) as at:
        for fault in wanted:
            at.random.seed(f"{asked.seed} {fault.code}")
            console.print(f"{fault.code:4} {fault.words} ...", end=" ")
            results.append(one_fault(at, fault, planted))
            console.print(results[-1].line())
    return results


def run_peers(asked: argparse.Namespace, folder: Path) -> list[Killed]:
    """Ours and each peer under one script of kills, when that was asked for."""
    results: list[Killed] = []
    if peers_are_asked(asked):
        console.print("one Kafka node, PostgreSQL with fsync; each is killed while it drains")
        for one in killed_all(folder, asked.seed):
            console.print(f"{one.name}: {one.line()}")
            results.append(one)
    return results


def peers_are_asked(asked: argparse.Namespace) -> bool:
    """A quick run has no time for them."""
    return PEERS in asked.only if asked.only else not asked.quick


def _is_asked(fault: Fault, asked: argparse.Namespace) -> bool:
    if asked.only:
        return fault.code in asked.only
    if fault.as_root and os.geteuid() != 0:
        return False
    return fault.quick or not asked.quick


def arguments() -> argparse.Namespace:
    """What was asked for; ``make faults QUICK=1`` says it in the environment."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--quick", action="store_true", default=os.environ.get("QUICK") == "1")
    words.add_argument("--only", nargs="*", help=f"codes of faults, or {PEERS}")
    words.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    return words.parse_args()


def main() -> int:
    """0 when every fault left every invariant whole, and so did the kills beside the peers."""
    asked = arguments()
    console.print(f"seed {asked.seed}")
    folder = Path(tempfile.mkdtemp(prefix="cspr-faults-"))
    try:
        if peers_are_asked(asked):
            fail_unless_set_up()
        results = run(asked, Home(folder))
        _write(asked, results, [])  # they took long, and the peers may not start
        killed = run_peers(asked, folder)
    except StartFailed as failure:
        console.print(str(failure), style="red", markup=False)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _write(asked, results, killed)
    for shown in (as_table(results), as_table_of_peers(killed)):
        if shown.row_count:
            console.print(shown)
    ours = [one for one in killed if one.name == OURS]
    return 0 if all(one.held for one in (*results, *ours)) else 1


def _write(asked: argparse.Namespace, results: list[Result], killed: list[Killed]) -> None:
    file = ROOT / "build" / "faults.json"
    file.parent.mkdir(exist_ok=True)
    told: dict[str, Any] = {
        "seed": asked.seed,
        "faults": [one.as_dict() for one in results],
        "peers": [one.as_dict() for one in killed],
    }
    file.write_text(json.dumps(told, indent=1))


if __name__ == "__main__":
    sys.exit(main())
