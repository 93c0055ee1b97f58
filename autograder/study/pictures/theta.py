"""Theta: a learner's two numbers, and the loss over the lesson's rows around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.judges.arrays import Array, numbers
from autograder.judges.sgd.lesson import least_squares, points, table
from autograder.study.pictures.chart import GIVEN, GOAL, QUIET, SMALL, Panel, short
from autograder.study.pictures.picture import UndrawableError, unusable

SHAPE = (2, 1)
NEEDED = "theta is two finite numbers"


def two_numbers(value: Any, needed: str) -> Array:
    """
    An array of two finite numbers, in the shape in which it was returned. Raises UndrawableError.

    needed: half a sentence that says what the numbers are.
    """
    found = numbers(value)
    if found is None or not found.ndim:
        raise unusable(value, needed)
    if found.size != 2:
        shape = f"an array of shape {found.shape}"
        raise UndrawableError(f"Your function returned {shape}; {needed}.")
    return found


def pair(entries: Array, digits: int = 4) -> str:
    return f"[{', '.join(short(float(entry), digits) for entry in entries.flat)}]"


def other_shape(answer: Array) -> tuple[str, ...]:
    """A sentence about a shape that differs from theta's; a flat array is welcome."""
    if answer.shape in {SHAPE, SHAPE[:1]}:
        return ()
    return (f"Your answer has the shape {answer.shape} instead of {SHAPE}.",)


BEST = least_squares()[:, 0]
LAW = np.array([4.0, 3.0])
Window = tuple[float, float]


def loss(thetas: Array) -> Array:
    """The mean squared error over the lesson's rows; theta: its two entries along the last axis."""
    _, y = points()
    a, b = thetas[..., :1], thetas[..., 1:]
    with np.errstate(over="ignore", invalid="ignore"):  # theta may be on its way to infinity
        found: Array = ((a + b * table()[:, 1] - y[:, 0]) ** 2).mean(axis=-1)
    return found


def contours(panel: Panel, across: Window, up: Window, levels: Sequence[float], to: Window) -> None:
    """Lines of equal loss, labelled where they cross the line from the best theta to a point."""
    xs, ys = np.linspace(*across, 61), np.linspace(*up, 61)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    lines = panel.contour(xs, ys, loss(grid), levels=levels, colors=QUIET, linewidths=0.6)
    panel.set(xlim=across, ylim=up)
    way = BEST + np.linspace(0, 1, 101)[:, None] * (np.array(to) - BEST)
    heights = loss(way)
    for level in levels:
        if level < heights[-1]:
            place = way[int(np.argmax(heights > level))]
            panel.clabel(lines, [level], fmt="%g", fontsize=SMALL, manual=[tuple(place)])


def goals(panel: Panel, best: str = "", law: str = "") -> None:
    """The best theta and the one behind the points, with labels where they are named."""
    panel.plot(*BEST, "*", color=GIVEN, markersize=12, zorder=5, label=best)
    look: dict[str, Any] = {"color": GOAL, "markersize": 6.5, "markeredgecolor": "white"}
    panel.plot(*LAW, "D", **look, zorder=5, label=law)
