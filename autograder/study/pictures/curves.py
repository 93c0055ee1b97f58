"""Curves of expressions, by numbers: heights and slopes, with gaps where there is no value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp
from mpmath import mp

from autograder.grading.show import show
from autograder.judges.arrays import Array
from autograder.judges.finding import Finding
from autograder.judges.integrals.classify import classify
from autograder.judges.integrals.evaluation import Unevaluable, evaluate
from autograder.judges.integrals.symbols import heads, names, unify
from autograder.judges.integrals.unevaluated import UNEVALUATED

POINTS = 61
DIGITS = 40
STEP = mp.mpf(2) ** -40
LARGEST = 1e100
X = sp.Symbol("x")
NOT_WORKED_OUT = "Your answer holds an integral or a limit that is not worked out yet."


@dataclass(frozen=True, slots=True)
class Case:
    """
    f in x between lower and upper, as a task asks for it.

    view: the part of the x-axis that is drawn. area: between the bounds.
    whole: the area under all of f, where it is of interest.
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
        lower, upper = (
            "infinity" if end is sp.oo else f"{end}" for end in (self.lower, self.upper)
        )
        return f"{lower} to {upper}" if self.whole is None else f"a = {lower} to b = {upper}"


class UndrawableError(Exception):
    """An answer that has no curve or no height; one sentence says why."""


def formula(value: Any, x: Any) -> Any:
    """The expression that an answer is, or of a Lambda its body. Raises UndrawableError."""
    given = classify(value, wanted="expression")
    if isinstance(given, Finding):
        raise UndrawableError(
            f"Your function returned {show(value)}, which is no expression in {x}: "
            "it has no curve to draw."
        )
    if isinstance(given, sp.Lambda):
        given = given.expr.xreplace(dict(zip(given.variables, (x,), strict=False)))
    if heads(given) & UNEVALUATED:
        raise UndrawableError(NOT_WORKED_OUT)
    return given


def letters(expression: Any, f: Any) -> tuple[str, ...]:
    """The letters of an expression that f does not have: constants, or other variables."""
    return tuple(sorted(names(expression) - names(f) - {"x"}))


def heights(expression: Any, f: Any, at: Array) -> Array:
    """The values of an expression at points of x; letters that f does not have count as 0, or 1."""
    return _walk(expression, f, at, _height)


def slopes(expression: Any, f: Any, at: Array) -> Array:
    """The slope at each point, from a very small step to both sides."""
    return _walk(expression, f, at, _slope)


def _walk(expression: Any, f: Any, at: Array, measure: Any) -> Array:
    known, variable = unify(expression, f), unify(X, f)
    others = sorted(known.free_symbols - {variable}, key=str)
    for stand_in in (0, 1):
        fixed = dict.fromkeys(others, mp.mpf(stand_in))
        found = np.array([measure(known, variable, fixed, float(point)) for point in at])
        if np.isfinite(found).any():
            break
    return found


def _height(known: Any, variable: Any, fixed: dict[Any, Any], point: float) -> float:
    try:
        return _plain(evaluate(known, {**fixed, variable: mp.mpf(point)}, DIGITS))
    except Unevaluable:
        return float("nan")


def _slope(known: Any, variable: Any, fixed: dict[Any, Any], point: float) -> float:
    try:
        with mp.workdps(DIGITS):
            ends = [
                evaluate(known, {**fixed, variable: mp.mpf(point) + side * STEP}, DIGITS)
                for side in (-1, 1)
            ]
            return _plain((ends[1] - ends[0]) / (2 * STEP))
    except Unevaluable:
        return float("nan")


def _plain(value: Any) -> float:
    """The real part as a float; what no picture can hold is no value."""
    real = float(mp.re(value))
    return real if abs(real) < LARGEST else float("nan")


def window(*curves: Array, air: float = 0.07) -> tuple[float, float]:
    """The heights that a panel shows: all that is finite, the axis, and some air."""
    every = np.concatenate([np.ravel(curve) for curve in curves])
    known = [0.0, *every[np.isfinite(every)].tolist()]
    low, high = min(known), max(known)
    room = air * (high - low)
    return low - (room if low < 0 else 0), 1.0 if low == high else high + room
