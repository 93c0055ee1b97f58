"""
The lesson's data.
"""

from __future__ import annotations

import numpy as np
import pytest

# ruff: noqa: NPY002 -- the lesson draws from NumPy's global generator
from autograder.judges.sgd.lesson import (
    batch_descent,
    judge_lesson_run,
    least_squares,
    lesson_setting,
    points,
    table,
)


def test_points_are_those_of_the_lesson() -> None:
    """
    The data equal what the lesson's own three lines draw from NumPy's global generator.
    """
    state = np.random.get_state()
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    np.random.set_state(state)

    assert np.array_equal(X, points()[0])
    assert np.array_equal(y, points()[1])


def test_points_leave_the_global_generator_alone() -> None:
    """
    Asking for the data does not move NumPy's global generator.
    """
    points.cache_clear()
    before = np.random.get_state()[1]
    points()

    assert np.array_equal(before, np.random.get_state()[1])


def test_least_squares_of_the_lesson() -> None:
    """
    The best line through the points is [4.215, 2.770], and its residuals are normal to the table.
    """
    theta, expected = least_squares(), [[4.21509616], [2.77011339]]

    assert expected == np.round(theta, 8).tolist()
    assert np.allclose(0, table().T @ (table() @ theta - points()[1]), atol=1e-9)


def test_batch_descent_tends_to_least_squares() -> None:
    """
    Fifty batch steps end at [2.985, 3.068], five thousand at least squares.
    """
    path, start, after_fifty = batch_descent(5000), [0, 0], [2.985, 3.068]

    assert start == path[:, 0].tolist()
    assert after_fifty == np.round(path[:, 50], 3).tolist()
    assert np.allclose(least_squares()[:, 0], path[:, -1], atol=3e-7)


def test_best_line_of_the_lesson() -> None:
    """The best line of the lesson's rows is [4.21509616, 2.77011339]."""
    assert pytest.approx([4.21509616, 2.77011339], abs=1e-8) == least_squares()[:, 0]


@pytest.mark.parametrize(
    ("kind", "theta"),
    [
        pytest.param("", [4.3, 2.7], id="near"),
        pytest.param("", [4.0, 3.0], id="the law"),
        pytest.param("closed_form", [4.215096157546747, 2.770113386438484], id="exact"),
        pytest.param("lesson_far", [4.215, 3.40], id="slope off"),
        pytest.param("lesson_far", [np.nan, 3.0], id="nan"),
        pytest.param("lesson_far", [np.inf, -np.inf], id="inf"),
    ],
)
def test_distance_decides(kind: str, theta: list[float]) -> None:
    """Near least squares is right, exactly there or far off is not."""
    assert kind == judge_lesson_run(np.array(theta)).kind


def test_scatter_of_the_last_theta() -> None:
    """The exact covariance after 5,000 steps gives standard deviations of 0.0899 and 0.0891."""
    setting = lesson_setting()
    best = least_squares()[:, 0]
    maps = [np.eye(2) - 0.02 * np.outer(x, x) for x in setting.X]
    pushes = [0.02 * (y - x @ best) * x for x, y in zip(setting.X, setting.y[:, 0], strict=True)]
    lifted = sum(np.kron(a, a) for a in maps) / 100
    mixed = (
        sum(
            np.kron(a, b[:, None]) + np.kron(b[:, None], a)
            for a, b in zip(maps, pushes, strict=True)
        )
        / 100
    )
    noise = sum(np.kron(b, b) for b in pushes) / 100
    mean, second = -best, np.kron(best, best)
    average = sum(maps) / 100
    for _ in range(5000):
        second, mean = lifted @ second + mixed @ mean + noise, average @ mean

    spread = np.sqrt(second.reshape(2, 2).diagonal() - mean**2)

    assert pytest.approx([0.0899, 0.0891], abs=1e-4) == spread


def test_the_setting_is_the_lessons_own() -> None:
    """Task 2.3 walks on the rows that 2.4 reads, and may write on its copy."""
    setting = lesson_setting()

    assert np.array_equal(setting.X, table())
    assert np.array_equal(setting.y, points()[1])
    assert setting.X.flags.writeable
