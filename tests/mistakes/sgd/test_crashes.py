"""
The exceptions of exercise 2.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.judges.answer import Answer, Crash
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.sgd.crashes import CRASHES

X = np.array([[3.0], [-2.0], [0.5], [7.0], [1.5]])
X_B = np.c_[np.ones(5), X]
THETA = np.array([[2.0], [7.0]])
Y = X + 1


BIAS: list[tuple[str, Callable[[], Any]]] = [
    ("rows_typed_in", lambda: np.c_[np.ones((100, 1)), X]),
    ("rows_typed_in", lambda: np.ones((100, 2))[:, 1:].__setitem__(slice(None), X)),
    ("one_row", lambda: np.c_[np.ones((1, 1)), X]),
    ("flat_ones", lambda: np.hstack([np.ones(len(X)), X])),
    ("flat_ones", lambda: np.concatenate([np.ones(len(X)), X], axis=1)),
    ("brackets", lambda: np.c_(np.ones((5, 1)), X)),  # type: ignore[operator]
    ("brackets", lambda: np.hstack(np.ones((5, 1)), X)),  # type: ignore[call-overload]
    ("brackets", lambda: np.concatenate(np.ones((5, 1)), X)),  # type: ignore[call-overload]
    ("brackets", lambda: np.ones(5, 1)),  # type: ignore[call-overload]
    ("shapes", lambda: np.ones((3, 1)) + X),
    ("global_data", lambda: eval("X_b", {})),  # noqa: S307 -- a name that is not there
]

DESCENT: list[tuple[str, Callable[[], Any]]] = [
    ("index_out_of_range", lambda: X_B[5]),
    ("index_out_of_range", lambda: X_B.tolist()[5]),
    ("column_for_row", lambda: X_B[:, 4].reshape(1, -1)),
    ("column_for_row", lambda: X_B[:, 1].reshape(1, -1) @ THETA),
    ("column_for_row", lambda: np.dot(X_B[:, 1].reshape(1, -1), THETA)),
    ("closed_form", lambda: np.linalg.inv(np.ones((2, 2)))),
    ("shapes", lambda: X_B[:1] @ X_B[:1]),
    ("shapes", lambda: np.dot(X_B[:1], X_B[:1])),
    ("shapes", lambda: X_B + np.ones((3, 2))),
    ("shapes", lambda: THETA.ravel().__isub__(np.ones((2, 2)))),
    ("one_element", lambda: float(np.array([1.0, 2.0]))),
    ("whole_number_theta", lambda: np.array([1, 2]).__isub__(np.array([0.5, 0.5]))),
    ("fraction_of_steps", lambda: range(5 / 2)),  # type: ignore[arg-type]
    ("none_inside", lambda: 1.0 - random.seed(1)),  # type: ignore[operator]
]


def crash_of(call: Callable[[], Any]) -> Crash:
    with pytest.raises(Exception) as caught:  # noqa: PT011 -- whatever NumPy raises
        call()
    return Crash(type(caught.value).__name__, str(caught.value))


def key_of(answer: Answer) -> str | None:
    found = diagnose(CRASHES, answer)
    return found and found.key


@pytest.mark.parametrize(
    ("key", "call"), [pytest.param(*wrong, id=f"{k} {wrong[0]}") for k, wrong in enumerate(BIAS)]
)
def test_exceptions_of_the_table(key: str, call: Callable[[], Any]) -> None:
    """
    What Python and NumPy raise in `add_bias` is translated.
    """
    assert key == key_of(Answer("add_bias", asked=(X,), crash=crash_of(call)))


@pytest.mark.parametrize(
    ("key", "call"), [pytest.param(*wrong, id=f"{k} {wrong[0]}") for k, wrong in enumerate(DESCENT)]
)
def test_exceptions_of_the_descent(key: str, call: Callable[[], Any]) -> None:
    """
    What Python and NumPy raise in a descent is translated.
    """
    asked = (X_B, Y, THETA, 0.01, 3)

    assert key == key_of(Answer("stochastic_gradient_descent", asked=asked, crash=crash_of(call)))


TWO_FOR_ONE = (
    "matmul: Input operand 1 has a mismatch in its core dimension 0 (size 2 is different from 1)"
)
ONE_FOR_TWO = (
    "matmul: Input operand 1 has a mismatch in its core dimension 0 (size 1 is different from 2)"
)
ALONG_0 = "along dimension 0, the array at index 0 has size 1 and the array at index 1 has size 5"


@pytest.mark.parametrize(
    ("key", "function", "text", "source"),
    [
        ("not_called", "add_bias", ALONG_0, "return np.c_[np.ones, X]"),
        ("one_row", "add_bias", ALONG_0, "return np.c_[np.ones(1), X]"),
        ("flat_row", "stochastic_gradient_descent", ONE_FOR_TWO, "g = xi.T @ (xi @ theta - yi)"),
        ("shapes", "stochastic_gradient_descent", ONE_FOR_TWO, "g = theta.T @ xi"),
        ("too_few_columns", "train", TWO_FOR_ONE, "error = xi @ theta - yi"),
        ("shapes", "train", TWO_FOR_ONE, "error = xi.T @ theta - yi"),
    ],
)
def test_the_line_tells_causes_apart(key: str, function: str, text: str, source: str) -> None:
    """
    One text of NumPy has several causes; a sentence that names one needs the learner's line.
    """
    asked = () if function == "train" else (X,)
    crash = Crash("ValueError", text, 3, source, owner="point_gradient")

    assert key == key_of(Answer(function, asked=asked, crash=crash))


def test_other_exceptions_are_left_alone() -> None:
    """
    Exceptions that this exercise does not know are left to the texts of all exercises.
    """
    assert key_of(Answer("train", crash=Crash("ZeroDivisionError", "division by zero"))) is None
    assert key_of(Answer("train", crash=Crash("NameError", "name 'grd' is not defined"))) is None


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("array_for_number", "only integer scalar arrays can be converted to a scalar index"),
        ("array_for_number", "slice indices must be integers or None or have an __index__ method"),
        ("number_for_array", "'int' object is not subscriptable"),
        ("number_for_array", "object of type 'float' has no len()"),
        ("not_callable", "'numpy.ndarray' object is not callable"),
        ("empty_draw", "high <= 0"),
        ("too_many_indices", "too many indices for array: array is 1-dimensional"),
    ],
)
def test_exceptions_are_translated(key: str, text: str) -> None:
    """Exceptions of a descent get a sentence that names their cause."""
    answer = Answer("stochastic_gradient_descent", crash=Crash("TypeError", text))

    diagnosis = diagnose(CRASHES, answer)

    assert diagnosis is not None
    assert key == diagnosis.key
