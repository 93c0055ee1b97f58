"""Tests of autograder/mistakes/integrals/probability.py."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from autograder.judges.integrals.integrands import Integrand, decaying, mirrored, moved, polynomial
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.integrals.areas import NO_NUMBER
from autograder.mistakes.integrals.probability import PROBABILITY
from tests.mistakes.integrals.cases import numbered, probability_case

R = sp.Rational
exp = sp.exp
BETWEEN = R(1), R(3)
FAST = decaying((R(2),), R(2))  # 2 exp(-2x), P = exp(-2) - exp(-6)
RISING = moved(mirrored(FAST), 4)  # 2 exp(2x - 8) on (-oo, 4)
HILL = polynomial((0, R(3, 8), R(-3, 32)), 0, 4)  # 3x/8 - 3x**2/32 on (0, 4), P = 11/16
P = exp(-2) - exp(-6)
LAM = sp.Symbol("lam", positive=True)
RATE = decaying((LAM,), LAM)  # lam exp(-lam x)

TABLE = numbered(
    ("diverges", HILL, sp.oo),
    ("nonfinite", HILL, sp.nan),
    ("bounds_exchanged", HILL, R(-11, 16)),
    ("typed_in", FAST, exp(-1) - exp(-3)),
    ("whole_support", HILL, 1),
    ("zero", HILL, 0),
    ("upper_bound_ignored", FAST, exp(-2)),
    ("complement", HILL, R(5, 16)),
    ("tail_only", HILL, R(5, 32)),
    ("areas_added", FAST, 2 - exp(-2) - exp(-6)),
    ("only_upper_bound", FAST, -exp(-6)),
    ("lower_bound_zero", RISING, exp(-2) - exp(-8)),
    ("only_lower_bound", FAST, -exp(-2)),
    ("ends_added", FAST, exp(-2) + exp(-6)),
    ("height_not_area", HILL, R(9, 32)),
    ("heights_subtracted", FAST, 2 * exp(-2) - 2 * exp(-6)),
    ("heights_added", HILL, R(15, 16)),
    ("slopes_subtracted", FAST, 4 * exp(-2) - 4 * exp(-6)),
    ("integrated_twice", FAST, (exp(-6) - exp(-2)) / 2),
    ("quotient", FAST, exp(-4)),
    ("conditional", FAST, 1 - exp(-4)),
    ("product", FAST, exp(-2) * (1 - exp(-6))),
    ("rectangle", FAST, 4 * exp(-2)),
    ("uniform", HILL, R(1, 2)),
    ("average_height", HILL, R(11, 32)),
    ("mean_integrand", HILL, R(11, 8)),
    ("squared_integrand", FAST, exp(-4) - exp(-12)),
    ("area_changed", HILL, R(121, 256)),
    ("numeric_sum", HILL, 0.69),
    ("impossible", HILL, 3),
    ("letter_lost", RATE, R(1, 7)),
    ("too_small", HILL, R(1, 7)),
    ("too_large", HILL, R(6, 7)),
    ("wrong_answer", HILL, sp.I),
)


@pytest.mark.parametrize(("key", "q", "value"), TABLE)
def test_the_first_entry_that_fits_speaks(key: str, q: Integrand, value: Any) -> None:
    """Every entry of the catalogue is reached, in the order of diagnosis."""
    assert key == key_at(key, q, value)


def key_at(_: str, q: Integrand, value: Any) -> str:
    found = diagnose(PROBABILITY, probability_case(value, q, BETWEEN))
    assert found is not None
    return found.key


def test_every_entry_has_its_case() -> None:
    """No entry is without a case here, but those that tasks share."""
    shared = {one.key for one in NO_NUMBER} - {"nonfinite", "diverges"}
    shared |= {"curve_unused", "bound_unused", "number_added", "whole_number", "off_by_factor"}
    shared |= {"by_hand"}

    assert {one.key for one in PROBABILITY} - shared == {row.values[0] for row in TABLE}
