"""The designed data sets: inputs from which the returned theta betrays what the descent did.

Signs, here and in every module about it: a run has m rows, E epochs and K = m E steps; one row is
x = (1, c), its error r = y - x theta; a right step adds 2 rate r x^T to theta and turns the row's
r into (1 - a) r. The *contraction* a = 2 rate |x|^2 is the share of the error that it takes.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Run:
    """One run of a descent, as it is asked for.

    X (m, 2) with a first column of ones, y (m, 1), theta (2, 1), rate, epochs.
    """

    X: Array
    y: Array
    theta: Array
    rate: float
    epochs: int

    @property
    def arguments(self) -> tuple[Array, Array, Array, float, int]:
        return self.X, self.y, self.theta, self.rate, self.epochs

    @property
    def m(self) -> int:
        return len(self.y)

    @property
    def steps(self) -> int:
        return self.m * self.epochs

    @property
    def slope(self) -> float:
        """The c of the first row (1, c)."""
        return float(self.X[0, 1])

    @property
    def start(self) -> Array:
        return self.theta[:, 0]

    @cached_property
    def error(self) -> float:
        """The error of the first row at the start."""
        return float(self.y[0, 0] - self.X[0] @ self.start)

    @property
    def contraction(self) -> float:
        return 2 * self.rate * (1 + self.slope**2)

    def but(self, **changes: Any) -> Self:
        """The same run with other arguments."""
        return replace(self, **changes)


class IdenticalRows(NamedTuple):
    """Runs on identical rows in which m, E, contraction and rate vary independently."""

    one_epoch: Run
    three_epochs: Run
    more_epochs: Run
    short_steps: Run
    tiny_steps: Run
    many_rows: Run
    long_run: Run


class OrthogonalRows(NamedTuple):
    """Runs on two kinds of rows: a step on one kind leaves the error of the other alone.

    odd: runs in which one kind has a single row.
    """

    small: Run
    lesson_size: Run
    odd: tuple[Run, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        return self.small, self.lesson_size, *self.odd


def column(values: Sequence[float] | Array) -> Array:
    return np.array(values, dtype=float).reshape(-1, 1)


def with_ones(x: Sequence[float] | Array) -> Array:
    """A column of ones in front of x, (m, 2)."""
    flat = np.array(x, dtype=float).ravel()
    return np.stack([np.ones_like(flat), flat], axis=1)


Size = tuple[int, int, float]
"""Rows, epochs and contraction."""


def identical_rows(size: Size, slope: float, target: float, start: tuple[float, float]) -> Run:
    """Copies of the row (1, slope) with one target: chance has nothing to choose from."""
    m, epochs, contraction = size
    rate = contraction / (2 * (1 + slope**2))
    return Run(with_ones([slope] * m), column([target] * m), column(start), rate, epochs)


def draw_identical_rows(rng: random.Random) -> IdenticalRows:
    """Seven sizes in which m, E, contraction and rate vary independently of each other.

    The remaining error (1 - contraction)^K of a right run lies between 1e-4 and 0.999 in each.
    m = 40 shows the size of a batch, contraction = 2^-10 an unused rate, and E = 250, on data so
    small that the loss soon hardly changes, an early stop.
    """
    sizes = {
        "one_epoch": (rng.choice((5, 6)), 1, 1 / 4),
        "three_epochs": (rng.choice((4, 5)), 3, 1 / 4),
        "more_epochs": (3, rng.choice((4, 5)), 1 / 8),
        "short_steps": (4, 2, 1 / 16),
        "tiny_steps": (3, 2, 2**-10),
        "many_rows": (rng.randint(37, 43), 1, 1 / 16),
        "long_run": (2, rng.randint(230, 260), 1 / 64),
    }
    starts = rng.sample([*product((-1.5, -0.5, 0.5, 1.5), (-2.0, -1.0, 1.0, 2.0))], len(sizes))
    units = [2.0 ** rng.randint(-1, 2)] * 6 + [2.0**-14]
    return IdenticalRows(
        **{
            name: _draw_identical(rng, size, start, unit)
            for (name, size), start, unit in zip(sizes.items(), starts, units, strict=True)
        }
    )


def _draw_identical(rng: random.Random, size: Size, start: tuple[float, float], unit: float) -> Run:
    slope = rng.choice((-3.0, -2.0, -1.5, -0.5, 0.5, 1.5, 2.0, 3.0))
    start = (start[0] * unit, start[1] * unit)
    fitted = start[0] + slope * start[1]
    targets = [
        k * unit for k in range(-12, 13) if 3 * unit <= abs(k * unit - fitted) <= 16 * unit and k
    ]
    return identical_rows(size, slope, rng.choice(targets), start)


def draw_noise_free(rng: random.Random) -> Run:
    """Twelve different rows on one line, started at the answer: every error is exactly 0."""
    line = (rng.choice((-5.0, -4.0, 4.0, 5.0)), rng.choice((-3.0, -2.0, 2.0, 3.0)))
    x = np.array(rng.sample([k / 4 for k in range(-8, 13)], 12))
    return Run(with_ones(x), column(line[0] + line[1] * x), column(line), 1 / 64, 3)


def level(run: Run) -> Run:
    """The noise-free line laid flat: all targets equal, so no row can meet a wrong one."""
    height = float(run.start[0]) + 1.0
    return run.but(y=np.full_like(run.y, height), theta=column((height, 0.0)))


def draw_orthogonal_rows(rng: random.Random, *, single: bool) -> OrthogonalRows:
    """Eight rows, three epochs and contraction 1/2; a hundred rows and the lesson's 5,000 steps.

    The small one is mixed; the large one has all its long rows (1, 2) at one end and short ones,
    (1, -1/2), at the other. Of twelve rows one is odd: long, over three standard deviations
    out in x and in y, in another place in each of eight runs; in the last three all others
    fit at the start. single: one epoch of the first two, where float32 leaves seven digits.
    """
    mixed = [True] * rng.choice((3, 5))
    mixed += [False] * (8 - len(mixed))
    rng.shuffle(mixed)
    ends = [rng.random() < 0.5] * rng.choice((45, 50, 55))
    ends += [not ends[0]] * (100 - len(ends))
    rate, epochs = (1 / 256, 1) if single else (2**-12, 50)
    return OrthogonalRows(
        _draw_orthogonal(rng, mixed, 1.0, rate=1 / 8, epochs=1 if single else 3),
        _draw_orthogonal(rng, ends, 2.0, rate=rate, epochs=epochs),
        tuple(
            _draw_orthogonal(rng, [k == at for k in range(12)], 2.0, rate=2**-9, epochs=27, far=far)
            for at, far in zip(rng.sample(range(12), 8), 5 * [10] + 3 * [100], strict=True)
        ),
    )


def _draw_orthogonal(  # noqa: PLR0913 -- one name per number of a run
    rng: random.Random, is_long: list[bool], slope: float, *, rate: float, epochs: int, far: int = 1
) -> Run:
    """Rows (1, slope) with targets `far` times as large, (1, -1/slope) with 0 from far 100 on."""
    sign = rng.choice((-1, 1))
    slopes = {True: sign * slope, False: -sign / slope}
    targets = {True: far * rng.choice((3, 4, 5, 6)), False: -(far < 100) * rng.choice((3, 4, 5, 6))}
    x, y = ([of[one] for one in is_long] for of in (slopes, targets))
    return Run(with_ones(x), column(y), column((0, 0)), rate, epochs)


@dataclass(frozen=True, eq=False)
class DigitCoded:
    """A series of runs whose targets are digits; all rows are (1, slope), slope 1 or -1.

    labels: (runs, m), the digits of each run, 1 .. base - 2, dealt to the rows in a new order.
    A fitted value starts at `offset` and is measured in `unit`.
    """

    labels: Indices
    base: int
    epochs: int
    slope: float = 1.0
    unit: float = 1.0
    offset: float = 0.0

    @property
    def m(self) -> int:
        return int(self.labels.shape[1])

    @property
    def contraction(self) -> float:
        return 1 - 1 / self.base

    def runs(self) -> Iterator[Run]:
        X = with_ones([self.slope] * self.m)
        start = column((self.offset, 0.0))
        targets = (self.offset + self.unit * self.labels).astype(float)
        for y in targets:
            yield Run(X, y.reshape(-1, 1), start, self.contraction / 4, self.epochs)


class DigitCodedSeries(NamedTuple):
    """Series of one epoch and of three."""

    one_epoch: DigitCoded
    three_epochs: DigitCoded


def draw_digit_coded_series(rng: random.Random, *, single: bool) -> DigitCodedSeries:
    """400 runs of one epoch, 106 of three; in float32 fewer digits, so that seven hold them."""
    one, three = ((3, 32), (2, 8)) if single else ((6, 64), (3, 16))
    return DigitCodedSeries(
        one_epoch=draw_digit_coded(rng, *one, epochs=1, calls=400, plain=single),
        three_epochs=draw_digit_coded(rng, *three, epochs=3, calls=106, plain=single),
    )


def draw_digit_coded(  # noqa: PLR0913 -- one name per number of a series
    rng: random.Random, m: int, base: int, *, epochs: int, calls: int, plain: bool
) -> DigitCoded:
    """plain: without an offset, which would cost digits of a float32."""
    digits = draw_digits(rng, m, base)
    deal = np.random.default_rng(rng.getrandbits(64))
    labels = deal.permuted(np.tile(np.array(digits, dtype=np.int64), (calls, 1)), axis=1)
    return DigitCoded(
        labels,
        base,
        epochs,
        slope=rng.choice((-1.0, 1.0)),
        unit=2.0 ** rng.randint(-2, 2) * rng.choice((-1.0, 1.0)),
        offset=0.0 if plain else float(rng.randint(-8, 8)),
    )


def draw_digits(rng: random.Random, m: int, base: int) -> list[int]:
    """Distinct digits, 1 .. base - 2, no three of the m in arithmetic progression."""
    while True:
        digits = sorted(rng.sample(range(1, base - 1), m))
        if all(a + c != 2 * b for a, b, c in combinations(digits, 3)):
            return digits


def draw_full_contraction(rng: random.Random) -> Run:
    """Twelve rows (1, 1) with contraction 1: one step takes the whole error of what it reads.

    Targets are large and random, so that the means of no two subsets agree.
    """
    targets = rng.sample(range(1, 2**30), 12)
    return Run(with_ones([1.0] * 12), column(targets), column((0.0, 0.0)), 1 / 4, 1)
