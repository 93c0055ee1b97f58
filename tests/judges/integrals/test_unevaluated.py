"""Tests of autograder/judges/integrals/unevaluated.py; most cases stand in the batteries."""

from __future__ import annotations

import sympy as sp

from autograder.judges.integrals.unevaluated import amounts_to, derivatives_done

x = sp.Symbol("x")


def test_integral_amounts_to_its_area() -> None:
    """An unevaluated area is recognised by quadrature, its double is not."""
    area = sp.Integral(x * sp.exp(-x), (x, 0, sp.oo))

    assert amounts_to(area, sp.Integer(1))
    assert not amounts_to(2 * area, sp.Integer(1))


def test_what_has_no_number_amounts_to_nothing() -> None:
    """A divergent or open integral is not close to anything."""
    assert not amounts_to(sp.Integral(x, (x, 0, sp.oo)), sp.Integer(1))
    assert not amounts_to(sp.Integral(x, x), sp.Integer(1))


def test_derivatives_are_carried_out() -> None:
    """A Derivative inside an expression is replaced by its formula."""
    assert 1 + 2 * x == derivatives_done(1 + sp.Derivative(x**2, x))
