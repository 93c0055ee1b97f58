"""
The walk behind the theta of `train`: the lesson's rows, rate and number of epochs?

`make_data` sets NumPy's seed, so a descent that draws from NumPy takes one and the same walk each
time it follows. `train` must then end where the learner's own descent ends, called after
`make_data` as the lesson says; chance has no part in that. (Python's generator is set at the start
of every check, so a descent that draws from it takes one walk, too.) What ends elsewhere is
compared with other rates and other numbers of epochs: with the learner's own descent, and with the
draws that are usual in NumPy.

A descent with a source of its own cannot be followed. Then RUNS thetas of `train` tell by their
mean and their spread: five epochs, or a rate of 0.001, leave the mean short of least squares, and a
rate of 0.1 triples the spread. A wrong run that scatters like a right one passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.experiments import Array, Indices, Run
from autograder.judges.sgd.lesson import (
    EPOCHS,
    RATE,
    batch_descent,
    least_squares,
    lesson_run,
    points,
    table,
)

Descend = Callable[[Run], Array | None]
"""The theta (2,) of the learner's own descent, called right after `make_data`; None if none."""

RUNS = 16
OFF = 0.16
SPREAD = 0.25
FALSE_ALARM = 5.0e-11
"""
P(the mean of RUNS right runs is farther than OFF from least squares in an entry, or the root of
their mean squared distance is larger than SPREAD), rows with replacement.

All moments of one last theta up to order 40 are known exactly (see `lesson.FALSE_ALARM`); runs are
independent, so those of a sum follow from powers of a generating function, and Markov's inequality
gives the bound: `tests/benchmarks/final_bound.py`. Right runs scatter by 0.09 per entry.
"""

SAME = 1e-11
FORGOTTEN = 1e-5
"""
How near two ends of one walk are: started at one theta, and started at two.

5,000 steps leave at most 1e-7 of a difference in the start (2,000 simulated walks), and roundings
of 1e-15.
"""

OTHER_EPOCHS = (1, 5, 10, 20, 49, 51, 100)
OTHER_RATES = (0.001, 0.005, 0.02, 0.05, 0.1)


def judge_lesson_walk(ended: Array, descend: Descend, again: Callable[[int], Array]) -> Finding:
    """
    ended: (2,), finite. again: (n, 2), thetas of up to so many more calls of `train`.
    """
    own = descend(lesson_run())
    if _meet(own, ended, FORGOTTEN):
        return right() if _meet(own, ended, SAME) else right("start_elsewhere")
    for found in (_by_usual_walks(ended), _by_batch_descent(ended)):
        if found is not None:
            return found
    if not _meet(own, descend(lesson_run()), SAME):
        return _judge_scatter(np.vstack([ended, again(RUNS - 1)]))
    found = _by_own_descent(ended, descend)
    if found is not None:
        return found
    kind = "other_walk" if _meet(again(1)[0], ended, SAME) else "other_rows"
    return wrong(kind, own=_shown(own), theta=_shown(ended))


def _meet(one: Array | None, other: Array | None, distance: float) -> bool:
    if one is None or other is None:
        return False
    return bool((np.abs(one.astype(other.dtype) - other) <= distance).all())


def _by_own_descent(ended: Array, descend: Descend) -> Finding | None:
    """The learner's own descent with another number of epochs or another rate."""
    others = [*product([RATE], OTHER_EPOCHS), *product(OTHER_RATES, [EPOCHS])]
    for rate, epochs in others:
        if _meet(descend(lesson_run().but(rate=rate, epochs=epochs)), ended, SAME):
            return wrong("other_numbers", rate=rate, epochs=epochs)
    return None


def _by_usual_walks(ended: Array) -> Finding | None:
    """A walk of NumPy's usual draws, of any rate in the list, at the end of some epoch."""
    names, starts, rows = zip(*_usual_walks(), strict=True)
    rates = np.array([RATE, *OTHER_RATES])[:, None, None]
    (X, y), thetas = (table(), points()[1][:, 0]), np.array([starts] * len(rates))
    for k, drawn in enumerate(np.transpose(rows)):
        x = X[drawn]
        errors = (x * thetas).sum(axis=2, keepdims=True) - y[drawn, None]
        thetas = thetas - 2 * rates * errors * x
        if (k + 1) % len(X) == 0:
            near = np.abs(thetas.astype(ended.dtype) - ended) <= SAME
            met = np.argwhere(near.all(axis=2))
            if met.size:
                rate, epochs = float(rates[met[0, 0], 0, 0]), (k + 1) // len(X)
                if (rate, epochs) != (RATE, EPOCHS):
                    return wrong("other_numbers", rate=rate, epochs=epochs)
                return right("start_elsewhere") if names[met[0, 1]] else right()
    return None


def _usual_walks() -> Iterator[tuple[bool, Array, Indices]]:
    """
    Start and rows of 2 EPOCHS epochs, as NumPy gives them after `make_data` or after a seed.

    First, whether the start is a random one; it is drawn before the rows.
    """
    for seed, start, draw in product((None, 0, 1, 42), ("", "randn", "rand"), _DRAWS):
        source = np.random.RandomState(42 if seed is None else seed)
        if seed is None:
            source.rand(100, 1)
            source.randn(100, 1)
        theta = getattr(source, start)(2) if start else np.zeros(2)
        yield bool(start), theta, draw(source)


def _shuffled_further(source: np.random.RandomState) -> Indices:
    order, rows = np.arange(100), []
    for _ in range(2 * EPOCHS):
        source.shuffle(order)
        rows.append(order.copy())
    return np.concatenate(rows)


_DRAWS: tuple[Callable[[np.random.RandomState], Indices], ...] = (
    lambda source: source.randint(100, size=200 * EPOCHS),
    lambda source: np.concatenate([source.permutation(100) for _ in range(2 * EPOCHS)]),
    _shuffled_further,
)


def _by_batch_descent(ended: Array) -> Finding | None:
    """A point of the path of batch descent; one of 5,000 is met by a right run once in 10^14."""
    met = np.flatnonzero(np.abs(batch_descent(100 * EPOCHS).T - ended).max(axis=1) <= SAME)
    return wrong("batch_descent", steps=int(met[0])) if met.size else None


def _judge_scatter(thetas: Array) -> Finding:
    """The ends of RUNS independent runs; of fewer, or of one again and again, nothing is said."""
    if len(thetas) < RUNS or (thetas == thetas[0]).all():
        return right()
    away = thetas - least_squares()[:, 0]
    if not (np.abs(away.mean(axis=0)) <= OFF).all():
        return wrong("mean_off", runs=RUNS, mean=_shown(thetas.mean(axis=0)))
    spread = np.sqrt((away**2).mean(axis=0)).max()
    return right() if spread <= SPREAD else wrong("too_wide", runs=RUNS, spread=f"{spread:.2f}")


def _shown(theta: Array | None) -> str:
    return "" if theta is None else f"[{theta[0]:.3f}, {theta[1]:.3f}]"
