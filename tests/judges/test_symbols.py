"""Tests of autograder/judges/symbols.py."""

from __future__ import annotations

import sympy as sp

from autograder.judges.symbols import heads, names, unify

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
