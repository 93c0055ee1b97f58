"""Means: x times a density as an integrand of its own, and densities whose mean tells much.

An answer that is a mean is judged like any area, by `area_value`.
"""

import random
from dataclasses import replace

import sympy as sp

from autograder.judges.integrals.families import Family, expanded
from autograder.judges.integrals.integrands import (
    Integrand,
    R,
    decaying,
    mirrored,
    moved,
    polynomial,
)


def weighted(q: Integrand) -> Integrand:
    """The integrand x f for an f that is a polynomial, perhaps times one exponential.

    By parts, again and again: the integral of P exp(k x) is exp(k x) times the sum of
    (-1)**j P^(j) / k**(j + 1), which vanishes at an infinite bound. It has no witness.
    """
    x = q.x
    decay = next((one for one in q.f.atoms(sp.exp) if x in one.free_symbols), sp.S.One)
    p = sp.Poly(sp.expand(x * q.f / decay), x)
    if decay == 1:
        F = p.integrate().as_expr()
    else:
        rate, slopes = sp.diff(decay.exp, x), [p]
        while not slopes[-1].is_zero:
            slopes.append(slopes[-1].diff())
        F = decay * sum((-1) ** j * s.as_expr() / rate ** (j + 1) for j, s in enumerate(slopes))
    at_lower, at_upper = (
        F.subs(x, end) if end.is_finite else sp.S.Zero for end in (q.lower, q.upper)
    )
    return replace(
        q, f=x * q.f, antiderivative=F, at_lower=at_lower, at_upper=at_upper, witness=None
    )


def mean(q: Integrand) -> sp.Expr:
    """The mean of a density; of any other f, the area under x f."""
    return weighted(q).area


def lopsided(rng: random.Random) -> Family:
    """Densities whose mean is not their middle, nor 0 or 1; `even` alone is symmetric around 0.

    late, early, slope and arch are on ranges that do not begin at 0. half is even, too, but its
    range is not, so its mean is not 0.
    """
    rate, c = rng.choice((R(1), R(2), R(1, 2), R(3, 2))), R(rng.randint(1, 3))
    late_by, early_by = -rng.randint(1, 2), rng.randint(1, 2)
    p = sp.Symbol(rng.choice(("lam", "mu", "beta")), positive=True)
    slope_by, arch_by = rng.choice((-3, 1, 2)), rng.choice((-2, 1, 2))
    return Family(
        hump=lambda: decaying((0, 0, rate**3 / 2), rate),
        late=lambda: expanded(moved(decaying((0, 9), R(3)), late_by)),
        early=lambda: expanded(moved(mirrored(decaying((0, 9), R(3))), early_by)),
        slope=lambda: moved(polynomial((0, R(1, 2)), 0, 2), slope_by),
        arch=lambda: moved(polynomial((0, 0, 12, -12), 0, 1), arch_by),
        even=lambda: polynomial((3 / (4 * c), 0, -3 / (4 * c**3)), -c, c),
        half=lambda: polynomial((0, 0, 3 / c**3), 0, c),
        with_rate=lambda: decaying((0, p**2), p),
    )
