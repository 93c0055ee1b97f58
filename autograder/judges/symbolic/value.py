"""
"v equals the expected value": a truth value, or a number decided on the difference, by numbers.

The float of 1 - exp(-1000) is 1, so floats cannot decide. The difference is formed exactly and
evaluated twice: a true value is stable when digits are added, lost digits are not. What holds an
Integral or a Limit is a question returned as an answer. Whether computing it would be right only
shapes the message; that is decided by numbers too, so that no integration of a learner's object
ever runs.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import compress, islice
from typing import Any

import sympy as sp
from mpmath import mp

from autograder.judges.answer import Answer
from autograder.judges.finding import Finding, right, undecided, wrong
from autograder.judges.symbolic import expressions
from autograder.judges.symbolic.comparison import FEWEST, MOST_POINTS, Domain, area, points
from autograder.judges.symbolic.evaluation import Number, Point, Unevaluable, evaluate, most_digits
from autograder.judges.symbolic.expressions import classify, heads, judged, names, unify, unwrap

SEED = 5
DIGITS = 60
FEWEST_DIGITS = 40
STABLE = 1e-20  # relative: what more digits change less is there, and no rubbish of a cancellation
NOISE = 100  # digits that a cancellation may leave wrong
FLOAT = 1e-9  # what quadrature or a sum of floats reaches; sixteen digits less what they lose
NEAR = Fraction(1, 10**9)  # to a limit point: the height there is the limit to six digits and more
CLOSE = 1e-6  # what an integral that nobody has computed is to its quadrature
FEW_DIGITS = 20
NOTES = "floats", "imaginary"
"""What a right answer may be noted for."""
ROUNDED = 1e-2  # the right value, rounded by hand or from a coarse sum


def truth(value: Any, expected: bool) -> Finding:
    """Whether an answer is the expected truth value; Python's, NumPy's and SymPy's are all welcome.

    Wrong kinds: "differs", "number_for_truth", "undecided_relation" (a relation or condition that
    SymPy left open), "expression" (a formula in symbols), and those of `classify` but "relation"
    and "truth_value".
    """
    said = said_by(value)
    if said is not None:
        return right() if said is bool(expected) else wrong("differs")
    found = classify(value)
    if not isinstance(found, Finding):
        return wrong("expression" if found.free_symbols else "number_for_truth")
    if found.kind in {"relation", "truth_value"}:
        return wrong("undecided_relation")
    return found


def said_by(value: Any) -> bool | None:
    """The truth value that an answer is, whoever made it; None for anything else."""
    value = unwrap(value)
    if value is sp.true or value is sp.false:
        return bool(value)
    return value if isinstance(value, bool) else None


def area_value(value: Any, expected: Any, *, exact: bool = False) -> Finding:
    """Whether a value equals the expected number, or expression in parameters.

    A float passes within 1e-9 max(1, |expected|), unless exact.

    Wrong kinds: those of `classify`, "unevaluated" (done: whether it stands for the right number),
    "series", "symbols" (names; cancels: whether the value is right whatever they are),
    "not_finite", "infinite", "rounded", "float", "differs".
    Notes when right: "floats", "imaginary".
    """
    wanted = classify(expected)

    def judge(given: Any) -> Finding:
        if given.is_Rational and wanted.is_Rational:
            return right() if given == wanted else wrong("differs")
        return _judge(given, unify(wanted, wanted), exact)

    return judged(value, judge)


def equal_number(answer: Answer, expected: Any) -> Finding:
    """Whether an answer is the solution's number but for rounding; a decimal needs no note."""
    return replace(area_value(answer.value, expected), notes=())


def _judge(given: Any, expected: sp.Expr, exact: bool) -> Finding:
    if isinstance(given, sp.Lambda):
        return wrong("function")
    value = unify(given, expected)
    kinds = heads(value)
    if sp.Order in kinds:
        return wrong("series")
    if kinds & expressions.UNEVALUATED:
        return wrong("unevaluated", done=_amounts_to(value, expected))
    if value in {sp.oo, -sp.oo}:
        return wrong("infinite")
    if kinds & expressions.NOT_FINITE:
        return wrong("not_finite")
    return _compare(value, expected, kinds, exact)


