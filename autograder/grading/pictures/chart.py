"""The style of all pictures, and a plot of a few curves: in a panel, or in plain characters.

The colours are Okabe and Ito's, which colour-blind readers can distinguish. Each role has its own
line style or hatch as well, so that the pictures can be read in grey.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from autograder.judges.arrays import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Panel: TypeAlias = "Axes"  # a name for annotations; matplotlib is only imported to draw
YOURS, GIVEN, OTHER, GOAL, QUIET = "#D55E00", "#000000", "#0072B2", "#009E73", "#777777"
INK = "#A04600"  # that of what is yours, for words: enough contrast on white
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
    "legend.edgecolor": "white",
    "legend.fontsize": SMALL,
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


COLUMNS, ROWS, MARGIN = 58, 9, 9
AIR = 0.07
NOISE = 1e-12
BOTH, BACKGROUND = "*", " .-"
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of one curve or cloud.

    mark, name: its character in plain text and what that means; without a mark it is left out.
    look, label: how matplotlib draws it, and its name in a legend; without a look it is left out.
    """

    x: Array
    y: Array
    mark: str = ""
    name: str = ""
    look: Mapping[str, Any] | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class NumberBar:
    """A number as a bar. said: how it is written, where the bar may be cut."""

    name: str
    length: float
    said: str
    is_yours: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves in a window. up: None to show all their heights. is_log: of the heights.

    is_log_across: the same of what is across.
    """

    curves: tuple[Curve, ...]
    across: Range
    up: Range | None = None
    names: tuple[str, str] = ("x", "y")
    is_log: bool = False
    is_log_across: bool = False

    def draw(self, panel: Panel) -> None:
        """Draw the curves, and set the limits and names of the axes."""
        for curve in self.curves:
            if curve.look:
                panel.plot(curve.x, curve.y, **curve.look, label=curve.label)
        panel.set_xscale("log" if self.is_log_across else "linear")
        panel.set_yscale("log" if self.is_log else "linear")
        heights = self.up or window(*(curve.y for curve in self.curves))
        panel.set(xlim=self.across, ylim=heights, xlabel=self.names[0], ylabel=self.names[1])

    @property
    def text(self) -> tuple[str, ...]:
        """At most 12 rows of 70 columns, the key first; where two curves meet there is a star."""
        curves = [curve for curve in self.curves if curve.mark]
        up = self.up or window(*(curve.y for curve in curves), air=0)
        cells = [[" "] * COLUMNS for _ in range(ROWS)]
        for curve in curves:
            for row, column in self._places(curve, up):
                is_free = cells[row][column] in BACKGROUND + curve.mark
                cells[row][column] = curve.mark if is_free else BOTH
        key = ", ".join(f"{curve.mark} = {curve.name}" for curve in curves)
        star = f", {BOTH} = both" if any(BOTH in row for row in cells) else ""
        labels = {0: short(up[1]), ROWS - 1: short(up[0])}
        body = [
            f"{labels.get(number, ''):>{MARGIN}} |{''.join(row)}".rstrip()
            for number, row in enumerate(cells)
        ]
        left, right = map(short, self.across)
        foot = f"{left}{self.names[0]:^{COLUMNS - len(left) - len(right)}}{right}"
        below = f"{'':{MARGIN}} +{'-' * COLUMNS}", f"{'':{MARGIN}}  {foot}"
        title = f"{self.names[1]} against {self.names[0]}:"
        is_short = len(title) + len(key) + len(star) < MARGIN + COLUMNS
        head = (f"{title} {key}{star}",) if is_short else (title, f"{key}{star}")
        return (*head, *body, *below)

    def _places(self, curve: Curve, up: Range) -> Iterator[tuple[int, int]]:
        """Row and column of every point in the window."""
        for x, y in zip(curve.x, curve.y, strict=True):
            if self.across[0] <= x <= self.across[1] and up[0] <= y <= up[1]:
                down = 1 - float(share(y, up, is_log=self.is_log))
                across = float(share(x, self.across, is_log=self.is_log_across))
                yield round(down * (ROWS - 1)), round(across * (COLUMNS - 1))


def share(values: Any, between: Range, *, is_log: bool) -> Any:
    """Where values are, 0 at the lower end and 1 at the upper one."""
    scale = np.log if is_log else np.asarray
    low, high = scale(between)
    return (scale(values) - low) / (high - low)


def window(*curves: Array, air: float = AIR) -> Range:
    """The heights that a panel shows: all that is finite, the axis, and some air."""
    every = np.concatenate([np.ravel(curve) for curve in curves])
    known = [0.0, *every[np.isfinite(every)].tolist()]
    low, high = min(known), max(known)
    room = air * (high - low)
    return low - (room if low < 0 else 0), 1.0 if low == high else high + room


def short(number: float, digits: int = 3) -> str:
    """A few digits: 0.368, -2, 5000, 1.2e+06; what rounding left of a zero is 0."""
    if abs(number) < NOISE:
        return "0"
    if math.isinf(number):
        return "infinity" if number > 0 else "-infinity"
    is_whole = 10**digits <= abs(number) < 10**6
    shown = f"{number:.0f}" if is_whole else f"{number:.{digits}g}"
    return "0" if shown == "-0" else shown
