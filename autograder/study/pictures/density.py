"""Task 1.3: four functions with what makes them a density or not, and what the learner said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp

from autograder.judges.integrals.classify import unwrap
from autograder.study.pictures.chart import Curve, Plot, short
from autograder.study.pictures.curves import Graph, X, curve_of_f, fill
from autograder.study.pictures.picture import Picture, UndrawableError, unusable
from autograder.study.pictures.style import INK, SMALL, YOURS, Panel

ZERO, VIEW = sp.Integer(0), (0, 4)
GRAPHS = (
    Graph(sp.exp(-X), ZERO, sp.oo, VIEW, 1),
    Graph(2 * sp.exp(-X), ZERO, sp.oo, VIEW, 2),
    Graph(3 * sp.exp(-X) - 4 * sp.exp(-2 * X), ZERO, sp.oo, VIEW, 1),
    Graph(2 * sp.exp(-2 * X), ZERO, sp.oo, VIEW, 1),
)
Said = tuple[bool | None, ...]


def lowest(graph: Graph) -> float:
    """The lowest height of f, or 0 if f is never below the axis."""
    return float(min(graph.heights.min(), 0.0))


def is_density(graph: Graph) -> bool:
    return graph.area == 1 and lowest(graph) == 0


class DensityPicture(Picture[tuple[Graph, ...], Said]):
    """A panel for each function: its area, what is below the axis, and what the learner said."""

    task = "1.3"
    title = "A density? Area 1, and nowhere below the axis"
    cases = (GRAPHS,)
    layout = "01;23"
    shares_x = True

    @staticmethod
    def ask(learner: Any, graphs: tuple[Graph, ...]) -> Said:
        """What the learner says about each function; None for what is neither True nor False."""
        asked = learner.is_probability_density
        answers = [asked(one.f, X, one.lower, one.upper).value for one in graphs]
        said = tuple(map(_truth, answers))
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
        graph, *_ = [graph for graph, said in self.pairs if _is_wrong(graph, said)] + dipping
        axis = Curve(graph.x, np.zeros_like(graph.x), "-", "the axis")
        f = replace(curve_of_f(graph), name=str(graph.f))
        return Plot((axis, f), graph.view, names=("x", "height"))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        for name, (graph, said) in zip(panels, self.pairs, strict=True):
            _draw(panels[name], graph, said)
            panels[name].set_xlabel("x" if name in "23" else "")
            panels[name].set_ylabel("height of f" if name in "02" else "")

    def facts(self) -> Iterator[str]:
        for graph, said in self.pairs:
            yours = "" if said is None else f" You said {said}."
            look = " Look again." if _is_wrong(graph, said) else ""
            yield f"f = {graph.f} from 0 to infinity: {_measures(graph)}.{yours}{look}"

    def remarks(self) -> Iterator[str]:
        if any(said is not None for _, said in self.pairs):
            count = sum(said is is_density(graph) for graph, said in self.pairs)
            yield f"{count} of {len(self.case)} of your answers fit what is seen."


def _draw(panel: Panel, graph: Graph, said: bool | None) -> None:
    fill(panel, graph)
    Plot((curve_of_f(graph),), graph.view).draw(panel)
    panel.set_title(f"f = {graph.f}")
    # Words keep away from the curve: at the top right, or below the axis where there is a dip.
    top = 0.95 if lowest(graph) == 0 else 0.42
    place: dict[str, Any] = {"transform": panel.transAxes, "ha": "right", "va": "top"}
    panel.text(0.98, top, _measures(graph), fontsize=SMALL, **place)
    if said is not None:
        words = f"you said: {said}" + ("\nlook again" if _is_wrong(graph, said) else "")
        panel.text(0.98, top - 0.13, words, color=INK[YOURS], fontweight="bold", **place)


def _truth(value: Any) -> bool | None:
    """A plain yes or no of Python, NumPy or SymPy."""
    value = unwrap(value)
    is_truth = isinstance(value, bool) or value is sp.true or value is sp.false
    return bool(value) if is_truth else None


def _is_wrong(graph: Graph, said: bool | None) -> bool:
    return said is not None and said is not is_density(graph)


def _measures(graph: Graph) -> str:
    dip = lowest(graph)
    depth = f"lowest point {short(dip)}" if dip < 0 else "never below 0"
    return f"area {short(graph.area)}, {depth}"
