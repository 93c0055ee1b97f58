"""
The designed data sets: inputs from which the returned theta betrays the walk.

Signs, here and in every module about the walk: m rows, E epochs, K = m E steps; one row is
x = (1, c), its error r = y - x theta; a right step adds 2 rate r x^T to theta and turns the
row's r into (1 - a) r. The *contraction* a = 2 rate |x|^2 is the share of the error that it takes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Setting:
    """
    One call: X (m, 2) with a first column of ones, y (m, 1), theta (2, 1), rate, epochs.
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

    def but(self, **changes: Any) -> Setting:
        """The same call with other arguments."""
        return replace(self, **changes)


class EqualRows(NamedTuple):
    """Settings of equal rows in which m, E, contraction and rate vary independently."""

    one_epoch: Setting
    three_epochs: Setting
    more_epochs: Setting
    short_steps: Setting
    tiny_steps: Setting
    many_rows: Setting
    long_run: Setting


class OrthogonalRows(NamedTuple):
    """Settings of rows (1, 1) and (1, -1)."""

    small: Setting
    lesson_size: Setting


def column(values: Sequence[float] | Array) -> Array:
    return np.array(values, dtype=float).reshape(-1, 1)


def with_ones(x: Sequence[float] | Array) -> Array:
    flat = np.array(x, dtype=float)
    return np.stack([np.ones_like(flat), flat], axis=1)


def equal_rows(  # noqa: PLR0913 -- one name per number of a setting
    m: int,
    epochs: int,
    *,
    slope: float,
    target: float,
    start: tuple[float, float],
    contraction: float,
) -> Setting:
    """Copies of the row (1, slope) with one target: chance has nothing to choose from."""
    rate = contraction / (2 * (1 + slope**2))
    return Setting(with_ones([slope] * m), column([target] * m), column(start), rate, epochs)


def draw_equal_rows(stream: random.Random) -> EqualRows:
    """
    Seven sizes in which m, E, contraction and rate vary independently of each other.

    The remaining error (1 - contraction)^K of a right walk lies between 1e-4 and 0.999 in each.
    m = 40 reads the size of a batch, contraction = 2^-10 an unused rate, and E = 250, on data so small
    that the loss soon hardly changes, an early stop.
    """
    sizes = {
        "one_epoch": (stream.choice((5, 6)), 1, 1 / 4),
        "three_epochs": (stream.choice((4, 5)), 3, 1 / 4),
        "more_epochs": (3, stream.choice((4, 5)), 1 / 8),
        "short_steps": (4, 2, 1 / 16),
        "tiny_steps": (3, 2, 2**-10),
        "many_rows": (stream.randint(37, 43), 1, 1 / 16),
        "long_run": (2, stream.randint(230, 260), 1 / 64),
    }
    starts = stream.sample(
        list(product((-1.5, -0.5, 0.5, 1.5), (-2.0, -1.0, 1.0, 2.0))), len(sizes)
    )
    units = [2.0 ** stream.randint(-1, 2)] * 6 + [2.0**-10]
    return EqualRows(
        **{
            name: _draw_equal(stream, size, start, unit)
            for (name, size), start, unit in zip(sizes.items(), starts, units, strict=True)
        }
    )


def _draw_equal(
    stream: random.Random, size: tuple[int, int, float], start: tuple[float, float], unit: float
) -> Setting:
    m, epochs, contraction = size
    slope = stream.choice((-3.0, -2.0, -1.5, -0.5, 0.5, 1.5, 2.0, 3.0))
    start = (start[0] * unit, start[1] * unit)
    fitted = start[0] + slope * start[1]
    targets = [
        k * unit for k in range(-12, 13) if 3 * unit <= abs(k * unit - fitted) <= 16 * unit and k
    ]
    return equal_rows(
        m, epochs, slope=slope, target=stream.choice(targets), start=start, contraction=contraction
    )


def draw_exact_line(stream: random.Random) -> Setting:
    """
    Twelve different rows on one line, started at the answer: every error is exactly 0.
    """
    line = (stream.choice((-5.0, -4.0, 4.0, 5.0)), stream.choice((-3.0, -2.0, 2.0, 3.0)))
    x = np.array(stream.sample([k / 4 for k in range(-8, 13)], 12))
    return Setting(with_ones(x), column(line[0] + line[1] * x), column(line), 1 / 64, 3)


