"""The ends of a descent: every theta that a run on batches may end at, however it shuffles.

Few rows can be dealt to the batches of an epoch in few ways. All of them are walked side by side:
an answer is right where it is one of the ends, and which one tells the rows of every batch. What a
mistake would end at is computed in the same way, by another `Rule`.

Of a path: theta (paths, n); a batch is a row of counts, how often it reads each of the m rows, and
a row of targets, the sum of those that it compares each with.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from autograder.judges.sgd.experiments import Array, Indices, Run

MOST_PATHS = 20_000
CLOSE = 1e-6
SINGLE = 1e-4
"""How far off an end may be, in shares of its run's largest number, in float64 and in float32.

The room is for slopes that are measured by differences of the loss.
"""


@dataclass(frozen=True, eq=False)
class BatchedRun(Run):
    """One run of a descent on batches of `size` rows; the others are the numbers of Adam."""

    size: int
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    @property
    def arguments(self) -> tuple[Any, ...]:
        return *super().arguments, self.size, self.beta1, self.beta2, self.epsilon

    @property
    def is_alike(self) -> bool:
        """Whether all rows are equal, so that it does not matter which of them a batch reads."""
        return bool((self.X[0] == self.X).all() and (self.y == self.y[0]).all())


Epoch = tuple[Array, Array]
"""Counts and targets, (ways, batches, m) each: the ways in which one epoch may go."""
Plan = Callable[[BatchedRun], Sequence[Epoch]]
Slope = Callable[[BatchedRun, Array, Array, Array], Array]
"""Run, theta, counts, targets: the gradient that a step uses, (paths, n)."""
Move = Callable[[Array, Array, int, int], Array]
"""theta, gradient, number of the epoch, of the batch in it: the next theta."""


def dealt(m: int, sizes: Sequence[int]) -> Iterator[list[list[int]]]:
    """All ways to deal m rows to batches of these sizes, each row once."""

    def deal(left: tuple[int, ...], sizes: Sequence[int]) -> Iterator[list[list[int]]]:
        if not sizes:
            yield []
            return
        for batch in combinations(left, sizes[0]):
            rest = tuple(row for row in left if row not in batch)
            yield from ([[*batch], *more] for more in deal(rest, sizes[1:]))

    return deal(tuple(range(m)), sizes)


def sizes_of(run: BatchedRun) -> list[int]:
    """The rows of each batch of an epoch; the last batch may be short."""
    return [min(run.size, run.m - first) for first in range(0, run.m, run.size)]


def epoch_of(run: BatchedRun, ways: Sequence[Sequence[Sequence[int]]]) -> Epoch:
    """ways: of each, the rows of each batch; none where they are too many."""
    if not ways:
        return np.empty((0, 0, run.m)), np.empty((0, 0, run.m))
    counts = np.array(
        [[np.bincount(np.array(b, dtype=int), minlength=run.m) for b in way] for way in ways]
    ).reshape(len(ways), -1, run.m)
    return counts, counts * run.y[:, 0]


def in_order(sizes: Sequence[int]) -> list[list[int]]:
    firsts = [sum(sizes[:k]) for k in range(len(sizes) + 1)]
    return [[*range(first, end)] for first, end in pairwise(firsts)]


def one_epoch(run: BatchedRun) -> Epoch:
    sizes = sizes_of(run)
    is_single = run.is_alike or len(sizes) == 1
    return epoch_of(run, [in_order(sizes)] if is_single else [*dealt(run.m, sizes)])


def shuffled(run: BatchedRun) -> list[Epoch]:
    """A new shuffle in each epoch, cut into batches."""
    return [one_epoch(run)] * run.epochs


def mean_slope(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """The gradient of the mean of the batch's squared errors."""
    rows: Array = counts.sum(axis=1, keepdims=True)
    return 2 / rows * row_slopes(run, theta, counts, targets)


def row_slopes(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """Error times row, summed over the batch."""
    return (counts * (theta @ run.X.T) - targets) @ run.X


def plain_steps(run: BatchedRun) -> Move:
    return lambda theta, slope, _epoch, _batch: theta - run.rate * slope


def adam_steps(run: BatchedRun) -> Move:
    mean, square, step = np.zeros(1), np.zeros(1), 0

    def move(theta: Array, slope: Array, _epoch: int, _batch: int) -> Array:
        nonlocal mean, square, step
        step += 1
        mean = run.beta1 * mean + (1 - run.beta1) * slope
        square = run.beta2 * square + (1 - run.beta2) * slope**2
        size = np.sqrt(square / (1 - run.beta2**step)) + run.epsilon
        moved: Array = theta - run.rate * mean / (1 - run.beta1**step) / size
        return moved

    return move


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """How a descent goes on; what is not said is right for mini-batches.

    start: the first theta. at: of all thetas so far and the number of the batch in its epoch, the
    one whose gradient is taken. shown: what is returned, of all thetas and all gradients.
    """

    plan: Plan = shuffled
    slope: Slope = mean_slope
    steps: Callable[[BatchedRun], Move] = plain_steps
    start: Callable[[BatchedRun], Array] = lambda run: run.start
    at: Callable[[list[Array], int], Array] = lambda thetas, _batch: thetas[-1]
    shown: Callable[[list[Array], list[Array]], Array] = lambda thetas, _slopes: thetas[-1]


MINI_BATCH = Rule()
ADAM = Rule(steps=adam_steps)


def ends(run: BatchedRun, rule: Rule, known: Sequence[Epoch] | None = None) -> Array | None:
    """Where the paths of a rule end, (paths, n); None if they are too many to be walked.

    known: the plan of the rule for this run, where it has been made.
    """
    plan = rule.plan(run) if known is None else known
    ways = [len(counts) for counts, _ in plan]
    paths = math.prod(ways)
    if not 0 < paths <= MOST_PATHS:
        return None
    thetas, slopes = [np.tile(rule.start(run), (paths, 1))], []
    move = rule.steps(run)
    with np.errstate(all="ignore"):
        for number, ((counts, targets), way) in enumerate(
            zip(plan, chosen(np.arange(paths), ways), strict=True)
        ):
            for batch in range(counts.shape[1]):
                read = counts[way, batch], targets[way, batch]
                slopes.append(rule.slope(run, rule.at(thetas, batch), *read))
                thetas.append(move(thetas[-1], slopes[-1], number, batch))
        return rule.shown(thetas, slopes)


def chosen(paths: Indices, ways: Sequence[int]) -> list[Indices]:
    """Which way each path takes, epoch by epoch."""
    before = [math.prod(ways[:epoch]) for epoch in range(len(ways))]
    return [paths // step % number for step, number in zip(before, ways, strict=True)]


def nearest_end(theta: Array, found: Array, *, single: bool = False) -> int:
    """Which of the ends a theta (n,) is, -1 if none."""
    with np.errstate(all="ignore"):
        apart = np.abs(found - theta).max(axis=1)
        size = np.abs(found[np.isfinite(found)]).max(initial=0)
    best = int(np.argmin(np.where(np.isfinite(apart), apart, np.inf)))
    return best if apart[best] <= (SINGLE if single else CLOSE) * size else -1
