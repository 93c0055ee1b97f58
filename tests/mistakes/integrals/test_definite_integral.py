"""Tests of autograder/mistakes/integrals/definite_integral.py."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.judges.integrals.integrands import Integrand, bell, decaying, polynomial
from autograder.mistakes.integrals import definite_integral as definite
from autograder.mistakes.integrals.areas import NO_NUMBER
from autograder.mistakes.integrals.definite_integral import DEFINITE
from tests.mistakes.integrals.cases import C, area_case, key_of, numbered


def cut(one: Integrand, upper: int) -> Integrand:
    """The same function, up to a finite bound."""
    return replace(one, upper=sp.Integer(upper), at_upper=one.antiderivative.subs(one.x, upper))


R = sp.Rational
exp, pi = sp.exp, sp.pi
HALF = decaying((R(1),), R(2))  # exp(-2x), area 1/2
FAST = decaying((R(3),), R(2))  # 3 exp(-2x), area 3/2
SHIFTED = decaying((R(3),), R(2), lower=R(1, 2))
SHORT = cut(FAST, 2)  # the same up to 2
LINE = polynomial((R(1), R(2)), 1, 3)  # 2x + 1, area 10
SIGNED = polynomial((0, R(2)), -1, 3)  # 2x, area 8
BELOW = polynomial((0, R(2)), -3, 1, witness=-1)  # 2x, area -8
HUMP = polynomial((0, R(5), R(-1)), 1, 3)  # 5x - x**2, area 34/3
RATE = decaying((R(3),), sp.Symbol("lam", positive=True))  # 3 exp(-lam x), area 3/lam
BELL = bell(R(2), R(1), 0)  # area pi
X = sp.Symbol("x")
COSINE = Integrand(2 * sp.cos(X), X, 0, pi / 2, 2 * sp.sin(X), 0, 2)

ASKED_AGAIN = {"by_hand", "curve_unused", "bound_unused", "number_added", "off_by_factor"}
TABLE = numbered(
    ("diverges", FAST, sp.oo),
    ("nonfinite", FAST, sp.nan),
    ("negative_area", LINE, -10),
    ("typed_in", FAST, 1),
    ("upper_bound_ignored", SHORT, R(3, 2)),
    ("only_upper_bound", LINE, 12),
    ("lower_bound_zero", cut(SHIFTED, 2), R(3, 2) * (1 - exp(-4))),
    ("rectangle", HUMP, 8),
    ("rectangle", HUMP, 10),
    ("only_upper_bound", SHORT, -R(3, 2) * exp(-4)),
    ("finite_upper_bound", FAST, R(3, 2) * (1 - exp(-20))),
    ("only_lower_bound", LINE, 2),
    ("absolute_integrand", SIGNED, 10),
    ("ends_added", HUMP, R(47, 3)),
    ("upper_bound_one", FAST, R(3, 2) * (1 - exp(-2))),
    ("bounds_of_lesson", cut(SHIFTED, 2), R(3, 2)),
    ("zero", LINE, 0),
    ("whole_number", BELL, 3),
    ("exp_plus_to_one", FAST, R(3, 2) * (exp(2) - 1)),
    ("exponent_sign_dropped", SHORT, R(3, 2) * (exp(4) - 1)),
    ("average_height", HUMP, R(17, 3)),
    ("minus_lost", BELOW, 8),
    ("gaussian", FAST, sp.sqrt(pi)),
    ("height_not_area", HUMP, 4),
    ("heights_subtracted", HUMP, -2),
    ("slopes_subtracted", HUMP, -4),
    ("integrated_twice", LINE, R(38, 3)),
    ("heights_added", LINE, 15),
    ("mean_integrand", COSINE, pi - 2),
    ("squared_integrand", LINE, R(158, 3)),
    ("area_changed", LINE, 100),
    ("area_changed", LINE, R(1, 10)),
    ("numeric_sum", LINE, 10.9),
    ("numeric_sum", LINE, 10.01),
    ("letter_lost", RATE, R(7, 3)),
    ("too_small", LINE, 9),
    ("too_large", LINE, 11),
    ("wrong_answer", LINE, sp.I),
)


@pytest.mark.parametrize(("key", "q", "value"), TABLE)
def test_the_first_entry_that_fits_speaks(key: str, q: Integrand, value: Any) -> None:
    """Every entry of the catalogue is reached, in the order of diagnosis."""
    assert key == key_of("1.2", value, q)


def test_every_entry_has_its_case() -> None:
    """No entry is without a case here, but those that tasks share."""
    shared = {one.key for one in NO_NUMBER} - {"nonfinite", "diverges"} | ASKED_AGAIN

    assert {one.key for one in DEFINITE} - shared == {row.values[0] for row in TABLE}


@pytest.mark.parametrize(
    ("key", "value"),
    numbered(
        ("finite_upper_bound", 1 - sp.exp(-5)),
        ("finite_upper_bound", 1 - sp.exp(-1000)),
        ("finite_upper_bound", 1 - math.exp(-5)),
        ("finite_upper_bound", 0.9933),
        ("finite_upper_bound", 0.99995),
        ("upper_bound_one", 0.632),
        ("numeric_sum", 0.9999),
        ("numeric_sum", 1.0508),
        ("numeric_sum", 1.0008),
        ("zero", 0.0),
        ("quad_pair", (1.0, 5.8e-11)),
        ("constant_in_definite", 1 + C),
        ("symbol_infinity", 1 - sp.exp(-sp.Symbol("inf"))),
    ),
)
def test_cut_offs_are_told_from_sums(key: str, value: Any) -> None:
    """A large number for infinity is recognised by its digits, also when rounded by hand."""
    assert key_of("1.2", value) == key


@pytest.mark.parametrize(
    ("q", "value", "fields"),
    [
        (HALF, (1 - exp(-20)) / 2, {"b": "10"}),
        (HALF, 0.49876, {"b": "3"}),
        (HALF, 0.4, None),
        (LINE, 9, None),
        (HALF, C, None),
    ],
    ids=str,
)
def test_the_bound_that_stood_in_for_infinity_is_shown(
    q: Integrand, value: Any, fields: Any
) -> None:
    """The bound is read from the digits of the answer; another answer gives nothing to show."""
    assert fields == definite.finite_upper_bound(area_case(value, q))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.25, 0.005),
        (sp.Float("0.25"), 0.005),
        (np.array(0.3), 0.05),
        (1 / 3, 1e-12),
        (1, 0.0),
        (R(1, 4), 0.0),
    ],
    ids=repr,
)
def test_rounding_moves_half_of_the_last_digit(value: Any, expected: float) -> None:
    """A short decimal may be off by half of its last digit; an exact number is not off."""
    assert expected == pytest.approx(definite.half_last_digit(value))
