"""
Integrands: functions of which everything is known by construction, nothing by integrating.

A family writes f, an antiderivative F and F at both ends side by side, from its formula. f >= 0
holds because f is a product or sum of terms that are not negative; where it fails, a witness is
stored. The kit's tests confirm areas by quadrature and witnesses by evaluation.

Legal for tasks 1.1, 1.2 and 1.4: all families. Legal for task 1.3: `lesson`, `densities` and
`non_densities` alone: free of parameters, continuous between the bounds, and a polynomial, a
quotient of polynomials, a sum of exponentials, or a polynomial times one exponential, so that
SymPy can decide the sign.

Parameters are small rationals: SymPy's integrate must solve each member at once, also for an x
without assumptions.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import factorial
from typing import Any

import sympy as sp

R = sp.Rational
X = sp.Symbol("x")
RATES = (R(1), R(2), R(3), R(4), R(1, 2), R(3, 2))
SIZES = (R(2), R(3), R(4), R(5), R(1, 2), R(2, 3), R(3, 2), R(5, 2))
SHARES = (R(2, 7), R(3, 7), R(5, 7), R(4, 11), R(6, 11))  # what decimals cannot hold


@dataclass(frozen=True, slots=True)
class Integrand:
    """
    f in x between lower and upper, and what is true of it.

    antiderivative: one of them. at_lower, at_upper: its values (limits) at the bounds.
    witness: a point between the bounds where f < 0; None where f is never negative there.
    parameters: the symbols of f other than x, all positive.
    """

    f: Any
    x: Any
    lower: Any
    upper: Any
    antiderivative: Any
    at_lower: Any
    at_upper: Any
    witness: Any = None
    parameters: tuple[Any, ...] = ()

    @property
    def area(self) -> Any:
        """The exact area between the bounds."""
        return self.at_upper - self.at_lower

    @property
    def is_density(self) -> bool:
        return not self.reason

    @property
    def reason(self) -> str:
        """What keeps f from being a density: "" (nothing), "area", "sign" or "both"."""
        is_one = self.area == 1  # areas are rational, or a multiple of pi, e**q or a parameter
        if self.witness is None:
            return "" if is_one else "area"
        return "sign" if is_one else "both"

    def times(self, factor: Any) -> Integrand:
        """The same curve at another height; factor > 0."""
        F, first, last = self.antiderivative, self.at_lower, self.at_upper
        return replace(
            self,
            f=factor * self.f,
            antiderivative=factor * F,
            at_lower=factor * first,
            at_upper=factor * last,
        )

    def probability(self, a: Any, b: Any) -> Any:
        """F(b) - F(a), exact, for lower <= a <= b <= upper."""
        return self._at(b) - self._at(a)

    def _at(self, bound: Any) -> Any:
        if bound == self.lower:
            return self.at_lower
        if bound == self.upper:
            return self.at_upper
        return self.antiderivative.subs(self.x, bound)


def lesson() -> Integrand:
    """exp(-x) on (0, oo): area 1, a density."""
    return _decaying((1,), R(1))


def half_line(rng: random.Random) -> tuple[Integrand, ...]:
    """On (lower, oo), lower mostly 0: exponentials, powers times them, sums, fractions, a dip."""
    rate, other = rng.sample(RATES, 2)
    lower = R(rng.choice((-1, 1, 3)), 2)
    return (
        _decaying((_size(rng),), rate),
        _decaying((0,) * rng.randint(1, 3) + (_size(rng),), rate),
        _decaying((_size(rng), _size(rng)), rate),
        _plus(_decaying((_size(rng),), rate), _decaying((_size(rng),), other)),
        _bell(_size(rng), R(rng.randint(1, 3)), 0),
        _tail(_size(rng), rng.randint(2, 4)),
        _dip(rng),
        _decaying((_other_than(rate, _size(rng)),), rate, lower=lower),
    )


def finite(rng: random.Random) -> tuple[Integrand, ...]:
    """On (lower, upper), both finite: polynomials, a cosine, an exponential."""
    upper = rng.randint(1, 3)
    return (
        _polynomial((0,) * rng.randint(1, 4) + (_size(rng),), 0, upper),
        _polynomial((_size(rng), 0, _size(rng)), upper, upper + 2),
        _cosine(_size(rng), rng.randint(1, 3)),
        _cut(_decaying((_size(rng),), rng.choice(RATES)), upper),
    )


def two_sided(rng: random.Random) -> tuple[Integrand, ...]:
    """On both sides of 0: the whole line, a range around 0, one with more area below the axis."""
    c, size = R(rng.randint(1, 3)), _size(rng)
    return (
        _bell(_size(rng), R(rng.randint(1, 3)), -sp.oo),
        _polynomial((size * c**2, 0, -size), -c, c),
        _polynomial((0, _size(rng)), -c - 1, c, witness=-c),
    )


def with_parameter(rng: random.Random) -> tuple[Integrand, ...]:
    """With a positive symbol in f, which an answer must carry along."""
    p = sp.Symbol(rng.choice(("lam", "mu", "beta")), positive=True)
    members = (
        _decaying((p,), p),
        _decaying((_size(rng),), p),
        _decaying((0,) * rng.randint(1, 2) + (_size(rng),), p),
        _polynomial((_size(rng), p), 0, rng.randint(1, 3)),
    )
    return tuple(replace(member, parameters=(p,)) for member in members)


def densities(rng: random.Random) -> tuple[Integrand, ...]:
    """Densities: started at their top or at 0, f(0) = 1 or not, on ranges of all three sorts."""
    rate, other = rng.sample(RATES[1:], 2)
    share = R(rng.randint(1, 3), 4)
    mixed = _decaying((share * rate,), rate), _decaying(((1 - share) * other,), other)
    u, c, power = R(rng.randint(2, 3)), R(rng.randint(1, 3)), rng.randint(3, 4)
    return (
        _decaying((rate,), rate),
        _decaying((0, rate**2), rate),
        _plus(*mixed),
        _tail(R(power - 1), power),
        _polynomial((0, 2 / u**2), 0, u),
        _polynomial((0, 6 / u**2, -6 / u**3), 0, u),
        _polynomial((3 / (4 * c), 0, -3 / (4 * c**3)), -c, c),
    )


def non_densities(rng: random.Random) -> tuple[Integrand, ...]:
    """
    Each kills a shortcut: f(0) = 1, values in 0 .. 1, area alone, ends alone, f(0) alone.

    Order: three with the wrong area, four of area 1 with a dip below the axis, one with both.
    """
    rate, other = rng.sample(RATES[1:], 2)
    steep, deep = R(rng.randint(2, 4)), R(rng.choice((18, 24, 36)))
    u = rng.choice((1, 3))
    return (
        _decaying((1,), rate),
        _decaying((0, other), rate) if other != rate**2 else _decaying((0, 1), rate),
        _polynomial((0, R(1, u)), 0, u),
        _dip(rng),
        _dip_inside(rng),
        _polynomial((1 - steep, 2 * steep), 0, 1, witness=R(1, 10)),
        _polynomial((1 + deep / 6, -deep, deep), 0, 1, witness=R(1, 2)),
        _decaying((-rate,), rate, witness=R(1)),
    )


def uneven(rng: random.Random) -> sp.Rational:
    """A factor that leaves a member with a coefficient that no float holds exactly."""
    return rng.choice(SHARES)


def _size(rng: random.Random) -> sp.Rational:
    return rng.choice(SIZES)


def _other_than(rate: Any, size: Any) -> Any:
    """A size that does not make the area from 0 on 1, which is the lesson's answer."""
    return size + 1 if size == rate else size


