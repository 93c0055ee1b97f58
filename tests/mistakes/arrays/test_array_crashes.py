"""
Exceptions over arrays, as NumPy itself words them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.judges.answer import Answer, Crash
from autograder.mistakes.arrays.crashes import CRASHES, misfit
from autograder.mistakes.catalogue import diagnose

COLUMN = np.ones((3, 1))


def raised(action: Callable[[], Any]) -> Answer:
    with pytest.raises(Exception) as caught:  # noqa: PT011 -- the text is what is under test
        action()
    return Answer("f", crash=Crash(type(caught.value).__name__, str(caught.value)))


@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("unlike_parts", lambda: np.array([COLUMN, COLUMN.T, [1]])),
        ("one_element", lambda: float(COLUMN)),
        ("number_for_array", lambda: len(np.float64(2.0).item())),
        ("too_many_indices", lambda: COLUMN[0, 0, 0]),
        ("typed_shape", lambda: COLUMN.reshape(2, 2)),
        ("truth_value", lambda: bool(COLUMN > 0)),
        ("caret", lambda: COLUMN ^ COLUMN),
        ("not_callable", lambda: COLUMN(0)),
        ("none_inside", lambda: None + COLUMN[0, 0].item()),
        ("array_for_number", lambda: [1, 2][COLUMN.astype(int)]),
    ],
)
def test_numpys_own_words_are_known(key: str, action: Callable[[], Any]) -> None:
    """
    Each entry recognises the exception that it is about.
    """
    found = diagnose(CRASHES, raised(action))

    assert found is not None
    assert key == found.key


def test_shapes_are_named() -> None:
    """
    What does not fit is named by its shapes, or by their sizes.
    """
    assert {"shapes": "shapes (3,1) and (2,1)"} == misfit(raised(lambda: COLUMN + np.ones((2, 1))))
    assert {"shapes": "sizes 3 and 1"} == misfit(raised(lambda: COLUMN @ COLUMN))
    assert misfit(Answer("f")) is None
