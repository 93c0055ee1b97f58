"""
Families of integrands, drawn by names, never by positions.

Legal for tasks 1.1, 1.2 and 1.4: all families. Legal for task 1.3: `lesson`, `densities` and
`non_densities` alone: free of parameters, continuous between the bounds, and a polynomial, a
quotient of polynomials, a sum of exponentials, or a polynomial times one exponential, so that
SymPy can decide the sign.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any, NamedTuple

import sympy as sp

from autograder.judges.integrals.integrands import (
    Integrand,
    R,
    bell,
    cosine,
    cut,
    decaying,
    dip,
    dip_inside,
    plus,
    polynomial,
    tail,
)

RATES = (R(1), R(2), R(3), R(4), R(1, 2), R(3, 2))
SIZES = (R(2), R(3), R(4), R(5), R(1, 2), R(2, 3), R(3, 2), R(5, 2))
SHARES = (R(2, 7), R(3, 7), R(5, 7), R(4, 11), R(6, 11))  # what decimals cannot hold


class HalfLine(NamedTuple):
    """Exponentials, powers times them, sums, fractions, a dip on (lower, oo), lower mostly 0."""

    decay: Integrand
    power: Integrand
    line: Integrand
    mixed: Integrand
    bell: Integrand
    tail: Integrand
    dip: Integrand
    shifted: Integrand


class Finite(NamedTuple):
    """Polynomials, a cosine, an exponential between finite bounds."""

    monomial: Integrand
    parabola: Integrand
    cosine: Integrand
    cut: Integrand


class TwoSided(NamedTuple):
    """On both sides of 0: the whole line, a range around 0, one with more area below the axis."""

    bell: Integrand
    dome: Integrand
    signed: Integrand


class WithParameter(NamedTuple):
    """With a positive symbol in f, a rate or a slope, which an answer must carry along."""

    density: Integrand
    decay: Integrand
    power: Integrand
    line: Integrand


class Densities(NamedTuple):
    """Area 1: begun at their top or at 0, f(0) = 1 or not, on ranges of all three sorts."""

    decay: Integrand
    power: Integrand
    mixed: Integrand
    tail: Integrand
    ramp: Integrand
    hill: Integrand
    dome: Integrand


class NonDensities(NamedTuple):
    """
    Each defeats a shortcut: f(0) = 1, values in 0 .. 1, area alone, ends alone, f(0) alone.

    The first three have the wrong area; the next four have area 1 and dip below the axis; the
    last one has both defects.
    """

    at_one: Integrand
    power: Integrand
    ramp: Integrand
    dip: Integrand
    dip_inside: Integrand
    line: Integrand
    valley: Integrand
    negative: Integrand


def lesson() -> Integrand:
    """exp(-x) on (0, oo): area 1, a density."""
    return decaying((1,), R(1))


def half_line(rng: random.Random) -> HalfLine:
    rate, other = rng.sample(RATES, 2)
    lower = R(rng.choice((-1, 1, 3)), 2)
    return HalfLine(
        decay=decaying((_size(rng),), rate),
        power=decaying((0,) * rng.randint(1, 3) + (_size(rng),), rate),
        line=decaying((_size(rng), _size(rng)), rate),
        mixed=plus(decaying((_size(rng),), rate), decaying((_size(rng),), other)),
        bell=bell(_size(rng), R(rng.randint(1, 3)), 0),
        tail=tail(_size(rng), rng.randint(2, 4)),
        dip=dip(rng),
        shifted=decaying((_other_than(rate, _size(rng)),), rate, lower=lower),
    )


def finite(rng: random.Random) -> Finite:
    upper = rng.randint(1, 3)
    return Finite(
        monomial=polynomial((0,) * rng.randint(1, 4) + (_size(rng),), 0, upper),
        parabola=polynomial((_size(rng), 0, _size(rng)), upper, upper + 2),
        cosine=cosine(_size(rng), rng.randint(1, 3)),
        cut=cut(decaying((_size(rng),), rng.choice(RATES)), upper),
    )


def two_sided(rng: random.Random) -> TwoSided:
    c, size = R(rng.randint(1, 3)), _size(rng)
    return TwoSided(
        bell=bell(_size(rng), R(rng.randint(1, 3)), -sp.oo),
        dome=polynomial((size * c**2, 0, -size), -c, c),
        signed=polynomial((0, _size(rng)), -c - 1, c, witness=-c),
    )


def with_parameter(rng: random.Random) -> WithParameter:
    p = sp.Symbol(rng.choice(("lam", "mu", "beta")), positive=True)
    members = WithParameter(
        density=decaying((p,), p),
        decay=decaying((_size(rng),), p),
        power=decaying((0,) * rng.randint(1, 2) + (_size(rng),), p),
        line=polynomial((_size(rng), p), 0, rng.randint(1, 3)),
    )
    return WithParameter(*(replace(member, parameters=(p,)) for member in members))


def densities(rng: random.Random) -> Densities:
    rate, other = rng.sample(RATES[1:], 2)
    share = R(rng.randint(1, 3), 4)
    mixed = decaying((share * rate,), rate), decaying(((1 - share) * other,), other)
    u, c, power = R(rng.randint(2, 3)), R(rng.randint(1, 3)), rng.randint(3, 4)
    return Densities(
        decay=decaying((rate,), rate),
        power=decaying((0, rate**2), rate),
        mixed=plus(*mixed),
        tail=tail(R(power - 1), power),
        ramp=polynomial((0, 2 / u**2), 0, u),
        hill=polynomial((0, 6 / u**2, -6 / u**3), 0, u),
        dome=polynomial((3 / (4 * c), 0, -3 / (4 * c**3)), -c, c),
    )


def non_densities(rng: random.Random) -> NonDensities:
    rate, other = rng.sample(RATES[1:], 2)
    steep, deep = R(rng.randint(2, 4)), R(rng.choice((18, 24, 36)))
    u = rng.choice((1, 3))
    return NonDensities(
        at_one=decaying((1,), rate),
        power=decaying((0, other), rate) if other != rate**2 else decaying((0, 1), rate),
        ramp=polynomial((0, R(1, u)), 0, u),
        dip=dip(rng),
        dip_inside=dip_inside(rng),
        line=polynomial((1 - steep, 2 * steep), 0, 1, witness=R(1, 10)),
        valley=polynomial((1 + deep / 6, -deep, deep), 0, 1, witness=R(1, 2)),
        negative=decaying((-rate,), rate, witness=R(1)),
    )


def uneven(rng: random.Random) -> sp.Rational:
    """A factor that leaves a member with a coefficient that no float holds exactly."""
    return rng.choice(SHARES)


def _size(rng: random.Random) -> sp.Rational:
    return rng.choice(SIZES)


def _other_than(rate: Any, size: Any) -> Any:
    """A size that does not make the area from 0 on 1, which is the lesson's answer."""
    return size + 1 if size == rate else size
