from __future__ import annotations

import numpy as np
import pytest

from autograder.study.pictures.loss_surface import (
    HIGH,
    LOW,
    first_outside,
    inside,
    inwards,
    on_the_way,
)


def test_path_inside_stays_whole() -> None:
    """
    A path that never leaves the window is drawn as it is.
    """
    path = np.array([[0.0, 0.0], [4.0, 3.0]])

    drawn, leaves = inside(path)

    assert (path.tolist(), False) == (drawn.tolist(), leaves)
    assert first_outside(path) is None


@pytest.mark.parametrize(
    ("last", "border"),
    [
        ([-3.0, -3.0], [LOW, LOW]),
        ([0.0, 1e200], [0.0, HIGH]),
        ([11.0, 0.0], [HIGH, 0.0]),
        ([-2.0, -1.0], [LOW, -0.5]),
    ],
)
def test_path_is_cut_at_the_border(last: list[float], border: list[float]) -> None:
    """
    A path that runs away is drawn up to the border, in its own direction.
    """
    drawn, leaves = inside(np.array([[0.0, 0.0], last, [99.0, 99.0]]))

    assert leaves
    assert border == pytest.approx(drawn[-1].tolist())
    assert 2 == len(drawn)


def test_names_lead_into_the_window() -> None:
    """
    A word at the border stands on its inner side.
    """
    assert (9, 9) == inwards(np.array([LOW, LOW]))
    assert (-9, -9) == inwards(np.array([HIGH, HIGH]))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([[0, 0], [1, 1]], [1, 1]),
        ([[k / 2, 0] for k in range(9)], [2, 0]),
        ([[0, 0], [4, 4]], [2, 2]),
    ],
    ids=["short", "many places", "one stride"],
)
def test_name_stands_on_the_way(path: list[list[float]], expected: list[float]) -> None:
    """
    The name of a path stands a little way from its start, also if the first stride is long.
    """
    assert expected == on_the_way(np.array(path, dtype=float)).tolist()
