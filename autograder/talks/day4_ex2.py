"""Inputs of day4_ex2 that a person works out in the head, or on paper."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import numpy as np

Arguments = tuple[Any, ...]


def table(rng: Random) -> Arguments:
    rows = rng.randint(2, 3)
    return (np.array([[float(rng.randint(-5, 9))] for _ in range(rows)]),)


def row(rng: Random) -> Arguments:
    a, y = rng.randint(2, 5), rng.randint(1, 9)
    theta = float(rng.choice([0, 1]))
    return np.array([[1.0, a]]), np.array([[float(y)]]), np.full((2, 1), theta)


def descent(rng: Random) -> Arguments:
    """Two equal rows, so that their order plays no part; each step halves what is missing."""
    a, end = rng.choice([0, 1, 2, 3]), rng.choice([4, 8, 12])
    X, y = np.array([[1.0, a]] * 2), np.full((2, 1), float(end * (1 + a * a)))
    return X, y, np.zeros((2, 1)), 1 / (4 * (1 + a * a)), 1


def adam(rng: Random) -> Arguments:
    """One row and one step, whose length is a half or a quarter of the learning rate."""
    y, share = float(rng.randint(1, 9)), rng.choice([2, 4])
    start = np.zeros((1, 1))
    return np.ones((1, 1)), np.full((1, 1), y), start, 1.0, 1, 1, 0.5, 0.5, 2 * (share - 1) * y


INPUTS: Mapping[str, Callable[[Random], Arguments]] = {
    "2.1": table,
    "2.2": row,
    "2.3": descent,
    "2.4": lambda _: (),
    "2.5": descent,
    "2.6": lambda rng: (*descent(rng), rng.choice([1, 2])),
    "2.7": adam,
}
