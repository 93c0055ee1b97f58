"""Tests of autograder/judges/integrals/discontinuity.py."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from autograder.judges.integrals.discontinuity import can_jump, growth
from autograder.judges.integrals.points import domain

x = sp.Symbol("x", real=True)


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

    gap = growth(F, sp.Integer(1), x, domain(0, 2), {}).gap

    assert gap is not None
    assert gap[0] < 1 < gap[1]
