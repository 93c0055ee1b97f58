"""Task 1.1: the learner's antiderivative, and its slope next to f."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

import numpy as np
import sympy as sp

from autograder.judges.arrays import Array
from autograder.judges.integrals.expressions import names
from autograder.study.pictures import curves
from autograder.study.pictures.chart import LINES, QUIET, Curve, Panel, Plot, short, window
from autograder.study.pictures.curves import CLOSE, POINTS, Graph, X
from autograder.study.pictures.picture import Picture, UndrawableError

SLOPE = {**LINES["yours"], "marker": "o", "markevery": 12, "markersize": 5}


class Antiderivative(NamedTuple):
    """The learner's F and its slope, at the points of f. letters: constants, drawn as numbers."""

    F: Array
    slope: Array
    letters: tuple[str, ...]


class AntiderivativePicture(Picture[Graph, Antiderivative]):
    """Above: F. Below: f with its area shaded, and the slope of F."""

    task = "1.1"
    title = "Your F, and the slope of your F next to f"
    cases = (
        Graph(sp.exp(-X), 0, sp.oo, (0, 4), 1),
        Graph(4 * sp.exp(-2 * X), 0, sp.oo, (0, 3), 2),
        Graph(X * sp.exp(-X), 0, sp.oo, (0, 6), 1),
        Graph(X**2, 0, 2, (0, 2), 8 / 3),
        Graph(3 * sp.exp(-X) - 4 * sp.exp(-2 * X), 0, sp.oo, (0, 4), 1),
        Graph(1 / (1 + X**2), 0, sp.oo, (0, 4), float(np.pi / 2)),
    )
    mosaic: ClassVar = {"mosaic": "F;f", "height_ratios": (1, 1.25), "sharex": True}

    @staticmethod
    def ask(learner: Any, graph: Graph) -> Antiderivative:
        given = curves.formula(learner.indefinite_integral(graph.f, X).value)
        F, slope = curves.heights_and_slopes(given, graph.f, graph.x)
        if not np.isfinite(F).any():
            raise UndrawableError("Your F has no value at any x in this picture.")
        if not np.isfinite(slope).any():
            raise UndrawableError("The slope of your F is nowhere a real number in this picture.")
        return Antiderivative(F, slope, tuple(sorted(names(given) - {"x"})))

    @staticmethod
    def is_right(graph: Graph, answer: Antiderivative) -> bool:
        """Whether the slope is f at every point that has one."""
        apart = np.abs(answer.slope - graph.heights)
        return bool(np.nanmax(apart) <= CLOSE * max(1, np.abs(graph.heights).max()))

    def plot(self) -> Plot:
        shown = [curves.curve_of_f(self.case, f"f = {self.case.f}")]
        if self.answer:
            slope = self.case.x, self.answer.slope
            shown.append(Curve(*slope, "s", "slope of your F", SLOPE, "slope of\nyour F"))
        return Plot(tuple(shown), self.case.view, names=("x", "height of f, slope of F"))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        above, below = panels["F"], panels["f"]
        curves.fill(below, self.case)
        self.plot().draw(below)
        above.axhline(0, color=QUIET, linewidth=0.8)
        above.set_ylabel("height of F")
        if self.answer is None:
            above.set_yticks([])
            above.text(0.5, 0.5, "no curve of yours", transform=above.transAxes, ha="center")
        else:
            above.plot(self.case.x, self.answer.F, **LINES["yours"], label="your F")
            above.set_ylim(window(self.answer.F))

    def facts(self) -> Iterator[str]:
        left, right = map(short, self.case.view)
        yield f"f is {self.case.f}, drawn from x = {left} to {right}."
        if self.answer:
            columns = self.case.x, self.answer.F, self.answer.slope, self.case.heights
            for k in (POINTS // 4, POINTS // 2):
                x, F, slope, f = (short(column[k]) for column in columns)
                yield f"At x = {x}: your F is {F}, its slope is {slope}, and f is {f}."

    def remarks(self) -> Iterator[str]:
        if self.answer is None:
            return
        there = np.isfinite(self.answer.slope) & (np.abs(self.case.heights) > CLOSE)
        ratios = self.answer.slope[there] / self.case.heights[there]
        if self.is_right(self.case, self.answer):
            yield "The slope of your F is f: the two curves coincide."
        elif len(ratios) and np.ptp(ratios) < CLOSE:
            yield f"The slope of your F is {short(ratios.mean())} times f, at every x."
        else:
            yield "The slope of your F is not f: the two curves differ."
        if self.answer.letters:
            yield f"In your F, {' and '.join(self.answer.letters)} was drawn as a fixed number."
