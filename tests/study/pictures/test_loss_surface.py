from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from autograder.judges.sgd.lesson import points, table
from autograder.study.pictures.loss_surface import BEST, contours, loss


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
