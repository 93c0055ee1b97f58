"""
Jumps: where F(b) - F(a) is not the area, although F' = f.

A Piecewise with an offset, or + floor(x), has the right derivative almost everywhere; no test of
derivatives sees it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

import mpmath
import sympy as sp
from mpmath import mp

from autograder.judges.integrals.evaluation import Number, Point, Unevaluable, evaluate, number
from autograder.judges.integrals.points import Domain
from autograder.judges.integrals.symbols import has_cheap_slope

CUTS = (1, 21, 43, 58, 79, 99)  # percent of the domain: uneven, so that no cut is a special value
OPEN = (Fraction(-2), Fraction(3))  # the part of the whole line that is cut
REACH = 6  # the length of that part on a half line
FAR = 34  # one more interval where the domain is open: a jump may be past the cuts
TOLERANCE = 1e-6  # of a growth: far above the error of quadrature, far below a jump
DIGITS = 15
DEGREE = 6  # of quadrature: each doubles the points, and smooth functions need five

# Continuous wherever their real argument is; so is what is built of them by sums and products.
_CONTINUOUS = frozenset(
    {sp.Add, sp.Mul, sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.sech, sp.atan, sp.asinh,
     sp.erf, sp.erfc, sp.erfi}
)  # fmt: skip


class Growth(NamedTuple):
    """The growth of F beside the area of f: intervals compared, and the first that differs."""

    intervals: int
    gap: tuple[Fraction, Fraction] | None


def can_jump(F: sp.Expr, x: sp.Symbol, where: Domain) -> bool:
    """
    Whether F may be discontinuous on the domain.

    Compositions of functions that are continuous on all reals cannot jump, so they need no
    quadrature. Poles and branch points can: atan(1/x) jumps at 0, atan(tan(x)) at pi/2, log with
    an imaginary argument at its cut. Powers and logarithms are safe over positive bases; written
    with the distance from the lower end, which is positive, more bases show that they are.
    """
    if not has_cheap_slope(F):
        return True  # what is assumed of large expressions takes long to find out
    if not _is_exposed(F) or where.lower is None:
        return _is_exposed(F)
    distance = sp.Symbol(x.name, positive=True)
    return _is_exposed(
        F.xreplace({x: sp.Rational(where.lower.numerator, where.lower.denominator) + distance})
    )


def _is_exposed(F: sp.Expr) -> bool:
    if F.is_Atom:
        return F is sp.I
    head = type(F)
    is_safe = head in _CONTINUOUS
    if head is sp.Pow:
        base, exponent = F.args
        is_safe = (exponent.is_Integer and exponent > 0) or bool(base.is_positive)
    elif head is sp.log:
        is_safe = bool(F.args[0].is_positive)
    return not is_safe or any(map(_is_exposed, F.args))


def growth(F: sp.Expr, f: sp.Expr, x: sp.Symbol, where: Domain, others: Point) -> Growth:
    """
    F(b) - F(a) against the area of f on five intervals inside the domain, and one far out.

    `others` fixes the symbols besides x. An interval without values is passed over.
    """
    compared = 0
    for a, b in pairwise(_cuts(where)):
        try:
            grown, area, size = _measure(F, f, x, (a, b), others)
        except Unevaluable:
            continue
        compared += 1
        if abs(grown - area) > TOLERANCE * max(1, abs(area), 1e-6 * size):
            return Growth(compared, (a, b))
    return Growth(compared, None)


def area(f: sp.Expr, x: sp.Symbol, bounds: tuple[Any, Any], others: Point) -> Number:
    """The area under f by quadrature, to about 15 digits. Raises Unevaluable."""

    def height(at: Number) -> Number:
        return evaluate(f, {**others, x: at}, DIGITS)

    with mp.workdps(DIGITS):
        ends = [number(bound) for bound in bounds]
        value, error = mpmath.quad(height, ends, error=True, maxdegree=DEGREE)
    if not mp.isfinite(value) or error > TOLERANCE * max(1, abs(value)) / 10:
        raise Unevaluable("quadrature")
    return value


def _measure(
    F: sp.Expr, f: sp.Expr, x: sp.Symbol, bounds: tuple[Fraction, Fraction], others: Point
) -> tuple[Number, Number, Number]:
    """What F grows by, the area, and the size of F."""
    at_a, at_b = (evaluate(F, {**others, x: bound}, 2 * DIGITS) for bound in bounds)
    return at_b - at_a, area(f, x, bounds, others), abs(at_a)


def _cuts(where: Domain) -> tuple[Fraction, ...]:
    """Ends of the intervals, with one far away on each open side."""
    low, high = where.lower, where.upper
    if low is None:
        low = OPEN[0] if high is None else high - REACH
    if high is None:
        high = OPEN[1] if where.lower is None else low + REACH
    inner = tuple(low + (high - low) * Fraction(cut, 100) for cut in CUTS)
    before = () if where.lower is not None else (inner[0] - FAR,)
    after = () if where.upper is not None else (inner[-1] + FAR,)
    return (*before, *inner, *after)
