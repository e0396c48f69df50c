"""The table on the screen and the file beside it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.figures import Spread
from bench.judge import Line, Shown
from bench.run import Results
from bench.work.kind import Work


def print_report(
    console: Console, works: Sequence[Work], lines: Sequence[Line], shown: Sequence[Shown]
) -> None:
    """Ratios first; then the figures that they are made of."""
    titles = {work.name: work.title for work in works}
    ratios = Table(title="Ratios", title_justify="left")
    for heading in ("row", "of", "to", "figure", "ratio", "spread", "target", ""):
        ratios.add_column(heading)
    for line in lines:
        ratio = line.ratio
        ratios.add_row(
            line.work,
            line.of,
            line.against,
            line.figure,
            f"{ratio.median:.2f}",
            f"{ratio.low:.2f} to {ratio.high:.2f}",
            line.target.words(),
            "[green]met[/green]" if line.met else "[red]short[/red]",
        )
    console.print(ratios)
    figures = Table(title="Figures: shown, not judged", title_justify="left")
    for heading in ("row", "who", "median", "spread", "guarantees"):
        figures.add_column(heading)
    for one in shown:
        spread, unit = one.figure, one.unit
        figures.add_row(
            one.work,
            one.contestant,
            f"{number(spread.median)} {unit}",
            span(spread),
            one.guarantees,
        )
    console.print(figures)
    for name, title in titles.items():
        console.print(f"{name}: {title}")


def number(value: float) -> str:
    """Three significant digits, thousands apart."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def span(spread: Spread) -> str:
    """The least and the greatest."""
    return f"{number(spread.low)} to {number(spread.high)}"


def write_json(
    path: Path,
    results: Results,
    lines: Sequence[Line],
    shown: Sequence[Shown],
    about: Mapping[str, str],
) -> None:
    """Everything, each round too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rounds = {f"{work}: {who}": found for (work, who), found in results.rounds.items()}
    failed = {f"{work}: {who}": why for (work, who), why in results.failed.items()}
    content = {
        "about": about,
        "seed": results.seed,
        "ratios": [asdict(line) for line in lines],
        "figures": [asdict(one) for one in shown],
        "rounds": rounds,
        "failed": failed,
    }
    path.write_text(json.dumps(content, indent=1) + "\n")
