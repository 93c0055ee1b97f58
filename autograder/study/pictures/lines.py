"""Task 2.4: the points with the learner's line, the best one, and the law behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.grading.show import show
from autograder.judges.arrays import Array, numbers
from autograder.judges.sgd.lesson import least_squares, points
from autograder.study.pictures.chart import Dots, chart, short
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import (
    GIVEN,
    GOAL,
    LINES,
    QUIET,
    YOURS,
    caption,
    label_ends,
    sheet,
)
from autograder.study.pictures.trail import loss

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "The points, your line, the best line, and the law behind them"
LAW = np.array([4.0, 3.0])
# 99 in 100 right runs end inside: a circle of 3.03 standard deviations, each about 0.09.
RADIUS = 0.27
TOP, REACH = 13.0, 0.75
FAR = 1e4
EXACT = 1e-6
SHAPE = (2, 1)


@dataclass(frozen=True, slots=True)
class Lines:
    """
    The lesson's points and the learner's theta, which came back in `shape`.

    problem: why theta is missing.
    """

    x: Array
    y: Array
    theta: Array | None = None
    shape: tuple[int, ...] = SHAPE
    problem: str = ""


def ask(learner: Any) -> Lines:
    """The theta of the learner's run."""
    given = learner.train().value
    theta = numbers(given)
    if theta is None or theta.size != 2:
        shape = getattr(given, "shape", None)
        what = f"an array of shape {shape}" if shape and theta is not None else show(given)
        return blank(f"Your function returned {what}; theta is two finite numbers.")
    X, y = points()
    return Lines(X[:, 0], y[:, 0], theta.ravel(), theta.shape)


def blank(problem: str) -> Lines:
    """What can be drawn without an answer."""
    X, y = points()
    return Lines(X[:, 0], y[:, 0], problem=problem)


def picture(values: Lines) -> Picture:
    told = tuple(_numbers(values))
    return Picture("2.4", TITLE, told, _chart(values), lambda: figure(values), values.problem)


def figure(values: Lines) -> Figure:
    """Left: the points with the lines. Right: theta as a point, where right runs end."""
    made, (left, right) = sheet(TITLE, 1, 2, width_ratios=(1.35, 1))
    left.plot(values.x, values.y, ".", color=QUIET, markersize=4)
    left.set(xlabel="x", ylabel="y", xlim=(0, 2), ylim=(0, TOP), xticks=[0, 0.5, 1, 1.5, 2])
    ends = []
    for name, colour, style, theta in _named(values):
        left.plot([0, 2], _ends(theta), **style)
        ends.append((name, colour, 2.0, float(_ends(theta)[1])))
    label_ends(left, ends)
    _from_above(right, values)
    caption(made, values.problem, *_verdict(values))
    return made


def _named(values: Lines) -> Iterator[tuple[str, str, dict[str, Any], Array]]:
    yield "best", GIVEN, LINES["given"], least_squares()[:, 0]
    yield "law", GOAL, {**LINES["other"], "color": GOAL, "linestyle": "-."}, LAW
    if values.theta is not None:
        yield "yours", YOURS, LINES["yours"], values.theta


def _ends(theta: Array) -> Array:
    """The heights of a line at x = 0 and x = 2, cut far outside of the picture."""
    heights: Array = np.clip(theta[0] + theta[1] * np.array([0.0, 2.0]), -FAR, FAR)
    return heights


def _from_above(panel: Axes, values: Lines) -> None:
    """The plane of theta around the best line."""
    from matplotlib.patches import Circle

    best = least_squares()[:, 0]
    panel.set(title="theta from above", xlabel="theta[0]", ylabel="theta[1]", aspect="equal")
    panel.set(xlim=(best[0] - REACH, best[0] + REACH), ylim=(best[1] - REACH, best[1] + REACH))
    panel.add_patch(Circle(tuple(best), RADIUS, facecolor="#EEEEEE", edgecolor=QUIET, hatch="..."))
    panel.plot(*best, "*", color=GIVEN, markersize=12)
    panel.plot(*LAW, "D", color=GOAL, markersize=7)
    ends = [_end("best", GIVEN, best), _end("law", GOAL, LAW)]
    if values.theta is not None:
        place = np.clip(values.theta, best - 0.93 * REACH, best + 0.93 * REACH)
        panel.plot(*place, "o", color=YOURS, markersize=9, mfc="none", markeredgewidth=2)
        is_there = bool((place == values.theta).all())
        ends.append(_end("yours" if is_there else "yours,\nfarther\nout", YOURS, place))
    label_ends(panel, ends)


def _end(name: str, colour: str, theta: Array) -> tuple[str, str, float, float]:
    return name, colour, float(theta[0]), float(theta[1])


def _verdict(values: Lines) -> Iterator[str]:
    yield "Shaded: where 99 in 100 right runs end."
    if values.theta is None:
        return
    away = float(np.hypot(*(values.theta - least_squares()[:, 0])))
    where = "inside" if away <= RADIUS else "outside"
    if away < EXACT:
        yield "Your theta is the best one itself, where a walk on single rows does not end."
    else:
        yield f"Your theta lies {short(away)} from the best one, {where}."
    if values.shape not in {SHAPE, SHAPE[:1]}:
        yield f"It has the shape {values.shape}, a column of two has {SHAPE}."
    if np.abs(_ends(values.theta) - TOP / 2).max() > TOP / 2:
        yield "Your line runs out of the picture."


def _numbers(values: Lines) -> Iterator[str]:
    if values.theta is not None:
        yield f"Your theta is {_pair(values.theta)}: mean squared error {_loss(values.theta)}."
    best = least_squares()[:, 0]
    yield f"The best line for these points has theta {_pair(best)}: mean squared error {_loss(best)}."
    yield f"The law behind the points is theta [4, 3]: mean squared error {_loss(LAW)}."
    yield from _verdict(values)


def _loss(theta: Array) -> str:
    return short(float(loss(theta)), 4)


def _pair(theta: Array) -> str:
    return f"[{', '.join(short(float(entry), 4) for entry in theta)}]"


def _chart(values: Lines) -> tuple[str, ...]:
    x = np.linspace(0, 2, 58)
    dots = [Dots(".", "a point", values.x, values.y)]
    lines = [("b", "the best line", least_squares()[:, 0])]
    if values.theta is not None:
        lines.append(("y", "yours", values.theta))
    dots += [Dots(mark, name, x, theta[0] + theta[1] * x) for mark, name, theta in lines]
    return chart(dots, (0.0, 2.0), (0.0, TOP))
