"""
The lesson's data.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

# ruff: noqa: NPY002 -- the lesson draws from NumPy's global generator
from autograder.judges.answer import Answer
from autograder.judges.sgd.lesson import (
    DIGITS,
    SOLVED,
    TOLERANCE,
    are_points,
    batch_descent,
    descended,
    ended_near,
    judge_lesson_run,
    least_squares,
    lesson_run,
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


def test_other_points_are_told_apart() -> None:
    """
    Only the two arrays of the lesson are its points: none of other numbers, shapes or types.
    """
    X, y = points()

    assert are_points((X, y))
    assert are_points([X.copy(), y])
    for other in (
        None,
        3,
        (X,),
        (y, X),
        (X, y + 1),
        (X.ravel(), y),
        (X, "y"),
        (X, y.astype(object)),
    ):
        assert not are_points(other)


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
    run = lesson_run()
    best = least_squares()[:, 0]
    maps = [np.eye(2) - 0.02 * np.outer(x, x) for x in run.X]
    pushes = [0.02 * (y - x @ best) * x for x, y in zip(run.X, run.y[:, 0], strict=True)]
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


def test_the_run_is_the_lessons_own() -> None:
    """Task 2.3 runs on the rows that 2.4 reads, and may write to its copy."""
    run = lesson_run()

    assert np.array_equal(run.X, table())
    assert np.array_equal(run.y, points()[1])
    assert run.X.flags.writeable


# -- the judges of train()


def trained(theta: Any) -> Answer:
    return Answer("train", theta)


def column(*entries: float) -> Any:
    return np.array(entries, dtype=float).reshape(-1, 1)


def a_descent(seed: int) -> Any:
    """The lesson's run."""
    source = np.random.default_rng(seed)
    rows, (_, y), theta = table(), points(), np.zeros(2)
    for i in source.integers(100, size=5000):
        theta = theta - 0.02 * (rows[i] @ theta - y[i, 0]) * rows[i]
    return column(*theta)


@pytest.mark.parametrize("seed", range(10))
def test_a_descent_is_right(seed: int) -> None:
    """
    The lesson's run passes both judges, as a column, flat, and in 32-bit floats.
    """
    theta = a_descent(seed)
    for value, notes in {
        "standing": (theta, ()),
        "flat": (theta.ravel(), ("shape_1d",)),
        "short": (theta.astype(np.float32), ("float32",)),
    }.values():
        assert ended_near(trained(value)).is_right
        assert notes == descended(trained(value)).notes
        assert descended(trained(value)).is_right


@pytest.mark.parametrize(
    "theta",
    [
        pytest.param(column(4, 3), id="law"),
        pytest.param(column(4.2, 2.8), id="rounded"),
        pytest.param(column(4.215096, 2.770113), id="six-digits"),
        pytest.param(column(4, 3).astype(int), id="whole"),
        pytest.param(column(4, 3).astype(np.float32), id="short"),
    ],
)
def test_a_typed_theta_is_near_but_did_not_descend(theta: Any) -> None:
    """
    A theta of few decimals passes the first judge and fails the second.
    """
    assert ended_near(trained(theta)).is_right
    assert descended(trained(theta)).kind == "typed_in"


@pytest.mark.parametrize(
    "theta",
    [
        pytest.param(least_squares(), id="exact"),
        pytest.param(np.round(least_squares(), 8), id="eight-digits"),
        pytest.param(batch_descent(5000)[:, -1:], id="batch-descent"),
    ],
)
def test_a_solved_theta_did_not_descend(theta: Any) -> None:
    """
    No random descent ends on least squares, or where batch descent is after 5,000 steps.
    """
    assert descended(trained(theta)).kind == "solved"


@pytest.mark.parametrize(
    ("theta", "kind"),
    [
        pytest.param(batch_descent(50)[:, -1:], "far", id="on-its-way"),
        pytest.param(column(*least_squares()[::-1]), "far", id="exchanged"),
        pytest.param(column(4.2), "shape", id="one-entry"),
        pytest.param(np.full((2, 2), 4.0), "shape", id="grown"),
        pytest.param(column(math.nan, 3), "not_finite", id="nan"),
        pytest.param([4.2, 2.8], "kind", id="list"),
    ],
)
def test_other_thetas_lose_both(theta: Any, kind: str) -> None:
    """
    A theta that is not near least squares fails both judges.
    """
    assert kind == ended_near(trained(theta)).kind
    assert kind == descended(trained(theta)).kind


def test_a_right_descent_is_hardly_ever_taken_for_solved_or_typed() -> None:
    """
    With a scatter of 0.09, or 0.045 when shuffled, the two refusals together cost below 10^-10.
    """
    spacing = 2.0**-50
    typed = (10**DIGITS * spacing) ** 2
    for spread in (0.09 * 0.089, 0.045 * 0.051):
        solved = (2 * SOLVED) ** 2 / (2 * math.pi * spread)

        assert solved + typed < 1e-10


def test_the_bound_is_the_one_of_the_descent() -> None:
    """
    An entry 0.62 off is the last that is near.
    """
    for off, near in ((TOLERANCE - 1e-9, True), (TOLERANCE + 1e-9, False)):
        assert near == ended_near(trained(least_squares() + column(off, 0))).is_right
