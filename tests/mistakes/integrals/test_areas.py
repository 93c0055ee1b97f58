"""Tests of autograder/mistakes/integrals/areas.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

from autograder.judges.finding import wrong
from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand, decaying, polynomial
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.integrals import areas as area
from autograder.mistakes.integrals.areas import NO_NUMBER
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.recognise import Candidate, Recogniser
from tests.mistakes.integrals.cases import C, area_case, e, numbered, x

R = sp.Rational
FAST = decaying((R(1),), R(2))  # exp(-2x), area 1/2
LINE = polynomial((R(1), R(2)), 1, 3)  # 2x + 1, area 10
THRICE = decaying((R(3),), R(2))  # 3 exp(-2x), area 3/2


SYMBOLS = numbered(
    ("symbol_infinity", THRICE, 1 - sp.exp(-sp.Symbol("inf"))),
    ("symbol_e", THRICE, 1 - e**-2),
    ("symbol_cancels", THRICE, R(3, 2) + (C + 1) ** 2 - C**2 - 2 * C - 1),
    ("bounds_not_used", LINE, x**2 + x),
    ("bounds_not_used", LINE, x**2 + x + 7),
    ("integrand_returned", LINE, -2 * x - 1),
    ("upper_bound_x", LINE, x**2 + x - 2),
    ("lower_bound_x", LINE, 12 - x**2 - x),
    ("treated_as_constant", LINE, x * (2 * x + 1)),
    ("treated_as_constant", LINE, 2 * (2 * x + 1)),
    ("symbols_left", LINE, 5 * (2 * x + 1)),
    ("treated_as_constant", LINE, C * (2 * x + 1)),
    ("treated_as_constant", THRICE, sp.oo * x),
    ("constant_in_definite", LINE, 10 + C),
    ("symbols_left", LINE, 11 + C),
)

RECOGNISED = numbered(
    (area.is_antiderivative, LINE, x**2 + x + C, x**2),
    (area.is_area_up_to_x, LINE, x**2 + x - 2, x**2 + x),
    (area.is_area_up_to_x, FAST, (1 - sp.exp(-2 * x)) / 2, -sp.exp(-2 * x) / 2),
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
    """The lesson's result is no wrong number where the lesson's area was asked for."""
    assert area.lesson_formula(area_case(2, lesson())) is None


@pytest.mark.parametrize(
    ("candidate", "expected"),
    numbered(
        (area.f_at_middle, 5),
        (area.lesson_formula, sp.exp(-1) - sp.exp(-3)),
    ),
)
def test_candidates_follow_from_a_finite_range(candidate: Candidate, expected: Any) -> None:
    """Each wrong number under the line 2x + 1 from 1 to 3 is what a pencil gives."""
    assert expected == candidate(area_case(7, LINE))


@pytest.mark.parametrize(("key", "q", "value"), SYMBOLS)
def test_answers_with_symbols_are_told_apart(key: str, q: Integrand, value: Any) -> None:
    """The first entry that fits says why a symbol is left in an area."""
    found = diagnose(NO_NUMBER, area_case(value, q))

    assert found is not None
    assert key == found.key


@pytest.mark.parametrize("value", [11, 9.5, sp.pi], ids=repr)
def test_numbers_have_no_symbols_left(value: Any) -> None:
    """A wrong number is left to the entries that know numbers."""
    assert diagnose(NO_NUMBER, area_case(value, LINE)) is None


@pytest.mark.parametrize(
    ("key", "kind"),
    [("nonfinite", "not_finite"), ("decimal", "float")],
    ids=["infinity", "decimal"],
)
def test_kinds_of_findings_are_recognised(key: str, kind: str) -> None:
    """What the judge has seen already is taken from its finding."""
    entry = next(one for one in NO_NUMBER if one.key == key)
    case = IntegralCase(1.5, wrong(kind, value="1.5"), THRICE, THRICE.lower, sp.oo, THRICE.area)
    other = IntegralCase(1.5, wrong("rounded"), THRICE, THRICE.lower, sp.oo, THRICE.area)

    assert entry.recognise(case) is not None
    assert entry.recognise(other) is None


@pytest.mark.parametrize(
    ("key", "again"),
    [
        ("integrand_returned", lambda f, *_: -f),
        ("bounds_not_used", lambda f, x, _, b: 1 - sp.integrate(f, (x, x, b))),
        ("symbols_left", lambda f, x, *_: C * sp.integrate(f, x, x)),
        ("diverges", lambda f, x, _, b: sp.integrate(f.subs(x, -x), (x, x, b))),
    ],
)
def test_another_curve_refutes_what_fits_the_lesson_alone(
    key: str, again: Callable[..., Any]
) -> None:
    """What F and f, or two constants, have in common for exp(-x) is told apart by other curves."""
    q = lesson()
    case = replace(area_case(again(q.f, q.x, q.lower, q.upper), q), again=again)
    found = diagnose(NO_NUMBER, case)

    assert found is not None
    assert key == found.key


def test_only_a_symbol_called_e_is_eulers_number() -> None:
    """Only a symbol of the learner's own that is called e is taken for Euler's number."""
    assert area.SYMBOL_E.recognise(area_case(e**2, LINE)) == {"name": "e"}
    assert area.SYMBOL_E.recognise(area_case(C**2, LINE)) is None
