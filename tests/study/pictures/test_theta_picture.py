from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from autograder.judges.sgd.lesson import points, table
from autograder.study.pictures.picture import UndrawableError
from autograder.study.pictures.theta import BEST, contours, loss, other_shape, pair, two_numbers

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


def test_loss_is_the_mean_squared_error() -> None:
    """
    The loss agrees with its definition, one theta or many, and overflows in silence.
    """
    theta = np.array([[4.0], [3.0]])
    expected = ((table() @ theta - points()[1]) ** 2).mean()

    assert expected == pytest.approx(float(loss(theta[:, 0])))
    assert [expected] * 2 == pytest.approx(loss(np.hstack([theta, theta]).T))
    assert np.isinf(loss(np.array([1e300, 0.0])))


def test_best_theta_has_the_least_loss() -> None:
    """
    Every step away from the best theta makes the loss larger.
    """
    steps = np.array([[0.01, 0], [-0.01, 0], [0, 0.01], [0, -0.01]])

    assert (loss(BEST + steps) > loss(BEST)).all()


def test_contours_are_labelled_where_they_cross_the_way() -> None:
    """
    Each level between the best theta and the point has its label, and no other level has one.
    """
    panel = Figure().subplots()
    contours(panel, (-1, 5.5), (-1, 5.5), [1, 2, 1000], to=(2.4, -1))

    assert ["1", "2"] == [text.get_text() for text in panel.texts]
