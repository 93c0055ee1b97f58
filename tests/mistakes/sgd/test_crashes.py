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


def used_too_early() -> Any:
    if not len(X):
        total = 0
    return total


BIAS: list[tuple[str, Callable[[], Any]]] = [
    ("rows_typed_in", lambda: np.c_[np.ones((100, 1)), X]),
    ("rows_typed_in", lambda: np.ones((100, 2))[:, 1:].__setitem__(slice(None), X)),
    ("flat_ones", lambda: np.hstack([np.ones(len(X)), X])),
    ("flat_ones", lambda: np.concatenate([np.ones(len(X)), X], axis=1)),
    ("brackets", lambda: np.c_(np.ones((5, 1)), X)),  # type: ignore[operator]
    ("brackets", lambda: np.hstack(np.ones((5, 1)), X)),  # type: ignore[call-overload]
    ("brackets", lambda: np.concatenate(np.ones((5, 1)), X)),  # type: ignore[call-overload]
    ("brackets", lambda: np.ones(5, 1)),  # type: ignore[call-overload]
    ("shapes", lambda: np.ones((3, 1)) + X),
    ("global_data", lambda: eval("X_b", {})),  # noqa: S307 -- a name that is not there
]

WALK: list[tuple[str, Callable[[], Any]]] = [
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
    ("name_too_early", used_too_early),
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
    ("key", "call"), [pytest.param(*wrong, id=f"{k} {wrong[0]}") for k, wrong in enumerate(WALK)]
)
def test_exceptions_of_the_descent(key: str, call: Callable[[], Any]) -> None:
    """
    What Python and NumPy raise in a descent is translated.
    """
    asked = (X_B, Y, THETA, 0.01, 3)

    assert key == key_of(Answer("stochastic_gradient_descent", asked=asked, crash=crash_of(call)))


def test_other_exceptions_are_left_alone() -> None:
    """
    Exceptions that this exercise does not know are left to the texts of all exercises.
    """
    assert key_of(Answer("train", crash=Crash("ZeroDivisionError", "division by zero"))) is None
    assert key_of(Answer("train", crash=Crash("NameError", "name 'grd' is not defined"))) is None
