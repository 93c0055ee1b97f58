"""The valley of the loss from above: its contours, the goals in it, and paths that may leave it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from autograder.judges.arrays import Array
from autograder.judges.sgd.lesson import least_squares
from autograder.study.pictures.style import GIVEN, GOAL, QUIET, SMALL
from autograder.study.pictures.trail import loss

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOW, HIGH = -1.0, 5.5
LAW = (4.0, 3.0)


def contours(
    panel: Axes,
    across: tuple[float, float],
    up: tuple[float, float],
    levels: Sequence[float],
    *,
    towards: tuple[float, float],
) -> None:
    """Lines of equal mean squared error; their labels lie on the way from the best line to a point."""
    xs, ys = np.linspace(*across, 61), np.linspace(*up, 61)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    lines = panel.contour(xs, ys, loss(grid), levels=levels, colors=QUIET, linewidths=0.6)
    panel.set(xlim=across, ylim=up)
    best = least_squares()[:, 0]
    way = best + np.linspace(0, 1, 101)[:, None] * (np.array(towards) - best)
    heights = loss(way)
    for level in levels:
        if level < heights[-1]:
            place = way[int(np.argmax(heights > level))]
            panel.clabel(lines, [level], fmt="%g", fontsize=SMALL, manual=[tuple(place)])


def goals(panel: Axes) -> None:
    panel.plot(*least_squares()[:, 0], "*", color=GIVEN, markersize=12, zorder=5)
    panel.plot(*LAW, "D", color=GOAL, markersize=6, markeredgecolor="white", zorder=5)


def first_outside(thetas: Array) -> int | None:
    """The first place of a walk that does not lie in the window, LOW to HIGH both ways."""
    outside = np.flatnonzero(((thetas < LOW) | (thetas > HIGH)).any(axis=-1))
    return int(outside[0]) if len(outside) else None


def inside(thetas: Array) -> tuple[Array, bool]:
    """A walk up to where it first crosses the border of the window, and whether it does."""
    out = first_outside(thetas)
    if out is None:
        return thetas, False
    return np.vstack([thetas[:out], _border(thetas[out - 1], thetas[out])]), True


def _border(before: Array, after: Array) -> Array:
    """Where the way between two places crosses the border of the window."""
    way = after - before
    edges = np.where(way > 0, HIGH, LOW)
    shares = np.divide(edges - before, way, out=np.ones(2), where=way != 0)
    found: Array = before + min(1.0, shares.min()) * way
    return found


def inwards(place: Array) -> tuple[int, int]:
    """An offset in points that leads from the border into the window."""
    middle = (LOW + HIGH) / 2
    return (-9 if place[0] > middle else 9, -9 if place[1] > middle else 9)


def on_the_way(path: Array) -> Array:
    """A place of the path that is some way from the start and from the goal."""
    place: Array = path[min(4, len(path) - 1)]
    return place if np.hypot(*place) < 3 else place / 2
