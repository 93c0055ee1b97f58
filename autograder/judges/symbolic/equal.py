"""
"Equal expressions": the learner's and the solution's, in the same symbols, compared by numbers.

They may be written in any way: no simplification takes part. A real point where they differ
refutes; agreement at twelve points to 25 digits accepts.
"""

import random
from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from itertools import repeat
from typing import Any

import sympy as sp

from autograder.judges.answer import Answer
from autograder.judges.finding import Finding, right, undecided, wrong
from autograder.judges.symbolic import comparison, expressions
from autograder.judges.symbolic.comparison import Difference, Domain, compare, points
from autograder.judges.symbolic.evaluation import Point, apart, evaluate, number, short
from autograder.judges.symbolic.expressions import heads, judged, names, unify

SEED = 6


def equal_expression(answer: Answer, expected: Any) -> Finding:
    """Whether an answer equals the solution's expression, wherever that has a real value.

    Wrong kinds: those of `classify`, "series", "unevaluated", "not_finite", "number" (value: where
    an expression in symbols is asked), "other_letter" (letter, wanted: right but for the name),
    "letters" (names: those that do not belong there), "differs" (point, value, wanted: decimals).
    Notes when right: "floats".
    """
    return judged(answer.value, partial(_judge, wanted=unify(expected, expected)))


def _judge(given: Any, wanted: sp.Expr) -> Finding:
    if isinstance(given, sp.Lambda):
        return wrong("function")
    value = unify(given, wanted)
    kinds = heads(value)
    if sp.Order in kinds:
        return wrong("series")
    if kinds & expressions.UNEVALUATED:
        return wrong("unevaluated")
    if kinds & expressions.NOT_FINITE and value != wanted:
        return wrong("not_finite")
    new = sorted(names(value) - names(wanted))
    if new:
        return _strange(value, wanted, new)
    return _compared(value, wanted)


def _strange(value: sp.Expr, wanted: sp.Expr, new: list[str]) -> Finding:
    """The finding for letters that the solution does not have: one may only be called wrongly."""
    missing = sorted(names(wanted) - names(value))
    if len(new) == len(missing) == 1:
        symbols = {one.name: one for one in value.free_symbols | wanted.free_symbols}
        renamed = value.xreplace({symbols[new[0]]: symbols[missing[0]]})
        if _compared(renamed, wanted).is_right:
            return wrong("other_letter", letter=new[0], wanted=missing[0])
    return wrong("letters", names=", ".join(new))


def _compared(value: sp.Expr, wanted: sp.Expr) -> Finding:
    """Agreement at random points; those that the solution has no real value at do not count."""
    has_floats = sp.Float in heads(value)
    tolerance = comparison.ROUNDED if has_floats else comparison.EXACT
    sides = partial(evaluate, value), partial(evaluate, wanted)
    found = compare(*sides, _points(value, wanted), tolerance)
    if found.is_agreement or value == wanted:
        return right("floats") if has_floats else right()
    if found.difference is None:
        return undecided("not_evaluable")
    if not value.free_symbols and wanted.free_symbols:
        return wrong("number", value=short(found.difference.left))
    return wrong("differs", **_shown(found.difference))


def _points(value: sp.Expr, wanted: sp.Expr) -> Iterable[Point]:
    symbols = sorted(value.free_symbols | wanted.free_symbols, key=str)
    if not symbols:
        return repeat({})
    where = Domain(lower=Fraction(0)) if symbols[0].is_positive else Domain()
    rng = random.Random(SEED)  # noqa: S311 -- points of a comparison, not secrets
    return points(symbols[0], symbols[1:], where, rng)


def _shown(difference: Difference) -> dict[str, str]:
    """A point and the two numbers there; never the expression itself, which is the solution."""
    value, wanted = apart(difference.left, difference.right)
    at = sorted(f"{one} = {short(number(at))}" for one, at in difference.point.items())
    return {"point": ", ".join(at), "value": value, "wanted": wanted}
