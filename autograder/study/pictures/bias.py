"""Task 2.1: the first rows of the learner's table, and the lines that fit with it and without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.judges.arrays import Array, numbers
from autograder.judges.sgd.lesson import points
from autograder.study.pictures.chart import Curve, Plot, short
from autograder.study.pictures.picture import Picture, UndrawableError, unusable
from autograder.study.pictures.style import INK, LINES, POINTS, SMALL, YOURS, Panel

SHOWN, MOST_COLUMNS = 6, 4


class BiasPicture(Picture[tuple[Array, Array], Array]):
    """Left: the table. Right: the points with both lines."""

    task = "2.1"
    title = "Your table, and the lines that fit with it and with X alone"
    cases = (points(),)
    layout = "tl"
    column_widths = (1, 1.5)

    @staticmethod
    def ask(learner: Any, lesson: tuple[Array, Array]) -> Array:
        shape = lesson[0].shape
        given = learner.add_bias(lesson[0]).value
        table = numbers(given)
        if table is None:
            raise unusable(given, "it must return an array of finite numbers")
        if table.ndim != 2 or len(table) != shape[0] or not table.size:
            raise UndrawableError(
                f"Your function returned an array of shape {table.shape} for an X of shape {shape}: "
                "are all rows and columns still there?"
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
            curves.append(Curve(x, heights, "t", "your table", LINES["yours"], "your\ntable"))
        return Plot(tuple(curves), (0, 2), (0, 12))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        self.plot().draw(panels["l"])
        panels["l"].set_xticks([0, 0.5, 1, 1.5, 2])
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
    drawn.set_fontsize(SMALL)
    drawn.scale(1, 1.7)
    for k in range(count):
        drawn[0, k].set_text_props(color=INK[YOURS], fontweight="bold")
