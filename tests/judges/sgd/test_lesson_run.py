from __future__ import annotations

import numpy as np
import pytest

from autograder.judges.sgd.lesson_run import judge_lesson_run, least_squares, lesson_setting


def test_least_squares_of_the_lesson() -> None:
    """The best line of the lesson's rows is [4.21509616, 2.77011339]."""
    assert pytest.approx([4.21509616, 2.77011339], abs=1e-8) == least_squares(lesson_setting())


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
    assert kind == judge_lesson_run(lesson_setting(), np.array(theta)).kind


def test_scatter_of_the_last_theta() -> None:
    """The exact covariance after 5,000 steps gives standard deviations of 0.0899 and 0.0891."""
    setting = lesson_setting()
    best = least_squares(setting)
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
