"""A plot of a few curves: in a panel of matplotlib's, or in plain characters for terminals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.judges.arrays import Array
from autograder.study.pictures.style import Panel

COLUMNS, ROWS = 58, 9
MARGIN = 9
AIR = 0.07
BOTH = "*"
BACKGROUND = " .-"
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """
    Points of one curve or cloud.

    mark, name: its character in plain text and what that means; without a mark it is left out.
    look, label: how matplotlib draws it, and the label at its end; without a look it is left out.
    """

    x: Array
    y: Array
    mark: str = ""
    name: str = ""
    look: Mapping[str, Any] | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves in a window. up: None to show all their heights. is_log: of the heights."""

    curves: tuple[Curve, ...]
    across: Range
    up: Range | None = None
    names: tuple[str, str] = ("x", "y")
    is_log: bool = False

    def draw(self, panel: Panel) -> None:
        """Draw the curves, and set the limits and names of the axes."""
        for curve in self.curves:
            if curve.look:
                panel.plot(curve.x, curve.y, **curve.look, label=curve.label)
        panel.set_yscale("log" if self.is_log else "linear")
        heights = self.up or window(*(curve.y for curve in self.curves))
        panel.set(xlim=self.across, ylim=heights, xlabel=self.names[0], ylabel=self.names[1])

    @property
    def text(self) -> tuple[str, ...]:
        """
        The plot in at most 12 rows of at most 70 columns, with the key in the first line.

        Where two curves meet there is a star; dots and dashes give way to all else.
        """
        curves = [curve for curve in self.curves if curve.mark]
        up = self.up or window(*(curve.y for curve in curves), air=0)
        cells = [[" "] * COLUMNS for _ in range(ROWS)]
        for curve in curves:
            for row, column in self._places(curve, up):
                is_free = cells[row][column] in BACKGROUND + curve.mark
                cells[row][column] = curve.mark if is_free else BOTH
        key = ", ".join(f"{curve.mark} = {curve.name}" for curve in curves)
        star = f", {BOTH} = both" if any(BOTH in row for row in cells) else ""
        labels = [short(up[1]), *[""] * (ROWS - 2), short(up[0])]
        body = [
            f"{label:>{MARGIN}} |{''.join(row)}".rstrip()
            for label, row in zip(labels, cells, strict=True)
        ]
        left, right = map(short, self.across)
        foot = f"{left}{self.names[0]:^{COLUMNS - len(left) - len(right)}}{right}"
        axis, foot = f"{'':{MARGIN}} +{'-' * COLUMNS}", f"{'':{MARGIN}}  {foot}"
        names = f"{' '.join(self.names[1].split())} against {self.names[0]}"
        return (f"{names}: {key}{star}", *body, axis, foot)

    def _places(self, curve: Curve, up: Range) -> Iterator[tuple[int, int]]:
        """Row and column of every point in the window."""
        left, right = self.across
        scale = np.log if self.is_log else np.asarray
        low, high = scale(up)
        for x, y in zip(curve.x, curve.y, strict=True):
            if left <= x <= right and up[0] <= y <= up[1]:
                down = (high - scale(y)) / (high - low)
                across = (x - left) / (right - left)
                yield round(float(down) * (ROWS - 1)), round(float(across) * (COLUMNS - 1))


def window(*curves: Array, air: float = AIR) -> Range:
    """The heights that a panel shows: all that is finite, the axis, and some air."""
    every = np.concatenate([np.ravel(curve) for curve in curves])
    known = [0.0, *every[np.isfinite(every)].tolist()]
    low, high = min(known), max(known)
    room = air * (high - low)
    return low - (room if low < 0 else 0), 1.0 if low == high else high + room


def short(number: float, digits: int = 3) -> str:
    """A few digits: 0.368, -2, 5000, 1.2e+06."""
    if math.isinf(number):
        return "infinity" if number > 0 else "-infinity"
    is_whole = 10**digits <= abs(number) < 10**6
    shown = f"{number:.0f}" if is_whole else f"{number:.{digits}g}"
    return "0" if shown == "-0" else shown
