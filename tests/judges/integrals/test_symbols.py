"""Tests of autograder/judges/integrals/symbols.py."""

from __future__ import annotations

import sympy as sp

from autograder.judges.integrals.symbols import (
    derivative,
    has_cheap_slope,
    heads,
    is_too_deep,
    names,
    unify,
)

x, lam = sp.Symbol("x"), sp.Symbol("lam")
lam_positive = sp.Symbol("lam", positive=True)


def test_symbols_of_one_name_become_one() -> None:
    """Two symbols that print alike cancel once they are unified."""
    twins = x - sp.Symbol("x", real=True)

    assert twins != 0
    assert 0 == unify(twins, twins)


def test_declared_sign_is_kept() -> None:
    """A name that the question declares positive is positive in the answer too."""
    assert lam_positive == unify(sp.sqrt(lam**2), lam_positive * x)


def test_names_and_heads_are_collected() -> None:
    """The names of free symbols and the classes of all nodes are found."""
    assert {"x", "lam"} == names(sp.exp(x) + lam)
    assert {sp.exp, sp.Symbol} == heads(sp.exp(x))


def test_slopes_of_ordinary_answers_are_cheap() -> None:
    """The answers that SymPy gives are small enough to be differentiated."""
    assert has_cheap_slope(sp.integrate(x**6 * sp.exp(-3 * x) + 1 / (x**3 + 1), x))


def test_slopes_of_vast_answers_are_not() -> None:
    """Long products, deep nests and wide maxima take too long to differentiate."""
    nest = sp.sech(sp.sech(sp.sech(sp.sech(x))))
    roots = x
    for _ in range(16):
        roots = sp.sqrt(1 + roots)
    product = sp.Mul(*(x + k for k in range(1000)))
    widest = sp.Max(*(sp.sin(k * x) for k in range(1, 9)), evaluate=False)

    assert not any(map(has_cheap_slope, (nest, roots, product, widest)))


def test_a_derivative_is_formed_only_where_it_is_cheap() -> None:
    """An answer that takes long to differentiate has no derivative."""
    assert 2 * x == derivative(x**2, x)
    assert derivative(sp.coth(sp.coth(sp.coth(sp.coth(x)))), x) is None


def test_towers_of_functions_are_too_deep() -> None:
    """Eleven functions within each other are too deep, ten are not, nor is a long sum."""
    tower = x
    for _ in range(10):
        tower = sp.cos(tower + 1)

    assert not is_too_deep(tower)
    assert is_too_deep(sp.cos(tower))
    assert not is_too_deep(sp.Add(*(sp.cos(k * x) for k in range(100))))
