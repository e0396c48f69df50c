"""The chart of a run: each judged ratio beside its target, as SVG."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from bench.judge import Line

MET, SHORT, TARGET = "#12436D", "#A285D1", "#F46A25"
ROW_IN = 0.34


def draw(path: Path, lines: Sequence[Line], caption: str) -> None:
    """One bar a ratio, as a share of its target's scale; the same run gives the same bytes."""
    if not lines:
        return
    mpl.rcParams |= {"svg.hashsalt": "cspr", "svg.fonttype": "none"}
    figure = Figure(figsize=(10, 1.6 + ROW_IN * len(lines)), layout="constrained")
    axes = figure.subplots()
    places = range(len(lines))
    for place, line in zip(places, lines, strict=True):
        reached = line.ratio.median / line.target.value
        colour = MET if line.met else SHORT
        axes.barh(place, reached, color=colour, height=0.7)
        words = f" {line.ratio.median:.2f} ({line.target.words()})"
        axes.text(max(reached, 0.01), place, words, va="center", fontsize=8)
    axes.axvline(1, color=TARGET, linewidth=1.5)
    axes.set_xscale("log")
    axes.set_yticks(list(places), [label(line) for line in lines], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlabel(
        "ratio as a share of its target (the line); dark: met, light: short", fontsize=8
    )
    axes.set_title(caption, fontsize=9, loc="left", wrap=True)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, format="svg", metadata={"Date": None})


def label(line: Line) -> str:
    """What is compared with what."""
    return f"{line.work}, {line.figure}: {line.of} / {line.against}"
