"""Tests of autograder/mistakes/integrals/common.py."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from autograder.judges.finding import wrong
from autograder.judges.integrals.integrands import Integrand, decaying, polynomial
from autograder.mistakes.catalogue import Mistake, diagnose
from autograder.mistakes.integrals import common
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.common import SYMBOLS_LEFT, Nouns
from tests.mistakes.integrals.cases import C, area_case, e, numbered, x

R = sp.Rational
NOUNS = Nouns("the curve", "measure", "left and right")
LINE = polynomial((R(1), R(2)), 1, 3)  # 2x + 1, area 10
HUMP = polynomial((0, R(5), R(-1)), 1, 3)  # 5x - x**2, area 34/3
FAST = decaying((R(3),), R(2))  # 3 exp(-2x), area 3/2

SYMBOLS = numbered(
    ("symbol_infinity", FAST, 1 - sp.exp(-sp.Symbol("inf"))),
    ("symbol_e", FAST, 1 - e**-2),
    ("symbol_cancels", FAST, R(3, 2) + (C + 1) ** 2 - C**2 - 2 * C - 1),
    ("bounds_not_used", LINE, x**2 + x),
    ("bounds_not_used", LINE, x**2 + x + 7),
    ("integrand_returned", LINE, -2 * x - 1),
    ("upper_bound_x", LINE, x**2 + x - 2),
    ("lower_bound_x", LINE, 12 - x**2 - x),
    ("treated_as_constant", LINE, x * (2 * x + 1)),
    ("treated_as_constant", LINE, 5 * (2 * x + 1)),
    ("treated_as_constant", LINE, C * (2 * x + 1)),
    ("treated_as_constant", FAST, sp.oo * x),
    ("constant_in_definite", LINE, 10 + C),
    ("symbols_left", LINE, 11 + C),
)
TWINS = numbered(
    (common.rectangle, HUMP, 8, 9),
    (common.rectangle, HUMP, 12, 11),
    (common.squared_integrand, LINE, R(158, 3), R(157, 3)),
    (common.area_changed, LINE, 100, 99),
    (common.area_changed, LINE, R(1, 10), R(1, 11)),
    (common.off_by_factor, LINE, 5, 6),
)


@pytest.mark.parametrize(("key", "q", "value"), SYMBOLS)
def test_answers_with_symbols_are_told_apart(key: str, q: Integrand, value: Any) -> None:
    """The first entry that fits says why a symbol is left in an area."""
    found = diagnose(SYMBOLS_LEFT, area_case(value, q))

    assert found is not None
    assert key == found.key


@pytest.mark.parametrize("value", [11, 9.5, sp.pi, sp.oo, None], ids=repr)
def test_numbers_have_no_symbols_left(value: Any) -> None:
    """A wrong number is left to the entries that know numbers."""
    assert diagnose(SYMBOLS_LEFT, area_case(value, LINE)) is None


@pytest.mark.parametrize(("twin", "q", "mistake", "relative"), TWINS)
def test_twins_recognise_the_same_and_speak_in_nouns(
    twin: Any, q: Integrand, mistake: Any, relative: Any
) -> None:
    """A twin recognises one wrong number, says so in the nouns of its task, and no more."""
    entry: Mistake = twin(NOUNS)

    assert entry.recognise(area_case(mistake, q))
    assert not entry.recognise(area_case(relative, q))
    assert any(noun in entry.message for noun in NOUNS)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [(common.NOT_FINITE, "not_finite"), (common.DECIMAL, "float")],
    ids=["infinity", "decimal"],
)
def test_kinds_of_findings_are_recognised(entry: Mistake, kind: str) -> None:
    """What the judge has seen already is taken from its finding."""
    case = IntegralCase(1.5, wrong(kind, value="1.5"), FAST, FAST.lower, FAST.upper, FAST.area)
    other = IntegralCase(1.5, wrong("rounded"), FAST, FAST.lower, FAST.upper, FAST.area)

    assert entry.recognise(case) is not None
    assert entry.recognise(other) is None


def test_ends_are_added_with_either_sign() -> None:
    """F(a) + F(b) is recognised, and so is its negative; their difference is the area."""
    assert common.ENDS_ADDED.recognise(area_case(14, LINE))
    assert common.ENDS_ADDED.recognise(area_case(-14, LINE))
    assert not common.ENDS_ADDED.recognise(area_case(10, LINE))


def test_only_a_symbol_called_e_is_eulers_number() -> None:
    """Only a symbol of the learner's own that is called e is taken for Euler's number."""
    assert common.SYMBOL_E.recognise(area_case(e**2, LINE)) == {"name": "e"}
    assert common.SYMBOL_E.recognise(area_case(C**2, LINE)) is None
