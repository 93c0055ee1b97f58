"""Tasks 2.1 and 2.4: lines through the lesson's points, from the learner's table and theta."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np

from autograder.grading.pictures import chart
from autograder.grading.pictures.chart import LINES, POINTS, YOURS, Curve, Panel, Plot, short
from autograder.grading.pictures.picture import Picture, UndrawableError, unusable
from autograder.grading.pictures.theta import BEST, LAW, goals, loss, other_shape, pair, two_numbers
from autograder.judges.arrays import Array, numbers
from autograder.judges.sgd.lesson import points

SHOWN, MOST_COLUMNS = 6, 4


class BiasPicture(Picture[tuple[Array, Array], Array]):
    """Left: the table. Right: the points with both lines."""

    title = "Your table, and the lines that fit with it and with X alone"
    cases = (points(),)
    mosaic: ClassVar = {"mosaic": "tl", "width_ratios": (1, 1.5)}

    def ask(self, learner: Any) -> Array:
        X, _ = self.case
        given = learner.add_bias(X).value
        table = numbers(given)
        if table is None:
            raise unusable(given, "it must return an array of finite numbers")
        if table.ndim != 2 or len(table) != len(X) or not table.size:
            raise UndrawableError(
                f"Your function returned an array of shape {table.shape} for an X of shape "
                f"{X.shape}: are all rows and columns still there?"
            )
        return table

    @property
    def ones(self) -> list[int]:
        """The columns that contain nothing but ones."""
        return [] if self.answer is None else [*np.flatnonzero((self.answer == 1).all(axis=0))]

    def plot(self) -> Plot:
        X, y = self.case
        order = np.argsort(X[:, 0])
        x = X[order, 0]
        alone = Curve(x, fit(X, y)[order], "x", "X alone", LINES["given"], "X alone")
        curves = [Curve(X[:, 0], y[:, 0], ".", "a point", POINTS), alone]
        if self.answer is not None:
            heights = fit(self.answer, y)[order]
            curves.append(Curve(x, heights, "t", "your table", LINES["yours"], "your table"))
        return Plot(tuple(curves), (0, 2), (0, 12))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        self.plot().draw(panels["l"])
        left = panels["t"]
        left.axis("off")
        left.set_title("the first rows")
        if self.answer is None:
            left.text(0.5, 0.5, "no table of yours", ha="center", transform=left.transAxes)
        else:
            _write(left, self.answer[:SHOWN, :MOST_COLUMNS])

    def facts(self) -> Iterator[str]:
        if self.answer is not None:
            rows = [", ".join(map(short, row[:MOST_COLUMNS])) for row in self.answer[:3]]
            shown = ", ".join(f"[{row}]" for row in rows)
            yield f"Your table has the shape {self.answer.shape}. Its first rows: {shown}."

    def remarks(self) -> Iterator[str]:
        X, y = self.case
        alone = short(np.mean((fit(X, y) - y[:, 0]) ** 2))
        if self.answer is None:
            yield f"The best line with X alone goes through the origin: mean squared error {alone}."
            return
        heights = fit(self.answer, y)
        yours = short(np.mean((heights - y[:, 0]) ** 2))
        yield f"Mean squared error of the best line: {yours} with your table, {alone} with X alone."
        if np.allclose(heights, fit(X, y)):
            yield "The two lines coincide: your table cannot lift a line off the origin."
        if not np.isclose(self.answer, X, rtol=1e-6).all(axis=0).any():  # 32-bit floats are welcome
            yield "No column contains X."
        where = "" if not self.ones or 0 in self.ones else ", not in front"
        yield f"Column of ones: {', '.join(f'column {k}' for k in self.ones) or 'none'}{where}."


def fit(table: Array, y: Array) -> Array:
    """The heights, at each row, of the best line that the columns of a table can make."""
    scaled = table / (np.abs(table).max() or 1.0)  # keeps huge numbers from overflowing
    theta, *_ = np.linalg.lstsq(scaled, y, rcond=None)
    heights: Array = (scaled @ theta)[:, 0]
    return heights


def _write(panel: Panel, rows: Array) -> None:
    """Rows as a table of text."""
    count = rows.shape[1]
    cells = [[*map(short, row)] for row in rows] + [["..."] * count]
    names = [f"{'column' if count < 3 else 'col.'} {k}" for k in range(count)]
    drawn = panel.table(cells, colLabels=names, loc="upper center", cellLoc="center")
    drawn.auto_set_font_size(False)
    drawn.set_fontsize(chart.SMALL)
    drawn.scale(1, 1.7)
    for k in range(count):
        drawn[0, k].set_text_props(color=chart.INK, fontweight="bold")


# 99 in 100 right runs end inside: a circle of 3.03 standard deviations, each about 0.09.
RADIUS = 0.27
TOP, REACH, FAR, EXACT = 13.0, 0.75, 1e4, 1e-6
XS = np.linspace(0, 2, 59)
DASH_DOTTED = {**LINES["other"], "color": chart.GOAL, "linestyle": "-."}
RING: dict[str, Any] = {"color": YOURS, "markersize": 9, "markerfacecolor": "none"}


class FitPicture(Picture[tuple[Array, Array], Array]):
    """Left: the points with the lines. Right: theta as a point, where right runs end."""

    title = "The points, your line, the best line, and the law behind them"
    cases = (points(),)
    mosaic: ClassVar = {"mosaic": "lt", "width_ratios": (1.35, 1)}

    def ask(self, learner: Any) -> Array:
        return two_numbers(learner.train().value)

    def plot(self) -> Plot:
        x, y = (column[:, 0] for column in self.case)
        curves = [
            Curve(x, y, ".", "a point", POINTS),
            Curve(XS, heights(BEST), "b", "the best line", LINES["given"], "best"),
            Curve(XS, heights(LAW), look=DASH_DOTTED, label="law"),
        ]
        if self.answer is not None:
            yours = heights(self.answer.ravel())
            curves.append(Curve(XS, yours, "y", "yours", LINES["yours"], "yours"))
        return Plot(tuple(curves), (0, 2), (0, TOP))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        from matplotlib.patches import Circle

        self.plot().draw(panels["l"])
        panel, low, high = panels["t"], BEST - REACH, BEST + REACH
        panel.set(title="theta from above", xlabel="theta[0]", ylabel="theta[1]", aspect="equal")
        panel.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        where = {"facecolor": "#EEEEEE", "edgecolor": chart.QUIET, "hatch": "..."}
        panel.add_patch(Circle(tuple(BEST), RADIUS, **where))
        goals(panel, best="best", law="law")
        if self.answer is not None:
            theta = self.answer.ravel()
            place = np.clip(theta, BEST - 0.93 * REACH, BEST + 0.93 * REACH)
            name = "yours" if (place == theta).all() else "yours, farther out"
            panel.plot(*place, "o", **RING, markeredgewidth=2, zorder=6, label=name)

    def facts(self) -> Iterator[str]:
        thetas = {"The best line for these points has": BEST, "The law behind the points is": LAW}
        if self.answer is not None:
            thetas = {"Your line has": self.answer.ravel(), **thetas}
        for name, theta in thetas.items():
            yield f"{name} theta {pair(theta)}: mean squared error {short(float(loss(theta)), 4)}."

    def signs(self) -> Iterator[str]:
        yield "Shaded: where 99 in 100 right runs end."

    def remarks(self) -> Iterator[str]:
        if self.answer is None:
            return
        theta = self.answer.ravel()
        away = float(np.hypot(*(theta - BEST)))
        where = "inside" if away <= RADIUS else "outside"
        found = f"{short(away)} away from the best one, {where}."
        if away < EXACT:
            found = "the best one itself; steps on single rows do not end exactly there."
        yield f"Your theta is {found}"
        yield from other_shape(self.answer)
        if np.abs(heights(theta)[[0, -1]] - TOP / 2).max() > TOP / 2:
            yield "Your line runs out of the picture."


def heights(theta: Array) -> Array:
    """The heights of a line, cut far outside of the picture."""
    found: Array = np.clip(theta[0] + theta[1] * XS, -FAR, FAR)
    return found
