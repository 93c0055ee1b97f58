"""Wrong ways to deal rows to batches, as plans that can be walked.

A function named after what a batch reads gives ways, or an epoch; none where they are too many.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations, product

import numpy as np

from autograder.judges.sgd.ends import (
    MOST_PATHS,
    BatchedRun,
    Epoch,
    Plan,
    dealt,
    epoch_of,
    in_order,
    one_epoch,
    shuffled,
    sizes_of,
)

Ways = Sequence[Sequence[Sequence[int]]]
"""Of each way, the rows of each batch."""


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


def last_batch(run: BatchedRun) -> Epoch:
    counts, targets = one_epoch(run)
    return counts[:, -1:], targets[:, -1:]


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


def as_many_parts(run: BatchedRun) -> Ways:
    """As many batches as a batch should have rows, none of them empty."""
    number = min(run.size, run.m)
    return [[part.tolist() for part in np.array_split(order, number)] for order in orders(run)]


def batches_in_turn(run: BatchedRun) -> list[Epoch]:
    """Each batch makes a step for every epoch before the next one has its turn."""
    counts, targets = one_epoch(run)
    return [(np.repeat(counts, run.epochs, axis=1), np.repeat(targets, run.epochs, axis=1))]


def fixed_batches(run: BatchedRun) -> Ways:
    """Cut without a shuffle, and used in any order."""
    return [*permutations(in_order(sizes_of(run)))] if run.m < 7 else []


def filled_up(run: BatchedRun) -> Ways:
    """The last batch is filled up with rows that come a second time."""
    return _filled(run, -run.m % run.size)


def filled_from_others(run: BatchedRun) -> Ways:
    """The same, but a single batch is left as it is."""
    return _filled(run, -run.m % run.size if run.size < run.m else 0)


def _filled(run: BatchedRun, places: int) -> Ways:
    fillings = product(range(1 if run.is_alike else run.m), repeat=places)
    known = unshuffled(run) if run.is_alike else [*dealt(run.m, sizes_of(run))]
    return _within(
        (*map(tuple, way[:-1]), (*way[-1], *more)) for more, way in product(fillings, known)
    )


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
    return [last_batch(run)] * min(1, run.epochs)


def only_epoch(run: BatchedRun) -> list[Epoch]:
    return shuffled(run)[:1]


def plan(plan: Plan) -> dict[str, Plan]:
    return {"plan": plan}


def planned(
    epoch: Callable[[BatchedRun], Epoch], number: Callable[[BatchedRun], int] = asked_epochs
) -> dict[str, Plan]:
    return {"plan": epochs_of(epoch, number)}
