"""Tests of autograder/judges/integrals/density.py."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.judges.answer import Foreign
from autograder.judges.integrals.density import said_by, truth

x = sp.Symbol("x")


@pytest.mark.parametrize("make", [bool, np.array, sp.sympify], ids=lambda make: make.__name__)
@pytest.mark.parametrize("expected", [True, False])
def test_every_truth_value_is_welcome(make: Any, expected: bool) -> None:
    """Truth values of Python, NumPy and SymPy are judged alike."""
    assert truth(make(expected), expected).is_right
    assert {"said": expected} == truth(make(expected), not expected).evidence


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
    ],
    ids=lambda value: f"{type(value).__name__} {value}",
)
def test_anything_else_has_its_kind(answer: Any, kind: str) -> None:
    """What is no truth value is wrong whatever was expected, and named."""
    assert (kind, kind) == (truth(answer, True).kind, truth(answer, False).kind)


def test_number_that_cannot_be_printed_is_no_truth_value() -> None:
    """A number past Python's limit of digits is told by its kind."""
    found = truth(sp.Integer(10) ** 5000, True)

    assert ("number_for_truth", "Integer") == (found.kind, found.evidence["value"])


def test_only_truth_values_say_something() -> None:
    """Anything but a truth value says neither True nor False."""
    assert said_by(np.array(True)) is True
    assert said_by(sp.false) is False
    assert [None] * 3 == [said_by(1), said_by("True"), said_by(x > 0)]
