"""Tests of autograder/mistakes/integrals/wrong_antiderivatives.py."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand, decaying, polynomial, tail
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals.recognise import Candidate, Recogniser
from tests.mistakes.integrals.cases import C, antiderivative_case, numbered, plus, x

a = sp.Symbol("a", positive=True)
R = sp.Rational
FAST = decaying((R(1),), R(2))  # exp(-2x)
MOMENT = decaying((0, R(1)), R(2))  # x exp(-2x)
RATE = decaying((R(1),), a)  # exp(-a x)
PARABOLA = polynomial((R(3), 0, R(1)), 0, 2)  # x**2 + 3
TAIL = tail(R(1), 2)  # 1 / (x + 1)**2
SUM = plus(decaying((R(1),), R(1)), decaying((R(1),), R(2)))  # exp(-x) + exp(-2x)

some_terms = anti.slope_by_term(lambda _, term: term)
flipped_terms = anti.slope_by_term(lambda f, term: f - 2 * term)

RECOGNISED = numbered(
    (anti.is_typed_in, FAST, -sp.exp(-x) + 1, -sp.exp(-2 * x)),
    (anti.is_typed_in, TAIL, -sp.exp(-x), sp.exp(-x)),
    (anti.is_area, FAST, R(1, 2), R(1, 3)),
    (anti.is_area, RATE, 1 / a, 1 / C),
    (anti.is_area, FAST, 0.5, x / 2),
    (anti.is_polynomial_for_another, FAST, 1 - x, 1 - sp.sqrt(x)),
    (anti.is_polynomial_for_another, TAIL, x**3, R(3)),
    (anti.is_integrated_twice, FAST, sp.exp(-2 * x) / 4 + x, sp.exp(-2 * x) / 2),
    (anti.is_constant_multiplied, FAST, C * sp.exp(-2 * x), C + sp.exp(-2 * x)),
    (some_terms, SUM, -sp.exp(-x), -sp.exp(-3 * x)),
    (some_terms, PARABOLA, 3 * x, x**2),
    (flipped_terms, PARABOLA, x**3 / 3 - 3 * x, x**3 / 3 - 2 * x),
    (anti.scaled_variable, TAIL, 1 / (2 * x + 1), 1 / (3 * x + 1)),
    (anti.scaled_variable, FAST, sp.exp(2 * x), sp.exp(3 * x)),
)


@pytest.mark.parametrize(("recognise", "q", "mistake", "relative"), RECOGNISED)
def test_each_mistake_is_told_from_a_relative(
    recognise: Recogniser, q: Integrand, mistake: Any, relative: Any
) -> None:
    """A wrong antiderivative is recognised, and a near relative of it is not."""
    assert recognise(antiderivative_case(mistake, q))
    assert not recognise(antiderivative_case(relative, q))


def test_a_single_term_has_no_other_terms() -> None:
    """Where f is one term, none can be lost or change its sign."""
    case = antiderivative_case(sp.exp(-2 * x), FAST)

    assert not some_terms(case)
    assert not flipped_terms(case)


def test_what_comes_back_for_one_degree_may_change_with_another() -> None:
    """A function that reads the degree of f alone is not the same for every f."""

    def raised(f: Any, x: Any, *_: Any) -> Any:
        n = sp.degree(f, x) if f.is_polynomial(x) else 1
        return x ** (n + 1) / (n + 1)

    cubic = polynomial((0, 0, 0, R(2)), 0, 2)
    case = antiderivative_case(raised(cubic.f, x), cubic)

    assert not anti.is_same_for_every_f(replace(case, again=raised))
    assert anti.is_same_for_every_f(replace(case, again=lambda *_: x**4 / 4))


def test_the_case_of_the_lesson_is_not_typed_in() -> None:
    """What fits the lesson's integrand shows nothing when that was asked for."""
    assert anti.is_lesson(antiderivative_case(x, lesson()))
    assert not anti.is_typed_in(antiderivative_case(-sp.exp(-x), lesson()))


@pytest.mark.parametrize(
    ("recognise", "q", "value", "fields"),
    numbered(
        (anti.constant_factor, FAST, sp.exp(-2 * x), {"r": "-2"}),
        (anti.constant_factor, FAST, sp.exp(-2 * x) / 3, {"r": "-2/3"}),
        (anti.constant_factor, RATE, a * sp.exp(-a * x), {"r": "something built from a"}),
        (anti.constant_factor, FAST, C * sp.exp(-2 * x), None),
        (anti.constant_factor, FAST, sp.exp(-x), None),
        (anti.stray_term, FAST, -sp.exp(-2 * x) / 2 + 3 * x, {"c": "3"}),
        (anti.stray_term, FAST, -sp.exp(-2 * x) / 2 + x**2, None),
        (anti.stray_term, FAST, C, None),
        (anti.integrated_over_letter, RATE, -sp.exp(-a * x) / x, {"letter": "a", "x": "x"}),
        (anti.integrated_over_letter, RATE, -sp.exp(-a * x) / a**2, None),
        (anti.integrated_over_letter, FAST, None, None),
    ),
)
def test_fields_are_filled(recognise: Recogniser, q: Integrand, value: Any, fields: Any) -> None:
    """What a message shows is read from the answer; another answer gives nothing to show."""
    assert fields == recognise(antiderivative_case(value, q))


@pytest.mark.parametrize(
    ("candidate", "q", "expected"),
    numbered(
        (anti.exponent, FAST, -2 * x),
        (anti.exponent, TAIL, None),
        (anti.from_exponent(lambda u, case: u * case.f), FAST, -2 * x * sp.exp(-2 * x)),
        (anti.from_exponent(lambda u, _: u), TAIL, None),
        (anti.for_exp(lambda u, x: sp.exp(u + x)), FAST, sp.exp(-x)),
        (anti.for_exp(lambda u, _: u), PARABOLA, None),
        (anti.for_powers(lambda c, x, n: c * x ** (n + 1)), PARABOLA, x**3 + 3 * x),
        (anti.for_powers(lambda c, *_: c), FAST, None),
        (anti.sign_flipped, FAST, sp.exp(2 * x)),
        (anti.sign_flipped, TAIL, None),
        (anti.factor_by_factor(constants=False), MOMENT, -(x**2) * sp.exp(-2 * x) / 4),
        (anti.factor_by_factor(constants=False), FAST, None),
        (anti.factor_by_factor(constants=True), FAST.times(R(3)), -3 * x * sp.exp(-2 * x) / 2),
        (anti.factor_by_factor(constants=True), PARABOLA, None),
        (anti.denominator_slope, TAIL, (2 * x + 2) / (x + 1) ** 2),
        (anti.denominator_slope, PARABOLA, None),
        (anti.denominator_slope, FAST, None),
    ),
)
def test_candidates_follow_from_the_question(
    candidate: Candidate, q: Integrand, expected: Any
) -> None:
    """A wrong turn is stated for the integrands that allow it, and is None for the others."""
    found = candidate(antiderivative_case(x, q))

    assert (found is None) is (expected is None)
    assert found is None or 0 == sp.simplify(found - expected)
