"""
Arrays that came back.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.judges.answer import Answer, Foreign
from autograder.judges.arrays import changed, check_array, equal_array, numbers


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        pytest.param(None, "kind", id="none"),
        pytest.param([[1.0], [2.0]], "kind", id="list"),
        pytest.param(Foreign("function", "f"), "kind", id="function"),
        pytest.param(np.array([[True], [False]]), "dtype", id="truth"),
        pytest.param(np.array([[1j], [2.0]]), "dtype", id="complex"),
        pytest.param(np.array([["1"], ["2"]]), "dtype", id="text"),
        pytest.param(np.array([[1.0, 2.0]]), "shape", id="lying-down"),
        pytest.param(np.zeros((2, 2)), "shape", id="table"),
        pytest.param(np.array(1.0), "shape", id="no-dimension"),
        pytest.param(np.array([[np.nan], [2.0]]), "not_finite", id="nan"),
        pytest.param(np.array([[np.inf], [2.0]]), "not_finite", id="infinity"),
    ],
)
def test_the_first_defect_is_named(value: Any, kind: str) -> None:
    """
    Anything but a finite real column of two is refused, by its first defect.
    """
    assert kind == check_array(value, (2, 1)).kind


@pytest.mark.parametrize(
    ("value", "notes"),
    [
        pytest.param(np.array([[1.0], [2.0]]), (), id="column"),
        pytest.param(np.array([[1], [2]]), (), id="whole"),
        pytest.param(np.array([1.0, 2.0]), ("shape_1d",), id="flat"),
        pytest.param(np.array([[1], [2]], np.float32), ("float32",), id="short"),
        pytest.param(np.array([1, 2], np.float32), ("shape_1d", "float32"), id="flat-and-short"),
    ],
)
def test_harmless_forms_are_noted(value: Any, notes: tuple[str, ...]) -> None:
    """
    A flat column and 32-bit floats are right, with a note each.
    """
    finding = check_array(value, (2, 1))

    assert finding.is_right
    assert notes == finding.notes


def test_a_table_is_never_flat() -> None:
    """
    Only a column may come back flat.
    """
    assert check_array(np.zeros(3), (3, 2)).is_wrong


def test_numbers_are_finite_floats() -> None:
    """
    Whole numbers become floats; anything that is not finite and real becomes None.
    """
    whole = numbers(np.array([1, 2]))

    assert whole is not None
    assert np.dtype(np.float64) == whole.dtype
    for other in (None, [1.0], np.array([1j]), np.array([np.inf])):
        assert numbers(other) is None


def test_changed_names_the_arguments_that_differ() -> None:
    """
    Only arguments whose numbers or shape differ afterwards count as changed.
    """
    one, two = np.zeros((2, 1)), np.ones((2, 1))
    answer = Answer("f", asked=(one, two, one, 3), afterwards=(one.copy(), one, one[:1], 4))

    touched = (1, 2)

    assert touched == changed(answer)


TABLE = np.array([[1e6, 2.0], [-3.0, 0.0]])


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        pytest.param(TABLE, "", id="equal"),
        pytest.param(TABLE + 1e-4, "", id="rounded"),
        pytest.param(TABLE.astype(np.float32), "", id="short"),
        pytest.param(TABLE + 1e-2, "differs", id="off"),
        pytest.param(TABLE.T, "differs", id="transposed"),
        pytest.param(TABLE.ravel(), "shape", id="flat"),
        pytest.param(None, "kind", id="none"),
    ],
)
def test_an_array_may_differ_by_rounding_alone(value: Any, kind: str) -> None:
    """
    What sums of floats lose, relative to the largest entry, is right, and anything else has a kind.
    """
    found = equal_array(Answer("f", value, (), ()), TABLE)

    assert (kind, not kind) == (found.kind, found.is_right)
