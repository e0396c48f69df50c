"""``python -m bench``: measure, print the table, and leave ``bench.json`` and a chart in ``build``."""

import argparse
import logging
import os
import secrets
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench.chart import draw
from bench.judge import judge, show
from bench.lab import Lab, opened
from bench.machine import described
from bench.report import print_report, write_json
from bench.run import Results, Turn, play, turns
from bench.work import WORKS
from bench.work.kind import Work
from deploy.local.processes import ROOT, StartFailed

WIDE = None if sys.stdout.isatty() else 160
console = Console(highlight=False, soft_wrap=True, width=WIDE)


def arguments() -> argparse.Namespace:
    """What was asked; ``make bench QUICK=1`` says it in the environment."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("--quick", action="store_true", default=bool(os.environ.get("QUICK")))
    words.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    words.add_argument("--only", default="", help="names of rows, with commas between them")
    words.add_argument("--who", default="", help="only contestants with this in their name")
    words.add_argument("--scale", type=float, default=1.0, help="so much of the usual items")
    words.add_argument("--home", type=Path, default=ROOT / "build" / "bench-home")
    words.add_argument("--out", type=Path, default=ROOT / "build")
    return words.parse_args()


def measured(lab: Lab, works: list[Work], seed: int, who: str) -> Results:
    """Play the whole plan with a bar that says where it is."""
    plan = [t for t in turns(works, seed, quick=lab.quick) if who in t.contestant.name]
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=len(plan))
        done = 0

        def tell(turn: Turn) -> None:
            nonlocal done
            words = f"round {turn.round + 1}, {turn.work.name}: {turn.contestant.name}"
            bar.update(task, completed=done, description=words)
            done += 1

        results = play(lab, plan, seed, tell)
        bar.update(task, completed=len(plan), description="")
    lab.keep = bool(results.failed)
    return results


def run_of(asked: argparse.Namespace, took_s: float) -> str:
    """What kind of run it was: a quick one, or a part of the items, is not to be quoted."""
    kind = ["quick: a smoke test"] if asked.quick else []
    kind += [f"{asked.scale:g} of the items"] if asked.scale != 1 else []
    return ", ".join([*kind, f"seed {asked.seed}", f"{took_s:.0f} s"])


def main() -> int:
    """Measure what was asked."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # a topic just made has no leader yet
    asked = arguments()
    wanted = asked.only.split(",") if asked.only else [work.name for work in WORKS]
    works = [work for work in WORKS if work.name in wanted]
    console.print(f"seed {asked.seed}{', quick' if asked.quick else ''}")
    began = time.monotonic()
    try:
        with opened(asked.home, quick=asked.quick, scale=asked.scale) as lab:
            results = measured(lab, works, asked.seed, asked.who)
    except StartFailed as failure:
        console.print(f"[red]{failure}[/red]")
        return 1
    about = {**described(), "run": run_of(asked, time.monotonic() - began)}
    lines, shown = judge(works, results), show(works, results)
    print_report(console, works, lines, shown)
    for (work, who), why in results.failed.items():
        console.print(f"[red]{work}: {who} came to no figure:[/red] {why}")
    for what, words in about.items():
        console.print(f"{what}: {words}")
    write_json(asked.out / "bench.json", results, lines, shown, about)
    draw(asked.out / "bench.svg", lines, f"{about['machine']}; {about['run']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
