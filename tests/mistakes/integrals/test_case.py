"""Tests of autograder/mistakes/integrals/case.py."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp

from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import bell, polynomial
from autograder.mistakes.integrals.case import IntegralCase, short
from tests.mistakes.integrals.cases import (
    C,
    antiderivative_case,
    area_case,
    numbered,
    probability_case,
    x,
)

LESSON = area_case(sp.Integer(7), lesson())
RAMP = probability_case(sp.Integer(7), polynomial((0, 2), 0, 1))  # 2x, from 1/5 to 4/5
real_x = sp.Symbol("x", real=True)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (LESSON.height(sp.Integer(0)), 1),
        (LESSON.height(sp.oo), 0),
        (LESSON.F_at(sp.oo), 0),
        (LESSON.F_at(sp.Integer(0)), -1),
        (LESSON.F_at(-sp.oo), sp.nan),
        (LESSON.area(sp.Integer(0), sp.log(2)), sp.Rational(1, 2)),
        (RAMP.below(RAMP.lower), sp.Rational(1, 25)),
        (RAMP.above(RAMP.upper), sp.Rational(9, 25)),
        (RAMP.width, sp.Rational(3, 5)),
        (LESSON.limit(1 / x, sp.Integer(0)), sp.nan),
    ],
    ids=str,
)
def test_heights_and_areas_are_those_of_the_question(found: Any, expected: Any) -> None:
    """Heights, values of F and areas are exact, and nan where they are infinite."""
    assert expected == found


def test_area_of_another_function_is_between_the_same_bounds() -> None:
    """The area of any function of x alone is found in digits, from the lower bound on."""
    assert abs(RAMP.area_of(sp.Integer(1)) - 0.6) < 1e-12
    assert abs(RAMP.area_of(sp.Integer(1), sp.Integer(1)) - 0.8) < 1e-12
    assert sp.nan is RAMP.area_of(C * x)
    assert sp.nan is RAMP.area_of(None)


def subtracts_heights(f: Any, x: Any, lower: Any, upper: Any) -> Any:
    return sp.limit(f, x, upper) - sp.limit(f, x, lower)


def test_a_second_answer_tells_explanations_apart() -> None:
    """Heights of exp(-x) have the size of its area, those of the same curve stretched have not."""
    case = replace(area_case(sp.Integer(-1), lesson()), again=subtracts_heights)

    assert case.twin is not None
    assert (sp.exp(-x / 2) / 2, 1, -sp.Rational(1, 2)) == (
        case.twin.f,
        case.twin.expected,
        case.twin.answer,
    )
    assert case.confirmed(
        lambda twin: twin.answer == twin.height(twin.upper) - twin.height(twin.lower)
    )
    assert not case.confirmed(lambda twin: twin.answer == -twin.expected)


def test_a_typed_function_explains_itself() -> None:
    """What comes back unchanged, whatever f is, needs no second explanation."""
    case = replace(antiderivative_case(sp.log(x), lesson()), again=lambda *_: sp.log(x))

    assert case.confirmed(lambda _: False)


@pytest.mark.parametrize(
    ("value", "expected"),
    numbered(
        (real_x**2, x**2),
        (sp.Lambda(x, x**2), x**2),
        (sp.Lambda((x, C), x + C), None),
        (2, sp.Integer(2)),
        (None, None),
        ("x", None),
    ),
)
def test_answer_is_in_the_symbols_of_the_question(value: Any, expected: Any) -> None:
    """An answer is an expression in the question's own x, or None."""
    assert expected == antiderivative_case(value, lesson()).answer


def test_slope_needs_an_x() -> None:
    """An answer without x has no slope, another its derivative; new symbols are told apart."""
    found = antiderivative_case(C * x, lesson())

    assert C == found.slope
    assert {C} == found.new_symbols
    assert antiderivative_case(C, lesson()).slope is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (sp.exp(-x), 1 / sp.exp(x), True),
        (sp.exp(-x), sp.exp(-x) + sp.Rational(1, 10**9), False),
        (1.001 * sp.exp(-x), sp.exp(-x), True),
        (1.1 * sp.exp(-x), sp.exp(-x), False),
        (sp.Integral(x, x), x**2 / 2, False),
        (None, x, False),
    ],
    ids=str,
)
def test_functions_are_compared_by_numbers(one: Any, other: Any, expected: bool) -> None:
    """Exact expressions must agree to 15 digits, those with decimals within a percent."""
    assert expected is LESSON.same_function(one, other)


@pytest.mark.parametrize(
    ("one", "other", "tolerance", "expected"),
    [
        (sp.sqrt(2) ** 2, sp.Integer(2), 0.0, True),
        (sp.Integer(2), sp.Rational(2001, 1000), 0.0, False),
        (sp.Float(2), sp.Rational(2001, 1000), 0.0, True),
        (sp.Float(2), sp.Rational(21, 10), 0.0, False),
        (sp.Float(2), sp.Rational(21, 10), 0.1, True),
        (sp.Float("1e-12"), sp.Integer(0), 0.0, True),
        (sp.Float("1e-3"), sp.Integer(0), 0.0, False),
        (sp.nan, sp.nan, 0.0, False),
        (sp.Integer(1), None, 0.0, False),
    ],
    ids=str,
)
def test_numbers_are_compared_by_size(
    one: Any, other: Any, tolerance: float, expected: bool
) -> None:
    """Decimals agree roughly, exact numbers exactly, and what has no value with nothing."""
    assert expected is LESSON.same_number(one, other, tolerance)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (-3 * sp.exp(-x), sp.exp(-x), -3),
        (sp.exp(-x), x * sp.exp(-x), None),
        (sp.exp(-x), sp.Integer(0), None),
        (None, x, None),
        (x, None, None),
    ],
    ids=str,
)
def test_ratio_is_one_number_or_none(one: Any, other: Any, expected: Any) -> None:
    """Two functions have a ratio where it is the same at every point."""
    found = LESSON.ratio(one, other)

    assert found is None if expected is None else abs(found - expected) < 1e-9


@pytest.mark.parametrize(
    ("q", "low", "high"),
    [
        (lesson(), 0, sp.oo),
        (polynomial((1,), 1, 3), 1, 3),
        (bell(sp.Integer(1), sp.Integer(1), -sp.oo), -sp.oo, sp.oo),
    ],
    ids=["half line", "finite", "whole line"],
)
def test_points_are_inside_the_range(q: Any, low: Any, high: Any) -> None:
    """Eight different numbers inside the range, none of them whole."""
    found = list(area_case(1, q).points())

    assert 8 == len(set(found))
    assert all(low < sp.Rational(p.numerator, p.denominator) < high for p in found)
    assert all(p.denominator > 1 for p in found)


def test_a_value_is_found_once() -> None:
    """What was evaluated is remembered, also where there is no value."""
    case = IntegralCase(1, LESSON.finding, lesson(), sp.S.Zero, sp.oo)

    assert case.at(1 / x, Fraction(0)) is None
    assert {(1 / x, Fraction(0)): None} == case.values


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (sp.Rational(2, 3), "2/3"),
        (sp.pi, "3.142"),
        (sp.Integer(-4), "-4"),
        (1 + sp.I, "(1.0 + 1.0j)"),
        (sp.Integer(10) ** 500, "1.0e+500"),
    ],
    ids=str,
)
def test_a_number_is_shown_short(number: Any, text: str) -> None:
    """A simple fraction is shown as one, any other number in four digits."""
    assert text == short(LESSON.at(number))
