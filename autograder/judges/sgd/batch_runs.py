"""The runs that descents on batches are asked for: few rows, plain numbers, ends far apart."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.judges.sgd.ends import ADAM, MINI_BATCH, BatchedRun, Rule, ends
from autograder.judges.sgd.experiments import Array, column

APART = 2e-3
"""How far apart the ends of one run are at least, in shares of its largest number."""

STEADY = 1e-5
"""How far the ends may move, in the same shares, when its numbers change by a millionth."""

TINY = 2.0**-26
"""A unit in which all steps are smaller than what `np.allclose` takes for none."""

HUGE = 2.0**20
"""A unit in which a gradient is larger than any limit that somebody would cut it off at."""

TOO_FAR = 2.5
"""A share with which every step over equal rows makes the loss larger."""

Size = tuple[int, int, int]
"""Rows, rows of a batch, epochs."""

BETAS = ((0.9, 0.99), (0.5, 0.75), (0.75, 0.95), (0.6, 0.9))


def is_steady(run: BatchedRun, rule: Rule) -> bool:
    """Whether a small change of the numbers changes the ends little, as rounding to 32 bits would.

    Adam is not where a gradient is next to 0: it divides that by its size.
    """
    shaken = run.but(y=run.y * (1 + 1e-6), theta=run.theta * (1 - 1e-6))
    found, other = ends(run, rule), ends(shaken, rule)
    assert found is not None  # noqa: S101 -- it has been walked
    assert other is not None  # noqa: S101 -- it has the same paths
    return bool(np.abs(found - other).max() <= STEADY * np.abs(found).max())


def far_apart(run: BatchedRun, rule: Rule) -> bool:
    found = ends(run, rule)
    if found is None or not np.isfinite(found).all():
        return False
    pairs = np.abs(found[:, None] - found).max(axis=2)[np.triu_indices(len(found), 1)]
    size = np.abs(found).max()
    moved = np.abs(found - run.start).min() if run.epochs else size
    return bool(pairs.min(initial=size) >= APART * size and moved >= 0.02 * size)


def draw_run(  # noqa: PLR0913 -- one name per number of a run
    rng: random.Random,
    size: Size,
    rule: Rule = MINI_BATCH,
    *,
    columns: int = 2,
    alike: bool = False,
    share: float = 0.4,
    unit: float = 1.0,
    **numbers: Any,
) -> BatchedRun:
    """Rows with a first column of ones, or without one where the number of columns is not 2.

    alike: all rows equal. share: of the error that a plain step takes at most. unit: of the
    targets and of theta.
    """
    m, batch, epochs = size
    while True:
        X = _draw_rows(rng, m, columns, alike=alike)
        theta = column([rng.choice((-1, 1)) * rng.randint(2, 8) / 2 for _ in range(columns)])
        off = [rng.choice((-1, 1)) * rng.randint(8, 40) / 4 for _ in range(m)]
        y = np.round(X @ theta) + column([off[0]] * m if alike else off)
        longest = float((X**2).sum(axis=1).max())
        rate = float(f"{share / longest / 2:.2g}") if rule is not ADAM else share
        run = BatchedRun(X, unit * y, unit * theta, rate, epochs, batch, **numbers)
        if epochs > 9 or (far_apart(run, rule) and is_steady(run, rule)):
            return run


def _draw_rows(rng: random.Random, m: int, columns: int, *, alike: bool) -> Array:
    values = [k / 4 for k in range(-10, 13) if k % 4]
    drawn = [rng.sample(values, 1 if alike else m) for _ in range(columns)]
    X = np.array(drawn).T.repeat(m if alike else 1, axis=0)
    if columns == 2:
        X[:, 0] = 1
    return X


Runs = dict[str, Sequence[BatchedRun]]
"""By stage of an examination."""

REPEATS = 300
SHORT_LAST = (5, 2, 1)
SEVERAL_EPOCHS = (3, 2, 3)
"""The runs that are made REPEATS times: 30 ends, and 27 in three epochs of 3 ways each."""


def _maker(rng: random.Random) -> Callable[..., BatchedRun]:
    return lambda m, batch, epochs, **other: draw_run(rng, (m, batch, epochs), **other)


def draw_batch_runs(rng: random.Random) -> Runs:
    """For batch gradient descent: batches hold all rows."""
    make = _maker(rng)
    square, *others = (make(m, m, 1) for m in (2, 5, 4, 16))
    return {
        # the square last, because there a wrong shape may fit
        "step": [*others, *(make(m, m, 1, unit=HUGE) for m in (3, 4)), square],
        "epochs": [
            *(make(m, m, epochs) for m, epochs in ((4, 2), (3, 3), (6, 7), (5, 0), (1, 3))),
            make(3, 3, rng.randint(55, 65), share=1 / 64, unit=TINY),
            make(3, 3, 3, alike=True, share=TOO_FAR),
        ],
        "width": [make(m, m, 1, columns=n) for m, n in ((4, 1), (5, 3), (3, 4))],
    }


def draw_mini_batch_runs(rng: random.Random) -> Runs:
    """First such that chance has nothing to choose, then a few ways to deal the rows."""
    make = _maker(rng)
    return {
        "step": [
            *(make(m, size, 1) for m, size in ((4, 4), (3, 3), (5, 8))),
            *(make(m, m, 1, unit=HUGE) for m in (3, 4)),
            make(3, 3, 1, columns=3),
        ],
        "number": [
            *(make(m, size, epochs) for m, size, epochs in ((3, 3, 3), (4, 9, 2), (1, 2, 3))),
            *(make(m, size, e, alike=True) for m, size, e in ((7, 3, 2), (6, 1, 1), (9, 4, 3))),
            make(40, 8, rng.choice((2, 3)), alike=True, share=1 / 16),
            make(4, 2, rng.randint(40, 50), alike=True, share=1 / 64, unit=TINY),
            make(4, 2, 2, alike=True, share=TOO_FAR),
        ],
        "batches": [
            *(make(m, size, 1) for m, size in ((4, 2), (5, 2), (5, 3), (4, 3), (3, 1))),
            make(4, 2, 2),
        ],
        "repeated": [make(*SHORT_LAST), make(*SEVERAL_EPOCHS)],
    }


def draw_adam_runs(rng: random.Random) -> Runs:
    """The same for Adam, with other betas in each run, and with epsilons that count."""

    def make(m: int, size: int, epochs: int, epsilon: float = 0.5, **other: Any) -> BatchedRun:
        beta1, beta2 = rng.choice(BETAS)
        numbers = {"beta1": beta1, "beta2": beta2, "epsilon": epsilon, **other}
        return draw_run(rng, (m, size, epochs), ADAM, **numbers)

    return {
        "step": [
            make(4, 4, 1, 1e-8),
            make(5, 5, 1, 2.0),
            make(3, 6, 1, 1.0),
            make(4, 4, 1, columns=3),
        ],
        "number": [
            *(
                make(m, size, epochs, 1e-8)
                for m, size, epochs in ((4, 4, 2), (3, 5, 3), (5, 5, 7), (1, 2, 3))
            ),
            *(make(m, size, e, alike=True) for m, size, e in ((7, 3, 2), (6, 1, 1), (5, 2, 3))),
            make(4, 4, 4, 2.0),
            make(3, 3, 3, columns=3),
            make(3, 3, 3, alike=True, share=24.0),
            make(4, 4, 3, 1e-8, share=TINY / 4, unit=TINY),
        ],
        "batches": [
            *(make(m, size, 1) for m, size in ((4, 2), (5, 2), (5, 3), (4, 3), (3, 1))),
            make(4, 2, 2),
        ],
        "repeated": [make(*SHORT_LAST), make(*SEVERAL_EPOCHS)],
    }


@dataclass(frozen=True, slots=True)
class BatchTask:
    """A task that descends on batches.

    given: how many of a run's arguments its function takes. rule: the right one. draw: its runs.
    """

    given: int
    rule: Rule
    draw: Callable[[random.Random], Runs]


TASKS = {
    "batch_gradient_descent": BatchTask(5, MINI_BATCH, draw_batch_runs),
    "mini_batch_gradient_descent": BatchTask(6, MINI_BATCH, draw_mini_batch_runs),
    "adam": BatchTask(9, ADAM, draw_adam_runs),
}
"""By function."""
