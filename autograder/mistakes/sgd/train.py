"""The mistakes of task 2.4, `train()`.

A case is the answer of one call; where theta ended tells what the descent did. WALK is about the
finding of its last judge.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import Array, is_real_array
from autograder.judges.sgd import lesson
from autograder.mistakes.arrays.returned import numbers_read, wrong_kinds
from autograder.mistakes.catalogue import Recognised, Recogniser, catalogue_of

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


def at_mean(slope: float) -> Array:
    """A line whose bias is the mean of y: of no slope, or least squares on a centred x."""
    return np.array([lesson.points()[1].mean(), slope])


def fitted_slope() -> float:
    return float(lesson.least_squares()[1, 0])


def overshot(answer: Answer) -> Recognised:
    """An array as small as a theta may be, and no loss."""
    theta = answer.value
    is_small = is_real_array(theta) and theta.ndim > 0 and 2 <= theta.size <= 4
    return is_small and not (np.abs(theta) <= HUGE).all()


def several(theta: Array) -> Recognised:
    """One theta below the other, and the last one not far from the line."""
    is_near = theta.size > 5 and np.abs(theta.ravel()[-2:] - lesson.least_squares().T).max() < 2
    return {"count": theta.size // 2} if is_near and 2 in theta.shape[1:] else None


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
    "batch_descent: theta is where step {=steps} of batch gradient descent arrives, with all rows in each step. Call your own descent of 2.3 instead: it reads one row per step.",
)

TRAINED = (
    *catalogue_of(
        "diverged: theta is huge or nan, as when steps are too long or go uphill. Compare a step of yours with the lesson's: its rate, its sign, its rows.",
        diverged=overshot,
    ),
    *wrong_kinds("theta"),
    *BATCH_DESCENT(batch_descent=theta_reads(all_rows_each)),
    *catalogue_of(
        """
        no_bias_column: theta has one entry, {number}; a line needs a bias and a slope.
            | theta has one entry; a line needs a bias and a slope. | Which column lets the line start at another height than 0?
        grew: A table of shape {shape} came back for theta, as when a flat array meets a column.
            | A table came back for theta, as when a flat array meets a column. | Print the shapes of the row, of its error and of the step.
        path: {count} thetas came back.
            | Several thetas came back. | Return only the one after the last step.
        three_parameters: theta has {count} entries, an array of shape {shape}; a line needs a bias and a slope.
            | theta should have two entries; a line needs a bias and a slope. | Print the first row of your table: how many numbers are in it?
        transposed: theta came back as a row, shape {shape}.
            | theta came back as a row. | Return it as a column, in the shape that the task names.
        closed_form: theta is the least-squares solution itself. SGD comes near it but never ends on it: return what your own descent of 2.3 ends with.
        not_assigned: theta still holds its start values. Your descent leaves the old theta alone: keep what it returns, and check that it takes any steps.
        typed_in: No run ends on numbers as round as these. Return theta just as your descent returns it, neither typed in nor rounded.
        bias_last: The two entries of theta look exchanged: the bias comes first. Is the 1 first in each row of your table, or is theta turned round later?
        mirrored: Both entries have about the right size and the opposite sign. Which minus in your code turns them round?
        x_and_y_exchanged: theta is that of a line that predicts x from y. Compare the order of X and y where make_data() returns them and where you pass them on.
        level_line: Your line is nearly level, at the mean of y, as if x told nothing about y. Print the shape of your error: does each row meet its own y?
        own_scale: This looks like the line of an x that was standardised. Let your descent read x as make_data() returns it.
        own_scale_2: This looks like the line of an x that was centred. Let your descent read x as make_data() returns it.
        too_few_steps: theta ended at {theta}, a place that right runs pass on their way to the least-squares line [4.215, 2.770].
            | theta ended at a place that right runs pass on their way to the least-squares line [4.215, 2.770]. | Compare your rate and your number of steps with the lesson's.
        far: theta ended at {theta}; right runs end within 0.62 of the least-squares line [4.215, 2.770].
            | theta ended too far from the least-squares line [4.215, 2.770]; right runs end within 0.62 of it.
            | Compare your rows, start, rate and number of epochs with the lesson's, one by one.
        no_theta: An array of shape {shape} came back; theta is a column, (2, 1).
            | An array of another shape came back; theta is a column, (2, 1). | Which of your variables holds theta after the last step?
        """,
        no_bias_column=numbers_read(
            lambda theta: theta.size == 1 and {"number": f"{theta.item():.3f}"}
        ),
        grew=numbers_read(
            lambda theta: theta.ndim == 2 == len(theta) < theta.size and {"shape": theta.shape}
        ),
        path=numbers_read(several),
        three_parameters=numbers_read(
            lambda theta: 3 <= theta.size <= 5 and {"shape": theta.shape, "count": theta.size}
        ),
        transposed=numbers_read(lambda theta: theta.shape == (1, 2) and {"shape": theta.shape}),
        closed_form=within(lesson.SOLVED, lesson.least_squares),
        not_assigned=theta_reads(lambda theta: bool(not theta.any() or (theta == 1).all())),
        typed_in=theta_reads(lambda theta: np.array_equal(theta, np.round(theta, lesson.DIGITS))),
        bias_last=within(lesson.TOLERANCE, lambda: lesson.least_squares()[::-1]),
        mirrored=within(lesson.TOLERANCE, lambda: -lesson.least_squares()),
        x_and_y_exchanged=within(NEARBY, lambda: lesson.line_through(*lesson.points()[::-1])),
        level_line=within(NEARBY, lambda: at_mean(0)),
        own_scale=within(NEARBY, lambda: at_mean(fitted_slope() * lesson.points()[0].std())),
        own_scale_2=within(NEARBY, lambda: at_mean(fitted_slope())),
        too_few_steps=theta_reads(on_its_way),
        far=theta_reads(ended),
        no_theta=lambda answer: {"shape": np.shape(answer.value)},
    ),
)


def _found(key: str) -> Recogniser:
    """By key: what the judge of the walk names itself."""
    return lambda finding: finding.evidence if finding.kind == key else None


WALK = catalogue_of(
    """
    other_numbers: theta is where a descent ends with rate {=rate} and {=epochs} epochs. Which two numbers does the lesson's run use?
    data_changed: Your make_data returns other points than the lesson's. Put it back as it was: seed 42, 100 rows, the same line and noise. Then check 2.4 again.
    own_descent: Your own descent ends there, too, with the lesson's rows, start, rate and epochs: train does its part. Correct 2.3 first, then check 2.4 again.
    other_walk: Right after make_data(), with the lesson's rows, start, rate and epochs, your own descent ends at {own}; train ended at {theta}.
        | Your train() does not end where your own descent ends right after make_data(), with the lesson's rows, start, rate and epochs.
        | Compare what you pass to your descent: rows, start, rate and epochs. If all agree: is a seed set, something drawn before, or a later run returned?
    mean_off: The thetas of {=runs} runs of yours have the mean {mean}, too far from the least-squares line [4.215, 2.770].
        | The thetas of several runs of yours have a mean too far from the least-squares line [4.215, 2.770].
        | Compare your rows, rate and number of epochs with the lesson's.
    too_wide: The thetas of {=runs} runs of yours scatter by {spread} around the least-squares line; those of right runs by 0.09.
        | The thetas of several runs of yours scatter too much around the least-squares line. | Compare your rows and your rate with the lesson's.
    """,
    _found,
) + BATCH_DESCENT(_found)
