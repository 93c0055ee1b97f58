"""
The style of all pictures: colours that colour-blind readers can distinguish, and never colour alone.

The colours are Okabe and Ito's. Each role has its own line style or hatch as well, so that the
pictures can be read in grey.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from autograder.judges.arrays import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Panel: TypeAlias = "Axes"  # a name for annotations; matplotlib is only imported to draw
YOURS, GIVEN, OTHER = "#D55E00", "#000000", "#0072B2"
GOAL, QUIET = "#009E73", "#777777"
INK = {YOURS: "#A04600", GOAL: "#00694D"}  # for words: enough contrast on white
LINES: dict[str, dict[str, Any]] = {
    "yours": {"color": YOURS, "linestyle": "--", "linewidth": 2.5},
    "given": {"color": GIVEN, "linestyle": "-", "linewidth": 1.6},
    "other": {"color": OTHER, "linestyle": ":", "linewidth": 2.2},
}
POINTS: dict[str, Any] = {"color": QUIET, "linestyle": "", "marker": ".", "markersize": 5}
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


def label_ends(panel: Panel) -> None:
    """Write the label of each line beside its right end, outside of the panel, without overlaps."""
    from matplotlib.colors import to_hex

    panel.get_ylim()  # makes matplotlib settle the limits
    to_fraction = panel.transScale + panel.transLimits
    ends = []
    for line in panel.lines:
        points = np.asarray(line.get_xydata())
        points = points[np.isfinite(points).all(axis=1)]
        label = str(line.get_label())
        if label and not label.startswith("_") and len(points):
            end = np.clip(to_fraction.transform(points[-1]), 0, 1)
            ends.append((label, to_hex(line.get_color()).upper(), end))
    height = panel.get_figure().get_size_inches()[1] * panel.get_position().height  # type: ignore[union-attr]
    rooms = [0.18 * (label.count("\n") + 1) / height for label, *_ in ends]
    places = spread([float(end[1]) for *_, end in ends], rooms)
    for (label, colour, end), place in zip(ends, places, strict=True):
        panel.annotate(
            label,
            tuple(end),
            (1.04, place),
            xycoords="axes fraction",
            color=INK.get(colour, colour),
            fontsize=SMALL,
            va="center",
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.6, "shrinkA": 1},
        )


def name_near(
    panel: Panel, name: str, place: Sequence[float] | Array, colour: str, away: tuple[int, int]
) -> None:
    """
    A word near a place in the panel, so many points away from it, readable over lines.

    A word that is far away gets an arrow to the place.
    """
    arrow = {"arrowstyle": "->", "color": colour, "shrinkB": 0}
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
        arrowprops=arrow if max(away) > 40 else None,
    )


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Places near the wanted ones, in the same order, at which labels do not overlap."""
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    places = list(wanted)
    for before, after in pairwise(order):
        gap = (heights[before] + heights[after]) / 2
        places[after] = max(places[after], places[before] + gap)
    excess = max([1.0, *places]) - 1
    return [place - excess for place in places]
