"""Expressions as curves: reading them from answers, their heights and slopes, the area under f."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from mpmath import mp

from autograder.judges.arrays import Array
from autograder.judges.finding import Finding
from autograder.judges.integrals.evaluation import Unevaluable, evaluate, is_real
from autograder.judges.integrals.expressions import UNEVALUATED, classify, heads, names, unify
from autograder.study.pictures.chart import FILLS, LINES, QUIET, Curve, Panel
from autograder.study.pictures.picture import UndrawableError, unusable

POINTS = 121
CLOSE = 1e-6
DIGITS = 40
STEP = mp.mpf(2) ** -40  # small enough for any slope, large enough to keep half of the digits
LARGEST = 1e100
X = sp.Symbol("x")


@dataclass(frozen=True)
class Graph:
    """
    An f in x between two bounds, as a task asks for it.

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
    try:
        height = evaluate(given, {}, DIGITS)
    except Unevaluable:
        height = mp.j
    if not is_real(height):
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
    """
    The values, or their real parts, and the slopes at points of x; NaN where there is none.

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
            slopes = [
                (after - before) / (2 * STEP) for before, after in zip(left, right, strict=True)
            ]
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
