"""
Questions returned as answers: Integral, Limit and their like, which nobody has computed.

Every comparison would accept them (SymPy differentiates an Integral back to its integrand), so
they are sorted out first. Whether computing one would be right only shapes the message; it is
decided by numbers, so that no integration of a learner's object ever runs.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from autograder.judges.integrals.discontinuity import area
from autograder.judges.integrals.evaluation import Number, Unevaluable, evaluate
from autograder.judges.integrals.symbols import derivative

UNEVALUATED = frozenset({sp.Integral, sp.Derivative, sp.Limit, sp.Sum, sp.Product, sp.Subs})
NEAR = Fraction(1, 10**9)  # to a limit point: the height there is the limit to six digits and more
CLOSE = 1e-6
DIGITS = 20


def derivatives_done(expression: sp.Expr) -> sp.Expr:
    """The expression with each Derivative carried out that SymPy forms at once: the first ones."""
    first = [one for one in expression.atoms(sp.Derivative) if len(one.variable_count) == 1]
    done = {one: derivative(one.expr, x) for one in first for x, n in one.variable_count if n == 1}
    return expression.xreplace({one: slope for one, slope in done.items() if slope is not None})


def amounts_to(value: sp.Expr, expected: sp.Expr) -> bool:
    """Whether a value that holds Integrals and Limits is, to six digits, the expected one."""
    try:
        done = {one: _worked_out(one) for one in value.atoms(sp.Integral, sp.Limit)}
        found = evaluate(value.xreplace(done), {}, DIGITS)
        wanted = evaluate(expected, {}, DIGITS)
    except Unevaluable:
        return False
    return bool(abs(found - wanted) <= CLOSE * max(1, abs(wanted)))


def _worked_out(one: Any) -> sp.Float:
    """The number that an Integral or a Limit stands for. Raises Unevaluable."""
    found = _area(one) if isinstance(one, sp.Integral) else _limit(one)
    if found.imag:
        raise Unevaluable("complex")
    return sp.Float(found.real, DIGITS)


def _area(integral: Any) -> Number:
    if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        raise Unevaluable("open bounds")
    x, *bounds = integral.limits[0]
    return area(integral.function, x, (_end(bounds[0]), _end(bounds[1])), {})


def _end(bound: sp.Expr) -> Number:
    if bound.is_infinite:
        return float("inf") if bound.is_extended_positive else -float("inf")
    return evaluate(bound, {}, DIGITS)


def _limit(limit: Any) -> Number:
    """The height close to the limit point."""
    height, x, to, side = limit.args
    if to in {sp.oo, -sp.oo}:
        return evaluate(height, {x: (1 / NEAR) * (1 if to is sp.oo else -1)}, DIGITS)
    if not to.is_Rational:
        raise Unevaluable("limit point")
    step = -NEAR if str(side) == "-" else NEAR
    return evaluate(height, {x: Fraction(int(to.p), int(to.q)) + step}, DIGITS)
