"""Tasks 1.2 and 1.4: the area under f between the bounds, and the learner's number beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np
import sympy as sp

from autograder.study.pictures.chart import Curve, Plot, short, window
from autograder.study.pictures.curves import CLOSE, Graph, X, curve_of_f, fill, number
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import FILLS, GIVEN, INK, LINES, QUIET, YOURS, Panel

MOST = 2.5
R = sp.Rational


class AreaPicture(Picture[Graph, float]):
    """Left: f with the area between the bounds. Right: that area and the answer as bars."""

    task = "1.2"
    title = "The area under f, and your number beside it"
    cases: ClassVar[tuple[Graph, ...]] = (
        Graph(sp.exp(-X), R(0), sp.oo, (0, 5), 1),
        Graph(sp.exp(-X), R(1), sp.oo, (0, 5), float(np.exp(-1))),
        Graph(2 * X - 1, R(-1), R(3), (-1, 3), 4),
    )
    layout = "fb"
    column_widths = (2.1, 1)

    @staticmethod
    def ask(learner: Any, graph: Graph) -> float:
        return number(learner.definite_integral(graph.f, X, graph.lower, graph.upper).value)

    @staticmethod
    def is_right(graph: Graph, answer: float) -> bool:
        return abs(answer - graph.area) <= CLOSE * max(1, abs(graph.area))

    @property
    def clipped(self) -> float:
        """The height of the answer's bar, cut where it would dwarf the area."""
        most = MOST * max(self.case.area, self.case.whole or 0)
        return float(np.clip(self.answer or 0.0, -most, most))

    def plot(self) -> Plot:
        inside = self.case.inside
        filled = np.linspace(0 * self.case.x[inside], self.case.heights[inside], 24)[:-1]
        across = np.broadcast_to(self.case.x[inside], filled.shape)
        area = Curve(across.ravel(), filled.ravel(), ".", "the area")
        return Plot((area, curve_of_f(self.case)), self.case.view, names=("x", "height of f"))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        panel = panels["f"]
        fill(panel, self.case)
        self.plot().draw(panel)
        panel.set_title(f"f = {self.case.f}, from {self.case.range}")
        if self.case.upper is sp.oo:
            arrow: dict[str, Any] = {"arrowprops": {"arrowstyle": "->"}, "va": "center"}
            ends = (0.98, 0.12), (0.45, 0.12)
            panel.annotate("and on to infinity", *ends, "axes fraction", fontsize=9, **arrow)
        self.draw_bars(panels["b"])

    def draw_bars(self, panel: Panel) -> None:
        """The area and the answer as two bars with their numbers."""
        area, whole = self.case.area, self.case.whole
        low, high = window(np.array([area, whole or 0, self.clipped]))
        panel.set(ylabel="area", ylim=(1.12 * low, 1.12 * high), xlim=(-0.6, 1.6))
        panel.set_xticks([0, 1], ["the shaded\narea", "your\nnumber"])
        panel.axhline(0, color=QUIET, linewidth=0.8)
        yours = "none" if self.answer is None else short(self.answer, 4)
        bars = [(area, "area", short(area, 4), GIVEN), (self.clipped, "yours", yours, INK[YOURS])]
        for place, (height, look, name, colour) in enumerate(bars):
            bar = panel.bar(place, height, width=0.7, **FILLS[look])
            panel.bar_label(bar, [name], padding=3, color=colour, fontweight="bold")
        if whole is not None:
            panel.axhline(whole, **LINES["other"])
            panel.text(-0.55, whole, "the whole area", va="bottom", fontsize=9)

    def facts(self) -> Iterator[str]:
        yield f"f is {self.case.f}, from {self.case.range}: the area is {short(self.case.area, 4)}."
        if self.answer is not None:
            verdict = "the same" if self.is_right(self.case, self.answer) else "the two differ"
            yield f"Your number is {short(self.answer, 4)}: {verdict}."

    def remarks(self) -> Iterator[str]:
        if self.answer is not None and self.clipped != self.answer:
            yield f"Your bar is cut off: your number is {short(self.answer)}."
        if (self.case.heights[self.case.inside] < -CLOSE).any():
            yield "Crossed hatching: below the axis, counted as negative."


class ProbabilityPicture(AreaPicture):
    """The same for a part of the area under a density."""

    task = "1.4"
    title = "The part of the area between a and b, and your number"
    cases = (
        Graph(sp.exp(-X), R(1), R(4), (0, 6), float(np.exp(-1) - np.exp(-4)), whole=1),
        Graph(6 * X * (1 - X), R(1, 4), R(1, 2), (0, 1), 11 / 32, whole=1),
    )

    @staticmethod
    def ask(learner: Any, graph: Graph) -> float:
        return number(learner.probability(graph.f, X, graph.lower, graph.upper).value)
