"""Tests of autograder/mistakes/integrals/wrong_areas.py."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand, decaying, polynomial
from autograder.mistakes.integrals import wrong_areas as area
from autograder.mistakes.integrals.recognise import Candidate, Recogniser
from tests.mistakes.integrals.cases import C, area_case, numbered, probability_case, x

R = sp.Rational
FAST = decaying((R(1),), R(2))  # exp(-2x), area 1/2
LINE = polynomial((R(1), R(2)), 1, 3)  # 2x + 1, area 10
RAMP = polynomial((0, R(2, 9)), 0, 3)  # a density

RECOGNISED = numbered(
    (area.typed_in(lambda _: sp.Integer(1)), FAST, 1, R(1, 2)),
    (area.is_close, LINE, 10.9, 11.5),
    (area.is_close, LINE, 10.9, R(109, 10)),
    (area.simple_factor, LINE, 15, 14),
    (area.simple_factor, LINE, -20, C),
    (area.is_too_large, LINE, 11, 9),
    (area.is_too_small, LINE, 9, 11),
    (area.is_too_small, LINE, 9, sp.I),
    (area.is_impossible, LINE, R(-1, 10), R(1, 10)),
    (area.is_impossible, LINE, 1.5, 1.0),
    (area.is_antiderivative, LINE, x**2 + x + C, x**2),
    (area.is_area_up_to_x, LINE, x**2 + x - 2, x**2 + x),
    (area.is_area_up_to_x, FAST, (1 - sp.exp(-2 * x)) / 2, -sp.exp(-2 * x) / 2),
    (area.is_multiple_of_f, LINE, 4 * x + 2, 4 * x + 1),
    (area.is_multiple_of_f, FAST, 7 * sp.exp(-2 * x), 7),
    (area.is_infinite_in_x, FAST, x + sp.oo * sp.sign(x), x),
    (area.is_infinite_in_x, FAST, sp.oo * x, sp.oo),
    (area.is_width_times_f, LINE, 2 * (2 * x + 1), 3 * (2 * x + 1)),
    (area.constant_left_over, LINE, 10 + C, 11 + C),
    (area.constant_left_over, LINE, 10 + C, 10 + C * x),
)


@pytest.mark.parametrize(("recognise", "q", "mistake", "relative"), RECOGNISED)
def test_each_mistake_is_told_from_a_relative(
    recognise: Recogniser, q: Integrand, mistake: Any, relative: Any
) -> None:
    """A wrong area is recognised, and a near relative of it is not."""
    assert recognise(area_case(mistake, q))
    assert not recognise(area_case(relative, q))


def test_the_case_of_the_lesson_is_not_typed_in() -> None:
    """The lesson's result shows nothing when the lesson's area was asked for."""
    assert not area.typed_in(lambda _: sp.Integer(2))(area_case(2, lesson()))


def test_the_width_of_an_infinite_range_is_no_factor() -> None:
    """On an infinite range no multiple of f is its width times f."""
    assert not area.is_width_times_f(area_case(2 * sp.exp(-2 * x), FAST))


@pytest.mark.parametrize(
    ("recognise", "q", "value", "fields"),
    numbered(
        (area.finite_upper_bound, FAST, (1 - sp.exp(-20)) / 2, {"b": "10"}),
        (area.finite_upper_bound, FAST, 0.49876, {"b": "3"}),
        (area.finite_upper_bound, FAST, 0.4, None),
        (area.finite_upper_bound, LINE, 9, None),
        (area.finite_upper_bound, FAST, C, None),
        (area.simple_factor, LINE, R(20, 3), {"r": "2/3"}),
        (area.simple_factor, LINE, 7, None),
        (area.is_too_large, LINE, 10.5, {"value": "21/2"}),
        (area.is_too_small, LINE, sp.pi, {"value": "3.142"}),
        (area.is_impossible, LINE, -2, {"value": "-2"}),
        (area.is_impossible, LINE, x, None),
    ),
)
def test_fields_are_filled(recognise: Recogniser, q: Integrand, value: Any, fields: Any) -> None:
    """What a message shows is read from the answer; another answer gives nothing to show."""
    assert fields == recognise(area_case(value, q))


def without_last_height(case: Any) -> Any:
    return area.sum_of_heights(case, last=False)


@pytest.mark.parametrize(
    ("candidate", "expected"),
    numbered(
        (area.F_at_upper, 12),
        (area.F_at_lower, 2),
        (area.f_at_middle, 5),
        (area.f_difference, 4),
        (area.from_zero, 12),
        (area.mean_height, 5),
        (area.share_of_support, 1),
        (area.lesson_formula, sp.exp(-1) - sp.exp(-3)),
        (area.on_half_line(2), sp.nan),
        (area.flipped_to_one, sp.nan),
        (area.sign_flipped_area, sp.nan),
        (area.sum_of_heights, 15),
        (without_last_height, 8),
    ),
)
def test_candidates_follow_from_a_finite_range(candidate: Candidate, expected: Any) -> None:
    """Each wrong number under the line 2x + 1 from 1 to 3 is what a pencil gives."""
    assert expected == candidate(area_case(7, LINE))


@pytest.mark.parametrize(
    ("candidate", "expected"),
    numbered(
        (area.from_zero, sp.nan),
        (area.on_half_line(2), 1),
        (area.sign_flipped_area, sp.nan),
        (area.sum_of_heights, sp.nan),
    ),
)
def test_candidates_follow_from_a_half_line(candidate: Candidate, expected: Any) -> None:
    """Where the upper bound is infinite, some wrong turns give no number."""
    assert expected == candidate(area_case(7, FAST))


def test_areas_in_digits_follow_from_the_question() -> None:
    """Areas of other functions are found by quadrature, exact enough to be compared."""
    assert abs(area.first_moment(area_case(7, FAST)) - 0.25) < 1e-12
    assert abs(area.flipped_to_one(area_case(7, FAST)) - (sp.exp(2) - 1) / 2) < 1e-12


def test_heights_are_those_of_f() -> None:
    """A height is taken at both bounds, at 1 and at 0."""
    found = [height(area_case(7, LINE)) for height in area.HEIGHTS]

    assert [3, 7, 3, 1] == found


def test_a_share_of_the_support_is_a_quotient_of_lengths() -> None:
    """The range from a to b is measured against the whole support."""
    case = probability_case(7, RAMP, (sp.Integer(1), sp.Integer(2)))

    assert R(1, 3) == area.share_of_support(case)


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
    assert expected == pytest.approx(area.half_last_digit(value))
