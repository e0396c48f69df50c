"""A table drawn as SVG on the server: bars for cases, marks for days; told apart by more than colour.

The picture is shown as an image beside the table with the same numbers. Its text stays text.
"""

import html
import logging
import re
from functools import lru_cache
from io import StringIO
from math import nan
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from services.analytics.web.table import Column, Table

COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "++")
MARKS = ("o", "s", "^", "D", "v", "P")
WIDTH_IN, HEIGHT_IN, ROW_IN = 9.6, 4.2, 0.3
LABELS_MAX = 13

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
mpl.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "cspr",
        "font.family": ["Arial", "Liberation Sans", "DejaVu Sans"],
        "font.size": 11,
        "hatch.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
)


def size_in(table: Table) -> tuple[float, float]:
    """Width and height in inches; a row for each place."""
    rows = max(2.2, 1.4 + ROW_IN * len(table.labels))
    return WIDTH_IN, HEIGHT_IN if table.over_time else rows


@lru_cache(maxsize=64)
def svg(table: Table, note: str) -> str:
    """The chart; ``note`` stands below it. The same table gives the same bytes."""
    figure = Figure(figsize=size_in(table), layout="constrained")
    axes = figure.add_subplot()
    if table.unit == "days":
        _marks(axes, table)
    else:
        _bars(axes, table)
    _ticks(axes, table)
    if len(table.drawn) > 1:
        figure.legend(loc="outside upper left", ncols=3, frameon=False, handleheight=1.2)
    figure.supxlabel(note, x=0.01, ha="left", fontsize=9, color="#3D3D3D")
    out = StringIO()
    figure.savefig(
        out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
    )
    return _told(out.getvalue(), table)


def _number(cell: str) -> float | None:
    """None for what is hidden or absent, which is not drawn."""
    return float(cell) if cell.isdigit() else None


def _sizes(column: Column) -> list[float]:
    return [_number(cell) or 0.0 for cell in column.cells]


def _bars(axes: Axes, table: Table) -> None:
    """One upon the other; what is hidden is not drawn."""
    places, base = range(len(table.labels)), [0.0] * len(table.labels)
    draw = axes.bar if table.over_time else axes.barh
    below = "bottom" if table.over_time else "left"
    for n, column in enumerate(table.drawn):
        sizes = _sizes(column)
        style: dict[str, Any] = {
            below: base,
            "color": COLOURS[n % 6],
            "hatch": HATCHES[(n + n // 6) % 6],
            "edgecolor": "white",
        }
        draw(places, sizes, label=column.head, linewidth=0.6, **style)
        base = [a + b for a, b in zip(base, sizes, strict=True)]


def _marks(axes: Axes, table: Table) -> None:
    """A mark a number: medians can not be piled up, and equal ones stand beside each other."""
    many = len(table.drawn)
    for n, column in enumerate(table.drawn):
        apart = 0 if table.over_time else 0.2 * (n - (many - 1) / 2)
        places = [place + apart for place in range(len(table.labels))]
        days = [nan if (size := _number(cell)) is None else size for cell in column.cells]
        style: dict[str, Any] = {
            "color": COLOURS[n % 6],
            "marker": MARKS[n % 6],
            "label": column.head,
        }
        if table.over_time:
            axes.plot(places, days, linestyle="--", linewidth=1, **style)
        else:
            axes.plot(days, places, linestyle="none", **style)


def _ticks(axes: Axes, table: Table) -> None:
    number, places = (axes.yaxis, axes.xaxis) if table.over_time else (axes.xaxis, axes.yaxis)
    step = -(-len(table.labels) // LABELS_MAX) if table.over_time else 1
    shown = range(0, len(table.labels), step)
    places.set_ticks(list(shown), [_short(table.labels[n]) for n in shown])
    number.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    number.grid(visible=True, color="#b1b4b6", linewidth=0.6)
    number.set_label_text("Median days" if table.unit == "days" else "Cases")
    axes.set_axisbelow(True)
    numbers, rows = (0, max(1.0, 1.05 * _highest(table))), (-0.7, len(table.labels) - 0.3)
    if table.over_time:
        axes.set(xlim=rows, ylim=numbers)
    else:
        axes.set(xlim=numbers, ylim=rows[::-1])


def _highest(table: Table) -> float:
    rows = zip(*(_sizes(column) for column in table.drawn), strict=True)
    return max((max(row) if table.unit == "days" else sum(row) for row in rows), default=0)


def _short(label: str) -> str:
    """``April 2026`` on two lines, its month cut."""
    month = re.fullmatch(r"(\w{3})\w* (\d{4})", label)
    return f"{month[1]}\n{month[2]}" if month else label


def _told(drawn: str, table: Table) -> str:
    """Give the picture its title and description, for those who meet it alone."""
    said = (
        f'<title id="title">{html.escape(table.title)}</title>'
        f'<desc id="desc">{html.escape(table.summary())}</desc>'
    )
    head, version, rest = drawn.partition('version="1.1"')
    assert version, "the picture says its version in its first element"
    return f'{head}{version} role="img" aria-labelledby="title desc"' + rest.replace(
        ">", f">{said}", 1
    )
