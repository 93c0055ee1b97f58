"""Tests of autograder/mistakes/symbolic/crashes.py."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from autograder.judges.answer import Answer, Crash
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.integrals import indefinite_integral
from autograder.mistakes.symbolic import crashes
from tests.mistakes.integrals.cases import numbered, x

CRASHES = (*indefinite_integral.CRASHES, *crashes.CRASHES)


def raised(action: Callable[[], Any]) -> Crash:
    with pytest.raises(Exception) as caught:  # noqa: PT011 -- the text is what is under test
        action()
    return Crash(type(caught.value).__name__, str(caught.value))


def numbers_only(function: Any) -> None:
    """Stands in for scipy.integrate.quad, which is not installed."""
    if not callable(function):
        raise ValueError("invalid callable given")  # noqa: TRY004 -- scipy raises it so


f = sp.exp(-x)
lam = sp.Symbol("lam")


@pytest.mark.parametrize(
    ("key", "action"),
    numbered(
        ("numpy_exp", lambda: np.exp(-x)),
        ("numpy_exp", lambda: np.sqrt(x)),
        ("limits_form", lambda: sp.integrate(f, x, 0, sp.oo)),
        ("limits_form", lambda: sp.integrate(f, x, (0, sp.oo))),
        ("limits_form", lambda: sp.integrate(f, (0, sp.oo))),
        ("limits_form", lambda: sp.integrate(f, x, lower=0, upper=sp.oo)),
        ("text_added", lambda: f + "C"),
        ("text_added", lambda: "C" + f),
        ("caret", lambda: sp.E ^ (-x)),
        ("prefix_missing", lambda: exp(-x)),  # noqa: F821 -- the mistake itself
        ("prefix_missing", lambda: oo),  # noqa: F821 -- the mistake itself
        ("sympy_name", lambda: sp.inf),
        ("sympy_name", lambda: sp.infinity),
        ("sympy_name", lambda: sp.e),
        ("expression_called", lambda: f(2)),
        ("expression_called", lambda: (f * x + 1)(2)),
        ("infinity_in_equation", lambda: sp.solve(sp.oo * sp.sign(x) - 1, x)),
        ("which_variable", lambda: sp.integrate(sp.exp(-lam * x))),
        ("function_passed", lambda: sp.integrate(lambda t: t, x)),
        ("undecided_comparison", lambda: bool(f > 0)),
        ("quad_needs_function", lambda: numbers_only(f)),
        ("complex_compared", lambda: max(sp.solve(x**2 + 1, x))),
        ("complex_compared", lambda: sp.solve(x**3 - 1, x)[1] >= 0),
        ("polynomial_only", lambda: sp.roots(f, x)),
        ("polynomial_only", lambda: sp.real_roots(f, x)),
        ("polynomial_only", lambda: sp.Poly(1 / x, x)),
        ("mpmath_number", lambda: mpmath.quad(mpmath.exp, [0, sp.oo])),
        ("mpmath_number", lambda: mpmath.exp(-x)),
        ("nan_compared", lambda: sp.nan >= 0),
        ("symbols_to_int", lambda: int(2 * lam)),
        ("infinite_step", lambda: sp.Rational(sp.oo, 3)),
    ),
)
def test_exceptions_are_translated(key: str, action: Callable[[], Any]) -> None:
    """The exceptions that the installed SymPy and NumPy really raise get their sentence."""
    diagnosis = diagnose(CRASHES, Answer("indefinite_integral", crash=raised(action)))

    assert diagnosis is not None
    assert diagnosis.key == key


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("math_exp", "return math.exp(-x)"),
        ("math_exp", "return -math.sqrt(x)"),
        ("float_of_expression", "return float(F)"),
        ("number_wanted", 'print("%.3f" % f)'),
    ],
)
def test_the_line_tells_who_wanted_a_number(key: str, line: str) -> None:
    """Exceptions that share their text are told apart by the line of the learner's file."""
    text = str(raised(lambda: math.exp(-x)).text)
    crash = Crash("TypeError", text, 3, line)
    diagnosis = diagnose(CRASHES, Answer("definite_integral", crash=crash))

    assert diagnosis is not None
    assert diagnosis.key == key


@pytest.mark.parametrize(
    ("key", "line"),
    [("numbers_only", "return F(upper)"), ("numpy_exp", "return np.exp(-x)"), ("numpy_exp", "")],
)
def test_the_line_tells_whose_function_wants_numbers(key: str, line: str) -> None:
    """A function of NumPy is named where the line does, and else one made by lambdify may be it."""
    crash = Crash("TypeError", raised(lambda: np.exp(-x)).text, 3, line)
    diagnosis = diagnose(CRASHES, Answer("definite_integral", crash=crash))

    assert diagnosis is not None
    assert diagnosis.key == key


@pytest.mark.parametrize(
    ("key", "line"),
    [("strips_added", "return np.trapezoid(f, x)"), ("int_called", "return int(f, x)")],
)
def test_what_is_no_integral_is_known_by_its_name(key: str, line: str) -> None:
    """What Python says of an expression in such a function does not matter."""
    crash = Crash("TypeError", "whatever", 3, line)
    diagnosis = diagnose(CRASHES, Answer("indefinite_integral", crash=crash))

    assert diagnosis is not None
    assert diagnosis.key == key


def test_only_an_expression_is_told_that_it_is_one() -> None:
    """Calling a number or a list is no call of an expression."""
    crash = raised(lambda: int("5").real())  # type: ignore[operator]

    assert diagnose(CRASHES, Answer("definite_integral", crash=crash)) is None


@pytest.mark.parametrize(
    "crash",
    [
        Crash("ZeroDivisionError", "division by zero"),
        Crash(
            "ValueError", "Invalid limits given: ((0, oo),)", 3, "return sp.summation(f, (0, oo))"
        ),
    ],
    ids=["division", "summation"],
)
def test_other_exceptions_are_left_alone(crash: Crash) -> None:
    """What no entry knows is left to the texts that any exercise shares."""
    assert diagnose(CRASHES, Answer("definite_integral", crash=crash)) is None
