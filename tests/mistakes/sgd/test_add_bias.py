"""
The mistakes of task 2.1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.answer import Answer
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.sgd.add_bias import BIAS

X4 = np.array([[3.0], [-2.0], [0.5], [7.0]])
X1 = X4[1:2]

MISTAKES: dict[str, Callable[[Any], Any]] = {
    "ones_behind": lambda X: np.c_[X, np.ones(len(X))],
    "stacked_below": lambda X: np.vstack([np.ones_like(X), X]),
    "flattened": lambda X: np.append(np.ones_like(X), X),
    "extra_row": lambda X: np.insert(X, 0, 1, axis=0),
    "added": lambda X: np.ones((len(X), 2)) + X,
    "multiplied": lambda X: np.ones((len(X), 2)) * X,
    "zeros": lambda X: np.c_[np.zeros(len(X)), X],
    "not_ones": lambda X: np.c_[np.full(len(X), 4.0), X],
    "column_varies": lambda X: np.c_[np.arange(len(X)), X],
    "transposed": lambda X: np.c_[np.ones(len(X)), X].T,
    "twice": lambda X: np.c_[np.ones((len(X), 2)), X],
    "extra_columns": lambda X: np.c_[np.ones(len(X)), X, X**2],
    "integers": lambda X: np.c_[np.ones(len(X)), X].astype(int),
    "unchanged": lambda X: X,
    "ones_alone": np.ones_like,
    "other_rows": lambda X: np.c_[np.ones(len(X)), X[::-1]],
    "x_altered": lambda X: np.c_[np.ones(len(X)), X / 7],
    "global_data": lambda _: np.c_[np.ones(100), np.arange(100)],
    "shape": lambda X: np.stack([X, X]),
    "none": lambda _: None,
    "tuple": lambda X: (np.ones_like(X), X),
    "list": lambda X: X.tolist(),
    "scalar": len,
}


def key_of(X: Any, value: Any, afterwards: Any = None) -> str:
    answer = Answer("add_bias", value, (X,), (X if afterwards is None else afterwards,))
    found = diagnose(BIAS, answer)
    assert found is not None
    return found.key


@pytest.mark.parametrize("key", MISTAKES)
def test_each_mistake_is_recognised(key: str) -> None:
    """
    The table that a mistake gives on four rows is known by its key.
    """
    assert key == key_of(X4, MISTAKES[key](X4))


@given(st.lists(st.integers(-40, 40), min_size=2, max_size=9, unique=True))
def test_mistakes_are_told_apart_on_other_data(quarters: list[int]) -> None:
    """
    On any column of fractions the commonest mistakes keep their keys.
    """
    X = (np.array(quarters, float).reshape(-1, 1) + 0.25) / 2
    for key in ("ones_behind", "stacked_below", "added", "multiplied", "zeros", "twice"):
        assert key == key_of(X, MISTAKES[key](X))


def test_a_flat_single_row_is_squeezed() -> None:
    """
    A table that is flat for one row alone was squeezed.
    """
    expected = "squeezed"

    assert expected == key_of(X1, np.array([1.0, -2.0]))


def test_a_changed_x_comes_first() -> None:
    """
    A changed X is named first, whatever came back.
    """
    expected = "x_changed"

    assert expected == key_of(X4, np.c_[np.ones(4), X4], afterwards=X4 - 1)
