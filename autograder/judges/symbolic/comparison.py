"""How two functions compare: F' with f at points, and the growth of F with the area of f.

A difference at one real point is a proof of inequality; equality is agreement at many points
with many digits (Schwartz-Zippel in spirit: nothing but the points is random). Intervals show the
jumps that no derivative sees, where F(b) - F(a) is not the area although F' = f: a Piecewise with
an offset, or + floor(x).
"""

import math
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import count, islice, pairwise
from typing import Any, NamedTuple

import mpmath
import sympy as sp
from mpmath import mp

from autograder.judges.symbolic import evaluation
from autograder.judges.symbolic.evaluation import Number, Point, Unevaluable, evaluate
from autograder.judges.symbolic.expressions import has_cheap_slope

DIGITS = 55  # 40 working digits and 15 to guard them
DIGITS_CONFIRMING = 400  # a difference that is only lost digits vanishes here
MOST_POINTS = 60
MOST_POINTS_OFF_AXIS = 24  # for a difference off the real line while no real point agrees
ENOUGH_REAL = 12
ENOUGH_IN_ALL = 36  # complex values need more: a branch of F may be right on a part of them
FEWEST = 4  # of 60: an F that is hardly ever defined has not been compared
EXACT = 1e-25  # leaves 15 of the 40 working digits to cancellation
ROUNDED = 1e-9  # where there are decimals: 16 digits less what they lose
NEAREST = Fraction(3, 100)  # to a bound, where f may have a pole
NOTHING = 1e-35  # absolute: both are 0 but for rounding
REACH = (Fraction(3, 2), Fraction(4), Fraction(9))  # on an open side: near, middle and far points
CUTS = (1, 21, 43, 58, 79, 99)  # percent of the domain: uneven, so that no cut is a special value
OPEN = (Fraction(-2), Fraction(3))  # the part of the whole line that is cut
CUT_REACH = 6  # the length of that part on a half line
FAR = 34  # one more interval where the domain is open: a jump may be past the cuts
GROWTH_TOLERANCE = 1e-6  # of a growth: far above the error of quadrature, far below a jump
AREA_DIGITS = 15
DEGREE = 6  # of quadrature: each doubles the points, and smooth functions need five

# Continuous wherever their real argument is; so is what is built of them by sums and products.
_CONTINUOUS = frozenset(
    {sp.Add, sp.Mul, sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.sech, sp.atan, sp.asinh,
     sp.erf, sp.erfc, sp.erfi}
)  # fmt: skip

Function = Callable[[Point, int], Number]


class Domain(NamedTuple):
    """The range of the integration variable; None where a side is open."""

    lower: Fraction | None = None
    upper: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A point where two functions differ, and what they are there."""

    point: Point
    left: Number
    right: Number

    @property
    def is_real(self) -> bool:
        return evaluation.is_real(self.left) and evaluation.is_real(self.right)

    def is_within(self, tolerance: float) -> bool:
        """Whether it is no more than rounding."""
        gap, scale = abs(self.left - self.right), max(abs(self.left), abs(self.right))
        return bool(gap <= tolerance * scale or gap < NOTHING)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two functions compare.

    real, complex: numbers of points where they agree on, and off, the real line.
    difference: the first real difference, or one off the real line where no real point agrees.
    """

    real: int
    complex: int
    difference: Difference | None

    @property
    def is_agreement(self) -> bool:
        return self.difference is None and (self.real or self.complex) >= FEWEST


def domain(lower: Any, upper: Any) -> Domain:
    """The domain between two bounds, each a number, an infinity, a symbol, or None."""
    return Domain(_finite(lower), _finite(upper))


def points(
    x: sp.Symbol, others: Iterable[sp.Symbol], where: Domain, rng: random.Random
) -> Iterator[Point]:
    """Endless random points: x inside the domain, the other symbols in 0.2 .. 3.

    Every fourth point has the others negative, unless they are declared positive. The k * 1e-11
    keeps a point off all special values.
    """
    named = sorted(others, key=str)
    for turn in count():
        point = {x: _inside(where, REACH[turn % 3], rng)}
        for symbol in named:
            size = _between(Fraction(1, 5), Fraction(3), rng)
            point[symbol] = -size if turn % 4 == 3 and not symbol.is_positive else size
        yield point