def _compare(value: sp.Expr, expected: sp.Expr, kinds: frozenset[type], exact: bool) -> Finding:
    """Difference at the points of the parameters; at one, without symbols, where there are none."""
    new = sorted(names(value) - names(expected))
    is_float = sp.Float in kinds
    error = _worst(value, expected, is_float or bool(new))
    if error is None:
        return undecided("not_evaluable")
    if new:
        return wrong("symbols", names=", ".join(new), cancels=error <= FLOAT)
    if not is_float:
        return wrong("differs") if error else right(*_notes(kinds))
    if error > FLOAT:
        return wrong("rounded" if error <= ROUNDED else "differs")
    return wrong("float") if exact else right(*_notes(kinds))


def _worst(value: sp.Expr, expected: sp.Expr, is_rough: bool) -> Number | None:
    """The largest error relative to max(1, |expected|); None where too few points have values."""
    errors = []
    for point in _points(value, expected):
        try:
            errors.append(_error(value, expected, point, is_rough))
        except Unevaluable:
            continue
        if len(errors) == FEWEST or not point:
            return max(errors)
    return None


def _points(value: sp.Expr, expected: sp.Expr) -> Iterator[Point]:
    """Where they are compared; drawn one by one, as hundreds of symbols make each one dear."""
    symbols = value.free_symbols | expected.free_symbols
    if not symbols:
        return iter([{}])
    rng = random.Random(SEED)  # noqa: S311 -- points of a comparison, not secrets
    first, *others = sorted(symbols, key=str)
    return islice(points(first, others, Domain(lower=Fraction(0)), rng), MOST_POINTS)


def _error(value: sp.Expr, expected: sp.Expr, point: Point, is_rough: bool) -> Number:
    wanted = evaluate(expected, point, DIGITS)
    scale = max(1, abs(wanted))
    if is_rough:
        return abs(evaluate(value, point, DIGITS) - wanted) / scale
    return _exact_error(value - expected, point) / scale


def _exact_error(difference: sp.Expr, point: Point) -> Number:
    """
    The size of a difference; 0 where it is zero to 1900 digits, or as many as its functions allow.

    A small value counts as not zero where more digits confirm it, such as exp(-10**6), which
    formed without cancellation is exact at any number of digits.
    """
    if difference == 0:
        return mp.mpf(0)
    digits = most_digits(difference)
    if digits < FEWEST_DIGITS:
        raise Unevaluable("too much work")
    size = abs(evaluate(difference, point, min(DIGITS, digits)))
    if size > STABLE:
        size = abs(evaluate(difference, point, min(2 * DIGITS, digits)))
    if size > (STABLE if digits >= 2 * DIGITS else FLOAT):
        return size
    sure = abs(evaluate(difference, point, digits))
    is_stable = abs(size - sure) <= STABLE * sure
    return sure if sure and (is_stable or mp.log10(sure) > NOISE - digits) else mp.mpf(0)


def _notes(kinds: frozenset[type]) -> list[str]:
    return [*compress(NOTES, (sp.Float in kinds, type(sp.I) in kinds))]


def _amounts_to(value: sp.Expr, expected: sp.Expr) -> bool:
    """Whether a value that holds Integrals and Limits is, to six digits, the expected one."""
    try:
        done = {one: _worked_out(one) for one in value.atoms(sp.Integral, sp.Limit)}
        found = evaluate(value.xreplace(done), {}, FEW_DIGITS)
        wanted = evaluate(expected, {}, FEW_DIGITS)
    except Unevaluable:
        return False
    return bool(abs(found - wanted) <= CLOSE * max(1, abs(wanted)))


def _worked_out(one: Any) -> sp.Float:
    """The number that an Integral or a Limit stands for. Raises Unevaluable."""
    found = _area_of(one) if isinstance(one, sp.Integral) else _limit(one)
    if found.imag:
        raise Unevaluable("complex")
    return sp.Float(found.real, FEW_DIGITS)


def _area_of(integral: Any) -> Number:
    if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        raise Unevaluable("open bounds")
    x, *bounds = integral.limits[0]
    return area(integral.function, x, (_end(bounds[0]), _end(bounds[1])), {})


def _end(bound: sp.Expr) -> Number:
    if bound.is_infinite:
        return float("inf") if bound.is_extended_positive else -float("inf")
    return evaluate(bound, {}, FEW_DIGITS)


def _limit(limit: Any) -> Number:
    """The height close to the limit point."""
    height, x, to, side = limit.args
    if to in {sp.oo, -sp.oo}:
        return evaluate(height, {x: (1 / NEAR) * (1 if to is sp.oo else -1)}, FEW_DIGITS)
    if not to.is_Rational:
        raise Unevaluable("limit point")
    step = -NEAR if str(side) == "-" else NEAR
    return evaluate(height, {x: Fraction(int(to.p), int(to.q)) + step}, FEW_DIGITS)
