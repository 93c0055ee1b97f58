"""
"F is an antiderivative of f": decided on the derivative, by numbers.

Because F' is compared, any constant of any size, letter or form is free. A real point where F'
and f differ refutes; agreement at twelve points to 25 digits accepts. No simplification takes
part. A judge has no clock: sizes, points and digits bound the work.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import compress
from typing import Any

import sympy as sp
from mpmath import mp

from autograder.judges.finding import Finding, right, undecided, wrong
from autograder.judges.symbolic import comparison, expressions
from autograder.judges.symbolic.comparison import Comparison, Domain, compare, domain, points
from autograder.judges.symbolic.evaluation import (
    Number,
    Point,
    Unevaluable,
    apart,
    evaluate,
    most_digits,
    number,
    short,
)
from autograder.judges.symbolic.expressions import derivative, heads, judged, unify

SEED = 4
LEAST_DIGITS = 45  # of a difference quotient: two thirds of them are right
NOTES = "lambda", "floats", "imaginary", "assumptions", "constant"
"""What a right answer may be noted for."""
MOST_RENAMED = 3  # symbols that are tried as x, each at the price of a comparison


@dataclass(frozen=True, slots=True)
class Question:
    """f in x on a domain, symbols unified; rng draws the points.

    given: the symbols as the learner's function received them.
    """

    f: sp.Expr
    x: sp.Symbol
    where: Domain
    rng: random.Random
    given: frozenset[sp.Symbol]

    def points(self, F: sp.Expr) -> Iterator[Point]:
        """Random points with a number for each symbol of f and of an answer."""
        others: set[sp.Symbol] = (F.free_symbols | self.f.free_symbols) - {self.x}
        return points(self.x, others, self.where, self.rng)


def antiderivative(  # noqa: PLR0913 -- the bounds and the points have names
    value: Any,
    f: sp.Expr,
    x: sp.Symbol,
    *,
    lower: Any = None,
    upper: Any = None,
    rng: random.Random | None = None,
) -> Finding:
    """Whether a value is an antiderivative of f between lower and upper (None: open on that side).

    f is continuous there; rng draws the points (by default the same for every call).

    Wrong kinds: those of `classify`, "series", "unevaluated" (done: whether computing it would be
    right), "not_finite", "wrong_variable" and "wrong_case" (variable, wanted), "constant_answer",
    "disagrees" (point: x, then each letter; derivative, integrand), "jump" (a, b): all decimals.
    Notes when right: "lambda", "floats", "imaginary", "assumptions", "constant".
    """
    drawn = rng or random.Random(SEED)  # noqa: S311 -- points of a comparison, not secrets

    def judge(given: Any) -> Finding:
        symbols = frozenset(f.free_symbols | {x})
        question = Question(unify(f, f), unify(x, f), domain(lower, upper), drawn, symbols)
        return _judge(given, x, question)

    return judged(value, judge)


def _judge(given: Any, x: sp.Symbol, question: Question) -> Finding:
    unwrapped = given
    if isinstance(given, sp.Lambda):
        if len(given.variables) != 1:
            return wrong("foreign")
        unwrapped = given.expr.xreplace({given.variables[0]: x})
    F = unify(unwrapped, question.f)
    kinds = heads(F)
    if sp.Order in kinds:
        return wrong("series")
    if kinds & expressions.UNEVALUATED:
        return wrong("unevaluated", done=_is_done(F, question))
    if kinds & expressions.NOT_FINITE:
        return wrong("not_finite")
    if question.x not in F.free_symbols and question.f != 0:
        return _without_variable(F, question)
    finding = _refute(F, question)
    return right(*_notes(given, unwrapped, question)) if finding is None else finding


def _is_done(F: sp.Expr, question: Question) -> bool:
    """Whether F, computed, would be right; SymPy's derivative of an Integral is its integrand."""
    slope = derivative(F, question.x)
    if slope is None or heads(slope) & expressions.UNEVALUATED:
        return False
    return _compare(F, question).is_agreement


