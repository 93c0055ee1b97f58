"""Tests of autograder/judges/integrals/families.py: a name means one kind of integrand."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp

from autograder.judges.integrals.families import (
    Family,
    densities,
    finite,
    half_line,
    non_densities,
    two_sided,
    with_parameter,
)
from autograder.judges.integrals.integrands import Integrand

Law = Callable[[Integrand], bool]


def exponents(q: Integrand) -> int:
    return len({power.exp for power in q.f.atoms(sp.exp)})


def degree(q: Integrand) -> int:
    return int(sp.degree(q.f, q.x)) if q.f.is_polynomial(q.x) else -1


def at_zero(q: Integrand) -> Any:
    return q.f.subs(q.x, 0)


def is_decay(q: Integrand) -> bool:
    return exponents(q) == 1 and q.x not in (q.f / max(q.f.atoms(sp.exp), key=str)).free_symbols


def is_power(q: Integrand) -> bool:
    return exponents(q) == 1 and at_zero(q) == 0


def is_bell(q: Integrand) -> bool:
    return bool(q.antiderivative.has(sp.atan))


def is_tail(q: Integrand) -> bool:
    return exponents(q) == 0 and degree(q) < 0 and not is_bell(q)


def is_arch(q: Integrand) -> bool:
    return degree(q) == 2 and sp.diff(q.f, q.x, 2) < 0


LAWS: dict[Callable[[random.Random], Any], dict[str, Law]] = {
    half_line: {
        "power": is_power,
        "tail": is_tail,
        "signed": lambda q: q.witness == 0,
        "shifted": lambda q: q.lower < 0,
    },
    finite: {
        "monomial": lambda q: degree(q) > 0 and q.lower == 0,
        "parabola": lambda q: degree(q) == 2 and q.lower > 0,
        "reciprocal": lambda q: q.antiderivative.has(sp.log),
        "wave": lambda q: q.f.has(sp.cos),
        "sine": lambda q: q.f.has(sp.sin),
        "bracket": lambda q: degree(q) == 4 and q.f != sp.expand(q.f),
        "nested": lambda q: exponents(q) == 1 and q.lower == 1,
    },
    two_sided: {
        "bell": lambda q: is_bell(q) and q.f.subs(q.x, -q.x) != q.f,
        "signed": lambda q: q.lower == -q.upper and q.area < 0,
        "rising": lambda q: exponents(q) == 1 and q.lower == -sp.oo,
    },
    with_parameter: {
        "density": lambda q: q.is_density,
        "decay": lambda q: is_decay(q) and at_zero(q).is_number,
        "parabola": lambda q: degree(q) == 2,
    },
    densities: {
        "decay": lambda q: is_decay(q) and q.lower == 0,
        "power": is_power,
        "late": lambda q: q.lower < 0 and q.upper == sp.oo,
        "tail": is_tail,
        "ramp": lambda q: degree(q) == 1 and q.lower == 0,
        "steep": lambda q: degree(q) == 1 and q.lower != 0,
        "hill": lambda q: is_arch(q) and q.lower != -q.upper,
        "dome": lambda q: is_arch(q) and q.lower == -q.upper,
        "square": lambda q: degree(q) == 2 and sp.discriminant(q.f, q.x) == 0,
        "valley": lambda q: degree(q) == 2 and not is_arch(q) and sp.discriminant(q.f, q.x) > 0,
        "bowl": lambda q: degree(q) == 4 and q.lower == -q.upper,
        "rising": lambda q: exponents(q) == 1 and q.lower == -sp.oo,
    },
    non_densities: {
        "at_one": lambda q: q.lower == 0 and at_zero(q) == 1 != q.area,
        "above": lambda q: degree(q) == 1 and 1 < q.area < sp.Rational(1001, 1000),
        "below": lambda q: degree(q) == 1 and 10**-9 < 1 - q.area < 10**-8,
        "line": lambda q: degree(q) == 1 and q.reason == "sign" and q.witness < 0,
        "fall": lambda q: degree(q) == 1 and q.reason == "sign" and q.witness > 0,
        "dip": lambda q: exponents(q) == 1 and q.reason == "sign",
        "narrow": lambda q: degree(q) == 2 and q.reason == "sign",
        "negative": lambda q: q.reason == "both" and q.area < 0,
        "cut": lambda q: q.reason == "both" and q.area == 0,
    },
}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("family", LAWS, ids=lambda family: family.__name__)
def test_a_name_means_one_kind(family: Callable[[random.Random], Any], seed: int) -> None:
    """Each law of a family holds for the member of that name alone, so no two can be exchanged."""
    members = family(random.Random(seed))  # noqa: S311 -- inputs of a test
    drawn = dict(zip(members.makers, members, strict=True))

    assert {*LAWS[family]} == {*drawn}
    for name, law in LAWS[family].items():
        assert [name] == [other for other, member in drawn.items() if law(member)]


def test_a_member_is_made_once_and_only_if_asked_for() -> None:
    """To make one costs more than to draw its numbers, so nobody waits for what nobody asks."""
    made: list[str] = []
    family = Family(one=lambda: made.append("one"), other=lambda: made.append("other") or 2)

    assert [2, 2] == [family.other, family.other]
    assert ["other"] == made
    with pytest.raises(AttributeError, match="third"):
        _ = family.third
