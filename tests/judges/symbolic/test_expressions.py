"""Tests of autograder/judges/symbolic/expressions.py; the batteries test the kinds as well."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.answer import Foreign
from autograder.judges.finding import Finding, right
from autograder.judges.integrals.antiderivative import antiderivative
from autograder.judges.symbolic.expressions import (
    classify,
    derivative,
    has_cheap_slope,
    heads,
    is_too_deep,
    judged,
    names,
    unify,
)
from autograder.judges.symbolic.value import area_value, truth

x, C = sp.symbols("x C")
lam = sp.Symbol("lam")
lam_positive = sp.Symbol("lam", positive=True)

leaves = st.sampled_from(
    [x, C, sp.Symbol("x", real=True), sp.pi, sp.E, sp.I, sp.oo, sp.nan, sp.zoo, sp.Float(0.5),
     sp.Integer(0), sp.Integer(-2), sp.Rational(1, 3)]
)  # fmt: skip
functions = st.sampled_from(
    [sp.exp, sp.log, sp.sin, sp.atan, sp.floor, sp.Abs, sp.sign, sp.Heaviside, sp.DiracDelta,
     sp.erf, sp.gamma, sp.conjugate, sp.Add, sp.Mul, sp.Max,
     lambda a: sp.Integral(a, x), lambda a: sp.Integral(a, (x, 0, sp.oo)), lambda a: a - a / 2,
     lambda a: sp.Derivative(a, x), lambda a: sp.Limit(a, x, 0), lambda a: sp.Lambda(x, a),
     lambda a: sp.Piecewise((a, x > 1), (x, True)), lambda a: a + sp.Order(x), lambda a: 1 / a]
)  # fmt: skip


def applied(pair: tuple[Any, Any]) -> Any:
    head, argument = pair
    try:
        return head(argument)
    except Exception:  # noqa: BLE001 -- SymPy refuses some of what is tried
        return argument


expressions = st.recursive(
    leaves, lambda inner: st.tuples(functions, inner).map(applied), max_leaves=3
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**2400)
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=3)
    | st.builds(Foreign, st.sampled_from(["function", "class", "stub", "sympy"]), st.just("f"))
    | st.sampled_from([np.array(1.5), np.zeros((2, 0)), np.array(True), sp.Matrix(0, 0, [])])
    | st.sampled_from([x > 0, sp.Eq(x, 1, evaluate=False), sp.true, sp.Tuple(x), sp.eye(2)])
    | expressions,
    lambda inner: st.lists(inner, max_size=2) | st.tuples(inner) | st.tuples(inner, inner),
    max_leaves=3,
)


@given(values)
def test_judges_are_total(value: Any) -> None:
    """Whatever a learner returns, each judge answers with a finding and never raises."""
    f = sp.exp(-x)

    assert isinstance(antiderivative(value, f, x, lower=0, upper=sp.oo), Finding)
    assert isinstance(area_value(value, 1), Finding)
    assert isinstance(truth(value, True), Finding)


@given(st.text())
def test_text_is_never_read(text: str) -> None:
    """Text stays text: it is sorted out before SymPy could execute it."""
    assert "text" == classify(text).kind


@pytest.mark.parametrize("value", [2, 2.5, np.array(2), np.array(2.5), 2 + 1j], ids=repr)
def test_plain_numbers_become_expressions(value: Any) -> None:
    """Numbers of Python and NumPy are passed on as SymPy's."""
    assert isinstance(classify(value), sp.Expr)


def fails(error: Exception) -> Any:
    def judge(_: Any) -> Finding:
        raise error

    return judge


def test_a_judge_sees_an_expression() -> None:
    """A judge only sees expressions; anything else is sorted out before."""
    assert right() == judged(np.array(2), lambda _: right())
    assert "text" == judged("2", fails(ValueError())).kind


def test_what_sympy_cannot_handle_is_undecided() -> None:
    """A tower of functions and an answer that breaks SymPy are undecided."""
    tower = x
    for _ in range(11):
        tower = sp.cos(tower + 1)

    assert "too_deep" == judged(tower, fails(ValueError())).kind
    assert "not_evaluable" == judged(x, lambda _: sp.diff(x**2, 3)).kind


@pytest.mark.parametrize("name", ["polylog", "elliptic_k", "RootSum", "ComplexRootOf"])
def test_what_cannot_come_across_and_may_be_right_is_undecided(name: str) -> None:
    """Nobody says of a function or number of SymPy's that it is none, nor of a set that it is."""
    assert "not_evaluable" == judged(Foreign("sympy", name), fails(ValueError())).kind
    assert not antiderivative(Foreign("sympy", name), sp.exp(-x), x).is_wrong
    assert "foreign" == judged(Foreign("sympy", "AccumulationBounds"), fails(ValueError())).kind
    assert "foreign" == judged(Foreign("object", name), fails(ValueError())).kind


def test_a_bug_of_a_judge_is_not_undecided() -> None:
    """An exception from a judge's own line is passed on."""
    with pytest.raises(ZeroDivisionError):
        judged(x, fails(ZeroDivisionError()))


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
