"""Integrands: functions of which everything is known by construction, nothing by integrating.

A builder writes f, an antiderivative F and F at both ends side by side, from its formula. f >= 0
holds because f is a product or sum of terms that are not negative; where it fails, a witness is
stored. The kit's tests confirm areas by quadrature and witnesses by evaluation.

Parameters are small rationals: SymPy's integrate must solve each member at once, also for an x
without assumptions. What it finds slow is left out: an exponential from a positive number to oo or
from -oo to a negative one, a product that is not multiplied out, a fraction in an exponent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import factorial
from typing import Any

import sympy as sp

R = sp.Rational
X = sp.Symbol("x")


@dataclass(frozen=True, slots=True)
class Integrand:
    """f in x between lower and upper, and what is true of it.

    antiderivative: one of them. at_lower, at_upper: its values (limits) at the bounds.
    witness: a point between the bounds where f < 0; None where f is never negative there.
    """

    f: Any
    x: Any
    lower: Any
    upper: Any
    antiderivative: Any
    at_lower: Any
    at_upper: Any
    witness: Any = None

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

    def times(self, factor: Any) -> "Integrand":
        """The same curve at another height; factor > 0."""
        heights = "f", "antiderivative", "at_lower", "at_upper"
        return replace(self, **{name: factor * getattr(self, name) for name in heights})

    def stretched(self) -> "Integrand":
        """The same curve at twice the width and half the height, so of the same area."""
        f, F = (one.subs(self.x, self.x / 2) for one in (self.f, self.antiderivative))
        places = {name: getattr(self, name) for name in ("lower", "upper", "witness")}
        doubled = {name: None if at is None else 2 * at for name, at in places.items()}
        return replace(self, f=f / 2, antiderivative=F, **doubled)

    def probability(self, a: Any, b: Any) -> Any:
        """F(b) - F(a), exact, for lower <= a <= b <= upper."""
        return self._at(b) - self._at(a)

    def _at(self, bound: Any) -> Any:
        if bound == self.lower:
            return self.at_lower
        if bound == self.upper:
            return self.at_upper
        return self.antiderivative.subs(self.x, bound)


def decaying(
    coefficients: Sequence[Any], rate: Any, *, lower: Any = 0, witness: Any = None
) -> Integrand:
    """The sum of c_k x**k, times exp(-rate x), on (lower, oo).

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


def polynomial(
    coefficients: Sequence[Any], lower: Any, upper: Any, *, witness: Any = None
) -> Integrand:
    """The sum of c_k x**k between two numbers."""
    F = _power_sum([0, *(R(1, k + 1) * c for k, c in enumerate(coefficients))])
    return _member(_power_sum(coefficients), F, (lower, upper), witness=witness)


def bell(size: Any, width: Any, lower: Any) -> Integrand:
    """The function size / (x**2 + width**2) on (0, oo) or (-oo, oo): F ends at +-pi/2."""
    F = size / width * sp.atan(X / width)
    end = size / width * sp.pi / 2
    return _member(size / (X**2 + width**2), F, (lower, sp.oo), -end if lower else 0, end)


def wave(size: Any, rate: Any, upper: Any) -> Integrand:
    """The function size + size * cos(rate x), never negative, from 0 to a number."""
    F = size * X + size / rate * sp.sin(rate * X)
    return _member(size + size * sp.cos(rate * X), F, (0, upper))


def sine(size: Any, rate: Any, upper: Any) -> Integrand:
    """The function size + size * sin(rate x), never negative, from 0 to a number."""
    F = size * X - size / rate * sp.cos(rate * X)
    return _member(size + size * sp.sin(rate * X), F, (0, upper))


def tail(size: Any, power: int, lower: Any = 0) -> Integrand:
    """The function size / (x + 1 - lower)**power on (lower, oo)."""
    base = X + 1 - lower
    F = -size / (power - 1) / base ** (power - 1)
    return _member(size / base**power, F, (lower, sp.oo), at_upper=0)


def reciprocal(size: Any, lower: Any, upper: Any) -> Integrand:
    """The function size / x between two positive numbers."""
    return _member(size / X, size * sp.log(X), (lower, upper))


def bracket(size: Any, gap: Any, lower: Any, upper: Any) -> Integrand:
    """The function size (x**2 + gap)**2 between two numbers, not multiplied out."""
    F = size * (X**5 / 5 + 2 * gap * X**3 / 3 + gap**2 * X)
    return _member(size * (X**2 + gap) ** 2, F, (lower, upper))


def nested(size: Any, lower: Any, upper: Any) -> Integrand:
    """The function size exp(sqrt(x)) between two positive numbers; substitute u = sqrt(x)."""
    root = sp.sqrt(X)
    return _member(size * sp.exp(root), 2 * size * (root - 1) * sp.exp(root), (lower, upper))


def moved(one: Integrand, by: Any) -> Integrand:
    """The same curve further right, bounds and all; a polynomial is multiplied out."""
    f, F = (term.subs(X, X - by) for term in (one.f, one.antiderivative))
    return replace(
        one,
        f=sp.expand(f) if f.is_polynomial(X) else f,
        antiderivative=F,
        lower=one.lower + by,
        upper=one.upper + by,
        witness=None if one.witness is None else one.witness + by,
    )


def mirrored(one: Integrand) -> Integrand:
    """f(-x) on (-upper, -lower), of the same area."""
    return replace(
        one,
        f=one.f.subs(X, -X),
        antiderivative=-one.antiderivative.subs(X, -X),
        lower=-one.upper,
        upper=-one.lower,
        at_lower=-one.at_upper,
        at_upper=-one.at_lower,
        witness=None if one.witness is None else -one.witness,
    )


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
