"""
Formulas, which are functions of numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.symbolic.formula import OPERATIONS, Formula

x, a = sp.symbols("x a")
EXPRESSIONS = st.recursive(
    st.sampled_from([x, a, sp.Integer(2), sp.Rational(1, 3), sp.pi, sp.Float(0.5)]),
    lambda inner: (
        st.builds(sp.Add, inner, inner)
        | st.builds(sp.Mul, inner, inner)
        | st.builds(lambda one: sp.sin(one) ** 2, inner)
        | st.builds(lambda one: sp.exp(-sp.Abs(one)), inner)
        | st.builds(lambda one: 1 / (2 + sp.cos(one)), inner)
    ),
    max_leaves=6,
)


@given(EXPRESSIONS, st.floats(-3, 3), st.floats(-3, 3))
def test_a_formula_is_the_function_of_its_expression(f: Any, at: float, by: float) -> None:
    """
    At numbers and on arrays it gives what SymPy gives for them.
    """
    formula = Formula((x, a), f)
    wanted = float(f.subs({x: sp.Float(at, 40), a: sp.Float(by, 40)}))

    assert wanted == pytest.approx(formula(at, by), rel=1e-9, abs=1e-9)
    assert np.full(2, wanted) == pytest.approx(
        formula(np.full(2, at), by) * np.ones(2), rel=1e-9, abs=1e-9
    )


@given(EXPRESSIONS, st.floats(-3, 3), st.floats(-3, 3))
def test_it_is_shown_as_the_lambda_that_it_is(f: Any, at: float, by: float) -> None:
    """
    What a learner reads of it can be typed.
    """
    formula = Formula((x, a), f)
    typed = eval(repr(formula), {"np": np, "abs": abs})  # noqa: S307 -- of ours, in a test

    assert typed(at, by) == pytest.approx(formula(at, by), rel=1e-9, abs=1e-9)


def test_whole_numbers_stay_whole_and_roots_are_real() -> None:
    """
    As in Python: 3**2 is 9, 2**-1 is 0.5; the root of a negative number is nan.
    """
    assert (9, int) == (Formula((x,), x**2)(3), type(Formula((x,), x**2)(3)))
    assert 0.5 == Formula((x,), 1 / x)(2)
    with np.errstate(invalid="ignore"):
        assert np.isnan(Formula((x,), sp.sqrt(x))(-1))
    with pytest.raises(ZeroDivisionError):
        Formula((x,), 1 / x)(0)


def test_the_number_of_arguments_counts() -> None:
    """
    It says what a function of Python would say.
    """
    with pytest.raises(TypeError, match=r"f\(\) takes 1 positional argument but 2 were given"):
        Formula((x,), x)(1, 2)
    with pytest.raises(TypeError, match="takes 2 positional arguments but 1"):
        Formula((x, a), x)(1)


@pytest.mark.parametrize(
    "expression",
    [a * x, sp.gamma(x), sp.Integral(x, x), x + sp.oo, sp.I * x, sp.Piecewise((x, x > 0))],
)
def test_what_it_cannot_hold_is_refused(expression: Any) -> None:
    """
    Another symbol, an infinity, or a function that it cannot compute is named at once.
    """
    assert sp.exp in OPERATIONS
    with pytest.raises(TypeError, match="cannot hold"):
        Formula((x,), expression)
