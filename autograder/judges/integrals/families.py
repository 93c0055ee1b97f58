"""Families of integrands, drawn by names, never by positions.

Legal for tasks 1.1, 1.2 and 1.4: all families. Legal for task 1.3: `lesson`, `densities` and
`non_densities` alone: free of parameters, continuous between the bounds, and a polynomial, a
quotient of polynomials, a sum of exponentials, or a polynomial times one exponential, so that
SymPy can decide the sign.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import sympy as sp

from autograder.judges.integrals.integrands import (
    Integrand,
    R,
    bell,
    bracket,
    decaying,
    mirrored,
    moved,
    nested,
    polynomial,
    reciprocal,
    sine,
    tail,
    wave,
)

WHOLE = (R(1), R(2), R(3), R(4))
RATES = (*WHOLE, R(1, 2), R(3, 2))
SIZES = (R(2), R(3), R(4), R(5), R(1, 2), R(2, 3), R(3, 2), R(5, 2))
LETTERS = ("lam", "mu", "beta")
SHARES = (R(2, 7), R(3, 7), R(5, 7), R(4, 11), R(6, 11))  # what decimals cannot hold


class Family:
    """Integrands by name, each made when it is asked for; the numbers in it are drawn before."""

    def __init__(self, **makers: Callable[[], Any]) -> None:
        self.makers = makers

    def __getattr__(self, name: str) -> Any:
        if name == "makers" or name not in self.makers:
            raise AttributeError(name)
        made = vars(self)[name] = self.makers[name]()
        return made

    def __iter__(self) -> Iterator[Any]:
        return (getattr(self, name) for name in self.makers)


def lesson() -> Integrand:
    """exp(-x) on (0, oo): area 1, a density."""
    return decaying((1,), R(1))


def half_line(rng: random.Random) -> Family:
    """Powers times an exponential, a fraction, an exponential from below 0 on."""
    rate = rng.choice(RATES)
    below, above = -rng.choice(SIZES), rng.choice(SIZES)
    lower = R(rng.choice((-3, -1)), 2)
    power = _power(rng, 1, 3)
    heavy = rng.choice(SIZES), rng.randint(2, 3)
    other = rng.choice([s for s in SIZES if s != rate])
    return Family(
        power=lambda: decaying(power, rate),
        tail=lambda: tail(*heavy),
        signed=lambda: expanded(decaying((below, above), rate, witness=R(0))),
        # its area from 0 on is not 1, the lesson's answer
        shifted=lambda: decaying((other,), rate, lower=lower),
    )


def finite(rng: random.Random) -> Family:
    """Polynomials, 1/x, two waves, and functions of a function, between finite bounds."""
    upper = rng.randint(2, 3)
    odd = (0,) * rng.choice((1, 3)) + (rng.choice(SIZES),)  # so that a sign of x shows
    even = rng.choice(SIZES), 0, rng.choice(SIZES)
    size, waves = rng.choice(SIZES), (rng.choice(SIZES), rng.choice(RATES))
    return Family(
        monomial=lambda: polynomial(odd, 0, upper),
        parabola=lambda: polynomial(even, upper, upper + 2),
        reciprocal=lambda: reciprocal(size, 2, upper + 2),
        wave=lambda: wave(*waves, upper),
        sine=lambda: sine(*waves, upper),
        # the rule of the outer function alone is wrong, whatever one divides by
        bracket=lambda: bracket(size, even[0], 1, upper),
        nested=lambda: nested(size, 1, upper + 2),
    )


def two_sided(rng: random.Random) -> Family:
    """The whole line, from -c to c with more area below the axis, and from -oo on."""
    c = R(rng.randint(1, 3))
    size, width, by = rng.choice(SIZES), R(rng.randint(1, 3)), rng.randint(1, 2)
    height = rng.choice(SIZES)
    power, rate = _power(rng, 1, 2), rng.choice(WHOLE)
    return Family(
        # its left half is not half of the area
        bell=lambda: moved(bell(size, width, -sp.oo), by),
        signed=lambda: polynomial((-c / 2, 1), -c, c, witness=-c).times(height),
        # F put at -oo is undefined
        rising=lambda: mirrored(decaying(power, rate)),
    )


def _power(rng: random.Random, least: int, most: int) -> tuple[Any, ...]:
    """The coefficients of a multiple of a power of x."""
    return (0,) * rng.randint(least, most) + (rng.choice(SIZES),)


def with_parameter(rng: random.Random) -> Family:
    """With positive symbols in f, a rate or slopes, which an answer must carry along."""
    first = rng.randrange(3)
    # Several names, as a set of symbols may give x first beside one of them, and not beside others.
    p, *others = (sp.Symbol(LETTERS[first - k], positive=True) for k in range(3))
    size, level, upper = rng.choice(SIZES), rng.choice(SIZES), rng.randint(1, 3)
    return Family(
        density=lambda: decaying((p,), p),
        decay=lambda: decaying((size,), p),
        parabola=lambda: polynomial((level, *others), 0, upper),
    )


def densities(rng: random.Random) -> Family:
    """On ranges of every sort: from below 0, from 0, from above it, from -oo.

    dome, hill, ramp, square, bowl, rising and valley never exceed 1; steep does. The formulas of
    dome, hill, steep and valley do not show their sign. All roots of bowl, and two of its slope,
    are complex; valley is lowest, and negative, outside of its range.
    """
    rate = rng.choice(RATES[1:])
    u, c, power = R(rng.randint(2, 3)), R(rng.randint(1, 3)), rng.randint(2, 3)
    late_rate, late_by = rng.choice(WHOLE[:3]), rng.randint(1, 2)
    steep_by, hill_by = rng.randint(1, 2), rng.choice((-2, 1, 2))
    square_from, rising_by = _start(rng), rng.randint(1, 2)
    hill = (0, 6 / u**2, -6 / u**3)
    bowl = (4 * c**4, 0, 5 * c**2, 0, 1)  # (x**2 + c**2) (x**2 + 4 c**2)
    return Family(
        decay=lambda: decaying((rate,), rate),
        power=lambda: decaying((0, rate**2), rate),
        late=lambda: late(late_rate, late_by),
        tail=lambda: tail(R(power - 1), power, lower=1),
        ramp=lambda: polynomial((0, 2 / u**2), 0, u),
        steep=lambda: moved(polynomial((2, -2), 0, 1), steep_by),
        hill=lambda: moved(polynomial(hill, 0, u), hill_by),
        dome=lambda: polynomial((3 / (4 * c), 0, -3 / (4 * c**3)), -c, c),
        square=lambda: square(square_from),
        bowl=lambda: to_density(polynomial(bowl, -c, c)),
        rising=lambda: moved(mirrored(lesson()), rising_by),
        valley=lambda: to_density(polynomial((-(u**2), 0, 1), u + 1, u + 3)),
    )


def late(rate: Any, by: int) -> Integrand:
    """rate**2 (x + by) exp(-rate (x + by)), multiplied out, from -by on."""
    return expanded(moved(decaying((0, rate**2), rate), -by))


def square(lower: Any) -> Integrand:
    """K (x - m)**2 of area 1 and no higher than 1, which touches the axis in the middle."""
    m = lower + 2
    one = polynomial((m**2, -2 * m, 1), lower, lower + 4)
    return replace(to_density(one), f=(one.x - m) ** 2 / one.area)


def to_density(one: Integrand) -> Integrand:
    """The same curve with an area of 1."""
    return one.times(1 / one.area)


def expanded(one: Integrand) -> Integrand:
    """The same curve, multiplied out."""
    return replace(one, f=sp.expand(one.f))


def non_densities(rng: random.Random) -> Family:
    """Each defeats a shortcut: f(0) = 1, rounding, area alone, ends alone or a sample.

    The first three have the wrong area, by little in `above`, by less in `below`; `line`, `fall`,
    `narrow` and `dip` have area 1 and are negative somewhere, the first two at one end alone;
    `negative` has both defects, and so has `cut`, of which the part above the axis has area 1.
    """
    u = sp.Integer(rng.randint(2, 3))
    little = R(1, rng.randint(1200, 2000))
    hair = R(1, 10**8 * rng.randint(2, 8))
    above_by, below_by = _start(rng), _start(rng)
    root, narrow_to = R(1, 10**6 * rng.randint(4, 8)), rng.randint(1, 2)
    negative_by, q = _start(rng), sp.Integer(rng.randint(2, 4))
    return Family(
        at_one=lambda: polynomial((1, -1 / (2 * u)), 0, u),
        above=lambda: moved(polynomial((0, 2 / u**2), 0, u), above_by).times(1 + little),
        below=lambda: moved(polynomial(((R(1, 2) - hair) / u, 1 / u**2), 0, u), below_by),
        line=lambda: polynomial((u + 1, 2 * u), -1, 0, witness=R(-7, 8)),
        fall=lambda: polynomial((u + 1, -2 * u), 0, 1, witness=R(7, 8)),
        narrow=lambda: narrow(root, narrow_to),
        negative=lambda: moved(polynomial((0, -2 / u**2), 0, u, witness=R(1)), negative_by),
        dip=lambda: dip(q),
        cut=lambda: polynomial((0, 2 / u**2), -u, u, witness=-u / 2),
    )


def narrow(q: Any, upper: int) -> Integrand:
    """K x (x - q) of area 1: negative only between 0 and q, where no sample looks.

    q is so small that no grid of up to a million equal steps has a point between 0 and q.
    """
    one = polynomial((0, -q, 1), -1, upper, witness=q / 2)
    return replace(to_density(one), f=one.x * (one.x - q) / one.area)


def dip(q: Any) -> Integrand:
    """(x - 1) (x - q) exp(-x), multiplied out, of area 1 on (0, oo), and negative from 1 to q."""
    return expanded(decaying((q, -1 - q, 1), R(1), witness=(1 + q) / 2))


def _start(rng: random.Random) -> sp.Integer:
    """A lower bound other than 0."""
    return sp.Integer(rng.choice((-2, -1, 1, 2)))


def uneven(rng: random.Random) -> sp.Rational:
    """A factor that leaves a member with a coefficient that no float holds exactly."""
    return rng.choice(SHARES)
