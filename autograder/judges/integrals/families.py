"""Families of integrands, drawn by names, never by positions.

Legal for tasks 1.1, 1.2 and 1.4: all families. Legal for task 1.3: `lesson`, `densities` and
`non_densities` alone: free of parameters, continuous between the bounds, and a polynomial, a
quotient of polynomials, a sum of exponentials, or a polynomial times one exponential, so that
SymPy can decide the sign.
"""

import random
from dataclasses import replace
from types import SimpleNamespace

import sympy as sp

from autograder.judges.integrals.integrands import (
    Integrand,
    R,
    bell,
    decaying,
    mirrored,
    moved,
    narrow,
    polynomial,
    reciprocal,
    tail,
    wave,
)

WHOLE = (R(1), R(2), R(3), R(4))
RATES = (*WHOLE, R(1, 2), R(3, 2))
SIZES = (R(2), R(3), R(4), R(5), R(1, 2), R(2, 3), R(3, 2), R(5, 2))
SHARES = (R(2, 7), R(3, 7), R(5, 7), R(4, 11), R(6, 11))  # what decimals cannot hold


class Family(SimpleNamespace):
    """Integrands by name."""


def lesson() -> Integrand:
    """exp(-x) on (0, oo): area 1, a density."""
    return decaying((1,), R(1))


def half_line(rng: random.Random) -> Family:
    """Powers times an exponential, a fraction, an exponential from below 0 on."""
    rate = rng.choice(RATES)
    signed = decaying((-rng.choice(SIZES), rng.choice(SIZES)), rate, witness=R(0))
    lower = R(rng.choice((-3, -1)), 2)
    return Family(
        power=decaying((0,) * rng.randint(1, 3) + (rng.choice(SIZES),), rate),
        tail=tail(rng.choice(SIZES), rng.randint(2, 3)),
        signed=replace(signed, f=sp.expand(signed.f)),
        # its area from 0 on is not 1, the lesson's answer
        shifted=decaying((rng.choice([s for s in SIZES if s != rate]),), rate, lower=lower),
    )


def finite(rng: random.Random) -> Family:
    """Polynomials, 1/x and a wave between finite bounds."""
    upper = rng.randint(2, 3)
    return Family(
        # of an odd degree, so that a sign of x shows
        monomial=polynomial((0,) * rng.choice((1, 3)) + (rng.choice(SIZES),), 0, upper),
        parabola=polynomial((rng.choice(SIZES), 0, rng.choice(SIZES)), upper, upper + 2),
        reciprocal=reciprocal(rng.choice(SIZES), 2, upper + 2),
        wave=wave(rng.choice(SIZES), rng.choice(RATES), upper),
    )


def two_sided(rng: random.Random) -> Family:
    """The whole line, from -c to c with more area below the axis, and from -oo on."""
    c = R(rng.randint(1, 3))
    return Family(
        # its left half is not half of the area
        bell=moved(bell(rng.choice(SIZES), R(rng.randint(1, 3)), -sp.oo), rng.randint(1, 2)),
        signed=polynomial((-c / 2, 1), -c, c, witness=-c).times(rng.choice(SIZES)),
        # F put at -oo is undefined
        rising=mirrored(
            decaying((0,) * rng.randint(1, 2) + (rng.choice(SIZES),), rng.choice(WHOLE))
        ),
    )


def with_parameter(rng: random.Random) -> Family:
    """With a positive symbol in f, a rate or a slope, which an answer must carry along."""
    p = sp.Symbol(rng.choice(("lam", "mu", "beta")), positive=True)
    return Family(
        density=decaying((p,), p),
        decay=decaying((rng.choice(SIZES),), p),
        line=polynomial((rng.choice(SIZES), p), 0, rng.randint(1, 3)),
    )


def densities(rng: random.Random) -> Family:
    """On ranges of every sort: from below 0, from 0, from above it, from -oo.

    dome, hill, ramp, square, bowl and rising never exceed 1; steep does. The formulas of dome, hill
    and steep do not show their sign. All roots of bowl, and two of its slope, are complex.
    """
    rate = rng.choice(RATES[1:])
    u, c, power = R(rng.randint(2, 3)), R(rng.randint(1, 3)), rng.randint(2, 3)
    hill = polynomial((0, 6 / u**2, -6 / u**3), 0, u)
    bowl = polynomial((4 * c**4, 0, 5 * c**2, 0, 1), -c, c)  # (x**2 + c**2) (x**2 + 4 c**2)
    return Family(
        decay=decaying((rate,), rate),
        power=decaying((0, rate**2), rate),
        late=late(rng),
        tail=tail(R(power - 1), power, lower=1),
        ramp=polynomial((0, 2 / u**2), 0, u),
        steep=moved(polynomial((2, -2), 0, 1), rng.randint(1, 2)),
        hill=moved(hill, rng.choice((-2, 1, 2))),
        dome=polynomial((3 / (4 * c), 0, -3 / (4 * c**3)), -c, c),
        square=square(rng),
        bowl=bowl.times(1 / bowl.area),
        rising=moved(mirrored(lesson()), rng.randint(1, 2)),
    )


def late(rng: random.Random) -> Integrand:
    """rate**2 (x + c) exp(-rate (x + c)), multiplied out, from -c on."""
    rate, c = rng.choice(WHOLE[:3]), rng.randint(1, 2)
    one = moved(decaying((0, rate**2), rate), -c)
    return replace(one, f=sp.expand(one.f))


def square(rng: random.Random) -> Integrand:
    """K (x - m)**2 of area 1 and no higher than 1, which touches the axis in the middle."""
    lower = _start(rng)
    m = lower + 2
    one = polynomial((m**2, -2 * m, 1), lower, lower + 4)
    return replace(one.times(1 / one.area), f=(one.x - m) ** 2 / one.area)


def non_densities(rng: random.Random) -> Family:
    """Each defeats a shortcut: f(0) = 1, rounding, area alone, ends alone or a sample.

    The first three have the wrong area, by little in `above`, by less in `below`; `line`, `narrow`
    and `dip` have area 1 and are negative somewhere; `negative` has both defects.
    """
    u = sp.Integer(rng.randint(2, 3))
    ramp = polynomial((0, 2 / u**2), 0, u)
    little = R(1, rng.randint(1200, 2000))
    hair = R(1, 10**8 * rng.randint(2, 8))
    return Family(
        at_one=polynomial((1, -1 / (2 * u)), 0, u),
        above=moved(ramp, _start(rng)).times(1 + little),
        below=moved(polynomial(((R(1, 2) - hair) / u, 1 / u**2), 0, u), _start(rng)),
        line=polynomial((u + 1, 2 * u), -1, 0, witness=R(-7, 8)),
        narrow=narrow(rng),
        negative=moved(polynomial((0, -2 / u**2), 0, u, witness=R(1)), _start(rng)),
        dip=dip(rng),
    )


def dip(rng: random.Random) -> Integrand:
    """(x - 1) (x - q) exp(-x), multiplied out, of area 1 on (0, oo), and negative from 1 to q."""
    q = sp.Integer(rng.randint(2, 4))
    one = decaying((q, -1 - q, 1), R(1), witness=(1 + q) / 2)
    return replace(one, f=sp.expand(one.f))


def _start(rng: random.Random) -> sp.Integer:
    """A lower bound other than 0."""
    return sp.Integer(rng.choice((-2, -1, 1, 2)))


def uneven(rng: random.Random) -> sp.Rational:
    """A factor that leaves a member with a coefficient that no float holds exactly."""
    return rng.choice(SHARES)