def _decaying(
    coefficients: Sequence[Any], rate: Any, *, lower: Any = 0, witness: Any = None
) -> Integrand:
    """
    The sum of c_k x**k, times exp(-rate x), on (lower, oo).

    By parts, k times: F = -exp(-rate x) * sum of c_k k!/j! x**j / rate**(k - j + 1) over j <= k.
    F vanishes at infinity.
    """
    f = _power_sum(coefficients)
    F = -sum(
        c * sp.Integer(factorial(k)) / factorial(j) * X**j / rate ** (k - j + 1)
        for k, c in enumerate(coefficients)
        for j in range(k + 1)
    )
    decay = sp.exp(-rate * X)
    return _member(f * decay, F * decay, (lower, sp.oo), at_upper=0, witness=witness)


def _polynomial(
    coefficients: Sequence[Any], lower: Any, upper: Any, *, witness: Any = None
) -> Integrand:
    """The sum of c_k x**k between two numbers."""
    F = _power_sum([0, *(R(1, k + 1) * c for k, c in enumerate(coefficients))])
    return _member(_power_sum(coefficients), F, (lower, upper), witness=witness)


def _bell(size: Any, width: Any, lower: Any) -> Integrand:
    """The function size / (x**2 + width**2) on (0, oo) or (-oo, oo): an arctangent, which ends at +-pi/2."""
    F = size / width * sp.atan(X / width)
    end = size / width * sp.pi / 2
    return _member(size / (X**2 + width**2), F, (lower, sp.oo), -end if lower else 0, end)


