"""
The judge of `train()`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from autograder.judges.answer import Answer
from autograder.judges.sgd.lesson import TOLERANCE, batch_descent, least_squares, points, table
from autograder.judges.sgd.trained import DIGITS, SOLVED, ended_near, walked


def trained(theta: Any) -> Answer:
    return Answer("train", theta)


def column(*entries: float) -> Any:
    return np.array(entries, dtype=float).reshape(-1, 1)


def a_walk(seed: int) -> Any:
    """The lesson's run."""
    source = np.random.default_rng(seed)
    rows, (_, y), theta = table(), points(), np.zeros(2)
    for i in source.integers(100, size=5000):
        theta = theta - 0.02 * (rows[i] @ theta - y[i, 0]) * rows[i]
    return column(*theta)


@pytest.mark.parametrize("seed", range(10))
def test_a_walk_is_right(seed: int) -> None:
    """
    The lesson's run passes both questions, standing, flat, and in 32-bit floats.
    """
    theta = a_walk(seed)
    for value, notes in {
        "standing": (theta, ()),
        "flat": (theta.ravel(), ("shape_1d",)),
        "short": (theta.astype(np.float32), ("float32",)),
    }.values():
        assert ended_near(trained(value)).is_right
        assert notes == walked(trained(value)).notes
        assert walked(trained(value)).is_right


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
def test_a_typed_theta_is_near_but_did_not_walk(theta: Any) -> None:
    """
    A theta of few decimals keeps the first question and loses the second.
    """
    assert ended_near(trained(theta)).is_right
    assert walked(trained(theta)).kind == "typed_in"


@pytest.mark.parametrize(
    "theta",
    [
        pytest.param(least_squares(), id="exact"),
        pytest.param(np.round(least_squares(), 8), id="eight-digits"),
        pytest.param(batch_descent(5000)[:, -1:], id="batch-descent"),
    ],
)
def test_a_solved_theta_did_not_walk(theta: Any) -> None:
    """
    Least squares itself, and where batch descent has come to after 5,000 steps, is no walk's end.
    """
    assert walked(trained(theta)).kind == "solved"


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
    Whoever does not end near least squares did not walk there either.
    """
    assert kind == ended_near(trained(theta)).kind
    assert kind == walked(trained(theta)).kind


def test_a_right_walk_is_hardly_ever_taken_for_solved_or_typed() -> None:
    """
    With a scatter of 0.09, or 0.045 when shuffled, the two refusals together cost below 10^-10.
    """
    spacing = 2.0**-50
    typed = (10**DIGITS * spacing) ** 2
    for spread in (0.09 * 0.089, 0.045 * 0.051):
        solved = (2 * SOLVED) ** 2 / (2 * math.pi * spread)

        assert solved + typed < 1e-10


def test_the_bound_is_the_one_of_the_walk() -> None:
    """
    An entry 0.62 off is the last that is near.
    """
    for off, near in ((TOLERANCE - 1e-9, True), (TOLERANCE + 1e-9, False)):
        assert near == ended_near(trained(least_squares() + column(off, 0))).is_right
