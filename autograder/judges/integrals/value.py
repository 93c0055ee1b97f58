"""
"v equals the expected value": decided on the difference, by numbers.

The float of 1 - exp(-1000) is 1, so floats cannot decide. The difference is formed exactly and
evaluated twice: a true value is stable when digits are added, lost digits are not.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import islice
from typing import Any

import sympy as sp
from mpmath import mp

from autograder.judges.finding import Finding, right, undecided, wrong
from autograder.judges.integrals.classify import classify, judged
from autograder.judges.integrals.evaluation import Number, Point, Unevaluable, evaluate, most_digits
from autograder.judges.integrals.points import FEWEST, MOST_POINTS, Domain, points
from autograder.judges.integrals.symbols import decimals_or_text, heads, names, unify
from autograder.judges.integrals.unevaluated import UNEVALUATED, amounts_to

SEED = 5
DIGITS = 60
STABLE = 1e-20  # relative: what more digits change less is there, and no rubbish of a cancellation
NOISE = 100  # digits that a cancellation may leave wrong
FLOAT = 1e-9  # what quadrature or a sum of floats reaches; sixteen digits less what they lose
ROUNDED = 1e-2  # the right value, rounded by hand or from a coarse sum
INFINITE = frozenset(map(type, (sp.oo, -sp.oo)))
NOT_A_NUMBER = frozenset(map(type, (sp.nan, sp.zoo))) | {sp.AccumBounds}


def area_value(value: Any, expected: Any, *, exact: bool = False) -> Finding:
    """
    Whether a value equals the expected number, or expression in parameters.

    A float passes within 1e-9 max(1, |expected|), unless exact.

    Wrong kinds: those of `classify`, "unevaluated" (done: whether it stands for the right number),
    "series", "symbols" (names; cancels: whether the value is right whatever they are),
    "not_finite", "infinite", "rounded" and "float" (value: decimals), "differs" (value: decimals,
    or the text of an expression).
    Notes when right: "floats", "imaginary".
    """
    wanted = classify(expected, wanted="number")

    def judge(given: Any) -> Finding:
        if given.is_Rational and wanted.is_Rational:
            return right() if given == wanted else wrong("differs", value=decimals_or_text(given))
        return _judge(given, unify(wanted, wanted), exact)

    return judged(value, judge, wanted="number")


def _judge(given: Any, expected: sp.Expr, exact: bool) -> Finding:
    if isinstance(given, sp.Lambda):
        return wrong("function", wanted="number", name="Lambda", type="Lambda")
    value = unify(given, expected)
    kinds = heads(value)
    if sp.Order in kinds:
        return wrong("series")
    if kinds & UNEVALUATED:
        return wrong("unevaluated", done=amounts_to(value, expected))
    if kinds & NOT_A_NUMBER:
        return wrong("not_finite")
    if value in {sp.oo, -sp.oo}:
        return wrong("infinite")
    if kinds & INFINITE:
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
        return (
            right(*_notes(kinds)) if not error else wrong("differs", value=decimals_or_text(value))
        )
    if error > FLOAT:
        return wrong("rounded" if error <= ROUNDED else "differs", value=decimals_or_text(value))
    return wrong("float", value=decimals_or_text(value)) if exact else right(*_notes(kinds))


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


def _points(value: sp.Expr, expected: sp.Expr) -> list[Point]:
    symbols = value.free_symbols | expected.free_symbols
    if not symbols:
        return [{}]
    rng = random.Random(SEED)  # noqa: S311 -- points of a comparison, not secrets
    first, *others = sorted(symbols, key=str)
    return list(islice(points(first, others, Domain(lower=Fraction(0)), rng), MOST_POINTS))


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
    size = abs(evaluate(difference, point, DIGITS))
    if size > STABLE:
        size = abs(evaluate(difference, point, 2 * DIGITS))
    if size > STABLE:
        return size
    digits = most_digits(difference)
    sure = abs(evaluate(difference, point, digits))
    is_stable = abs(size - sure) <= STABLE * sure
    return sure if sure and (is_stable or mp.log10(sure) > NOISE - digits) else mp.mpf(0)


def _notes(kinds: frozenset[type]) -> list[str]:
    known = {"floats": sp.Float in kinds, "imaginary": type(sp.I) in kinds}
    return [note for note, holds in known.items() if holds]
