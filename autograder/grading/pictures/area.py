"""Tasks 1.2, 1.3 and 1.4: areas under f beside the learner's numbers and answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import sympy as sp

from autograder.grading.pictures import chart
from autograder.grading.pictures.chart import (
    FILLS,
    INK,
    Curve,
    NumberBar,
    Panel,
    Plot,
    short,
    window,
)
from autograder.grading.pictures.curves import CLOSE, Graph, X, curve_of_f, fill, number
from autograder.grading.pictures.picture import Picture, UndrawableError, unusable
from autograder.judges.symbolic.value import said_by

MOST = 2.5
R = sp.Rational


class AreaPicture(Picture[Graph, float]):
    """Left: f with the area between the bounds. Right: that area and the answer as bars."""

    title = "The area under f, and your number beside it"
    cases: ClassVar[tuple[Graph, ...]] = (
        Graph(sp.exp(-X), R(0), sp.oo, (0, 5), 1),
        Graph(sp.exp(-X), R(1), sp.oo, (0, 5), float(np.exp(-1))),
        Graph(2 * X - 1, R(-1), R(3), (-1, 3), 4),
    )
    mosaic: ClassVar = {"mosaic": "fb", "width_ratios": (2.1, 1)}

    def ask(self, learner: Any) -> float:
        f, lower, upper = self.case.f, self.case.lower, self.case.upper
        return number(learner.definite_integral(f, X, lower, upper).value)

    def is_right(self, answer: float) -> bool:
        return abs(answer - self.case.area) <= CLOSE * max(1, abs(self.case.area))

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

    def bars(self) -> Sequence[NumberBar]:
        given = NumberBar("the area", self.case.area, short(self.case.area, 4))
        if self.answer is None:
            return (given,)
        return given, NumberBar("your number", self.clipped, short(self.answer, 4), is_yours=True)

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
        panel.axhline(0, color=chart.QUIET, linewidth=0.8)
        yours = "none" if self.answer is None else short(self.answer, 4)
        bars = (area, "area", short(area, 4), chart.GIVEN), (self.clipped, "yours", yours, INK)
        for place, (height, look, name, colour) in enumerate(bars):
            bar = panel.bar(place, height, width=0.7, **FILLS[look])
            panel.bar_label(bar, [name], padding=3, color=colour, fontweight="bold")
        if whole is not None:
            panel.axhline(whole, **chart.LINES["other"])
            panel.text(-0.55, whole, "the whole area", va="bottom", fontsize=9)

    def facts(self) -> Iterator[str]:
        yield f"f is {self.case.f}, from {self.case.range}: the area is {short(self.case.area, 4)}."
        if self.answer is not None:
            verdict = "the same" if self.is_right(self.answer) else "the two differ"
            yield f"Your number is {short(self.answer, 4)}: {verdict}."

    def signs(self) -> Iterator[str]:
        if (self.case.heights[self.case.inside] < -CLOSE).any():
            yield "Crossed hatching: below the axis, counted as negative."

    def remarks(self) -> Iterator[str]:
        if self.answer is not None and self.clipped != self.answer:
            yield f"Your bar is cut off: your number is {short(self.answer)}."


class ProbabilityPicture(AreaPicture):
    """The same for a part of the area under a density."""

    title = "The part of the area between a and b, and your number"
    cases = (
        Graph(sp.exp(-X), R(1), R(4), (0, 6), float(np.exp(-1) - np.exp(-4)), whole=1),
        Graph(6 * X * (1 - X), R(1, 4), R(1, 2), (0, 1), 11 / 32, whole=1),
    )

    def ask(self, learner: Any) -> float:
        f, a, b = self.case.f, self.case.lower, self.case.upper
        return number(learner.probability(f, X, a, b).value)


AREAS = {sp.exp(-X): 1, 2 * sp.exp(-X): 2, 3 * sp.exp(-X) - 4 * sp.exp(-2 * X): 1}
AREAS |= {2 * sp.exp(-2 * X): 1}
GRAPHS = tuple(Graph(f, R(0), sp.oo, (0, 4), area) for f, area in AREAS.items())
Said = tuple[bool | None, ...]


def lowest(graph: Graph) -> float:
    """The lowest height of f, or 0 if f is never below the axis."""
    return float(min(graph.heights.min(), 0.0))


class DensityPicture(Picture[tuple[Graph, ...], Said]):
    """A panel for each function: its area, what is below the axis, and what the learner said."""

    title = "A density? Area 1, and nowhere below the axis"
    cases = (GRAPHS,)
    mosaic: ClassVar = {"mosaic": "01;23", "sharex": True}

    def ask(self, learner: Any) -> Said:
        """What the learner says about each function; None for what is neither True nor False."""
        asked = learner.is_probability_density
        answers = [asked(one.f, X, one.lower, one.upper).value for one in self.case]
        said = tuple(map(said_by, answers))
        if None in said:
            odd = unusable(answers[said.index(None)], "it must return True or False")
            raise UndrawableError(str(odd), partial=said)
        return said

    @property
    def pairs(self) -> list[tuple[Graph, bool | None]]:
        return list(zip(self.case, self.answer or [None] * len(self.case), strict=True))

    def plot(self) -> Plot:
        """The first function about which the learner is wrong, else the one with the dip."""
        dipping = [graph for graph in self.case if lowest(graph) < 0]
        graph, *_ = [graph for graph, said in self.pairs if is_wrong(graph, said)] + dipping
        axis = Curve(graph.x, np.zeros_like(graph.x), "-", "the axis")
        f = replace(curve_of_f(graph), name=str(graph.f))
        return Plot((axis, f), graph.view, names=("x", "height"))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        for (name, panel), (graph, said) in zip(panels.items(), self.pairs, strict=True):
            fill(panel, graph)
            names = "x" if name in "23" else "", "height of f" if name in "02" else ""
            Plot((curve_of_f(graph),), graph.view, names=names).draw(panel)
            panel.set_title(f"f = {graph.f}")
            # Words keep away from the curve: at the top right, or below the axis where f dips.
            top = 0.95 if lowest(graph) == 0 else 0.42
            place: dict[str, Any] = {"transform": panel.transAxes, "ha": "right", "va": "top"}
            panel.text(0.98, top, _measures(graph), fontsize=chart.SMALL, **place)
            if said is not None:
                words = f"you said: {said}" + ("\nlook again" if is_wrong(graph, said) else "")
                panel.text(0.98, top - 0.13, words, color=INK, fontweight="bold", **place)

    def facts(self) -> Iterator[str]:
        for graph, said in self.pairs:
            yours = "" if said is None else f" You said {said}."
            look = " Look again." if is_wrong(graph, said) else ""
            yield f"f = {graph.f} from 0 to infinity: {_measures(graph)}.{yours}{look}"

    def remarks(self) -> Iterator[str]:
        known = [is_wrong(graph, said) for graph, said in self.pairs if said is not None]
        if known:
            right = known.count(False)
            fit = "fits" if right == 1 else "fit"
            yield f"{right} of your {len(self.case)} answers {fit} the picture."


def is_wrong(graph: Graph, said: bool | None) -> bool:
    """Whether the learner said something else about f than what is seen."""
    return said is not None and said != (graph.area == 1 and lowest(graph) == 0)


def _measures(graph: Graph) -> str:
    dip = lowest(graph)
    depth = f"lowest point {short(dip)}" if dip < 0 else "never below 0"
    return f"area {short(graph.area)}, {depth}"
