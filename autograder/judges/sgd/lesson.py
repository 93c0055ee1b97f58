"""The lesson's data and run, and the judges of where it ended, and how: 2.3 (last check) and 2.4.

100 noisy points of y = 4 + 3x, start 0, rate 0.01, 50 epochs. The last theta scatters around the
least-squares line [4.215, 2.770], not around the [4, 3] behind the data, with a standard deviation
of 0.09 per entry.

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

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import check_array
from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.experiments import Array, Indices, Run, column, with_ones

RATE = 0.01
EPOCHS = 50
TOLERANCE = 0.62

FALSE_ALARM = 1.64e-10
"""P(an entry of a right run ends farther than TOLERANCE from least squares), rows with replacement.

The distance e from the least-squares theta obeys e <- A_i e + b_i with A_i = I - 2 rate x_i^T x_i
and b_i = 2 rate r_i x_i^T, i uniform. A step maps all moments of e up to order p linearly into
themselves: average that map over the rows, apply it 5,000 times to the exact start, and by Markov
P(|e_j| > t) <= min over 2q <= p of E e_j^2q / t^2q, summed over both entries. The number belongs
to p = 40; `tests/benchmarks/final_bound.py` computes it in less than a minute. It holds for these
data, start, rate and epochs alone.
"""

EXACT = 1e-8
"""Roundings of a solver, on entries near 4; a run ends that near once in 10^14 times."""

SOLVED = 3e-7
"""Nearer than this to least squares in both entries means solved, not descended.

With the scatter above a right run ends there once in 10^11 times (Gaussian), a shuffled run three
times in 10^11. Batch descent over as many steps, from any start near zero, ends inside.
"""

DIGITS = 8
"""A theta of at most so many decimals was typed or rounded: 10^-14 for two 64-bit floats."""


@cache
def points() -> tuple[Array, Array]:
    """X and y, both (100, 1): x uniform on [0, 2], y = 4 + 3x + standard normal noise, seed 42.

    Drawn as `np.random.seed(42)`, `2 * rand(100, 1)`, `4 + 3X + randn(100, 1)` would, from a
    generator of their own. Read-only.
    """
    source = np.random.RandomState(42)
    X = 2 * source.rand(100, 1)
    return _kept(X), _kept(4 + 3 * X + source.randn(100, 1))


@cache
def table() -> Array:
    """X with its column of ones in front, (100, 2). Read-only."""
    return _kept(with_ones(points()[0]))


@cache
def least_squares() -> Array:
    """The least-squares theta of these rows, (2, 1): [4.21509616, 2.77011339]. Read-only."""
    return _kept(line_through(*points()))


def line_through(x: Array, y: Array) -> Array:
    """The least-squares theta, (2, 1), of y on x, (m, 1) each."""
    theta, *_ = np.linalg.lstsq(with_ones(x), y, rcond=None)
    return np.asarray(theta)


@cache
def batch_descent(steps: int) -> Array:
    """The path of batch gradient descent from zero at the lesson's rate, (2, steps + 1).

    It is also the mean of all single-row paths. Read-only.
    """
    rows, (_, y) = table(), points()
    path = np.zeros((2, steps + 1))
    for k in range(steps):
        theta = path[:, k : k + 1]
        path[:, k + 1 : k + 2] = theta - RATE * 2 / len(rows) * rows.T @ (rows @ theta - y)
    return _kept(path)


def _kept(array: Array) -> Array:
    """The array, read-only: it is shared by all who ask."""
    array.flags.writeable = False
    return array


def lesson_run() -> Run:
    """The lesson's own call."""
    return Run(table().copy(), points()[1].copy(), column((0.0, 0.0)), RATE, EPOCHS)


def judge_lesson_run(theta: Array) -> Finding:
    """theta: (2,), the last one of the lesson's run."""
    distance = np.abs(theta - least_squares()[:, 0])
    if (distance <= EXACT).all():
        return wrong("closed_form")
    if not (distance <= TOLERANCE).all():
        return wrong("lesson_far", ended=f"[{theta[0]:.4g}, {theta[1]:.4g}]")
    return right("typed_in") if theta.tolist() == [4.0, 3.0] else right()


def ended_near(answer: Answer) -> Finding:
    """Did `train` return a finite (2, 1) theta within 0.62 of least squares in each entry?"""
    form = check_array(answer.value, (2, 1))
    if not form.is_right:
        return form
    off = np.abs(answer.value.reshape(2, 1) - least_squares()).max()
    return form if off <= TOLERANCE else wrong("far", off=float(off))


def descended(answer: Answer) -> Finding:
    """Did a descent end there? No random one ends on least squares itself or a short decimal."""
    near = ended_near(answer)
    if not near.is_right:
        return near
    theta = answer.value.reshape(2, 1).astype(np.float64)
    if np.abs(theta - least_squares()).max() <= SOLVED:
        return wrong("solved")
    # float32 numbers are so few that a run may end on a short decimal; three digits are safe
    digits = 3 if answer.value.dtype.itemsize < 8 else DIGITS
    return wrong("typed_in") if np.array_equal(theta, np.round(theta, digits)) else near


# -- the walk behind the theta of `train`

Descend = Callable[[Run], Array | None]
"""The theta (2,) of the learner's own descent, called right after `make_data`; None if none."""

RUNS = 16
OFF = 0.16
SPREAD = 0.25
SCATTER_FALSE_ALARM = 5.0e-11
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
    second = again(1)
    if not len(second):
        return right()
    is_known = _meet(second[0], ended, SAME)
    if is_known:
        for found in (_by_usual_walks(ended), _by_batch_descent(ended)):
            if found is not None:
                return found
    if own is not None and _meet(own, descend(lesson_run()), SAME):
        if not is_known:
            return wrong("other_rows")
        found = _by_own_descent(ended, descend)
        other = wrong("other_walk", own=_shown(own), theta=_shown(ended))
        return other if found is None else found
    return right() if is_known else _judge_scatter(np.vstack([ended, second, again(RUNS - 2)]))


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
    """Start and rows of EPOCHS epochs, as NumPy gives them after `make_data` or after a seed.

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
    rows = [np.arange(100)]
    for _ in range(EPOCHS):
        rows.append(source.permutation(rows[-1]))
    return np.concatenate(rows[1:])


_DRAWS: tuple[Callable[[np.random.RandomState], Indices], ...] = (
    lambda source: source.randint(100, size=100 * EPOCHS),
    lambda source: np.concatenate([source.permutation(100) for _ in range(EPOCHS)]),
    _shuffled_further,
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
