"""
The mistakes of task 2.4, `train()`.

A case is the answer of one call; where theta ended tells what the descent did.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import Array, is_real_array, numbers
from autograder.judges.sgd.lesson import (
    DIGITS,
    SOLVED,
    TOLERANCE,
    batch_descent,
    least_squares,
    line_through,
    points,
)
from autograder.mistakes.catalogue import Mistake, Recognised, Recogniser
from autograder.mistakes.sgd.returned import numbers_read, wrong_kinds

TWO_NUMBERS = {(2, 1), (2,), (1, 2)}

HUGE = 50.0
"""Ten times as far from 0 as right runs end."""

NEARBY = 0.4
"""More than four standard deviations of the scatter of right runs."""

BESIDE = 0.35
"""Nearly four of them, beside the path of the mean."""


def theta_reads(law: Callable[[Array], Recognised]) -> Recogniser:
    """Recognise two numbers, flat, by a law."""
    return numbers_read(lambda theta: theta.shape in TWO_NUMBERS and law(theta.ravel()))


def within(distance: float, place: Callable[[], Array]) -> Recogniser:
    """Both entries lie within this distance of a place."""
    return theta_reads(lambda theta: bool(np.abs(theta - np.ravel(place())).max() <= distance))


def x_from_y() -> Array:
    """The least-squares line of x on y."""
    X, y = points()
    return line_through(y, X)


def at_mean(slope: float) -> Array:
    """A line whose bias is the mean of y: of no slope, or least squares on a centred x."""
    return np.array([points()[1].mean(), slope])


def fitted_slope() -> float:
    return float(least_squares()[1, 0])


def overshot(answer: Answer) -> Recognised:
    theta = numbers(answer.value)
    if theta is None:
        return is_real_array(answer.value)
    return theta.size > 0 and bool(np.abs(theta).max() > HUGE)


def on_its_way(theta: Array) -> Recognised:
    """Beside the path that the mean run takes from zero, and not yet at its end."""
    beside = np.abs(batch_descent(400).T - theta).max(axis=1).min() < BESIDE
    return ended(theta) if beside else None


def ended(theta: Array) -> Recognised:
    return {"theta": f"[{theta[0]:.3f}, {theta[1]:.3f}]"}


TRAINED: tuple[Mistake, ...] = (
    Mistake(
        "diverged",
        "theta ran away: the steps overshoot, or they go uphill. Which rate does the lesson use, and does the loss fall after the first step?",
        overshot,
    ),
    *wrong_kinds("theta"),
    Mistake(
        "no_bias_column",
        "theta has one entry, {number}: a line through the origin.",
        numbers_read(lambda theta: theta.size == 1 and {"number": f"{theta.item():.3f}"}),
        without="theta has one entry: a line through the origin.",
        then="What lets the line start at another height?",
    ),
    Mistake(
        "grew",
        "theta grew to {shape}: a flat row or a flat start met a column.",
        numbers_read(
            lambda theta: theta.ndim == 2 and len({*theta.shape}) == 1 and {"shape": theta.shape}
        ),
        without="theta grew: a flat row or a flat start met a column.",
        then="Print the shapes of row, error and gradient.",
    ),
    Mistake(
        "path",
        "{count} thetas came back.",
        numbers_read(
            lambda theta: theta.size > 5 and 2 in theta.shape[1:] and {"count": theta.size // 2}
        ),
        without="Several thetas came back.",
        then="Which of them is the theta after the last step?",
    ),
    Mistake(
        "three_parameters",
        "theta has {count} entries, an array of shape {shape}; a line needs a bias and a slope.",
        numbers_read(
            lambda theta: (
                theta.shape not in TWO_NUMBERS and {"shape": theta.shape, "count": theta.size}
            )
        ),
        without="theta should have two entries; a line needs a bias and a slope.",
        then="How many columns does your table have?",
    ),
    Mistake(
        "transposed",
        "theta came back lying down, {shape}: which shape has a column of a bias and a slope?",
        numbers_read(lambda theta: theta.shape == (1, 2) and {"shape": theta.shape}),
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
        theta_reads(lambda theta: bool(not theta.any() or (theta == 1).all())),
    ),
    Mistake(
        "typed_in",
        "No walk ends exactly there. Least squares of these rows is [4.215, 2.770]; how did your function arrive?",
        theta_reads(lambda theta: np.array_equal(theta, np.round(theta, DIGITS))),
    ),
    Mistake(
        "batch_descent",
        "50 steps, each from all rows: that is where batch gradient descent is by then. How many steps does SGD make in an epoch, and from how many rows each?",
        within(1e-6, lambda: batch_descent(50)[:, -1]),
    ),
    Mistake(
        "bias_last",
        "The two entries are exchanged. In which order do your columns stand?",
        within(TOLERANCE, lambda: least_squares()[::-1]),
    ),
    Mistake(
        "mirrored",
        "Both entries have about the right size and the opposite sign. Which sign of yours, in the error or in y, is turned round?",
        within(TOLERANCE, lambda: -least_squares()),
    ),
    Mistake(
        "x_and_y_exchanged",
        "You fitted x from y. In which order does your function take them?",
        within(NEARBY, x_from_y),
    ),
    Mistake(
        "level_line",
        "Your line is level, at the mean of y: every prediction met every y. Print the shape of your error.",
        within(NEARBY, lambda: at_mean(0)),
    ),
    Mistake(
        "own_scale",
        "This line belongs to an x that was standardised. Which theta belongs to x as it was given?",
        within(NEARBY, lambda: at_mean(fitted_slope() * points()[0].std())),
    ),
    Mistake(
        "own_scale",
        "This line belongs to an x that was centred. Which theta belongs to x as it was given?",
        within(NEARBY, lambda: at_mean(fitted_slope())),
    ),
    Mistake(
        "too_few_steps",
        "theta is still on its way ({theta}; least squares [4.215, 2.770]).",
        theta_reads(on_its_way),
        without="theta is still on its way to the least-squares line [4.215, 2.770].",
        then="How many steps did it make, and how long?",
    ),
    Mistake(
        "far",
        "theta ended at {theta}; right walks end within 0.62 of the least-squares line [4.215, 2.770].",
        theta_reads(ended),
        without="theta ended too far from the least-squares line [4.215, 2.770]; right walks end within 0.62 of it.",
        then="The 4 and 3 behind the data cannot be met exactly by 100 noisy rows; how far away is yours, and on which side?",
    ),
    Mistake(
        "no_theta",
        "No theta of two numbers came back. Which of your variables holds it after the last step?",
    ),
)