def _without_variable(F: sp.Expr, question: Question) -> Finding:
    """Which finding an answer without x is: another symbol is in its place, or none at all."""
    x = question.x
    strange = sorted(F.free_symbols - question.f.free_symbols, key=str)[:MOST_RENAMED]
    for symbol in strange:
        if _compare(F.xreplace({symbol: x}), question).is_agreement:
            return wrong("wrong_variable", variable=symbol.name, wanted=x.name)
    for symbol in strange:
        if symbol.name.lower() == x.name.lower():
            return wrong("wrong_case", variable=symbol.name, wanted=x.name)
    return wrong("constant_answer")


def _refute(F: sp.Expr, question: Question) -> Finding | None:
    """The finding against F, or None where it is an antiderivative."""
    compared = _compare(F, question)
    if compared.difference:
        # The point and both numbers; never F' itself, which can spell the solution.
        slope, height = apart(compared.difference.left, compared.difference.right)
        at = {one: short(number(value)) for one, value in compared.difference.point.items()}
        point = ", ".join((at.pop(question.x), *sorted(f"{one} = {at[one]}" for one in at)))
        return wrong("disagrees", point=point, derivative=slope, integrand=height)
    if not compared.is_agreement:
        return undecided("not_evaluable")
    if not comparison.can_jump(F, question.x, question.where):
        return None
    others = next(question.points(F))
    gap = comparison.growth(F, question.f, question.x, question.where, others)
    if gap:
        a, b = (short(number(end)) for end in gap)
        return wrong("jump", a=a, b=b)
    return None


def _compare(F: sp.Expr, question: Question) -> Comparison:
    """F' against f; where F' is no formula with numbers, or a vast one, by differences of F."""
    at = question.points(F)
    has_decimals = F.has(sp.Float) or question.f.has(sp.Float)
    tolerance = comparison.ROUNDED if has_decimals else comparison.EXACT
    f, formula = partial(evaluate, question.f), derivative(F, question.x)
    if formula is not None:
        compared = compare(partial(evaluate, formula), f, at, tolerance)
        if compared.difference or compared.is_agreement:
            return compared
    compared = compare(_slope(F, question.x), f, at, tolerance)
    is_rough = most_digits(F) < 2 * comparison.DIGITS_CONFIRMING
    if is_rough and compared.difference and compared.difference.is_within(comparison.ROUNDED):
        return Comparison(0, 0, None)  # it may be lost digits
    return compared


def _slope(F: sp.Expr, x: sp.Symbol) -> Callable[[Point, int], Number]:
    """(F(x + h) - F(x - h)) / 2h. With n digits and h = 10**(-n/3) two thirds of them are right:
    the difference cancels n/3 of them, and the error is h**2 F'''/6.
    """
    most = most_digits(F)

    def slope(point: Point, digits: int) -> Number:
        n = min(2 * digits, most)
        if n < LEAST_DIGITS:
            raise Unevaluable("too much work")
        step = Fraction(1, 10 ** (n // 3))
        low, high = ({**point, x: point[x] + sign * step} for sign in (-1, 1))
        with mp.workdps(n):
            return (evaluate(F, high, n) - evaluate(F, low, n)) / number(2 * step)

    return slope


def _notes(given: Any, unwrapped: sp.Expr, question: Question) -> list[str]:
    """What is unusual about a right answer."""
    kinds = heads(unwrapped)
    asked = {symbol.name for symbol in question.f.free_symbols | {question.x}}
    strange = unwrapped.free_symbols - question.given
    new = {symbol for symbol in strange if symbol.name not in asked}
    is_complex, is_linear = type(sp.I) in kinds, _is_linear(unwrapped, new)
    known = given is not unwrapped, sp.Float in kinds, is_complex, new != strange, not is_linear
    return [*compress(NOTES, known)]


def _is_linear(F: sp.Expr, new: set[sp.Symbol]) -> bool:
    """Whether the constant is none, or one symbol with a number as its factor."""
    factors = [derivative(F, symbol) for symbol in new]
    return all(len(new) == 1 and factor is not None and factor.is_number for factor in factors)
