"""Wrong descents on batches, as rules whose ends can be computed.

A flaw changes one field of the right rule; two of them may meet in one answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, permutations, product
from typing import Any

import numpy as np

from autograder.judges.sgd.batch_probe import BatchProbe
from autograder.judges.sgd.ends import (
    MOST_PATHS,
    BatchedRun,
    Epoch,
    Move,
    Plan,
    Slope,
    epoch_of,
    in_order,
    mean_slope,
    one_epoch,
    row_slopes,
    shuffled,
    sizes_of,
)
from autograder.judges.sgd.experiments import Array

Flaw = tuple[str, Mapping[str, Any]]
"""The key of a mistake, and the field of a rule that it changes."""

Ways = Sequence[Sequence[Sequence[int]]]


def times(factor: float, per: Callable[[BatchedRun, Array], Any]) -> dict[str, Slope]:
    """The slopes of a batch, added up, times a factor over a number of rows."""

    def slope(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
        made: Array = factor / per(run, counts) * row_slopes(run, theta, counts, targets)
        return made

    return {"slope": slope}


def rows(_run: BatchedRun, counts: Array) -> Array:
    read: Array = counts.sum(axis=1, keepdims=True)
    return read


def one(_run: BatchedRun, _counts: Array) -> float:
    return 1.0


def all_rows(run: BatchedRun, _counts: Array) -> float:
    return float(run.m)


def batch_size(run: BatchedRun, _counts: Array) -> float:
    return float(run.size)


def columns(run: BatchedRun, _counts: Array) -> float:
    return float(run.X.shape[1])


def of_errors(law: Callable[[Array, Array], Array]) -> dict[str, Slope]:
    """A slope from another error, of predictions and targets, row by row."""

    def slope(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
        y = np.divide(targets, counts, out=np.zeros(targets.shape), where=counts > 0)
        error = law(theta @ run.X.T, y) * counts
        return 2 / rows(run, counts) * (error @ run.X)

    return {"slope": slope}


def mean_of_targets(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """Each row aims at the mean target, as in a table of errors whose mean is taken."""
    mean = targets.sum(axis=1, keepdims=True) / rows(run, counts)
    return 2 / rows(run, counts) * row_slopes(run, theta, counts, counts * mean)


def errors_only(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """The mean error in every entry: the rows do not come in."""
    error = (counts * (theta @ run.X.T) - targets).sum(axis=1, keepdims=True)
    return np.repeat(2 / rows(run, counts) * error, run.X.shape[1], axis=1)


def in_turn(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """Each entry with the errors after the entries before it have moved."""
    moving, slope = theta.copy(), np.zeros(theta.shape)
    for k in range(theta.shape[1]):
        slope[:, k] = mean_slope(run, moving, counts, targets)[:, k]
        moving[:, k] -= run.rate * slope[:, k]
    return slope


def epochs_of(epoch: Callable[[BatchedRun], Epoch], number: Callable[[BatchedRun], int]) -> Plan:
    return lambda run: [epoch(run)] * max(0, number(run))


def asked_epochs(run: BatchedRun) -> int:
    return run.epochs


def by_ways(ways: Callable[[BatchedRun], Ways]) -> Callable[[BatchedRun], Epoch]:
    return lambda run: epoch_of(run, ways(run))


def every_row(run: BatchedRun) -> Ways:
    """One batch of all rows."""
    return [[[*range(run.m)]]]


def as_many_full(run: BatchedRun) -> Ways:
    """All rows in each step, as many steps as there are batches."""
    return [[[*range(run.m)]] * len(sizes_of(run))]


def orders(run: BatchedRun) -> Iterator[tuple[int, ...]]:
    """All orders of the rows; one where rows are equal, none where they are too many."""
    if run.is_alike:
        return iter([tuple(range(run.m))])
    return permutations(range(run.m)) if run.m < 7 else iter(())


def single_rows(run: BatchedRun) -> Ways:
    return [[[row] for row in order] for order in orders(run)]


def rows_in_turn(run: BatchedRun) -> Ways:
    return [[[row] for row in range(run.m)]]


def without_last_row(run: BatchedRun) -> Epoch:
    return epoch_of(run, [[[*range(run.m - 1)]]])


def without_first_row(run: BatchedRun) -> Epoch:
    return epoch_of(run, [[[*range(1, run.m)]]])


def drawn_rows(run: BatchedRun) -> Ways:
    """Single rows with replacement."""
    if run.is_alike or run.m**run.m > MOST_PATHS:
        return [in_order([1] * run.m)] if run.is_alike else []
    return [[[row] for row in way] for way in product(range(run.m), repeat=run.m)]


def one_row_per_batch(run: BatchedRun) -> Ways:
    """As many steps as there are batches, on different single rows."""
    return [[[row] for row in order[:: run.size]] for order in orders(run)]


def cut_short(run: BatchedRun) -> Epoch:
    """Without the last batch where that is short."""
    counts, targets = one_epoch(run)
    full = run.m // run.size
    return counts[:, :full], targets[:, :full]


def first_batch(run: BatchedRun) -> Epoch:
    counts, targets = one_epoch(run)
    return counts[:, :1], targets[:, :1]


def unshuffled(run: BatchedRun) -> Ways:
    return [in_order(sizes_of(run))]


def independent(run: BatchedRun) -> Ways:
    """Each batch drawn for itself; within it no row comes twice."""
    sizes = sizes_of(run)
    if run.is_alike:
        return unshuffled(run)
    return _within(product(*(combinations(range(run.m), size) for size in sizes)))


def independent_full(run: BatchedRun) -> Ways:
    """The same where every batch is full."""
    size = min(run.size, run.m)
    many = [size] * len(sizes_of(run))
    if run.is_alike:
        return [[[*range(one)] for one in many]]
    return _within(product(*(combinations(range(run.m), one) for one in many)))


def with_replacement(run: BatchedRun) -> Ways:
    """Full batches in which a row may come more than once."""
    many = len(sizes_of(run))
    if run.is_alike:
        return [[[0] * run.size] * many]
    if run.m ** (run.size * many) > 100 * MOST_PATHS:
        return []
    bags = {tuple(sorted(bag)) for bag in product(range(run.m), repeat=run.size)}
    return _within(product(sorted(bags), repeat=many))


def _within(found: Iterator[tuple[tuple[int, ...], ...]]) -> Ways:
    """At most so many ways that they can be walked; else none."""
    ways = [way for way, _ in zip(found, range(MOST_PATHS + 1), strict=False)]
    return [] if len(ways) > MOST_PATHS else ways


def windows(run: BatchedRun) -> Ways:
    """A batch begins at every row, so that batches overlap."""
    return [[order[first : first + run.size] for first in range(run.m)] for order in orders(run)]


def even_parts(run: BatchedRun) -> Ways:
    """As many batches as asked, all about equally long."""
    number = len(sizes_of(run))
    return [[part.tolist() for part in np.array_split(order, number)] for order in orders(run)]


def wrapped(run: BatchedRun) -> Ways:
    """The last batch is filled up with the first rows of the order."""
    return [
        [
            [order[(first + k) % run.m] for k in range(run.size)]
            for first in range(0, run.m, run.size)
        ]
        for order in orders(run)
    ]


def unpaired(run: BatchedRun) -> Epoch:
    """X is shuffled, y is not."""
    counts, sums = [], []
    for order in orders(run):
        cut = in_order(sizes_of(run))
        counts.append([np.bincount([order[k] for k in b], minlength=run.m) for b in cut])
        sums.append([np.bincount([order[k] for k in b], run.y[b, 0], minlength=run.m) for b in cut])
    return np.array(counts), np.array(sums)


def only_step(run: BatchedRun) -> list[Epoch]:
    return [first_batch(run)] * min(1, run.epochs)


def only_last_batch(run: BatchedRun) -> list[Epoch]:
    counts, targets = one_epoch(run)
    return [(counts[:, -1:], targets[:, -1:])] * min(1, run.epochs)


def only_epoch(run: BatchedRun) -> list[Epoch]:
    return shuffled(run)[:1]


def plan(plan: Plan) -> dict[str, Plan]:
    return {"plan": plan}


def planned(
    epoch: Callable[[BatchedRun], Epoch], number: Callable[[BatchedRun], int] = asked_epochs
) -> dict[str, Plan]:
    return {"plan": epochs_of(epoch, number)}


def begun(start: Callable[[BatchedRun], Any]) -> dict[str, Any]:
    return {"start": lambda run: np.zeros(run.X.shape[1]) + start(run)}


def shown(law: Callable[[list[Array], list[Array]], Array]) -> dict[str, Any]:
    return {"shown": law}


SLOPES: tuple[Flaw, ...] = (
    ("half", times(1, rows)),
    ("double", times(4, rows)),
    ("uphill", times(-2, rows)),
    ("uphill", times(-1, rows)),
    ("sum", times(2, one)),
    ("sum", times(1, one)),
    ("over_columns", times(2, columns)),
    ("over_columns", times(1, columns)),
    ("plus_y", of_errors(lambda made, y: made + y)),
    ("plus_y", of_errors(lambda made, y: (made + y) / 2)),
    ("error_squared", of_errors(lambda made, y: (made - y) ** 2)),
    ("error_squared", of_errors(lambda made, y: (made - y) ** 2 / 2)),
    ("sign_of_error", of_errors(lambda made, y: np.sign(made - y))),
    ("sign_of_error", of_errors(lambda made, y: np.sign(made - y) / 2)),
    ("absolute_error", of_errors(lambda made, y: abs(made - y))),
    ("no_rows", {"slope": errors_only}),
    ("one_after_the_other", {"slope": in_turn}),
    ("mean_of_targets", {"slope": mean_of_targets}),
)

STARTS: tuple[Flaw, ...] = (
    ("start_ignored", begun(lambda _run: 0)),
    ("start_ignored", begun(lambda _run: 1)),
    ("averaged", shown(lambda thetas, _slopes: np.mean(thetas[1:] or thetas, axis=0))),
    ("averaged", shown(lambda thetas, _slopes: np.mean(thetas, axis=0))),
    ("gradient_returned", shown(lambda thetas, slopes: (slopes or thetas)[-1])),
    ("step_returned", shown(lambda thetas, _slopes: thetas[-1] - thetas[0])),
)


def momentum(share: float, weight: float) -> Callable[[BatchedRun], Move]:
    def steps(run: BatchedRun) -> Move:
        carried: Any = 0.0

        def move(theta: Array, slope: Array, _epoch: int, _batch: int) -> Array:
            nonlocal carried
            carried = share * carried + weight * slope
            moved: Array = theta - run.rate * carried
            return moved

        return move

    return steps


def rated(law: Callable[[BatchedRun, int, int], float]) -> dict[str, Any]:
    """Plain steps at another rate, of run, number of the epoch and number of the step."""

    def steps(run: BatchedRun) -> Move:
        made = 0

        def move(theta: Array, slope: Array, epoch: int, _batch: int) -> Array:
            nonlocal made
            made += 1
            return theta - law(run, epoch, made) * slope

        return move

    return {"steps": steps}


PLAIN_STEPS: tuple[Flaw, ...] = (
    ("theta_lost", {"steps": lambda run: lambda _theta, slope, _e, _b: -run.rate * slope}),
    ("accumulated", {"steps": momentum(1.0, 1.0)}),
    ("momentum", {"steps": momentum(0.9, 1.0)}),
    ("momentum", {"steps": momentum(0.9, 0.1)}),
    ("rate_squared", rated(lambda run, _e, _k: run.rate**2)),
    ("learning_rate_ignored", rated(lambda _run, _e, _k: 1.0)),
    ("learning_rate_ignored", rated(lambda _run, _e, _k: 0.1)),
    ("learning_rate_ignored", rated(lambda _run, _e, _k: 0.01)),
    ("learning_rate_changes", rated(lambda run, epoch, _k: run.rate / (1 + epoch))),
    ("learning_rate_changes", rated(lambda run, _e, k: run.rate / k)),
    ("learning_rate_changes", rated(lambda run, epoch, _k: run.rate * 0.99**epoch)),
    ("learning_rate_changes", rated(lambda run, epoch, _k: run.rate * 0.95**epoch)),
    ("learning_rate_changes", rated(lambda run, epoch, _k: run.rate * 0.9**epoch)),
)


def found_flaw(probe: BatchProbe, flaws: Sequence[Flaw]) -> str:
    """The key of the flaw that explains every answer, alone or with another one; "" if none.

    Of two, an argument that is ignored is named: what a step lacks is not known without it.
    """
    if "flaw" not in probe.said:
        probe.said["flaw"] = next(_explaining(probe, flaws), "")
    return str(probe.said["flaw"])


def _explaining(probe: BatchProbe, flaws: Sequence[Flaw]) -> Iterator[str]:
    for key, change in flaws:
        if probe.follows(replace(probe.rule, **change)):
            yield key
    for (key, change), (second, other) in combinations(flaws, 2):
        is_pair = change.keys().isdisjoint(other)
        if is_pair and probe.follows(replace(probe.rule, **change, **other)):
            yield second if second.endswith("ignored") else key