def level(setting: Setting) -> Setting:
    """The exact line laid flat: all targets equal, so no row can meet a wrong one."""
    height = float(setting.start[0]) + 1.0
    return setting.but(y=np.full_like(setting.y, height), theta=column((height, 0.0)))


def two_kinds(  # noqa: PLR0913 -- one name per number of a setting
    up: int,
    down: int,
    *,
    targets: tuple[float, float],
    rate: float,
    epochs: int,
    stream: random.Random,
) -> Setting:
    """
    `up` rows (1, 1) and `down` rows (1, -1), shuffled; start 0.

    The two kinds are orthogonal: a step on one leaves the error of the other alone.
    """
    kinds = [1.0] * up + [-1.0] * down
    stream.shuffle(kinds)
    y = [targets[0] if kind > 0 else targets[1] for kind in kinds]
    return Setting(with_ones(kinds), column(y), column((0.0, 0.0)), rate, epochs)


def draw_two_kinds(stream: random.Random, *, single: bool) -> Setting:
    """Eight rows, contraction 1/2; one epoch where seven digits are all there are."""
    up = stream.choice((3, 5))
    return two_kinds(
        up,
        8 - up,
        targets=_draw_targets(stream),
        rate=1 / 8,
        epochs=1 if single else 3,
        stream=stream,
    )


def draw_lesson_size(stream: random.Random, *, single: bool) -> Setting:
    """A hundred rows of two kinds: 5,000 steps, or one epoch where seven digits are all."""
    up = stream.choice((40, 45, 55, 60))
    return two_kinds(
        up,
        100 - up,
        targets=_draw_targets(stream),
        rate=1 / 128 if single else 2**-12,
        epochs=1 if single else 50,
        stream=stream,
    )


def _draw_targets(stream: random.Random) -> tuple[float, float]:
    return float(stream.choice((3, 4, 5, 6))), float(stream.choice((-3, -4, -5, -6)))


@dataclass(frozen=True, eq=False)
class Labelled:
    """
    A series of calls whose targets are digits; all rows are (1, slope), slope 1 or -1.

    labels: (calls, m), the digits of each call, 1 .. base - 2, dealt anew to the rows.
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

    def settings(self) -> Iterator[Setting]:
        X = with_ones([self.slope] * self.m)
        start = column((self.offset, 0.0))
        targets = (self.offset + self.unit * self.labels).astype(float)
        for y in targets:
            yield Setting(X, y.reshape(-1, 1), start, self.contraction / 4, self.epochs)


class Series(NamedTuple):
    """Labelled rows, walked once and walked twice in each call."""

    one_epoch: Labelled
    two_epochs: Labelled


def draw_labelled(  # noqa: PLR0913 -- one name per number of a series
    stream: random.Random, m: int, base: int, *, epochs: int, calls: int, plain: bool
) -> Labelled:
    """plain: no offset, where seven digits are all there are."""
    digits = draw_digits(stream, m, base)
    deal = np.random.default_rng(stream.getrandbits(64))
    labels = deal.permuted(np.tile(np.array(digits, dtype=np.int64), (calls, 1)), axis=1)
    return Labelled(
        labels,
        base,
        epochs,
        slope=stream.choice((-1.0, 1.0)),
        unit=2.0 ** stream.randint(-2, 2) * stream.choice((-1.0, 1.0)),
        offset=0.0 if plain else float(stream.randint(-8, 8)),
    )


def draw_digits(stream: random.Random, m: int, base: int) -> list[int]:
    """Distinct digits, 1 .. base - 2, no three of the m in arithmetic progression."""
    while True:
        digits = sorted(stream.sample(range(1, base - 1), m))
        if all(a + c != 2 * b for a, b, c in combinations(digits, 3)):
            return digits


def draw_landing(stream: random.Random) -> Setting:
    """
    Twelve rows (1, 1) with contraction 1: one step lands exactly on its target.

    Targets are large and random, so that the means of no two subsets agree.
    """
    targets = stream.sample(range(1, 2**30), 12)
    return Setting(with_ones([1.0] * 12), column(targets), column((0.0, 0.0)), 1 / 4, 1)
