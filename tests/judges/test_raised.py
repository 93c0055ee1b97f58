"""Tests of autograder/judges/raised.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest
import sympy as sp

from autograder.judges import raised
from autograder.judges.integrals.antiderivative import antiderivative
from autograder.judges.raised import by_sympy
from autograder.judges.symbolic.comparison import area

x = sp.Symbol("x", real=True)


def caught(call: Callable[[], Any]) -> Exception:
    with pytest.raises(Exception) as found:  # noqa: PT011 -- any at all
        call()
    return found.value


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: sp.Integer(10) ** 5000 and str(sp.Integer(10) ** 5000), id="printer"),
        pytest.param(lambda: sp.diff(x**2, 3), id="derivative"),
        pytest.param(lambda: mpmath.zeta(1), id="mpmath"),
        pytest.param(lambda: (_ for _ in ()).throw(RecursionError), id="depth"),
    ],
)
def test_errors_of_sympy_are_told(call: Callable[[], Any]) -> None:
    """What SymPy or mpmath raises is a fact about the answer."""
    assert by_sympy(caught(call))


def test_errors_of_ours_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a line of a judge raises is a fault of ours, in a callback of mpmath's too."""
    assert not by_sympy(caught(lambda: 1 / 0))

    monkeypatch.setattr("autograder.judges.symbolic.comparison.evaluate", lambda *_: [].missing)
    monkeypatch.setattr(raised, "HOME", "autograder")
    assert not by_sympy(caught(lambda: area(x, x, (0, 1), {})))


def test_faults_of_a_judge_are_not_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that breaks by itself says so; it does not call the answer undecided."""
    monkeypatch.setattr("autograder.judges.integrals.antiderivative.heads", lambda _: 1 / 0)

    assert isinstance(caught(lambda: antiderivative(x**2, 2 * x, x)), ZeroDivisionError)
