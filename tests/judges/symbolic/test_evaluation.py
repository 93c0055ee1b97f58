"""Tests of autograder/judges/symbolic/evaluation.py."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from mpmath import mp

from autograder.judges.symbolic.evaluation import Unevaluable, apart, evaluate, short

x = sp.Symbol("x", real=True)
POINT = {x: Fraction(73, 100)}
UNARY = """
    exp log sin cos tan cot sec csc asin acos atan acot sinh cosh tanh coth sech csch asinh acosh
    atanh Abs sign floor ceiling frac re im conjugate sinc erf erfc erfi Ei li Si Ci Shi Chi gamma
    loggamma factorial LambertW fresnels fresnelc zeta
"""


@pytest.mark.parametrize("name", UNARY.split())
def test_functions_agree_with_evalf(name: str) -> None:
    """Each function has the value that SymPy's own evaluation finds."""
    expression = getattr(sp, name)(x)
    known = expression.subs(x, sp.Rational(73, 100)).evalf(30)

    with mp.workdps(30):
        assert abs(evaluate(expression, POINT, 30) - mp.mpmathify(known)) < 1e-25


@pytest.mark.parametrize(
    "expression",
    [
        1 / (x - sp.Rational(73, 100)),
        sp.exp(sp.exp(sp.exp(sp.exp(sp.exp(x))))),
        sp.Integral(x, x),
        sp.Function("g")(x),
        sp.Symbol("unknown"),
        sp.oo + sp.I * x,
    ],
    ids=str,
)
def test_what_has_no_value_is_said_so(expression: Any) -> None:
    """Poles, towers, open questions and unknown names have no value, by one exception."""
    with pytest.raises(Unevaluable):
        evaluate(expression, POINT, 30)


def test_numbers_are_shown_short_and_apart() -> None:
    """Four digits are shown, and more where it takes more to tell two numbers apart."""
    assert "0.3333" == short(mp.mpf(1) / 3)
    assert "2" == short(mp.mpf(2))
    assert "a huge number" == short(mp.ldexp(-1, 10**10))
    assert "0" == short(mp.ldexp(1, -(10**10)))
    assert ("1.0000001", "1") == apart(mp.mpf("1.0000001"), mp.mpf(1))


def test_work_is_bounded() -> None:
    """Many functions to thousands of digits, or many special ones, are not evaluated."""
    nest = x
    for _ in range(20):
        nest = sp.Ci(nest)

    many = sp.Add(*(sp.sin(k * x) for k in range(1, 100)))

    assert evaluate(many, POINT, 400)
    for expression, digits in (
        (nest, 30),
        (many, 2000),
        (sp.zeta(x + 2), 2000),
        (sp.expint(2, 900), 30),
    ):
        with pytest.raises(Unevaluable):
            evaluate(expression, POINT, digits)
