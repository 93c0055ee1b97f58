"""Expressions as curves: reading them from answers, their heights and slopes, the area under f.

Task 1.1 is drawn from them: the learner's antiderivative, and its slope next to f.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

import numpy as np
import sympy as sp
from mpmath import mp

from autograder.grading.pictures.chart import FILLS, LINES, QUIET, Curve, Panel, Plot, short, window
from autograder.grading.pictures.picture import Picture, UndrawableError, unusable
from autograder.judges.arrays import Array
from autograder.judges.finding import Finding
from autograder.judges.symbolic.evaluation import Unevaluable, evaluate, is_real
from autograder.judges.symbolic.expressions import UNEVALUATED, classify, heads, names, unify

X, POINTS = sp.Symbol("x"), 121
CLOSE, LARGEST = 1e-6, 1e100
DIGITS = 40
STEP = mp.mpf(2) ** -40  # small enough for any slope, large enough to keep half of the digits


@dataclass(frozen=True)
class Graph:
    """An f in x between two bounds, as a task asks for it.

    view: the part of the x-axis that is drawn. area: between the bounds.
    whole: the area under all of f, where the task asks for a part of it.
    """

    f: Any
    lower: Any
    upper: Any
    view: tuple[float, float]
    area: float
    whole: float | None = None

    @property
    def range(self) -> str:
        """The bounds in words; those of a part are called a and b."""
        lower, upper = (str(end).replace("oo", "infinity") for end in (self.lower, self.upper))
        return f"{lower} to {upper}" if self.whole is None else f"a = {lower} to b = {upper}"

    @cached_property
    def x(self) -> Array:
        """The points at which curves are drawn."""
        return np.linspace(*self.view, POINTS)

    @cached_property
    def heights(self) -> Array:
        """The heights of f at these points."""
        return heights_and_slopes(self.f, self.f, self.x)[0]

    @property
    def inside(self) -> Array:
        """Which of these points are between the bounds."""
        return (self.x >= float(self.lower)) & (self.x <= float(self.upper))


def formula(value: Any) -> Any:
    """The expression in an answer; that of a Lambda in x. Raises UndrawableError."""
    given = _worked_out(value, "an expression in x is needed to draw a curve")
    if isinstance(given, sp.Lambda):
        given = given.expr.xreplace(dict(zip(given.variables, (X,), strict=False)))
    return given


def number(value: Any) -> float:
    """A learner's number as a float; it may be infinite. Raises UndrawableError."""
    needed = "an area is a real number"
    given = _worked_out(value, needed)
    if given in {sp.oo, -sp.oo}:
        return float(given)
    if letters := sorted(names(given)):
        raise unusable(given, f"{needed}, without {' and '.join(letters)}")
    height = _value(given, {})
    if mp.isnan(height) or not is_real(height):
        raise unusable(given, needed)
    return float(mp.re(height))


def _worked_out(value: Any, needed: str) -> Any:
    """The SymPy object in an answer, without integrals and limits. Raises UndrawableError."""
    given = classify(value)
    if isinstance(given, Finding):
        raise unusable(value, needed)
    if heads(given) & UNEVALUATED:
        raise UndrawableError("Your answer contains an integral or a limit: work it out first.")
    return given


def heights_and_slopes(expression: Any, f: Any, at: Array) -> tuple[Array, Array]:
    """The values, or their real parts, and the slopes at points of x; NaN where there is none.

    Letters that f does not have count as 0, or as 1 where that gives no value. The slope comes from
    a very small step to both sides.
    """
    known, variable = unify(expression, f), unify(X, f)
    for letter in (0, 1):
        fixed = dict.fromkeys(known.free_symbols - {variable}, mp.mpf(letter))
        with mp.workdps(DIGITS):
            left, here, right = (
                [_value(known, {**fixed, variable: mp.mpf(x) + side * STEP}) for x in at.tolist()]
                for side in (-1, 0, 1)
            )
            slopes = [(end - start) / (2 * STEP) for start, end in zip(left, right, strict=True)]
        found = np.array([_plain(mp.re(value)) for value in here])
        if np.isfinite(found).any():
            break
    return found, np.array([_plain(slope) for slope in slopes])


def _value(known: Any, point: dict[Any, Any]) -> Any:
    try:
        return evaluate(known, point, DIGITS)
    except Unevaluable:
        return mp.nan


def _plain(value: Any) -> float:
    """A number as a float; NaN if it is not real, or too large to draw."""
    real = float(mp.re(value))
    return real if is_real(value) and abs(real) < LARGEST else float("nan")


def curve_of_f(graph: Graph, label: str = "") -> Curve:
    return Curve(graph.x, graph.heights, "f", "f", LINES["given"], label)


def fill(panel: Panel, graph: Graph) -> None:
    """The area under f between the bounds; below the axis it is hatched differently."""
    x, f = graph.x, graph.heights
    panel.axhline(0, color=QUIET, linewidth=0.8)
    for name, part in (("area", f >= 0), ("below", f <= 0)):
        panel.fill_between(x, f, where=(graph.inside & part).tolist(), **FILLS[name])


SLOPE = {**LINES["yours"], "marker": "o", "markevery": 12, "markersize": 5}


class Antiderivative(NamedTuple):
    """The learner's F and its slope, at the points of f. letters: constants, drawn as numbers."""

    F: Array
    slope: Array
    letters: tuple[str, ...]


class AntiderivativePicture(Picture[Graph, Antiderivative]):
    """Above: F. Below: f with its area shaded, and the slope of F."""

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

    def ask(self, learner: Any) -> Antiderivative:
        given = formula(learner.indefinite_integral(self.case.f, X).value)
        F, slope = heights_and_slopes(given, self.case.f, self.case.x)
        if not np.isfinite(F).any():
            raise UndrawableError("Your F has no value at any x in this picture.")
        if not np.isfinite(slope).any():
            raise UndrawableError("The slope of your F is nowhere a real number in this picture.")
        return Antiderivative(F, slope, tuple(sorted(names(given) - {"x"})))

    def is_right(self, answer: Antiderivative) -> bool:
        """Whether the slope is f at every point that has one."""
        apart = np.abs(answer.slope - self.case.heights)
        return bool(np.nanmax(apart) <= CLOSE * max(1, np.abs(self.case.heights).max()))

    def plot(self) -> Plot:
        shown = [curve_of_f(self.case, f"f = {self.case.f}")]
        if self.answer:
            slope = self.case.x, self.answer.slope
            shown.append(Curve(*slope, "s", "slope of your F", SLOPE, "slope of your F"))
        return Plot(tuple(shown), self.case.view, names=("x", "height of f, slope of F"))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        above, below = panels["F"], panels["f"]
        fill(below, self.case)
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
        if self.is_right(self.answer):
            yield "The slope of your F is f: the two curves coincide."
        elif len(ratios) and np.ptp(ratios) < CLOSE:
            yield f"The slope of your F is {short(ratios.mean())} times f, at every x."
        else:
            yield "The slope of your F is not f: the two curves differ."
        if self.answer.letters:
            yield f"In your F, {' and '.join(self.answer.letters)} was drawn as a fixed number."
