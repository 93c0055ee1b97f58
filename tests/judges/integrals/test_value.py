"""Tests of autograder/judges/integrals/value.py."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.integrals.value import area_value
from tests.judges.batteries.areas import EQUAL, RIGHT, UNEQUAL, WRONG


@pytest.mark.parametrize("name", RIGHT)
def test_right_values_pass_with_their_notes(name: str) -> None:
    """Every form of 1 passes, floats and imaginary forms with a note."""
    answer, notes = RIGHT[name]

    found = area_value(answer, 1)

    assert (True, notes) == (found.is_right, found.notes)


@pytest.mark.parametrize("name", WRONG)
def test_wrong_values_are_refuted_with_their_kind(name: str) -> None:
    """Every wrong value is refuted, and its kind and evidence say why."""
    answer, kind, evidence = WRONG[name]

    found = area_value(answer, sp.Integer(1))

    assert found.is_wrong
    assert kind == found.kind
    assert evidence == {key: found.evidence[key] for key in evidence}


@pytest.mark.parametrize("row", range(len(EQUAL)))
def test_equal_values_pass(row: int) -> None:
    """Two forms of one number, or of one expression in parameters, are equal."""
    assert area_value(*EQUAL[row]).is_right


@pytest.mark.parametrize("row", range(len(UNEQUAL)))
def test_unequal_values_are_refuted(row: int) -> None:
    """A difference counts however small, if more digits confirm it."""
    assert area_value(*UNEQUAL[row]).is_wrong


@pytest.mark.parametrize("answer", [1.0, sp.Float(1), 1 + 0j], ids=str)
def test_float_is_refused_where_exact_is_asked(answer: Any) -> None:
    """Where an exact value is required, a float of the right size is wrong as a float."""
    assert "float" == area_value(answer, 1, exact=True).kind


@given(st.fractions(), st.integers(1, 300))
def test_exact_values_have_no_tolerance(size: Fraction, power: int) -> None:
    """A rational passes itself and nothing at any distance from it."""
    value = sp.Rational(size.numerator, size.denominator)

    assert area_value(value, value).is_right
    assert area_value(value + sp.Rational(1, 10**power), value).is_wrong


@given(st.integers(1, 10**6))
def test_finite_upper_bound_is_refuted(bound: int) -> None:
    """The area up to any finite bound is not the area up to infinity."""
    assert area_value(1 - sp.exp(-bound), 1).is_wrong


def test_towers_of_functions_are_undecided() -> None:
    """What SymPy may take seconds to work with is no wrong answer, and takes no time."""
    tower = sp.Symbol("x")
    for _ in range(12):
        tower = sp.acosh(tower)

    assert "too_deep" == area_value(tower, sp.Integer(1)).kind
