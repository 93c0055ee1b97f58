"""Task 2.2: the learner's gradient on the loss of one row, beside the measured slope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.grading.show import show
from autograder.judges.arrays import Array, numbers
from autograder.study.pictures.chart import Dots, chart, short
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import (
    GIVEN,
    LINES,
    QUIET,
    SMALL,
    YOURS,
    caption,
    mosaic,
    name_near,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "Your gradient on the loss of one row, and the measured slope"
STEP = 2.0**-12
CLOSE = 1e-6
SHAPE = (2, 1)
REACH, LONGEST, ARROW = 2.0, 1.85, 0.9
CASES = (
    (np.array([[1.0, 2.0]]), np.array([[8.0]]), np.array([[2.0], [1.0]])),
    (np.array([[2.0, -1.0]]), np.array([[1.0]]), np.array([[1.0], [3.0]])),
)


@dataclass(frozen=True, slots=True)
class Gradient:
    """
    One row with its target, and where theta stands.

    measured: the slope of the row's loss along each entry of theta, from a small step to both
    sides. answer: the learner's gradient, which came back in `shape`. problem: why it is missing.
    """

    xi: Array
    yi: float
    theta: Array
    measured: Array
    answer: Array | None = None
    shape: tuple[int, ...] = SHAPE
    problem: str = ""

    @property
    def agrees(self) -> bool:
        answer = self.answer
        return answer is not None and bool(
            np.abs(answer - self.measured).max() <= CLOSE * np.abs(self.measured).max()
        )

    def loss(self, theta: Array) -> Array:
        """The squared error of the row; theta: its two entries along the last axis."""
        error: Array = theta @ self.xi - self.yi
        return error**2


def ask(learner: Any) -> Gradient:
    """The learner's gradient of the first row on which it is not the slope, else of the first."""
    asked = []
    for case in CASES:
        given = learner.point_gradient(*case).value
        answer = numbers(given)
        if answer is None or answer.size != 2:
            return _values(case, None, _no_gradient(given))
        asked.append(replace(_values(case, answer.ravel()), shape=answer.shape))
        if not asked[-1].agrees:
            return asked[-1]
    return asked[0]


def blank(problem: str) -> Gradient:
    """What can be drawn without an answer."""
    return _values(CASES[0], None, problem)


def picture(values: Gradient) -> Picture:
    told = tuple(_numbers(values))
    return Picture("2.2", TITLE, told, _chart(values), lambda: figure(values), values.problem)


def figure(values: Gradient) -> Figure:
    """Left: the loss over theta from above, with arrows. Right: a cut along each entry."""
    layout = [["map", "cut 0"], ["map", "cut 1"]]
    made, panels = mosaic(TITLE, layout, width_ratios=(1.35, 1))
    _map(panels["map"], values)
    for entry in (0, 1):
        _cut(panels[f"cut {entry}"], values, entry)
    caption(made, values.problem, *_remarks(values))
    return made


def _values(case: tuple[Array, Array, Array], answer: Array | None, problem: str = "") -> Gradient:
    xi, yi, theta = case
    asked = Gradient(xi[0], float(yi[0, 0]), theta[:, 0], np.zeros(2))
    steps = STEP * np.eye(2)
    measured = (asked.loss(theta[:, 0] + steps) - asked.loss(theta[:, 0] - steps)) / (2 * STEP)
    return replace(asked, measured=measured, answer=answer, problem=problem)


def _no_gradient(given: Any) -> str:
    shape = getattr(given, "shape", None)
    what = f"an array of shape {shape}" if shape else show(given)
    return f"Your function returned {what}; a gradient has one slope for each entry of theta."


def _map(panel: Axes, values: Gradient) -> None:
    """Lines of equal loss, and both gradients as arrows in one scale."""
    (a, b), around = values.theta, np.linspace(-REACH, REACH, 81)
    grid = np.stack(np.meshgrid(a + around, b + around), axis=-1)
    loss = values.loss(grid)
    levels = [1, 4, 10, 20, 40, 70, 110, 160]
    lines = panel.contour(
        grid[..., 0], grid[..., 1], loss, levels=levels, colors=QUIET, linewidths=0.8
    )
    panel.clabel(lines, fontsize=SMALL)
    panel.set(xlabel="theta[0]", ylabel="theta[1]", aspect="equal", title="loss of the row")
    scale = ARROW / np.abs(values.measured).max()
    _arrow(panel, values.theta, values.measured * scale, "measured", (GIVEN, 5, 1))
    if values.answer is not None:
        way = _clipped(values.answer * scale)
        _arrow(panel, values.theta, way, "yours", (YOURS, 2.2, -1))
    panel.plot(a, b, "o", color=GIVEN, markersize=8, markerfacecolor="white")


