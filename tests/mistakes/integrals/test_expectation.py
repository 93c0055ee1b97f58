"""Tests of autograder/mistakes/integrals/expectation.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand, decaying, moved, polynomial
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.integrals.areas import NO_NUMBER
from autograder.mistakes.integrals.expectation import EXPECTATION
from tests.mistakes.integrals.cases import mean_case, numbered, x

R = sp.Rational
RAMP = moved(polynomial((0, R(1, 2)), 0, 2), 1)  # (x - 1)/2 on (1, 3), mean 7/3
HUMP = decaying((0, 0, R(4)), R(2))  # 4 x**2 exp(-2x), mean 3/2
LATE = moved(decaying((R(3),), R(3)), -1)  # mean -2/3
LAM = sp.Symbol("lam", positive=True)
RATE = decaying((LAM,), LAM)

STEEP = polynomial((0, 0, R(3)), 0, 1)

TABLE = numbered(
    ("bounds_not_used", HUMP, sp.integrate(x * HUMP.f, x)),
    ("product_returned", RAMP, x * RAMP.f),
    ("f_outside", RAMP, 4 * RAMP.f),
    ("x_outside", RAMP, x),
    ("forgot_x", RAMP, 1),
    ("sign_turned", RAMP, R(-7, 3)),
    ("sizes_only", LATE, sp.integrate(-x * LATE.f, (x, -1, 0)) + sp.exp(-3) / 3),
    ("lower_bound_zero", LATE, sp.exp(-3) / 3),
    ("second_moment", RAMP, R(17, 3)),
    ("second_moment", RAMP, R(17, 7)),
    ("spread", RAMP, R(2, 9)),
    ("spread", HUMP, sp.sqrt(3) / 2),
    ("mode", RAMP, 3),
    ("median", RAMP, 1 + sp.sqrt(2)),
    ("middle", RAMP, 2),
    ("x_alone", RAMP, 4),
    ("from_lower", RAMP, R(4, 3)),
    ("x_added", RAMP, 5),
    ("values_added", STEEP, 3),
    ("one_term", RAMP, -2),
    ("squared_density", RAMP, R(5, 3)),
    ("divided_by_width", RAMP, R(7, 6)),
    ("mean_changed", RAMP, R(49, 9)),
    ("one_end", RAMP, R(-1, 12)),
    ("height_not_area", RAMP, R(14, 9)),
    ("by_parts", RAMP, R(5, 2)),
    ("parts_added", RAMP, R(8, 3)),
    ("other_curve", STEEP, R(1, 5)),
    ("whole_number", moved(HUMP, R(3)), 5),
    ("numeric_sum", RAMP, 2.3),
    ("zero", RAMP, 0),
    ("letter_lost", RATE, R(1, 7)),
    ("too_small", RAMP, R(1, 7)),
    ("too_large", RAMP, R(36, 7)),
    ("wrong_answer", RAMP, sp.I),
)


@pytest.mark.parametrize(("key", "q", "value"), TABLE)
def test_the_first_entry_that_fits_speaks(key: str, q: Integrand, value: Any) -> None:
    """Every entry of the catalogue is reached, in the order of diagnosis."""
    found = diagnose(EXPECTATION, mean_case(value, q))

    assert found is not None
    assert key == found.key


def test_every_entry_has_its_case() -> None:
    """No entry is without a case here, but those that tasks share or that ask again."""
    shared = {one.key for one in NO_NUMBER} - {"bounds_not_used"}
    shared |= {"typed_in", "curve_unused", "bound_unused", "number_added", "off_by_factor"}
    shared |= {"stretched", "shifted", "divided_by_density", "other_mean", "end_for_infinity"}
    shared |= {"by_hand"}

    assert {one.key for one in EXPECTATION} - shared == {row.values[0] for row in TABLE}


Code = Callable[[Any, Any, Any, Any], Any]


@pytest.mark.parametrize(
    ("key", "code", "q"),
    numbered(
        ("typed_in", lambda *_: sp.S.One, RAMP),
        ("forgot_x", lambda f, x, a, b: sp.integrate(f, (x, a, b)), RAMP),
        ("middle", lambda _f, _x, a, b: (a + b) / 2, RAMP),
        ("f_outside", lambda f, _, a, b: f * (b**2 - a**2) / 2, RAMP),
        (
            "by_hand",
            lambda f, x, a, b: sp.integrate(x * f, (x, a, b)) + (b - a) / 7,
            RAMP,
        ),
        ("off_by_factor", lambda f, x, a, b: 3 * sp.integrate(x * f, (x, a, b)), RAMP),
        ("number_added", lambda f, x, a, b: 5 + sp.integrate(x * f, (x, a, b)), RAMP),
        ("stretched", lambda f, x, a, b: sp.integrate(x**4 * f, (x, a, b)), RAMP),
        ("shifted", lambda f, x, a, b: sp.cbrt(sp.integrate(x**3 * f, (x, a, b))), RAMP),
        ("other_mean", lambda f, x, a, b: 1 / sp.integrate(f / x, (x, a, b)), RAMP),
        ("other_mean", lambda f, x, a, b: sp.exp(sp.integrate(sp.log(x) * f, (x, a, b))), RAMP),
        ("divided_by_density", lambda f, x, a, b: sp.integrate(x / f, (x, a, b)), RAMP),
        ("end_for_infinity", lambda f, x, a, b: sp.integrate(x * f, (x, a, min(b, 40))), HUMP),
        ("lower_bound_zero", lambda f, x, _, b: sp.integrate(x * f, (x, 0, b)), LATE),
    ),
)
def test_other_answers_tell_explanations_apart(key: str, code: Code, q: Integrand) -> None:
    """What explains an answer must explain those about other densities."""
    case = mean_case(code(q.f, q.x, q.lower, q.upper), q)
    found = diagnose(EXPECTATION, replace(case, again=code))

    assert found is not None
    assert key == found.key


def test_the_same_number_may_have_another_cause() -> None:
    """A 1 that is right for the lesson's density is not said to be typed in for another."""
    case = replace(mean_case(sp.S.One, RAMP), again=lambda _f, _x, a, _: a)
    found = diagnose(EXPECTATION, case)

    assert mean_case(sp.S.One, lesson()).finding.is_right
    assert found is not None
    assert found.key not in {"typed_in", "forgot_x"}
