"""Task 2.2: the learner's gradient on the loss of one row, beside the measured slope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np

from autograder.judges.arrays import Array
from autograder.judges.sgd.gradient import central_differences
from autograder.study.pictures.chart import GIVEN, LINES, QUIET, YOURS, Curve, Panel, Plot, short
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.theta import contours, other_shape, pair, two_numbers

CLOSE, REACH, LONGEST, ARROW = 1e-6, 2.0, 1.85, 0.9
LEVELS = [1, 4, 10, 20, 40, 70, 110, 160]
WIDE = {"color": GIVEN, "linewidth": 4}
LOSS = {"color": QUIET, "linewidth": 1.2}
TIP: dict[str, Any] = {"angles": "xy", "scale_units": "xy", "scale": 1, "zorder": 3}
HERE: dict[str, Any] = {"color": GIVEN, "markersize": 7, "markerfacecolor": "white"}

Row = tuple[Array, Array, Array]


class GradientPicture(Picture[Row, Array]):
    """Left: the loss of a row (xi, yi, theta) from above, with arrows. Right: along each entry."""

    task = "2.2"
    title = "Your gradient on the loss of one row, and the measured slope"
    cases = (
        (np.array([[1.0, 2.0]]), np.array([[8.0]]), np.array([[2.0], [1.0]])),
        (np.array([[2.0, -1.0]]), np.array([[1.0]]), np.array([[1.0], [3.0]])),
    )
    mosaic: ClassVar = {"mosaic": "m0;m1", "width_ratios": (1.35, 1)}

    @staticmethod
    def ask(learner: Any, row: Row) -> Array:
        needed = "a gradient has one slope for each entry of theta"
        return two_numbers(learner.point_gradient(*row).value, needed)

    @property
    def slope(self) -> Array:
        """The slope of the loss along each entry of theta, measured from steps to both sides."""
        return central_differences(*self.case).ravel()

    @staticmethod
    def is_right(row: Row, answer: Array) -> bool:
        slope = central_differences(*row).ravel()
        return bool(np.abs(answer.ravel() - slope).max() <= CLOSE * np.abs(slope).max())

    def loss(self, thetas: Array) -> Array:
        """The squared error of the row; thetas: two entries along the last axis."""
        xi, yi, _ = self.case
        error: Array = thetas @ xi[0] - yi[0, 0]
        return error**2

    def cut(self, entry: int) -> Plot:
        """The loss as one entry of theta moves, with a tangent of each slope."""
        theta, moves = self.case[2][:, 0], np.linspace(-REACH, REACH, 117)
        at, near = theta[entry] + moves, moves[np.abs(moves) <= 1]
        loss = self.loss(theta + moves[:, None] * np.eye(2)[entry])
        here = float(self.loss(theta))
        curves = [Curve(at, loss, "-", "loss", LOSS)]
        slopes = [("m", "measured slope", WIDE, self.slope)]
        if self.answer is not None:
            slopes.append(("y", "yours", LINES["yours"], self.answer.ravel()))
        for mark, name, look, slope in slopes:
            tangent = here + np.clip(slope[entry], -1e6, 1e6) * near
            curves.append(Curve(theta[entry] + near, tangent, mark, name, look))
        return Plot(tuple(curves), (at[0], at[-1]), (-6, 4 * here), (f"theta[{entry}]", "loss"))

    def plot(self) -> Plot:
        return self.cut(1)

    def draw(self, panels: Mapping[str, Panel]) -> None:
        self.draw_map(panels["m"])
        for entry in (0, 1):
            panel = panels[str(entry)]
            self.cut(entry).draw(panel)
            panel.plot(self.case[2][entry], self.loss(self.case[2][:, 0]), "o", **HERE)
        yours = "" if self.answer is None else ", dashed: yours"
        panels["0"].set_title(f"thick: measured{yours}")

    def draw_map(self, panel: Panel) -> None:
        """Lines of equal loss, and both gradients as arrows in one scale."""
        a, b = self.case[2][:, 0]
        across, up = (a - REACH, a + REACH), (b - REACH, b + REACH)
        contours(panel, self.loss, across, up, LEVELS)
        panel.set(aspect="equal", title="loss of the row")
        scale = ARROW / np.abs(self.slope).max()
        panel.quiver(a, b, *scale * self.slope, **TIP, color=GIVEN, width=0.03, label="measured")
        if self.answer is not None:
            arrow = scale * self.answer.ravel()
            arrow *= min(1, LONGEST / (np.abs(arrow).max() or 1))
            panel.quiver(a, b, *arrow, **TIP, color=YOURS, width=0.012, label="yours")
        panel.plot(a, b, "o", **HERE)

    def facts(self) -> Iterator[str]:
        xi, yi, theta = self.case
        yield f"The row is {pair(xi)}, its target {short(yi[0, 0])}, and theta is {pair(theta)}."
        yield f"Measured slope of the loss: {pair(self.slope)}."
        if self.answer is not None:
            yield f"Your gradient: {pair(self.answer)}."

    def remarks(self) -> Iterator[str]:
        if self.answer is None:
            return
        ratios = self.answer.ravel() / self.slope
        if np.abs(self.answer).max() * ARROW > LONGEST * np.abs(self.slope).max():
            yield "Your arrow is longer than the picture and was cut."
        if self.is_right(self.case, self.answer):
            yield "Your gradient is the measured slope: it points uphill."
        elif np.ptp(ratios) < CLOSE and ratios[0]:
            yield f"Your gradient is {short(float(ratios[0]))} times the measured slope."
        else:
            yield "Your gradient is not the measured slope."
        yield from other_shape(self.answer)