def compare(left: Function, right: Function, at: Iterable[Point], tolerance: float) -> Comparison:
    """Agreement of two functions at points; where one has no value, the point is skipped.

    What seems to differ is read again with digits enough to be sure. Of the differences off the
    real line one is enough: it counts only where no real point says otherwise.
    """
    real, complex_, off_axis = 0, 0, None
    for turn, point in enumerate(islice(at, MOST_POINTS)):
        if off_axis and not real and turn >= MOST_POINTS_OFF_AXIS:
            break
        try:
            difference = _read(left, right, point, DIGITS)
            is_settled = off_axis is not None and not difference.is_real
            if not difference.is_within(tolerance) and not is_settled:
                difference = _read(left, right, point, DIGITS_CONFIRMING)
        except Unevaluable:
            continue
        if difference.is_within(tolerance):
            real, complex_ = real + difference.is_real, complex_ + (not difference.is_real)
        elif difference.is_real:
            return Comparison(real, complex_, difference)
        else:
            off_axis = off_axis or difference
        if real == ENOUGH_REAL or real + complex_ == ENOUGH_IN_ALL:
            break
    return Comparison(real, complex_, None if real >= FEWEST else off_axis)


def _read(left: Function, right: Function, point: Point, digits: int) -> Difference:
    return Difference(point, left(point, digits), right(point, digits))


def _inside(where: Domain, reach: Fraction, rng: random.Random) -> Fraction:
    """A number in the domain, away from its bounds and at most `reach` into an open side."""
    low, high = where
    if low is not None and high is not None:
        margin = (high - low) / 50
        return _between(low + margin, high - margin, rng)
    if low is not None:
        return _between(low + NEAREST, low + reach, rng)
    if high is not None:
        return _between(high - reach, high - NEAREST, rng)
    return _between(-reach, reach, rng)


def _between(low: Fraction, high: Fraction, rng: random.Random) -> Fraction:
    share = Fraction(rng.randrange(1, 10**4), 10**4)
    return low + share * (high - low) + Fraction(rng.randrange(1, 10**6), 10**11)


def _finite(bound: Any) -> Fraction | None:
    if isinstance(bound, int | float | Fraction):
        return Fraction(bound) if math.isfinite(bound) else None
    if isinstance(bound, sp.Rational):
        return Fraction(int(bound.p), int(bound.q))
    if isinstance(bound, sp.Expr) and bound.is_number and bound.is_finite:
        return Fraction(str(bound.evalf(15)))
    return None


def can_jump(F: sp.Expr, x: sp.Symbol, where: Domain) -> bool:
    """Whether F may be discontinuous on the domain.

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
    return _is_exposed(F.xreplace({x: sp.Rational(where.lower) + distance}))


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


def growth(
    F: sp.Expr, f: sp.Expr, x: sp.Symbol, where: Domain, others: Point
) -> tuple[Fraction, Fraction] | None:
    """The first interval where F(b) - F(a) is not the area of f, of five inside and one far out.

    `others` fixes the symbols besides x. An interval without values is passed over.
    """
    for a, b in pairwise(_cuts(where)):
        try:
            at_a, at_b = (evaluate(F, {**others, x: end}, 2 * AREA_DIGITS) for end in (a, b))
            wanted = area(f, x, (a, b), others)
        except Unevaluable:
            continue
        if abs(at_b - at_a - wanted) > GROWTH_TOLERANCE * max(1, abs(wanted), 1e-6 * abs(at_a)):
            return a, b
    return None


def area(f: sp.Expr, x: sp.Symbol, bounds: tuple[Any, Any], others: Point) -> Number:
    """The area under f by quadrature, to about 15 digits. Raises Unevaluable."""

    def height(at: Number) -> Number:
        return evaluate(f, {**others, x: at}, AREA_DIGITS)

    with mp.workdps(AREA_DIGITS):
        ends = [evaluation.number(bound) for bound in bounds]
        value, error = mpmath.quad(height, ends, error=True, maxdegree=DEGREE)
    if not mp.isfinite(value) or error > GROWTH_TOLERANCE * max(1, abs(value)) / 10:
        raise Unevaluable("quadrature")
    return value


def _cuts(where: Domain) -> tuple[Fraction, ...]:
    """Ends of the intervals, with one far away on each open side."""
    low, high = where
    if low is None:
        low = OPEN[0] if high is None else high - CUT_REACH
    if high is None:
        high = OPEN[1] if where.lower is None else low + CUT_REACH
    inner = tuple(low + (high - low) * Fraction(cut, 100) for cut in CUTS)
    before = () if where.lower is not None else (inner[0] - FAR,)
    after = () if where.upper is not None else (inner[-1] + FAR,)
    return (*before, *inner, *after)
