"""Task 2.4: the points with the learner's line, the best one, and the law behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.judges.arrays import Array
from autograder.judges.sgd.lesson import points
from autograder.study.pictures.chart import Curve, Plot, short
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import GOAL, LINES, POINTS, QUIET, YOURS, Panel
from autograder.study.pictures.theta import (
    BEST,
    LAW,
    NEEDED,
    goals,
    loss,
    other_shape,
    pair,
    two_numbers,
)

# 99 in 100 right runs end inside: a circle of 3.03 standard deviations, each about 0.09.
RADIUS = 0.27
TOP, REACH = 13.0, 0.75
FAR = 1e4
EXACT = 1e-6
X = np.linspace(0, 2, 59)
DASH_DOTTED = {**LINES["other"], "color": GOAL, "linestyle": "-."}
RING: dict[str, Any] = {"color": YOURS, "marker": "o", "markersize": 9, "markerfacecolor": "none"}


class FitPicture(Picture[tuple[Array, Array], Array]):
    """Left: the points with the lines. Right: theta as a point, where right runs end."""

    task = "2.4"
    title = "The points, your line, the best line, and the law behind them"
    cases = (points(),)
    layout = "lt"
    column_widths = (1.35, 1)

    @staticmethod
    def ask(learner: Any, _: Any) -> Array:
        return two_numbers(learner.train().value, NEEDED)

    def plot(self) -> Plot:
        x, y = (column[:, 0] for column in self.case)
        curves = [
            Curve(x, y, ".", "a point", POINTS),
            Curve(X, heights(BEST), "b", "the best line", LINES["given"], "best"),
            Curve(X, heights(LAW), look=DASH_DOTTED, label="law"),
        ]
        if self.answer is not None:
            yours = heights(self.answer.ravel())
            curves.append(Curve(X, yours, "y", "yours", LINES["yours"], "yours"))
        return Plot(tuple(curves), (0, 2), (0, TOP))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        self.plot().draw(panels["l"])
        panels["l"].set_xticks([0, 0.5, 1, 1.5, 2])
        self.draw_from_above(panels["t"])

    def draw_from_above(self, panel: Panel) -> None:
        """The plane of theta around the best line."""
        from matplotlib.patches import Circle

        low, high = BEST - REACH, BEST + REACH
        panel.set(title="theta from above", xlabel="theta[0]", ylabel="theta[1]", aspect="equal")
        panel.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        where = {"facecolor": "#EEEEEE", "edgecolor": QUIET, "hatch": "..."}
        panel.add_patch(Circle(tuple(BEST), RADIUS, **where))
        goals(panel, best="best", law="law")
        if self.answer is not None:
            theta = self.answer.ravel()
            place = np.clip(theta, BEST - 0.93 * REACH, BEST + 0.93 * REACH)
            name = "yours" if (place == theta).all() else "yours,\nfarther\nout"
            panel.plot(*place, **RING, markeredgewidth=2, zorder=6, label=name)

    def facts(self) -> Iterator[str]:
        thetas = {"The best line for these points has": BEST, "The law behind the points is": LAW}
        if self.answer is not None:
            thetas = {"Your line has": self.answer.ravel(), **thetas}
        for name, theta in thetas.items():
            yield f"{name} theta {pair(theta)}: mean squared error {short(float(loss(theta)), 4)}."

    def remarks(self) -> Iterator[str]:
        yield "Shaded: where 99 in 100 right runs end."
        if self.answer is None:
            return
        theta = self.answer.ravel()
        away = float(np.hypot(*(theta - BEST)))
        if away < EXACT:
            yield "Your theta is the best one itself; steps on single rows do not end exactly there."
        else:
            where = "inside" if away <= RADIUS else "outside"
            yield f"Your theta is {short(away)} away from the best one, {where}."
        yield from other_shape(self.answer)
        if np.abs(heights(theta)[[0, -1]] - TOP / 2).max() > TOP / 2:
            yield "Your line runs out of the picture."


def heights(theta: Array) -> Array:
    """The heights of a line, cut far outside of the picture."""
    found: Array = np.clip(theta[0] + theta[1] * X, -FAR, FAR)
    return found
