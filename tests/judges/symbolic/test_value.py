"""Tests of autograder/judges/symbolic/value.py."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.answer import Answer, Foreign
from autograder.judges.symbolic.value import area_value, equal_number, said_by, truth
from tests.judges.batteries.areas import EQUAL, RIGHT, UNEQUAL, WRONG

x = sp.Symbol("x")


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


def test_integral_stands_for_its_area() -> None:
    """An unevaluated area is recognised by quadrature, its double is not."""
    area = sp.Integral(x * sp.exp(-x), (x, 0, sp.oo))

    assert area_value(area, 1).evidence["done"]
    assert not area_value(2 * area, 1).evidence["done"]


@pytest.mark.parametrize("bounds", [(x, 0, sp.oo), (x,)], ids=["divergent", "open"])
def test_what_has_no_number_stands_for_nothing(bounds: tuple[Any, ...]) -> None:
    """A divergent or open integral is not close to anything."""
    assert not area_value(sp.Integral(x, bounds), 1).evidence["done"]


@pytest.mark.parametrize("make", [bool, np.array, sp.sympify], ids=lambda make: make.__name__)
@pytest.mark.parametrize("expected", [True, False])
def test_every_truth_value_is_welcome(make: Any, expected: bool) -> None:
    """Truth values of Python, NumPy and SymPy are judged alike."""
    assert truth(make(expected), expected).is_right
    assert "differs" == truth(make(expected), not expected).kind


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (None, "none"),
        (Foreign("stub", "ellipsis"), "stub"),
        (1, "number_for_truth"),
        (0.0, "number_for_truth"),
        (sp.Integer(1), "number_for_truth"),
        ("True", "text"),
        (x >= 0, "undecided_relation"),
        (sp.And(x > 0, x < 1), "undecided_relation"),
        (x + 1, "expression"),
        ((True,), "comma"),
        ([True], "boxed"),
        ((True, True), "container"),
        (np.array([True]), "array_of_one"),
        (Foreign("function", "f"), "function"),
        (Foreign("sympy", "FiniteSet"), "foreign"),
        (Foreign("sympy", "Equality"), "undecided_relation"),
    ],
    ids=lambda value: f"{type(value).__name__} {value}",
)
def test_anything_else_has_its_kind(answer: Any, kind: str) -> None:
    """What is no truth value is wrong whatever was expected, and named."""
    assert (kind, kind) == (truth(answer, True).kind, truth(answer, False).kind)


def test_number_that_cannot_be_printed_is_no_truth_value() -> None:
    """A number past Python's limit of digits is judged like any other."""
    assert "number_for_truth" == truth(sp.Integer(10) ** 5000, True).kind


def test_only_truth_values_say_something() -> None:
    """Anything but a truth value says neither True nor False."""
    assert said_by(np.array(True)) is True
    assert said_by(sp.false) is False
    assert [None] * 3 == [said_by(1), said_by("True"), said_by(x > 0)]


def test_a_decimal_is_a_number_like_any_other() -> None:
    """A float, NumPy's own and an exact number are right, without a note."""
    for value in (0.5, np.array(0.5), sp.Rational(1, 2), 0.5 + 1e-12):
        found = equal_number(Answer("f", value, (), ()), np.float64(0.5))

        assert (True, ()) == (found.is_right, found.notes)
    assert equal_number(Answer("f", 0.6, (), ()), 0.5).is_wrong
