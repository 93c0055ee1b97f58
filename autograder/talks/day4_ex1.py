"""Inputs of day4_ex1 that a person works out in the head, or on paper."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import sympy as sp

X = sp.Symbol("x")
HALF = sp.Rational(1, 2)

Arguments = tuple[Any, ...]


def curve(rng: Random) -> Any:
    a = rng.randint(1, 5)
    return rng.choice([2 * a * X, 3 * a * X**2, sp.Integer(a), sp.exp(-a * X)])


def area(rng: Random) -> Arguments:
    f = curve(rng)
    return f, X, 0, sp.oo if f.has(sp.exp) else rng.choice([1, 2])


def density(rng: Random) -> Arguments:
    """A density, or nearly one: the area is another one, or it dips below zero."""
    a = rng.randint(1, 4)
    return rng.choice(
        [
            *((X / 2, X, 0, 2), (2 * X, X, 0, 1), (2 * X, X, 0, 2), (X / 8, X, 0, 4)),
            *((3 * X**2, X, 0, 1), (HALF, X, 0, 2), (HALF, X, 0, 1), (X - HALF, X, 0, 2)),
            *((a * sp.exp(-a * X), X, 0, sp.oo), (sp.exp(-a * X), X, 0, sp.oo)),
        ]
    )


def probability(rng: Random) -> Arguments:
    """A density, and bounds inside the range on which it is one."""
    f, bounds = rng.choice(
        [
            *((X / 2, (0, 1, 2)), (2 * X, (0, HALF, 1)), (HALF, (0, 1, 2))),
            *((X / 8, (0, 2, 4)), (3 * X**2, (0, HALF, 1)), (sp.exp(-X), (0, 1, 2))),
        ]
    )
    low = rng.choice([0, 1])
    return f, X, bounds[low], bounds[low + 1]


def mean(rng: Random) -> Arguments:
    a = rng.randint(1, 4)
    return rng.choice(
        [
            *((X / 2, X, 0, 2), (2 * X, X, 0, 1), (HALF, X, 0, 2), (3 * X**2, X, 0, 1)),
            *((sp.Rational(1, a), X, 0, a), (a * sp.exp(-a * X), X, 0, sp.oo)),
        ]
    )


INPUTS: Mapping[str, Callable[[Random], Arguments]] = {
    "1.1": lambda rng: (curve(rng), X),
    "1.2": area,
    "1.3": density,
    "1.4": probability,
    "1.5": mean,
    "1.6": area,
}
