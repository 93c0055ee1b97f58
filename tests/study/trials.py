"""Trials that were never made, for the tests of what is said about them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.study.experiment import METHODS, Experiment, Measured, Trial

NAMED = {method.name: method for method in METHODS}
Looks = Iterable[tuple[int, float, float]]


def trial(name: str, rows: int, looks: Looks, *, is_worked: bool = False) -> Trial:
    """looks: rows read, seconds, and how far above the lowest loss, which is 2, as a share."""
    points = [
        Measured(read, time, np.zeros((2, 1)), 2 * (1 + above)) for read, time, above in looks
    ]
    return Trial(NAMED[name], rows, 2.0, is_worked, points)


def experiment() -> Experiment:
    """Batch descent wins on few rows, mini-batches on many."""
    return Experiment(
        [
            trial("mini-batch", 100, [(25, 0.1, 9), (50, 0.2, 0.03)]),
            trial("batch", 100, [(100, 0.01, 1), (200, 0.02, 0.0)]),
            trial("mini-batch", 1000, [(25, 0.1, 9), (50, 0.2, 0.05), (100, 0.3, 0.02)]),
            trial("batch", 1000, [(1000, 3, 4), (2000, 6, 0.01)]),
        ]
    )
