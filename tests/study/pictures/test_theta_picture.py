from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.study.pictures.picture import UndrawableError
from autograder.study.pictures.theta import other_shape, pair, two_numbers

ODD = [
    3.0,
    [[1.0], [2.0]],
    None,
    np.zeros((2, 2)),
    np.zeros((0,)),
    np.array(5.0),
    np.array([[np.inf], [0.0]]),
    np.array([[1j], [0]]),
    np.array([True, False]),
]


@pytest.mark.parametrize("shape", [(2,), (2, 1), (1, 2), (1, 2, 1)])
def test_two_numbers_keep_their_shape(shape: tuple[int, ...]) -> None:
    """
    Two finite numbers are read in any shape, and whole ones as floats.
    """
    found = two_numbers(np.array([1, 2]).reshape(shape), "theta is two numbers")

    assert (shape, np.float64) == (found.shape, found.dtype)


@pytest.mark.parametrize("value", ODD, ids=str)
def test_anything_else_is_one_sentence(value: Any) -> None:
    """
    Anything but two finite real numbers is refused with what came back and what is needed.
    """
    with pytest.raises(UndrawableError, match=r"^Your function returned .*; theta is needed\.$"):
        two_numbers(value, "theta is needed")


def test_odd_shape_is_named() -> None:
    """
    Finite numbers in a wrong count are named by their shape, others by their values.
    """
    with pytest.raises(UndrawableError, match=r"an array of shape \(2, 2\);"):
        two_numbers(np.zeros((2, 2)), "")
    with pytest.raises(UndrawableError, match=r"\[\[nan\], \[nan\]\];"):
        two_numbers(np.full((2, 1), np.nan), "")


def test_pair_is_short() -> None:
    """
    Two numbers of any shape are written as a list with a few digits.
    """
    assert "[4.215, -2.77]" == pair(np.array([[4.21509], [-2.77]]))


@pytest.mark.parametrize(("shape", "count"), [((2, 1), 0), ((2,), 0), ((1, 2), 1)])
def test_only_other_shapes_are_remarked(shape: tuple[int, ...], count: int) -> None:
    """
    A column and a flat array are welcome; a row gets a sentence.
    """
    assert count == len(other_shape(np.zeros(shape)))
