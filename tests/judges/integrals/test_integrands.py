"""Tests of autograder/judges/integrals/integrands.py, with quadrature as the second oracle."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator

import mpmath
import pytest
import sympy as sp

from autograder.judges.integrals.antiderivative import antiderivative
from autograder.judges.integrals.families import (
    Family,
    densities,
    finite,
    half_line,
    lesson,
    non_densities,
    two_sided,
    uneven,
    with_parameter,
)
from autograder.judges.integrals.integrands import Integrand

FAMILIES = (half_line, finite, two_sided, with_parameter, densities, non_densities)
SEEDS = range(8)


def members(
    family: Callable[[random.Random], Family], seeds: Iterable[int] = SEEDS
) -> Iterator[Integrand]:
    for seed in seeds:
        yield from family(source(seed))


def source(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- inputs of a test


def decimal(value: sp.Expr) -> mpmath.mpf:
    if value.is_infinite:
        return mpmath.inf if value > 0 else -mpmath.inf
    return mpmath.mpf(str(sp.N(value, 20)))


def height(member: Integrand) -> Callable[[mpmath.mpf], mpmath.mpf]:
    values = dict.fromkeys(member.f.free_symbols - {member.x}, sp.Rational(3, 2))
    return sp.lambdify(member.x, member.f.subs(values), "mpmath")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_area_is_what_quadrature_finds(family: Callable[..., Family]) -> None:
    """The area known by construction is the one that quadrature measures."""
    for member in members(family):
        ends = [decimal(member.lower), decimal(member.upper)]
        known = member.area.subs(
            dict.fromkeys(member.f.free_symbols - {member.x}, sp.Rational(3, 2))
        )

        assert abs(mpmath.quad(height(member), ends) - decimal(known)) < 1e-10


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_antiderivative_and_witness_hold(family: Callable[..., Family]) -> None:
    """The antiderivative is one, and f is negative at the witness or nowhere on a grid."""
    for m in members(family):
        assert antiderivative(m.antiderivative, m.f, m.x, lower=m.lower, upper=m.upper).is_right
        if m.witness is not None:
            assert m.lower <= m.witness <= m.upper
            assert height(m)(decimal(m.witness)) < 0
        else:
            low = max(m.lower, sp.Integer(-4))
            width = min(m.upper, low + 8) - low
            assert all(height(m)(decimal(low + width * k / 50)) >= 0 for k in range(1, 50))


def test_densities_are_densities_and_others_are_not() -> None:
    """Each family holds what it says, and every reason to fail occurs."""
    assert {True} == {member.is_density for member in members(densities)} | {lesson().is_density}
    assert {"area", "sign", "both"} == {member.reason for member in members(non_densities)}


def sampled(member: Integrand) -> list[mpmath.mpf]:
    """Heights at 1,000 points with equal steps, the ends included."""
    low = float(max(member.lower, sp.Integer(-9)))
    high = float(min(member.upper, sp.Integer(9)))
    f = height(member)
    return [f(low + (high - low) * k / 999) for k in range(1000)]


@pytest.mark.parametrize(
    "is_density",
    [
        lambda m: m.area == 1,
        lambda m: m.witness is None,
        lambda m: m.f.subs(m.x, m.lower) == 1,
        lambda m: m.f.subs(m.x, m.lower) >= 0 and m.area == 1,
        lambda m: abs(m.area - 1) < sp.Rational(1, 1000) and m.witness is None,
        lambda m: m.area == 1 and all(value >= 0 for value in sampled(m)),
        lambda m: m.area == 1 and all(value > 0 for value in sampled(m)),
        lambda m: m.area == 1 and m.witness is None and m.lower >= 0,
        lambda _: True,
        lambda _: False,
    ],
    ids=[
        "area alone",
        "sign alone",
        "f(0) is 1",
        "area and start",
        "area rounded",
        "a sample",
        "never zero",
        "no x below 0",
        "True",
        "False",
    ],
)
def test_shortcuts_are_killed(is_density: Callable[[Integrand], bool]) -> None:
    """For every draw, a wrong shortcut fails on a density or on a non-density."""
    for seed in SEEDS:
        drawn = (*members(densities, [seed]), *members(non_densities, [seed]))

        assert any(bool(is_density(member)) != member.is_density for member in drawn)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_narrow_dip_is_short_to_write_and_missed_by_every_grid(seed: int) -> None:
    """No fraction of the range with a denominator up to a million is between the roots."""
    q = non_densities(source(seed)).narrow
    low, high = ((root - q.lower) / (q.upper - q.lower) for root in sorted(sp.roots(q.f, q.x)))

    # Other fractions are at least 1/(n low.q) away from the lower root.
    assert 0 < high - low < sp.Rational(1, 10**6 * low.q)
    assert len(str(q.f)) < 60


def test_probability_uses_the_limits_at_the_ends() -> None:
    """The whole range has the whole area, and a part of it has F(b) - F(a)."""
    decay = lesson()

    assert 1 == decay.probability(0, sp.oo)
    assert sp.exp(-1) - sp.exp(-2) == decay.probability(1, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_another_height_scales_all_that_is_known(seed: int) -> None:
    """A member at another height has its antiderivative, its ends and its area at that height."""
    factor = uneven(source(seed))
    for member in members(half_line, [seed]):
        taller = member.times(factor)

        assert 0 == sp.simplify(factor * member.area - taller.area)
        assert antiderivative(
            taller.antiderivative, taller.f, taller.x, lower=taller.lower
        ).is_right


@pytest.mark.parametrize("seed", SEEDS)
def test_a_stretched_curve_keeps_its_area(seed: int) -> None:
    """At twice the width and half the height all that is known still holds."""
    for member in (*members(half_line, [seed]), *members(finite, [seed])):
        wide = member.stretched()

        assert wide.area == member.area
        assert (2 * member.lower, 2 * member.upper) == (wide.lower, wide.upper)
        assert 0 == sp.simplify(sp.diff(wide.antiderivative, wide.x) - wide.f)
        assert wide.witness is None or wide.f.subs(wide.x, wide.witness) < 0


@pytest.mark.parametrize("seed", SEEDS)
def test_uneven_factor_is_no_binary_fraction(seed: int) -> None:
    """The denominator of an uneven factor is odd and greater than 1."""
    assert uneven(source(seed)).q in {7, 11}


@pytest.mark.parametrize("seed", range(40))
def test_area_from_zero_on_is_not_the_lesson_area(seed: int) -> None:
    """The member with its own lower bound has not the area 1 from 0 on."""
    shifted = half_line(source(seed)).shifted

    assert -1 != shifted.antiderivative.subs(shifted.x, 0)
