"""
The mistakes of task 2.4, `train()`.

A case is the answer of one call; where theta ended tells what the walk was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import Array, numbers
from autograder.judges.sgd.lesson import (
    DIGITS,
    SOLVED,
    TOLERANCE,
    batch_descent,
    least_squares,
    points,
)
from autograder.mistakes.catalogue import Mistake, Recognised
from autograder.mistakes.sgd.returned import wrong_kinds

Recogniser = Callable[[Answer], Recognised]
HUGE = 50.0
BESIDE = 0.35


def theta_of(answer: Answer) -> Array | None:
    """The two entries that came back, flat; None if there are not two."""
    theta = numbers(answer.value)
    return theta.ravel() if theta is not None and theta.shape in {(2, 1), (2,), (1, 2)} else None


def within(distance: float, place: Callable[[], Array]) -> Recogniser:
    """Both entries lie within this distance of a place."""

    def recognise(answer: Answer) -> Recognised:
        theta = theta_of(answer)
        return theta is not None and bool(np.abs(theta - np.ravel(place())).max() <= distance)

    return recognise


def exchanged() -> Array:
    return least_squares()[::-1]


def mirrored() -> Array:
    return -least_squares()


def x_from_y() -> Array:
    """The least-squares line of x on y."""
    X, y = points()
    with_ones = np.hstack([np.ones_like(y), y])
    theta, *_ = np.linalg.lstsq(with_ones, X, rcond=None)
    return np.asarray(theta)


def level() -> Array:
    """The mean of y and no slope: every prediction aims at every y."""
    return np.array([points()[1].mean(), 0.0])


def standardised() -> Array:
    """Least squares on a standardised x."""
    X, y = points()
    return np.array([y.mean(), float(least_squares()[1, 0] * X.std())])


def centred() -> Array:
    """Least squares on a centred x."""
    return np.array([points()[1].mean(), float(least_squares()[1, 0])])


def on_its_side(answer: Answer) -> Recognised:
    theta = numbers(answer.value)
    return {"shape": theta.shape} if theta is not None and theta.shape == (1, 2) else None


def one_entry(answer: Answer) -> Recognised:
    theta = numbers(answer.value)
    return {"number": f"{theta.item():.3f}"} if theta is not None and theta.size == 1 else None


def square(answer: Answer) -> Recognised:
    theta = numbers(answer.value)
    if theta is None or theta.ndim != 2 or theta.shape[0] != theta.shape[1]:
        return None
    return {"shape": theta.shape}


def several_thetas(answer: Answer) -> Recognised:
    theta = numbers(answer.value)
    if theta is None or theta.ndim < 2 or theta.size < 6 or 2 not in theta.shape[1:]:
        return None
    return {"count": theta.size // 2}


def other_shape(answer: Answer) -> Recognised:
    theta = numbers(answer.value)
    if theta is None or theta_of(answer) is not None:
        return None
    return {"shape": theta.shape, "count": theta.size}


def untouched(answer: Answer) -> Recognised:
    theta = theta_of(answer)
    return theta is not None and (not theta.any() or bool((theta == 1).all()))


def short_decimals(answer: Answer) -> Recognised:
    theta = theta_of(answer)
    return theta is not None and bool(np.array_equal(theta, np.round(theta, DIGITS)))


def overshot(answer: Answer) -> Recognised:
    theta = numbers(answer.value)
    if type(answer.value) is np.ndarray and answer.value.dtype.kind == "f" and theta is None:
        return True
    return theta is not None and theta.size > 0 and bool(np.abs(theta).max() > HUGE)


def on_its_way(answer: Answer) -> Recognised:
    """Beside the path that the mean walk takes from zero, and not yet at its end."""
    theta = theta_of(answer)
    if theta is None:
        return None
    beside = np.abs(batch_descent(400).T - theta).max(axis=1).min() < BESIDE
    return ended(answer) if beside else None


def ended(answer: Answer) -> Recognised:
    theta = theta_of(answer)
    return None if theta is None else {"theta": f"[{theta[0]:.3f}, {theta[1]:.3f}]"}


def anything(_: Any) -> Recognised:
    return True


TRAINED: tuple[Mistake, ...] = (
    Mistake(
        "diverged",
        "theta ran away: the steps overshoot, or they go uphill. Which rate does the lesson use, and does the loss fall after the first step?",
        overshot,
    ),
    *wrong_kinds("theta"),
    Mistake(
        "no_bias_column",
        "theta has one entry, {number}: a line through the origin. What lets the line start at another height?",
        one_entry,
        without="theta has one entry: a line through the origin. What lets the line start at "
        "another height?",
    ),
    Mistake(
        "grew",
        "theta grew to {shape}: a flat row or a flat start met a column. Print the shapes of row, error and gradient.",
        square,
        without="theta grew: a flat row or a flat start met a column. Print the shapes of row, "
        "error and gradient.",
    ),
    Mistake(
        "path",
        "{count} thetas came back. Which of them is the theta after the last step?",
        several_thetas,
        without="Several thetas came back. Which of them is the theta after the last step?",
    ),
    Mistake(
        "three_parameters",
        "theta has {count} entries, an array of shape {shape}; a line needs a bias and a slope. How many columns does your table have?",
        other_shape,
        without="theta should have two entries; a line needs a bias and a slope. How many "
        "columns does your table have?",
    ),
    Mistake(
        "transposed",
        "theta came back lying down, {shape}: which shape has a column of a bias and a slope?",
        on_its_side,
        without="theta came back lying down: which shape has a column of a bias and a slope?",
    ),
    Mistake(
        "closed_form",
        "This is the least-squares solution itself. The walk tends towards it and never ends on it; the task is the walk, one random row at a time.",
        within(SOLVED, least_squares),
    ),
    Mistake(
        "not_assigned",
        "theta is still where such walks begin. The steps are computed; where do their results go?",
        untouched,
    ),
    Mistake(
        "typed_in",
        "No walk ends exactly there. Least squares of these rows is [4.215, 2.770]; how did your function arrive?",
        short_decimals,
    ),
    Mistake(
        "batch_descent",
        "50 steps, each from all rows: that is where batch gradient descent is by then. How many steps does SGD make in an epoch, and from how many rows each?",
        within(1e-6, lambda: batch_descent(50)[:, -1]),
    ),
    Mistake(
        "bias_last",
        "The two entries are exchanged. In which order do your columns stand?",
        within(TOLERANCE, exchanged),
    ),
    Mistake(
        "mirrored",
        "Both entries have about the right size and the opposite sign. Which sign of yours, in the error or in y, is turned round?",
        within(TOLERANCE, mirrored),
    ),
    Mistake(
        "x_and_y_exchanged",
        "You fitted x from y. In which order does your function take them?",
        within(0.4, x_from_y),
    ),
    Mistake(
        "level_line",
        "Your line is level, at the mean of y: every prediction met every y. Print the shape of your error.",
        within(0.4, level),
    ),
    Mistake(
        "own_scale",
        "This line belongs to an x that was standardised. Which theta belongs to x as it was given?",
        within(0.4, standardised),
    ),
    Mistake(
        "own_scale",
        "This line belongs to an x that was centred. Which theta belongs to x as it was given?",
        within(0.4, centred),
    ),
    Mistake(
        "too_few_steps",
        "theta is still on its way ({theta}; least squares [4.215, 2.770]). How many steps did it make, and how long?",
        on_its_way,
        without="theta is still on its way to the least-squares line [4.215, 2.770]. How many "
        "steps did it make, and how long?",
    ),
    Mistake(
        "far",
        "theta ended at {theta}; right walks end within 0.62 of the least-squares line [4.215, 2.770]. The 4 and 3 behind the data cannot be met exactly by 100 noisy rows; how far away is yours, and on which side?",
        ended,
        without="theta ended too far from the least-squares line [4.215, 2.770]; right walks end "
        "within 0.62 of it. The 4 and 3 behind the data cannot be met exactly by 100 noisy rows; "
        "how far away is yours, and on which side?",
    ),
    Mistake(
        "no_theta",
        "No theta of two numbers came back. Which of your variables holds it after the last step?",
        anything,
    ),
)
