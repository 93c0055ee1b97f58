"""Task 1.6: f, the density that it becomes, and what the learner's function makes of it."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np
import sympy as sp

from autograder.grading.pictures.chart import LINES, Curve, Panel, Plot, short
from autograder.grading.pictures.curves import (
    CLOSE,
    POINTS,
    Graph,
    X,
    curve_of_f,
    fill,
    formula,
    heights_and_slopes,
)
from autograder.grading.pictures.picture import Picture, UndrawableError
from autograder.judges.arrays import Array

R = sp.Rational


class MultiplePicture(Picture[Graph, Array]):
    """Three curves: f with its area, its multiple of area 1, and the heights of the answer."""

    title = "f, the density that it becomes, and yours"
    cases: ClassVar[tuple[Graph, ...]] = (
        Graph(X, R(0), R(2), (0, 2), 2),
        Graph(sp.exp(-2 * X), R(0), sp.oo, (0, 3), 0.5),
        Graph(-(X**2), R(0), R(3), (0, 3), -9),
    )
    mosaic: ClassVar = {"mosaic": "f"}

    def ask(self, learner: Any) -> Array:
        one = self.case
        given = formula(learner.normalize(one.f, X, one.lower, one.upper).value)
        heights, _ = heights_and_slopes(given, one.f, one.x)
        if not np.isfinite(heights).any():
            raise UndrawableError("Your function has no value at any x in this picture.")
        return heights

    @property
    def density(self) -> Array:
        """The heights of the multiple of f whose area is 1."""
        return self.case.heights / self.case.area

    def is_right(self, answer: Array) -> bool:
        return bool(np.nanmax(np.abs(answer - self.density)) <= CLOSE * self.density.max())

    def plot(self) -> Plot:
        x = self.case.x
        curves = [
            curve_of_f(self.case, f"f = {self.case.f}"),
            Curve(x, self.density, "d", "the density", LINES["other"], "the density"),
        ]
        if self.answer is not None:
            curves.append(Curve(x, self.answer, "y", "yours", LINES["yours"], "yours"))
        return Plot(tuple(curves), self.case.view, names=("x", "height"))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        fill(panels["f"], self.case)
        self.plot().draw(panels["f"])

    def facts(self) -> Iterator[str]:
        one = self.case
        yield f"f is {one.f}, from {one.range}: its area is {short(one.area)}."
        if self.answer is not None:
            columns = (one.x, one.heights, self.density, self.answer)
            x, f, density, yours = (short(float(column[POINTS // 2])) for column in columns)
            yield f"At x = {x}: f is {f}, the density {density}, and yours {yours}."

    def remarks(self) -> Iterator[str]:
        if self.answer is None:
            return
        there = np.isfinite(self.answer) & (self.density > CLOSE)
        ratios = self.answer[there] / self.density[there]
        if self.is_right(self.answer):
            yield "Yours is the density: its area is 1, and it is nowhere below the axis."
        elif len(ratios) and np.ptp(ratios) < CLOSE:
            yield f"Yours is {short(float(ratios.mean()))} times the density, at every x."
        else:
            yield "Yours is not the density, nor a multiple of it: its shape is not that of f."
