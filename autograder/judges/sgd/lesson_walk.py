"""The judge of the walk behind the theta of `train`: the last check of 2.4.

`make_data` sets NumPy's seed, so a descent that draws from NumPy takes one and the same walk each
time it follows. `train` must then end where the learner's own descent ends, called after
`make_data` as the lesson says; chance has no part in that. A run of its own ends where one of the
usual walks does: of NumPy's or Python's draws, after `make_data` or after a usual seed.
What ends elsewhere is compared with other rates and other numbers of epochs.

A run with a source of its own cannot be followed. Then RUNS thetas of `train` tell by their mean
and their spread: five epochs, or a rate of 0.001, leave the mean short of least squares, and a
rate of 0.1 triples the spread. A wrong run that scatters like a right one passes.
"""

import random
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import product
from typing import Any

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.experiments import Array, Indices, Run
from autograder.judges.sgd.lesson import (
    EPOCHS,
    RATE,
    batch_descent,
    draw_points,
    least_squares,
    lesson_run,
    points,
    table,
)

Descend = Callable[[Run], Array | None]
"""The theta (2,) of the learner's own descent, called right after `make_data`; None if none."""

RUNS = 28
OFF = 0.12
SPREAD = 0.25
SCATTER_FALSE_ALARM = 6.1e-11
"""P(the mean of RUNS right runs is farther than OFF from least squares in an entry, or the root of
their mean squared distance is larger than SPREAD), rows with replacement.

All moments of one last theta up to order 40 are known exactly (see FALSE_ALARM); runs are
independent, so those of a sum follow from powers of a generating function, and Markov's inequality
gives the bound: `tests/benchmarks/final_bound.py`. Right runs scatter by 0.09 per entry.
"""

SAME = 1e-11
FORGOTTEN = 1e-5
"""How near two ends of one walk are: started at one theta, and started at two.

5,000 steps leave at most 1e-7 of a difference in the start (2,000 simulated walks), and roundings
of 1e-15.
"""

OTHER_EPOCHS = (1, 5, 10, 20, 49, 51, 100)
OTHER_RATES = (0.001, 0.005, 0.02, 0.05, 0.1)


def judge_lesson_walk(ended: Array, descend: Descend, again: Callable[[int], Array]) -> Finding:
    """ended: (2,), finite. again: (n, 2), thetas of up to so many more calls of `train`; where not
    even one comes, nothing is said.
    """
    own = descend(lesson_run())
    if _meet(own, ended, FORGOTTEN):
        return right() if _meet(own, ended, SAME) else right("start_elsewhere")
    # Python's generator is seeded at the start of each check, so one more run may repeat the first.
    others = again(2)
    if not len(others):
        return right()
    if not all(_meet(other, ended, SAME) for other in others):
        return _judge_scatter(np.vstack([others, again(RUNS - 2)]))
    for found in (_by_usual_walks(ended), _by_batch_descent(ended)):
        if found is not None:
            return found
    if own is None or not _meet(own, descend(lesson_run()), SAME):
        return right()
    found = _by_own_descent(ended, descend)
    other = wrong("other_walk", own=_shown(own), theta=_shown(ended))
    return other if found is None else found


def is_end_of(own: Array | None, answer: Answer) -> bool:
    """Whether a theta (2,) is where a run ended."""
    return _meet(own, answer.value.ravel(), SAME)


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
    """A usual walk, of any rate in the list, at the end of some epoch."""
    starts, ends = _usual_ends()
    near = np.abs(ends.astype(ended.dtype) - ended) <= SAME
    met = np.argwhere(near.all(axis=3))
    if not met.size:
        return None
    epochs, rate, walk = 1 + met[0, 0], (RATE, *OTHER_RATES)[met[0, 1]], met[0, 2]
    if (rate, epochs) != (RATE, EPOCHS):
        return wrong("other_numbers", rate=rate, epochs=int(epochs))
    return right("start_elsewhere") if starts[walk].any() else right()


