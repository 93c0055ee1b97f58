"""Tests of autograder/judges/symbolic/comparison.py."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import islice
from typing import Any

import pytest
import sympy as sp
from mpmath import mp

from autograder.judges.symbolic.comparison import (
    DIGITS,
    EXACT,
    can_jump,
    compare,
    domain,
    growth,
    points,
)

x, C = sp.symbols("x C", real=True)
lam = sp.Symbol("lam", positive=True)


def drawn(lower: Any, upper: Any) -> list[Any]:
    rng = random.Random(1)  # noqa: S311 -- points of a comparison
    return list(islice(points(x, {C, lam}, domain(lower, upper), rng), 40))


@pytest.mark.parametrize(
    ("lower", "upper"), [(0, sp.oo), (-sp.oo, 2), (None, None), (1, sp.pi)], ids=str
)
def test_points_lie_inside_the_domain(lower: Any, upper: Any) -> None:
    """No point is on a bound or beyond it, and none is a whole number."""
    where = domain(lower, upper)

    for point in drawn(lower, upper):
        assert where.lower is None or where.lower < point[x]
        assert where.upper is None or point[x] < where.upper
        assert 1 < point[x].denominator


def test_only_undeclared_symbols_are_negative_at_times() -> None:
    """A symbol that is declared positive is never negative; another is, now and then."""
    found = drawn(0, sp.oo)

    assert all(point[lam] > 0 for point in found)
    assert {True, False} == {point[C] > 0 for point in found}


def test_lost_digits_are_no_difference() -> None:
    """A difference that vanishes when digits are added does not refute."""

    def noisy(_: Any, digits: int) -> Any:
        return mp.mpf(1) + mp.mpf(10) ** (20 - digits if digits < 100 else -digits)

    at = [{x: Fraction(n)} for n in range(20)]

    assert compare(noisy, lambda *_: mp.mpf(1), at, EXACT).is_agreement


def test_one_real_difference_refutes() -> None:
    """A single real point where two functions differ is the evidence against them."""
    at = [{x: Fraction(n)} for n in range(20)]
    step = compare(lambda p, _: mp.mpf(p[x] == 5), lambda *_: mp.mpf(0), at, EXACT)

    assert step.difference is not None
    assert {x: Fraction(5)} == step.difference.point


def test_one_difference_off_the_real_line_is_confirmed() -> None:
    """Only the first difference off the real line costs a reading with many digits."""
    asked = []

    def imaginary(_: Any, digits: int) -> Any:
        asked.append(digits)
        return mp.mpc(0, 1)

    at = [{x: Fraction(n)} for n in range(20)]

    assert compare(imaginary, lambda *_: mp.mpf(1), at, EXACT).difference is not None
    assert 1 == sum(digits > DIGITS for digits in asked)


def test_a_difference_off_the_real_line_counts_where_no_real_point_agrees() -> None:
    """Real points that agree later on outvote it; without any the comparison ends early."""
    asked = []

    def real_from(first: int) -> Any:
        def height(point: Any, _: int) -> Any:
            asked.append(point)
            return mp.mpf(1) if point[x] >= first else mp.mpc(0, 1)

        return height

    at = [{x: Fraction(n)} for n in range(60)]

    assert compare(real_from(20), lambda *_: mp.mpf(1), at, EXACT).is_agreement
    asked.clear()
    assert compare(real_from(60), lambda *_: mp.mpf(1), at, EXACT).difference is not None
    assert len(asked) < 30


@pytest.mark.parametrize(
    "F",
    [
        -sp.exp(-x),
        sp.atan(x / 3) + sp.erf(x),
        x**3 * sp.sin(x) + 2**x,
        sp.log(1 + x**2),
        -1 / (x + 1),
        sp.sqrt(x),
    ],
    ids=str,
)
def test_continuous_compositions_need_no_quadrature(F: Any) -> None:
    """What is composed of continuous functions on the domain cannot jump."""
    assert not can_jump(F, x, domain(0, sp.oo))


@pytest.mark.parametrize(
    "F",
    [sp.floor(x), sp.atan(1 / (x - 1)), sp.atan(sp.tan(x)), sp.log(sp.exp(sp.I * x)), 1 / (x - 2)],
    ids=str,
)
def test_poles_branches_and_steps_can_jump(F: Any) -> None:
    """What has a pole, a branch point or a step is checked by quadrature."""
    assert can_jump(F, x, domain(0, sp.oo))


def test_gap_is_found_in_its_interval() -> None:
    """The interval that is named holds the jump."""
    F = sp.Piecewise((x, x < 1), (x + 1, True))

    gap = growth(F, sp.Integer(1), x, domain(0, 2), {})

    assert gap is not None
    assert gap[0] < 1 < gap[1]
