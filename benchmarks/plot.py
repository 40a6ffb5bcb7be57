"""The picture of the page on performance: cost by rows, and by tables.

Runs in the environment of the peers, which has Matplotlib. Contestants differ by
marker and line, not by colour alone, so that a grey print can be read.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .page import NAMES, Results
from .promises import cost

STYLES: dict[str, dict[str, Any]] = {
    "ours": {"color": "#000000", "marker": "o", "linestyle": "-", "linewidth": 2.2},
    "floor": {"color": "#555555", "marker": "s", "linestyle": "--"},
    "scan": {"color": "#888888", "marker": "^", "linestyle": ":"},
    "svy": {"color": "#555555", "marker": "D", "linestyle": "-."},
    "r": {"color": "#333333", "marker": "*", "linestyle": "", "markersize": 11},
}
# the same bytes each time, and text that stays text
SETTINGS = {
    "svg.hashsalt": "headload",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def draw(results: Results, path: Path) -> None:
    """Draw the picture as SVG."""
    with mpl.rc_context(SETTINGS):
        growth = results.get("growth", {}).get("tables")
        figure = Figure(figsize=(9, 4) if growth else (5.5, 4), layout="constrained")
        axes = figure.subplots(1, 2 if growth else 1, squeeze=False)[0]
        _by_rows(axes[0], results)
        if growth:
            _by_tables(axes[1], growth)
        figure.savefig(path, metadata={"Date": None, "Creator": None})


def main() -> None:
    """Draw results."""
    asked = argparse.ArgumentParser(description="Draw the results of a run.")
    asked.add_argument("results", type=Path)
    asked.add_argument("picture", type=Path)
    given = asked.parse_args()
    draw(json.loads(given.results.read_text("utf-8")), given.picture)


def _by_rows(axes: Axes, results: Results) -> None:
    sizes = results["sizes"]
    for name, style in STYLES.items():
        points = [
            (sizes[size]["rows"], seconds)
            for size in sizes
            if (seconds := cost(results, size, name)) is not None
        ]
        if points:
            axes.loglog(*zip(*points, strict=True), **style)
            _named(axes, name, points[-1])
    axes.yaxis.set_major_formatter(lambda seconds, _: f"{seconds:g}")
    axes.set_xticks([found["rows"] for found in sizes.values()], list(sizes))
    axes.minorticks_off()
    _titled(axes, "12 tables, 276 cells", "rows of the survey")


def _by_tables(axes: Axes, growth: list[dict[str, Any]]) -> None:
    counts = [point["at"] for point in growth]
    for name in ("ours", "floor"):
        seconds = [point[name] for point in growth]
        axes.plot(counts, seconds, **STYLES[name])
        _named(axes, name, (counts[-1], seconds[-1]))
    axes.set_xticks(counts)
    axes.set_ylim(bottom=0)
    _titled(axes, "A million rows", "tables of the plan")


def _named(axes: Axes, name: str, end: tuple[float, float]) -> None:
    """Write the name beside the end of its line; no key has to be matched."""
    axes.annotate(
        NAMES[name],
        end,
        xytext=(-6, 11) if name == "r" else (9, 0),
        textcoords="offset points",
        verticalalignment="center",
        annotation_clip=False,
    )


def _titled(axes: Axes, title: str, along: str) -> None:
    axes.set_title(title, loc="left", fontsize=11)
    axes.set_xlabel(along)
    axes.set_ylabel("processor seconds")
    axes.grid(visible=True, axis="y", color="#dddddd")


if __name__ == "__main__":
    main()
