"""
The judge of `add_bias`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.judges.answer import Answer
from autograder.judges.finding import Ruling, right
from autograder.judges.sgd.bias import bias_added

COLUMNS = st.integers(1, 9).flatmap(
    lambda m: arrays(np.float64, (m, 1), elements=st.integers(-9, 9).map(float))
)


def asked(X: Any, value: Any, afterwards: Any = None) -> Answer:
    return Answer("add_bias", value, (X,), (X if afterwards is None else afterwards,))


def with_ones(X: Any) -> Any:
    return np.c_[np.ones(len(X)), X]


@given(COLUMNS)
def test_ones_in_front_are_right(X: Any) -> None:
    """
    Ones in front of any column are right, in every dtype that keeps the values.
    """
    for dtype in (float, int):
        assert bias_added(asked(X, with_ones(X).astype(dtype)), with_ones(X)).is_right


def test_short_floats_are_noted() -> None:
    """
    A table in 32-bit floats is compared after rounding X, and noted.
    """
    X = np.array([[0.1], [0.7]])
    finding = bias_added(asked(X, with_ones(X).astype(np.float32)), with_ones(X))
    expected = right("float32")

    assert expected == finding


@given(COLUMNS, st.data())
def test_one_wrong_entry_is_wrong(X: Any, data: st.DataObject) -> None:
    """
    A table with a single entry off is wrong.
    """
    table = with_ones(X)
    table[data.draw(st.integers(0, len(X) - 1)), data.draw(st.integers(0, 1))] += 0.25

    assert bias_added(asked(X, table), with_ones(X)).kind == "values"


@pytest.mark.parametrize("shape", [(4,), (8, 1), (2, 4), (4, 3), (5, 1), (1, 4, 2)])
def test_other_shapes_are_wrong(shape: tuple[int, ...]) -> None:
    """
    Only (m, 2) is a table of m rows.
    """
    X = np.arange(4.0).reshape(4, 1)

    assert bias_added(asked(X, np.ones(shape)), with_ones(X)).kind == "shape"


def test_a_changed_x_is_wrong() -> None:
    """
    The right table does not excuse a change of the caller's X.
    """
    X = np.array([[2.0], [3.0]])
    answer = asked(X, with_ones(X), afterwards=X + 1)

    assert bias_added(answer, with_ones(X)).kind == "x_changed"


def test_a_broken_reference_is_our_fault() -> None:
    """
    A solution that breaks the law leaves the answer undecided.
    """
    X = np.array([[2.0], [3.0]])

    assert Ruling.UNDECIDED is bias_added(asked(X, with_ones(X)), X).ruling