def _tail(size: Any, power: int) -> Integrand:
    """The function size / (x + 1)**power on (0, oo)."""
    F = -size / (power - 1) / (X + 1) ** (power - 1)
    return _member(size / (X + 1) ** power, F, (0, sp.oo), at_upper=0)


def _cosine(size: Any, rate: int) -> Integrand:
    """The function size cos(rate x) up to its first zero."""
    return _member(size * sp.cos(rate * X), size / rate * sp.sin(rate * X), (0, sp.pi / (2 * rate)))


def _dip(rng: random.Random) -> Integrand:
    """
    (1 + k) b exp(-b x) - k c exp(-c x): area 1 + k - k, and negative near 0, as k (c - b) > b.

    With k = 2, c = 2 b = 2 it is 3 exp(-x) - 4 exp(-2 x).
    """
    k, times = rng.choice(((2, 2), (3, 2), (1, 3)))
    b = sp.Integer(rng.randint(1, 3))
    c = times * b
    parts = _decaying(((1 + k) * b,), b), _decaying((-k * c,), c)
    return replace(_plus(*parts), witness=1 / (20 * b))


def _dip_inside(rng: random.Random) -> Integrand:
    """
    K ((x - m)**2 - h) exp(-b x), K such that the area is 1: positive at 0, negative around m.

    With m = s/b and h = 1/(16 b**2) the area before scaling is (s**2 - 2 s + 31/16) / b**3 > 0.
    """
    s, b = rng.randint(1, 3), sp.Integer(rng.randint(1, 2))
    m, h = s / b, 1 / (16 * b**2)
    K = b**3 / (s**2 - 2 * s + R(31, 16))
    return _decaying((K * (m**2 - h), -2 * K * m, K), b, witness=m)


def _plus(one: Integrand, other: Integrand) -> Integrand:
    """The sum of two on the same range."""
    F = one.antiderivative + other.antiderivative
    at_lower, at_upper = one.at_lower + other.at_lower, one.at_upper + other.at_upper
    return _member(one.f + other.f, F, (one.lower, one.upper), at_lower, at_upper)


def _cut(one: Integrand, upper: Any) -> Integrand:
    """The same function, up to a finite bound."""
    return _member(one.f, one.antiderivative, (one.lower, upper), one.at_lower)


def _power_sum(coefficients: Sequence[Any]) -> Any:
    return sp.Add(*(c * X**k for k, c in enumerate(coefficients)))


def _member(  # noqa: PLR0913 -- f and all that is known of it
    f: Any,
    F: Any,
    bounds: tuple[Any, Any],
    at_lower: Any = None,
    at_upper: Any = None,
    *,
    witness: Any = None,
) -> Integrand:
    """F at a bound is found by substitution unless it is given as a limit."""
    lower, upper = (sp.Integer(1) * bound for bound in bounds)
    first = F.subs(X, lower) if at_lower is None else sp.Integer(1) * at_lower
    last = F.subs(X, upper) if at_upper is None else sp.Integer(1) * at_upper
    return Integrand(f, X, lower, upper, F, first, last, witness)