@cache
def _usual_ends() -> tuple[Array, Array]:
    """Starts, (walks, 2), and ends of all epochs at all rates, (epochs, rates, walks, 2)."""
    starts, rows = zip(*_usual_walks(), strict=True)
    rates = np.array([RATE, *OTHER_RATES])[:, None, None]
    (X, y), thetas, ends = (table(), points()[1][:, 0]), np.array([starts] * len(rates)), []
    for k, drawn in enumerate(np.transpose(rows)):
        x = X[drawn]
        errors = (x * thetas).sum(axis=2, keepdims=True) - y[drawn, None]
        thetas = thetas - 2 * rates * errors * x
        if (k + 1) % len(X) == 0:
            ends.append(thetas)
    return np.array(starts), np.array(ends)


SEEDS = (*range(11), 21, 42, 99, 100, 101, 123, 1234, 12345, *range(2020, 2028))


def _usual_walks() -> Iterator[tuple[Array, Indices]]:
    """Start, (2,), and rows of EPOCHS epochs as NumPy and Python give them.

    A random start is drawn before the rows. "earlier": another run came before this one.
    """
    sources: list[Callable[[], np.random.RandomState]] = [
        _after_data,
        *(partial(np.random.RandomState, seed) for seed in SEEDS),
    ]
    for make, before, draw in product(sources, ("", "randn", "rand", "earlier"), _DRAWS):
        source = make()
        if before == "earlier":
            draw(source)
        is_start = before in {"randn", "rand"}
        yield getattr(source, before)(2) if is_start else np.zeros(2), draw(source)
    for seed in SEEDS:
        yield from ((np.zeros(2), of(np.random.default_rng(seed))) for of in _DRAWS_OF_GENERATORS)
        yield from ((np.zeros(2), of(random.Random(seed))) for of in _DRAWS_OF_PYTHON)  # noqa: S311 -- no secrets


def _after_data() -> np.random.RandomState:
    """NumPy's global generator as `make_data` leaves it."""
    *_, source = draw_points()
    return source


STEPS = 100 * EPOCHS


def _permutations(source: Any) -> Indices:
    return np.concatenate([source.permutation(100) for _ in range(EPOCHS)])


def _shuffled_further(source: Any) -> Indices:
    rows = [np.arange(100)]
    for _ in range(EPOCHS):
        rows.append(source.permutation(rows[-1]))
    return np.concatenate(rows[1:])


def _shuffled_lists(source: random.Random, *, further: bool) -> Indices:
    order, rows = list(range(100)), []
    for _ in range(EPOCHS):
        order = order if further else list(range(100))
        source.shuffle(order)
        rows += order
    return np.array(rows)


_DRAWS: tuple[Callable[[np.random.RandomState], Indices], ...] = (
    lambda source: source.randint(100, size=STEPS),
    lambda source: (100 * source.rand(STEPS)).astype(int),
    _permutations,
    _shuffled_further,
)
_DRAWS_OF_GENERATORS: tuple[Callable[[np.random.Generator], Indices], ...] = (
    lambda source: source.integers(100, size=STEPS),
    _permutations,
    _shuffled_further,
)
_DRAWS_OF_PYTHON: tuple[Callable[[random.Random], Indices], ...] = (
    lambda source: np.array([source.randrange(100) for _ in range(STEPS)]),
    lambda source: np.array([int(100 * source.random()) for _ in range(STEPS)]),
    partial(_shuffled_lists, further=False),
    partial(_shuffled_lists, further=True),
)


def _by_batch_descent(ended: Array) -> Finding | None:
    """A point of the path of batch descent; one of 5,000 is met by a right run once in 10^14."""
    met = np.flatnonzero(np.abs(batch_descent(100 * EPOCHS).T - ended).max(axis=1) <= SAME)
    return wrong("batch_descent", steps=int(met[0])) if met.size else None


def _judge_scatter(thetas: Array) -> Finding:
    """The ends of RUNS independent runs; of fewer, nothing is said."""
    if len(thetas) < RUNS:
        return right()
    away = thetas - least_squares()[:, 0]
    if not (np.abs(away.mean(axis=0)) <= OFF).all():
        return wrong("mean_off", runs=RUNS, mean=_shown(thetas.mean(axis=0)))
    spread = np.sqrt((away**2).mean(axis=0)).max()
    return right() if spread <= SPREAD else wrong("too_wide", runs=RUNS, spread=f"{spread:.2f}")


def _shown(theta: Array | None) -> str:
    return "" if theta is None else f"[{theta[0]:.4f}, {theta[1]:.4f}]"
