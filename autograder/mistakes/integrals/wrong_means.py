"""Wrong means, as numbers in terms of the density and its range."""

from dataclasses import replace
from typing import Any

import sympy as sp

from autograder.judges.integrals.moments import weighted
from autograder.mistakes.integrals.case import NO_VALUE, IntegralCase
from autograder.mistakes.integrals.recognise import Candidate


def moment(case: IntegralCase) -> IntegralCase:
    """The same with x f as the curve, whose area is the mean."""
    return replace(case, integrand=weighted(case.integrand), again=None)


def mean_of_power(case: IntegralCase, power: int) -> Any:
    """The mean of that power of x."""
    q = case.integrand
    for _ in range(power):
        q = weighted(q)
    return q.area


def highest(case: IntegralCase) -> Any:
    """The place where the density is highest."""
    x, decay = case.x, next(iter(case.f.atoms(sp.exp)), sp.S.One)
    if case.letters:
        return NO_VALUE
    level = sp.roots(sp.expand(sp.diff(case.f, x) / decay), x)
    places = [*level, *(end for end in (case.lower, case.upper) if end.is_finite)]
    inside = [one for one in places if case.lower <= one <= case.upper]
    return max(inside, key=lambda one: case.f.subs(x, one), default=NO_VALUE)


def of_sizes(case: IntegralCase) -> Any:
    """The mean of |x|."""
    if case.upper <= 0:
        return -case.expected
    if not case.lower < 0:
        return NO_VALUE
    return moment(case).area(sp.S.Zero, case.upper) - moment(case).area(case.lower, sp.S.Zero)


def powers_between(case: IntegralCase, power: int = 2) -> Any:
    """The area under a power of x alone."""
    return (case.upper**power - case.lower**power) / power


def variance(case: IntegralCase) -> Any:
    return mean_of_power(case, 2) - case.expected**2


def values_added(case: IntegralCase) -> Any:
    """The sum of x f over the whole numbers of a range, as for a die."""
    if not (case.lower.is_integer and case.upper.is_integer):
        return NO_VALUE
    curve = case.x * case.f
    return sum(curve.subs(case.x, k) for k in range(int(case.lower), int(case.upper) + 1))


def mean_of_term(k: int, case: IntegralCase) -> Any:
    """The area under x times one term of the density, where it has several."""
    terms = sp.Add.make_args(sp.expand(case.f))
    is_there = k < len(terms) > 1 and case.width.is_finite
    return area_under(case, case.x * terms[k]) if is_there else NO_VALUE


def middle(case: IntegralCase) -> Any:
    return (case.lower + case.upper) / 2


def heights_at(place: Candidate) -> tuple[Candidate, ...]:
    """The heights of f and of x f at a place."""
    return tuple(
        lambda case, curve=curve: curve(case).f.subs(case.x, place(case))
        for curve in (moment, lambda case: case)
    )


def accumulated(case: IntegralCase) -> Any:
    """The antiderivative that SymPy finds, on a finite range; no value on another one."""
    is_finite = case.width.is_finite and not case.letters
    return sp.integrate(sp.expand(case.f), case.x) if is_finite else NO_VALUE


def between(case: IntegralCase, function: Any) -> Any:
    """What a function gains from the lower bound to the upper one."""
    if function is NO_VALUE:
        return NO_VALUE
    return function.subs(case.x, case.upper) - function.subs(case.x, case.lower)


def area_under(case: IntegralCase, function: Any) -> Any:
    return between(case, sp.integrate(sp.expand(function), case.x))


def from_lower(case: IntegralCase) -> Any:
    """The area under the density up to x."""
    found = accumulated(case)
    return found - found.subs(case.x, case.lower) if found is not NO_VALUE else NO_VALUE


def in_halves(case: IntegralCase, sign: int) -> Any:
    """By parts: x times an antiderivative, and the area under that with a sign."""
    found = accumulated(case)
    if found is NO_VALUE:
        return NO_VALUE
    return between(case, case.x * found) + sign * area_under(case, found)
