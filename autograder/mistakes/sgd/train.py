"""The mistakes of task 2.4, `train()`.

A case is the answer of one call; where theta ended tells what the descent did. WALK is about the
finding of its last judge.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import Array, is_real_array, numbers
from autograder.judges.sgd import lesson
from autograder.mistakes.catalogue import Recognised, Recogniser, anything, catalogue_of
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
    X, y = lesson.points()
    return lesson.line_through(y, X)


def at_mean(slope: float) -> Array:
    """A line whose bias is the mean of y: of no slope, or least squares on a centred x."""
    return np.array([lesson.points()[1].mean(), slope])


def fitted_slope() -> float:
    return float(lesson.least_squares()[1, 0])


def overshot(answer: Answer) -> Recognised:
    theta = numbers(answer.value)
    if theta is None:
        return is_real_array(answer.value)
    return theta.size > 0 and bool(np.abs(theta).max() > HUGE)


def on_its_way(theta: Array) -> Recognised:
    """Beside the path that the mean run takes from zero, and not yet at its end."""
    beside = np.abs(lesson.batch_descent(400).T - theta).max(axis=1).min() < BESIDE
    return ended(theta) if beside else None


def all_rows_each(theta: Array) -> Recognised:
    """On the path of batch descent: after how many steps."""
    met = np.flatnonzero(np.abs(lesson.batch_descent(400).T - theta).max(axis=1) < 1e-6)
    return {"steps": int(met[0])} if met.size and met[0] else None


def ended(theta: Array) -> Recognised:
    return {"theta": f"[{theta[0]:.3f}, {theta[1]:.3f}]"}


BATCH_DESCENT = partial(
    catalogue_of,
    "batch_descent: That is where batch gradient descent arrives with step {=steps}, each of them from all rows. How many steps does SGD make in an epoch, and from how many rows each?",
)

TRAINED = (
    *catalogue_of(
        "diverged: theta ran away: the steps overshoot, or they go uphill. Which rate does the lesson use, and does the loss fall after the first step?",
        diverged=overshot,
    ),
    *wrong_kinds("theta"),
    *BATCH_DESCENT(batch_descent=theta_reads(all_rows_each)),
    *catalogue_of(
        """
        no_bias_column: theta has one entry, {number}: a line through the origin.
            | theta has one entry: a line through the origin. | What lets the line start at another height?
        grew: theta grew to {shape}: a flat row or a flat start met a column.
            | theta grew: a flat row or a flat start met a column. | Print the shapes of row, error and gradient.
        path: {count} thetas came back.
            | Several thetas came back. | Which of them is the theta after the last step?
        three_parameters: theta has {count} entries, an array of shape {shape}; a line needs a bias and a slope.
            | theta should have two entries; a line needs a bias and a slope. | How many columns does your table have?
        transposed: theta came back lying down, {shape}.
            | theta came back lying down. | What is the shape of a column that holds a bias and a slope?
        closed_form: This is the least-squares solution itself. A descent comes near it and never ends on it; the task is the descent, one random row at a time.
        not_assigned: theta is still where such runs begin. Which line of yours takes what your descent returns?
        typed_in: No run ends exactly there. Least squares of these rows is [4.215, 2.770]; how did your function get there?
        bias_last: The two entries are exchanged. Which of your columns comes first, the ones or x?
        mirrored: Both entries have about the right size and the opposite sign. Which sign of yours, in the error or in y, is turned round?
        x_and_y_exchanged: You fitted x from y. In which order does your function take them?
        level_line: Your line is nearly level, at the mean of y, as if x told nothing about y. Does each row meet its own y? Print the shape of your error.
        own_scale: This line belongs to an x that was standardised. Which theta belongs to x as it was given?
        own_scale_2: This line belongs to an x that was centred. Which theta belongs to x as it was given?
        too_few_steps: theta ended at {theta}, a place that right runs pass on their way to the least-squares line [4.215, 2.770].
            | theta ended at a place that right runs pass on their way to the least-squares line [4.215, 2.770]. | Does your run make all of its steps, and full ones?
        far: theta ended at {theta}; right runs end within 0.62 of the least-squares line [4.215, 2.770].
            | theta ended too far from the least-squares line [4.215, 2.770]; right runs end within 0.62 of it.
            | The 4 and 3 behind the data cannot be met exactly by 100 noisy rows; how far away is yours, and on which side?
        no_theta: No theta of two numbers came back. Which of your variables holds it after the last step?
        """,
        no_bias_column=numbers_read(
            lambda theta: theta.size == 1 and {"number": f"{theta.item():.3f}"}
        ),
        grew=numbers_read(
            lambda theta: theta.ndim == 2 and len({*theta.shape}) == 1 and {"shape": theta.shape}
        ),
        path=numbers_read(
            lambda theta: theta.size > 5 and 2 in theta.shape[1:] and {"count": theta.size // 2}
        ),
        three_parameters=numbers_read(
            lambda theta: (
                theta.shape not in TWO_NUMBERS and {"shape": theta.shape, "count": theta.size}
            )
        ),
        transposed=numbers_read(lambda theta: theta.shape == (1, 2) and {"shape": theta.shape}),
        closed_form=within(lesson.SOLVED, lesson.least_squares),
        not_assigned=theta_reads(lambda theta: bool(not theta.any() or (theta == 1).all())),
        typed_in=theta_reads(lambda theta: np.array_equal(theta, np.round(theta, lesson.DIGITS))),
        bias_last=within(lesson.TOLERANCE, lambda: lesson.least_squares()[::-1]),
        mirrored=within(lesson.TOLERANCE, lambda: -lesson.least_squares()),
        x_and_y_exchanged=within(NEARBY, x_from_y),
        level_line=within(NEARBY, lambda: at_mean(0)),
        own_scale=within(NEARBY, lambda: at_mean(fitted_slope() * lesson.points()[0].std())),
        own_scale_2=within(NEARBY, lambda: at_mean(fitted_slope())),
        too_few_steps=theta_reads(on_its_way),
        far=theta_reads(ended),
        no_theta=anything,
    ),
)


def _found(key: str) -> Recogniser:
    """By key: what the judge of the walk names itself."""
    return lambda finding: finding.evidence if finding.kind == key else None


WALK = catalogue_of(
    """
    other_numbers: theta is where a descent ends with rate {=rate} and {=epochs} epochs. Which two numbers does the lesson's run use?
    other_rows: Two runs of yours end differently, though make_data() sets the seed from which your descent draws. Where do the rows of your run come from, and is theta what your descent returned?
    other_walk: With the lesson's rows, start, rate and epochs, and the same random draws, your own descent ends at {own}; your run ended at {theta}.
        | Your run does not end where your own descent ends with the lesson's rows, start, rate and epochs, and the same random draws.
        | Print the five things that you pass to your descent: which is not the lesson's?
    mean_off: The thetas of {=runs} runs of yours have the mean {mean}, too far from the least-squares line [4.215, 2.770].
        | The thetas of several runs of yours have a mean too far from the least-squares line [4.215, 2.770].
        | Are rows, rate and number of epochs those of the lesson?
    too_wide: The thetas of {=runs} runs of yours scatter by {spread} around the least-squares line; those of right runs by 0.09.
        | The thetas of several runs of yours scatter too much around the least-squares line. | Which rate does the lesson use?
    """,
    _found,
) + BATCH_DESCENT(_found)
