"""Tests of autograder/judges/integrals/moments.py, with SymPy as the second oracle."""

from __future__ import annotations

import random

import pytest
import sympy as sp

from autograder.judges.integrals.families import Family, lesson
from autograder.judges.integrals.integrands import Integrand, mirrored, moved
from autograder.judges.integrals.moments import lopsided, mean, weighted


def drawn(seed: int) -> Family:
    return lopsided(random.Random(seed))  # noqa: S311 -- inputs of a test


def middle(q: Integrand) -> sp.Expr:
    return (q.lower + q.upper) / 2


@pytest.mark.parametrize("seed", range(2))
def test_mean_is_the_integral_of_x_f(seed: int) -> None:
    """The mean and the antiderivative of x f by construction are those that SymPy finds."""
    for q in drawn(seed):
        found = weighted(q)

        assert q.is_density
        assert sp.simplify(sp.integrate(q.x * q.f, (q.x, q.lower, q.upper)) - mean(q)) == 0
        assert sp.simplify(sp.diff(found.antiderivative, q.x) - found.f) == 0


@pytest.mark.parametrize("seed", range(2))
def test_mean_moves_along_with_its_density(seed: int) -> None:
    """A mean moves, turns and stretches as its density does."""
    for q in drawn(seed):
        assert 0 == sp.simplify(mean(moved(q, 3)) - mean(q) - 3)
        assert 0 == sp.simplify(mean(mirrored(q)) + mean(q))
        assert 0 == sp.simplify(mean(q.stretched()) - 2 * mean(q))


@pytest.mark.parametrize("seed", range(8))
def test_no_shortcut_finds_the_mean(seed: int) -> None:
    """Apart from the one that is even, no density has the mean 0 or 1, or that of its middle."""
    family = drawn(seed)
    others = [q for q in family if q is not family.even]

    assert 0 == mean(family.even) == middle(family.even)
    assert not [q for q in others if mean(q) in {0, 1, middle(q)}]


def test_the_mean_of_the_lesson_is_1() -> None:
    """One visitor a minute means one minute of waiting."""
    assert 1 == mean(lesson())
