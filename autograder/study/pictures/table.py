"""Task 2.1: the first rows of the learner's table, and the lines that fit with it and without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.grading.show import show
from autograder.judges.arrays import Array, numbers
from autograder.judges.sgd.lesson import points
from autograder.study.pictures.chart import Dots, chart, short
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import (
    GIVEN,
    INK,
    LINES,
    QUIET,
    SMALL,
    YOURS,
    caption,
    label_ends,
    sheet,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "Your table, and the lines that fit with it and with X alone"
SHOWN, MOST_COLUMNS = 6, 4


@dataclass(frozen=True, slots=True)
class Table:
    """
    The lesson's points; the learner's table with as many rows; problem: why it is missing.

    Heights of the best line with the table, and with X alone, one for each row.
    """

    x: Array
    y: Array
    alone: Array
    table: Array | None = None
    fitted: Array | None = None
    problem: str = ""

    @property
    def ones(self) -> tuple[int, ...]:
        """The columns that hold nothing but ones."""
        if self.table is None:
            return ()
        return tuple(np.flatnonzero((self.table == 1).all(axis=0)).tolist())


def ask(learner: Any) -> Table:
    """The learner's table for the lesson's X."""
    X, _ = points()
    given = learner.add_bias(X).value
    table = numbers(given)
    if table is None:
        return blank(f"Your function returned {show(given)}, which is no array of numbers.")
    if table.ndim != 2 or len(table) != len(X):
        return blank(
            f"Your function returned an array of shape {table.shape} for an X of shape {X.shape}: "
            "is every row still there?"
        )
    return _values(table)


def blank(problem: str) -> Table:
    """What can be drawn without an answer."""
    return _values(None, problem)


def picture(values: Table) -> Picture:
    told = tuple(_numbers(values))
    return Picture("2.1", TITLE, told, _chart(values), lambda: figure(values), values.problem)


def figure(values: Table) -> Figure:
    """Left: the table. Right: the points with both lines."""
    made, (left, right) = sheet(TITLE, 1, 2, width_ratios=(1, 1.5))
    left.axis("off")
    left.set_title("the first rows")
    if values.table is None:
        left.text(0.5, 0.5, "no table of yours", ha="center", transform=left.transAxes)
    else:
        _write(left, values.table)
    right.set(xlabel="x", ylabel="y", xlim=(0, 2), ylim=(0, 12), xticks=[0, 0.5, 1, 1.5, 2])
    right.plot(values.x, values.y, ".", color=QUIET, markersize=5)
    order = np.argsort(values.x)
    right.plot(values.x[order], values.alone[order], **LINES["given"])
    ends = [("X alone", GIVEN, *_last(values, values.alone))]
    if values.fitted is not None:
        right.plot(values.x[order], values.fitted[order], **LINES["yours"])
        ends.append(("your\ntable", YOURS, *_last(values, values.fitted)))
    label_ends(right, ends)
    caption(made, values.problem, *_remarks(values))
    return made


def _values(table: Array | None, problem: str = "") -> Table:
    X, y = points()
    fitted = None if table is None else _fit(table, y)
    return Table(X[:, 0], y[:, 0], _fit(X, y), table, fitted, problem)


def _fit(table: Array, y: Array) -> Array:
    """The heights, at each row, of the best line that the columns of a table can make."""
    theta, *_ = np.linalg.lstsq(table, y, rcond=None)
    heights: Array = (table @ theta)[:, 0]
    return heights


def _last(values: Table, heights: Array) -> tuple[float, float]:
    k = int(values.x.argmax())
    return float(values.x[k]), float(heights[k])


def _write(panel: Axes, table: Array) -> None:
    """The first rows as a table of text."""
    rows = table[:SHOWN, :MOST_COLUMNS]
    cells = [[short(number) for number in row] for row in rows] + [["..."] * rows.shape[1]]
    word = "column" if rows.shape[1] < 3 else "col."
    names = [f"{word} {k}" for k in range(rows.shape[1])]
    drawn = panel.table(cells, colLabels=names, loc="upper center", cellLoc="center")
    drawn.auto_set_font_size(False)
    drawn.set_fontsize(SMALL)
    drawn.scale(1, 1.7)
    for k in range(rows.shape[1]):
        drawn[0, k].set_text_props(color=INK[YOURS], fontweight="bold")


def _errors(values: Table) -> Iterator[str]:
    alone = short(float(np.mean((values.alone - values.y) ** 2)))
    if values.fitted is None:
        yield f"The best line with X alone goes through the origin: mean squared error {alone}."
        return
    yours = short(float(np.mean((values.fitted - values.y) ** 2)))
    yield f"Mean squared error of the best line: {yours} with your table, {alone} with X alone."


def _remarks(values: Table) -> Iterator[str]:
    yield from _errors(values)
    if values.table is None:
        return
    if values.fitted is not None and np.allclose(values.fitted, values.alone):
        yield "The lines lie on each other: your table cannot lift a line off the origin."
    if not (values.table == values.x[:, None]).all(axis=0).any():
        yield "No column holds X."
    where = "" if not values.ones or 0 in values.ones else ", not in front"
    yield f"Column of ones: {', '.join(f'column {k}' for k in values.ones) or 'none'}{where}."


def _numbers(values: Table) -> Iterator[str]:
    if values.table is not None:
        rows = ", ".join(
            f"[{', '.join(short(number) for number in row[:MOST_COLUMNS])}]"
            for row in values.table[:3]
        )
        yield f"Your table has the shape {values.table.shape}. Its first rows: {rows}."
    yield from _remarks(values)


def _chart(values: Table) -> tuple[str, ...]:
    dots = [
        Dots(".", "a point", values.x, values.y),
        Dots("x", "X alone", values.x, values.alone),
    ]
    if values.fitted is not None:
        dots.append(Dots("t", "your table", values.x, values.fitted))
    return chart(dots, (0.0, 2.0), (0.0, 12.0))
