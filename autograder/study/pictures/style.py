"""
The style of all pictures: colours that colour-blind readers tell apart, and never colour alone.

Colours are of the set of Okabe and Ito. Each role has a line, a marker and a hatch of its own, so
that the pictures read in grey as well.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from autograder.judges.arrays import Array
from autograder.study.pictures.picture import plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

YOURS, GIVEN, OTHER = "#D55E00", "#000000", "#0072B2"
GOAL, QUIET = "#009E73", "#777777"
INK = {YOURS: "#A04600", GOAL: "#00694D"}  # for words: enough contrast on white
LINES: dict[str, dict[str, Any]] = {
    "yours": {"color": YOURS, "linestyle": "--", "linewidth": 2.5},
    "given": {"color": GIVEN, "linestyle": "-", "linewidth": 1.6},
    "other": {"color": OTHER, "linestyle": ":", "linewidth": 2.2},
}
FILLS: dict[str, dict[str, Any]] = {
    "area": {"facecolor": "#BBDFF5", "edgecolor": "#3A86B5", "linewidth": 0, "hatch": "///"},
    "below": {"facecolor": "#F7DDA8", "edgecolor": "#8A5F00", "linewidth": 0, "hatch": "xxx"},
    "yours": {"facecolor": "#F3C9A9", "edgecolor": YOURS, "linewidth": 1.5, "hatch": "..."},
}
SIZE = (6.4, 4.8)
SMALL = 9
SETTINGS: dict[str, Any] = {
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.labelsize": 10,
    "font.size": 10,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
    "text.parse_math": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "autograder",
}


@contextmanager
def in_style() -> Iterator[None]:
    """Draw and save in this style; the learner's own settings are untouched afterwards."""
    from matplotlib import style

    with style.context(["default", SETTINGS], after_reset=True):
        yield


def sheet(title: str, rows: int = 1, columns: int = 1, **grid: Any) -> tuple[Figure, list[Axes]]:
    """A new figure that pyplot knows nothing of, and its panels, row by row."""
    figure = _figure(title)
    panels = figure.subplots(rows, columns, squeeze=False, **grid)
    return figure, [panel for row in panels for panel in row]


def mosaic(title: str, layout: Any, **grid: Any) -> tuple[Figure, dict[str, Axes]]:
    """The same with panels of several cells, by name."""
    figure = _figure(title)
    return figure, figure.subplot_mosaic(layout, **grid)


def _figure(title: str) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, layout="constrained")
    figure.suptitle(title, fontsize=12, fontweight="bold", x=0.02, ha="left")
    return figure


def caption(figure: Figure, *sentences: str) -> None:
    """Sentences below the panels; empty ones are left out."""
    said = " ".join(sentence for sentence in sentences if sentence)
    if said:
        text = textwrap.fill(plain(said), 94)
        figure.supxlabel(text, fontsize=SMALL, x=0.02, ha="left", multialignment="left")


def label_ends(panel: Axes, ends: Sequence[tuple[str, str, float, float]]) -> None:
    """
    Name curves at their right ends, outside of the panel, without overlaps.

    ends: name, colour, and the point, in the panel's own units, that the name belongs to.
    """
    if not ends:
        return
    low, high = panel.get_ylim()
    wanted = [min(max((y - low) / (high - low), 0.0), 1.0) for *_, y in ends]
    lines = [name.count("\n") + 1 for name, *_ in ends]
    height = panel.get_figure().get_size_inches()[1] * panel.get_position().height  # type: ignore[union-attr]
    places = spread(wanted, [0.18 * count / height for count in lines])
    for (name, colour, x, y), place in zip(ends, places, strict=True):
        panel.annotate(
            name,
            (x, min(max(y, low), high)),
            (1.04, place),
            textcoords="axes fraction",
            color=INK.get(colour, colour),
            fontsize=SMALL,
            va="center",
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.6, "shrinkA": 1},
        )


def name_near(
    panel: Axes, name: str, place: Sequence[float] | Array, colour: str, away: tuple[int, int]
) -> None:
    """A word near a place in the panel, so many points away from it, readable over lines."""
    panel.annotate(
        name,
        (float(place[0]), float(place[1])),
        away,
        textcoords="offset points",
        ha="left" if away[0] > 0 else "right",
        va="center",
        color=INK.get(colour, colour),
        fontsize=SMALL,
        fontweight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85},
        zorder=6,
    )


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Places near the wanted ones, in the same order, at which labels do not overlap."""
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    places = list(wanted)
    for before, after in pairwise(order):
        gap = (heights[before] + heights[after]) / 2
        places[after] = max(places[after], places[before] + gap)
    excess = max(0.0, places[order[-1]] - 1)
    for k in order:
        places[k] -= excess
    return places