def _arrow(panel: Axes, start: Array, way: Array, name: str, look: tuple[str, float, int]) -> None:
    """An arrow with its name beside the tip; look: colour, width, and the side of the name."""
    colour, width, side = look
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": width, "mutation_scale": 6 * width}
    tip = start + way
    if np.abs(way).max():
        style |= {"shrinkA": 0, "shrinkB": 0}
        panel.annotate("", tuple(tip), tuple(start), arrowprops=style)
    aside = side * np.array([-way[1], way[0]]) / (np.hypot(*way) or 1)
    name_near(panel, name, tip, colour, (round(18 * aside[0]) or 1, round(18 * aside[1])))


def _clipped(way: Array) -> Array:
    longest = np.abs(way).max()
    return way if longest <= LONGEST else way * (LONGEST / longest)


def _cut(panel: Axes, values: Gradient, entry: int) -> None:
    """The loss as one entry of theta moves, with a tangent of each slope."""
    moves = np.linspace(-REACH, REACH, 81)
    theta = values.theta + moves[:, None] * np.eye(2)[entry]
    here = float(values.loss(values.theta))
    at = values.theta[entry]
    near = np.array([-1.0, 1.0])
    panel.plot(at + moves, values.loss(theta), color=QUIET, linewidth=1.2)
    panel.plot(at + near, here + values.measured[entry] * near, color=GIVEN, linewidth=4)
    if values.answer is not None:
        panel.plot(at + near, here + values.answer[entry] * near, **LINES["yours"])
    panel.plot(at, here, "o", color=GIVEN, markersize=7, markerfacecolor="white")
    panel.set(xlabel=f"theta[{entry}]", ylabel="loss", ylim=(-6, 4 * here))


def _remarks(values: Gradient) -> Iterator[str]:
    if values.answer is None:
        return
    yield "Thick and black: the measured slope. Thin or dashed: yours."
    scale = ARROW / np.abs(values.measured).max()
    if np.abs(values.answer * scale).max() > LONGEST:
        yield "Your arrow is longer than the picture and was cut."
    yield _verdict(values) + _shape(values)


def _verdict(values: Gradient) -> str:
    assert values.answer is not None  # noqa: S101 -- asked by the callers
    if values.agrees:
        return "Your gradient is the measured slope: it points uphill."
    ratios = values.answer / values.measured
    if np.ptp(ratios) < CLOSE and ratios[0]:
        return f"Your gradient is {short(float(ratios[0]))} times the measured slope."
    return "Your gradient is not the measured slope."


def _shape(values: Gradient) -> str:
    if values.shape in {SHAPE, SHAPE[:1]}:
        return ""
    return f" It has the shape {values.shape}, theta {SHAPE}."


def _numbers(values: Gradient) -> Iterator[str]:
    row, theta = (_pair(part) for part in (values.xi, values.theta))
    yield f"The row is {row}, its target {short(values.yi)}, and theta stands at {theta}."
    yield f"Measured slope of the loss: {_pair(values.measured)}."
    if values.answer is not None:
        yield f"Your gradient: {_pair(values.answer)}.{_shape(values)}"
        yield _verdict(values)


def _pair(numbers: Array) -> str:
    return f"[{', '.join(short(float(number), 4) for number in numbers)}]"


def _chart(values: Gradient) -> tuple[str, ...]:
    """The cut along theta[1], with the tangent that the learner's slope makes."""
    moves = np.linspace(-REACH, REACH, 117)
    here = float(values.loss(values.theta))
    loss = values.loss(values.theta + moves[:, None] * np.array([0.0, 1.0]))
    at = values.theta[1] + moves
    near = np.abs(moves) <= 1
    dots = [Dots("-", "loss", at, loss)]
    slopes = [("m", "measured slope", values.measured)]
    if values.answer is not None:
        slopes.append(("y", "yours", values.answer))
    dots += [Dots(m, name, at[near], here + s[1] * moves[near]) for m, name, s in slopes]
    return chart(dots, (at[0], at[-1]), (-6, 4 * here), names=("theta[1]", "loss"))
