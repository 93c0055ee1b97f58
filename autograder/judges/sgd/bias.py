"""The judge of `add_bias`, a column of ones in front of X, and the X that it asks about."""

import random

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import Array, changed, check_array
from autograder.judges.finding import Finding, undecided, wrong


def bias_added(answer: Answer, reference: Array) -> Finding:
    """Does X, (m, 1), come back as (m, 2): ones in column 0, X in column 1, X itself untouched?

    Any dtype that keeps the values will do; 32-bit floats are compared after rounding X to them.
    `reference` is the solution's table; should it break the law above, the fault is ours.
    """
    X = answer.asked[0]
    expected = np.concatenate([np.ones(X.shape), X], axis=1)
    if not np.array_equal(reference, expected):
        return undecided("reference")
    if changed(answer):
        return wrong("x_changed")
    form = check_array(answer.value, expected.shape)
    if not form.is_right:
        return form
    kept = expected.astype(np.float32) if answer.value.dtype == np.float32 else expected
    return form if np.array_equal(answer.value, kept) else wrong("values")


def draw_column(rng: random.Random, rows: int) -> Array:
    """Different quarters, (rows, 1): first a positive fraction, then a negative one."""
    positive = rng.choice([k for k in range(5, 36) if k % 4])
    negative = rng.choice([k for k in range(-35, 0) if k % 4])
    most = max(36, rows)
    free = [k for k in range(-most, most + 1) if k not in {0, 4, positive, negative}]
    quarters = [positive, negative, *rng.sample(free, rows - 2)]
    return np.array(quarters, dtype=float).reshape(-1, 1) / 4
