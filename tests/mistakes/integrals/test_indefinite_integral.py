"""Tests of autograder/mistakes/integrals/indefinite_integral.py."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import (
    Integrand,
    bracket,
    decaying,
    nested,
    polynomial,
    tail,
)
from autograder.mistakes.integrals.indefinite_integral import INDEFINITE
from autograder.mistakes.symbolic.returned_kind import wrong_kinds
from tests.mistakes.integrals.cases import C, e, key_of, numbered, plus, x

R = sp.Rational
a = sp.Symbol("a", positive=True)
OWN = sp.Symbol("x", real=True)  # prints as x
exp, log = sp.exp, sp.log
FAST = decaying((R(1),), R(2))  # exp(-2x)
MOMENT = decaying((0, R(1)), R(2))  # x exp(-2x)
RATE = decaying((R(1),), a)  # exp(-a x)
SUM = plus(decaying((R(1),), R(2)), decaying((R(1),), R(3)))  # exp(-2x) + exp(-3x)
PARABOLA = polynomial((R(3), 0, R(1)), 0, 2)  # x**2 + 3
CUBE = polynomial((0, 0, 0, R(1)), 0, 2)  # x**3
TAIL = tail(R(1), 3)  # 1 / (x + 1)**3
BRACKET = bracket(R(1), R(3), 1, 2)  # (x**2 + 3)**2
NESTED = nested(R(1), 1, 4)  # exp(sqrt(x))

TABLE = numbered(
    ("wrong_variable", FAST, -exp(-2 * C) / 2),
    ("wrong_variable", FAST, exp(-sp.Symbol("X"))),
    ("area_instead_of_function", FAST, R(1, 2)),
    ("not_finite", FAST, sp.oo * x),
    ("number_instead_of_function", FAST, R(1, 3)),
    ("constant_answer", FAST, C),
    ("jump", PARABOLA, sp.Piecewise((x**3 / 3 + 3 * x, x < 1), (x**3 / 3 + 3 * x + 1, True))),
    ("symbol_e", FAST, -(e ** (-2 * x)) / 2),
    ("approximate", FAST, -0.501 * exp(-2 * x)),
    ("integrand_returned", FAST, exp(-2 * x) + C),
    ("typed_in", FAST, -exp(-x)),
    ("negated_integrand", FAST, -exp(-2 * x)),
    ("differentiated", CUBE, 3 * x**2),
    ("exponent_sign_dropped", FAST, exp(2 * x) / 2),
    ("exponent_sign_dropped", FAST, exp(x)),
    ("minus_outside_power", FAST, -exp(2 * x)),
    ("power_not_divided", CUBE, x**4),
    ("treated_as_constant", TAIL, OWN / (x + 1) ** 3),
    ("treated_as_constant", TAIL, OWN**2 / (x + 1) ** 3 / 2),
    ("multiplied_by_x", TAIL, x / (x + 1) ** 3),
    ("treated_as_constant", TAIL, C / (x + 1) ** 3),
    ("multiplied_by_exponent", FAST, 2 * x * exp(-2 * x)),
    ("divided_by_exponent", FAST, exp(-2 * x) / (2 * x)),
    ("power_rule_up", FAST, exp(1 - 2 * x) / (1 - 2 * x)),
    ("power_rule_up", FAST, exp(1 - 2 * x)),
    ("power_rule_down", FAST, -2 * x * exp(-2 * x - 1)),
    ("power_rule_down", FAST, exp(-2 * x - 1)),
    ("integrated_exponent", FAST, exp(-(x**2))),
    ("only_exponent", FAST, -(x**2)),
    ("log_of_integrand", TAIL, log((x + 1) ** -3)),
    ("mean_integrand", FAST, -(2 * x + 1) * exp(-2 * x) / 4),
    ("gaussian", FAST, sp.sqrt(sp.pi) * sp.erf(x) / 2),
    ("x_outside_exp", FAST, x * exp(-1)),
    ("x_outside_exp", FAST, x * exp(-2)),
    ("integrated_twice", FAST, exp(-2 * x) / 4),
    ("log_rule", FAST, log(x)),
    ("log_of_denominator", TAIL, log((x + 1) ** 2)),
    ("sign_lost", FAST, exp(-2 * x) / 2),
    ("factors_apart", MOMENT, -(x**2) * exp(-2 * x) / 4),
    ("inner_slope", BRACKET, (x**2 + 3) ** 3 / (6 * x)),
    ("inner_slope", NESTED, 2 * sp.sqrt(x) * exp(sp.sqrt(x))),
    ("inner_ignored", BRACKET, (x**2 + 3) ** 3 / 3),
    ("chain_rule_only", MOMENT, -x * exp(-2 * x) / 2),
    ("power_not_raised", CUBE, x**3 / 4),
    ("power_not_raised", CUBE, x**3 / 3),
    ("divided_by_old_power", CUBE, x**4 / 3),
    ("power_rule_whole", TAIL, (x + 1) ** -6 / 2),
    ("letter_integrated", RATE, -exp(-a * x) / x),
    ("terms_lost", SUM, -exp(-2 * x) / 2),
    ("term_sign", PARABOLA, x**3 / 3 - 3 * x),
    ("off_by_factor", FAST, -exp(-2 * x) / 3),
    ("constant_multiplied", FAST, C * exp(-2 * x) * 7),
    ("stray_term", FAST, -exp(-2 * x) / 2 + 3 * x),
    ("quoted", FAST, sp.Symbol("f") * x),
    ("squared_integrand", FAST, -exp(-4 * x) / 4),
    ("variable_scaled", TAIL, (2 * x + 1) ** -2),
    ("polynomial_answer", FAST, x - x**2 + x**5),
    ("nearly", FAST, -exp(-2 * x) / 2 + exp(-3 * x) / 1000),
    ("disagrees", FAST, sp.sin(x)),
)


@pytest.mark.parametrize(("key", "q", "value"), TABLE)
def test_the_first_entry_that_fits_speaks(key: str, q: Integrand, value: Any) -> None:
    """Every entry of the catalogue is reached, in the order of diagnosis."""
    assert key == key_of("1.1", value, q)


def test_every_entry_has_its_case() -> None:
    """No entry but the last, and the kinds that tasks share, is without a case in this file."""
    keys = {one.key for one in INDEFINITE} - {one.key for one in wrong_kinds("expression")}

    assert keys - {"wrong_answer", "same_for_every_f"} == {row.values[0] for row in TABLE}


def test_the_case_of_the_lesson_has_its_own_words() -> None:
    """For exp(-x) the negated integrand is right, and the integrand has a sign lost."""
    assert "integrand_returned" == key_of("1.1", exp(-x), lesson())
    assert "exponent_sign_dropped" == key_of("1.1", exp(x), lesson())


def test_a_sign_in_the_exponent_is_named_only_where_f_has_one() -> None:
    """An exponential that comes back for a power of x has lost no minus."""
    told = {key_of("1.1", one, CUBE) for one in (exp(x), -exp(x))}

    assert not told & {"exponent_sign_dropped", "minus_outside_power"}


@pytest.mark.parametrize(
    ("key", "answer"),
    numbered(
        ("approximate", -0.999 * sp.exp(-x)),
        ("approximate", -(2.718 ** (-x))),
        ("integrand_returned", 2.718 ** (-x)),
        ("exponent_sign_dropped", 2.718**x),
        ("minus_outside_power", -(2.718**x)),
        ("multiplied_by_x", x * 2.718 ** (-x)),
    ),
)
def test_rounded_functions_are_recognised(key: str, answer: Any) -> None:
    """Decimals for e do not hide which mistake it is."""
    assert key_of("1.1", answer) == key
