"""Tests of autograder/mistakes/integrals/recognise.py."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from autograder.mistakes.integrals.recognise import total


def test_what_sympy_raises_is_not_this_mistake() -> None:
    """An answer over which SymPy raises is not recognised."""
    recognise = total(lambda case: sp.diff(case, 3), ())

    assert recognise(sp.Symbol("x")) is None


def test_a_fault_of_a_recogniser_is_seen() -> None:
    """A recogniser that raises by itself is a fault of ours."""

    def broken(_: Any) -> bool:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        total(broken, ())(sp.Symbol("x"))
