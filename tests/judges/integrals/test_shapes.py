"""Tests of autograder/judges/integrals/shapes.py, with quadrature as the second oracle."""

from __future__ import annotations

import random
from typing import Any

import mpmath
import pytest
import sympy as sp

from autograder.judges.answer import Answer, Crash
from autograder.judges.integrals.integrands import R, polynomial
from autograder.judges.integrals.shapes import normalized, shape, shapes

x = sp.Symbol("x")
RAMP = shape(polynomial((0, 1), 0, 2))  # x, of area 2
UNDER = shape(polynomial((0, -1), 0, 2))
ODD = shape(polynomial((0, 1), -1, 1, witness=R(-1)), "sign")


def answer(value: Any = None, chosen: str = "", kind: str = "ValueError") -> Answer:
    crash = Crash(kind, "", 3, own_raise=chosen) if chosen else None
    return Answer("normalize", value, crash=crash)


RIGHT = {
    "plain": x / 2,
    "expanded": (x**2 + x) / 2 - x**2 / 2,
    "zero outside": sp.Piecewise((x / 2, (x >= 0) & (x <= 2)), (0, True)),
    "right inside only": sp.Abs(x) / 2,
    "other assumptions": sp.Symbol("x", real=True) / 2,
}
WRONG = {
    "disagrees": (x, x / 2 + R(1, 10**12), x * R(10**12 + 1, 2 * 10**12), sp.sqrt(x) / 2),
    "float": (0.5 * x, sp.Float(1) * x / 2),
    "no_function": (R(1, 2), 0, 2),
    "symbols": (sp.Symbol("t") / 2, x / 2 + sp.Symbol("C")),
    "unevaluated": (x / sp.Integral(x, (x, 0, 2)),),
    "not_finite": (sp.zoo * x, sp.nan, x * sp.oo),
    "series": (x / 2 + sp.O(x**2),),
    "none": (None,),
    "text": ("x/2",),
    "truth_value": (True,),
    "foreign": (sp.Lambda((x, sp.Symbol("y")), x / 2),),
}


@pytest.mark.parametrize("name", RIGHT)
def test_the_density_passes_in_any_form(name: str) -> None:
    """Every form of f / area passes, whatever it is outside the range."""
    assert normalized(answer(RIGHT[name]), RAMP).is_right
    assert normalized(answer(RIGHT[name]), UNDER).is_right


def test_a_lambda_passes_with_a_note() -> None:
    """A Lambda of one variable counts as its expression."""
    found = normalized(answer(sp.Lambda(sp.Symbol("t"), sp.Symbol("t") / 2)), RAMP)

    assert (True, ("lambda",)) == (found.is_right, found.notes)


@pytest.mark.parametrize("kind", WRONG)
def test_anything_else_is_refuted_with_its_kind(kind: str) -> None:
    """A wrong value is refuted however close it is, and its kind says why."""
    for value in WRONG[kind]:
        assert kind == normalized(answer(value), RAMP).kind


def test_a_refusal_is_right_where_no_multiple_is_a_density() -> None:
    """A ValueError raised on purpose answers a hopeless f, and nothing else does."""
    refusal, other = answer(chosen="ValueError"), answer(chosen="TypeError", kind="TypeError")
    derived = answer(chosen="ValueError", kind="NoDensityError")

    assert normalized(refusal, ODD).is_right
    assert normalized(derived, ODD).is_right
    assert "other_exception" == normalized(other, ODD).kind
    assert "refused" == normalized(refusal, RAMP).kind
    assert {"obstacle": "sign"} == normalized(answer(x), ODD).evidence


@pytest.mark.parametrize("seed", range(4))
def test_shapes_are_what_they_are_said_to_be(seed: int) -> None:
    """A shape has a density of area 1 and no negative height, or the obstacle that it names."""
    for q in shapes(random.Random(seed)):  # noqa: S311 -- inputs of a test
        ends = [mpmath.mpf(float(end)) for end in (q.lower, q.upper)]
        start = q.lower if q.lower.is_finite else q.upper - 8
        points = [start + min(q.upper - start, sp.Integer(8)) * R(k, 40) for k in range(1, 40)]
        signs = {sp.sign(q.f.subs(x, one)) for one in points} - {0}
        signs |= set() if q.witness is None else {sp.sign(q.f.subs(x, q.witness))}

        if q.obstacle == "sign":
            assert {-1, 1} == signs
        elif q.obstacle == "nothing":
            assert 0 == q.f
        elif q.obstacle == "infinite":
            assert sp.oo == q.area == sp.integrate(q.f, (x, q.lower, q.upper))
        else:
            assert {sp.sign(q.area)} == signs
            assert abs(mpmath.quad(sp.lambdify(x, q.density, "mpmath"), ends) - 1) < 1e-10
