"""Tests of autograder/mistakes/integrals/normalize.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

from autograder.judges.answer import Foreign
from autograder.judges.integrals.integrands import decaying, polynomial, reciprocal
from autograder.judges.integrals.shapes import Shape, shape
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.integrals.indefinite_integral import INDEFINITE
from autograder.mistakes.integrals.normalize import NORMALIZE
from tests.mistakes.integrals.cases import numbered, shape_case, x

R = sp.Rational
LINE = shape(polynomial((0, R(3)), 1, 3))  # 3x on (1, 3), of area 12
UNDER = shape(polynomial((0, R(-3)), 1, 3))
FADING = shape(decaying((0, R(5)), R(2)))  # 5x exp(-2x), of area 5/4
ZERO = shape(polynomial((0,), 0, 2), "nothing")
LEVEL = shape(polynomial((R(2),), 0, sp.oo), "infinite")
SLOW = shape(reciprocal(R(2), 1, sp.oo), "infinite")
ODD = shape(polynomial((0, R(2)), -1, 1, witness=R(-1)), "sign")
DIP = shape(polynomial((R(5), -12, R(9)), 0, 1, witness=R(2, 3)), "sign")
RAISED = "ValueError"

TABLE = numbered(
    ("exception_returned", LEVEL, Foreign("object", "ValueError")),
    ("exception_returned", LEVEL, Foreign("class", "ValueError")),
    ("no_error", LEVEL, None),
    ("no_error", DIP, False),
    ("no_error", DIP, "no density"),
    ("area_zero", ZERO, sp.nan),
    ("area_zero", ODD, sp.zoo * x),
    ("area_infinite", SLOW, 0),
    ("sign_forgotten", DIP, DIP.f / DIP.area),
    ("constant_returned", LINE, R(1, 12)),
    ("area_returned", LINE, 12),
    ("zero_returned", LINE, 0),
    ("number_returned", LINE, 7),
    ("decimal", LINE, x * 0.25),
    ("not_finite", LINE, sp.zoo * x),
    ("symbols_left", LINE, sp.Symbol("C") * x),
    ("unchanged", LINE, 3 * x),
    ("area_multiplied", LINE, 36 * x),
    ("sign_lost", UNDER, -x / 4),
    ("divided_twice", LINE, x / 48),
    ("divided_by_height", LINE, x / 3),
    ("divided_by_height", FADING, 2 * x * sp.exp(1 - 2 * x)),
    ("divided_by_width", LINE, 3 * x / 2),
    ("other_bounds", LINE, x * R(2, 9)),
    ("norm", LINE, x / 26),
    ("norm", LINE, 3 * x / sp.sqrt(12)),
    ("moved", LINE, 3 * x - 12),
    ("antiderivative", LINE, x**2 / 8),
    ("floored", LINE, sp.floor(x / 4)),
    ("over_antiderivative", LINE, 2 / x),
    ("other_shape", FADING, FADING.f**2),
    ("other_shape", LINE, sp.exp(3 * x) / 7),
    ("other_shape", FADING, FADING.f.subs(x, x * R(4, 5))),
    ("other_shape", FADING, FADING.f ** R(4, 5)),
    ("off_by_factor", LINE, x / 7),
    ("disagrees", LINE, x**3),
    ("returned_none", LINE, None),
    ("wrong_type", LINE, Foreign("object", "Thing")),
)


@pytest.mark.parametrize(("key", "q", "value"), TABLE)
def test_the_first_entry_that_fits_speaks(key: str, q: Shape, value: Any) -> None:
    """Every entry of the catalogue is reached, in the order of diagnosis."""
    found = diagnose(NORMALIZE, shape_case(value, q))

    assert found is not None
    assert key == found.key


Code = Callable[[Any, Any, Any, Any], Any]


@pytest.mark.parametrize(
    ("key", "q", "chosen", "code"),
    numbered(
        ("other_exception", LEVEL, "TypeError", lambda *_: None),
        ("refused_below", UNDER, RAISED, lambda f, _x, a, _b: f if f.subs(x, a) > 0 else None),
        ("refused_outside", LINE, RAISED, lambda f, *_: f if f.subs(x, -3) > 0 else None),
        ("refused_all", LINE, RAISED, lambda *_: None),
        (
            "only_densities",
            LINE,
            RAISED,
            lambda f, *at: f if sp.integrate(f, (x, *at[1:])) == 1 else None,
        ),
        (
            "refused_zero",
            FADING,
            RAISED,
            lambda f, _x, *at: f if sp.solveset(f, x, sp.Interval(*at)).is_empty else None,
        ),
        ("refused_infinite", FADING, RAISED, lambda f, _x, _a, b: None if b == sp.oo else f),
        ("refused_elsewhere", LINE, RAISED, lambda f, _x, a, _b: None if a else f),
        ("refused", LINE, RAISED, lambda f, *_: f if f.has(sp.exp) or f.is_number else None),
        ("dip_missed", DIP, "", lambda f, _x, a, _b: f if f.subs(x, a) > 0 else None),
    ),
)
def test_other_answers_tell_why_it_was_refused(key: str, q: Shape, chosen: str, code: Code) -> None:
    """A function that refuses the wrong curves is asked about others before it is told why."""
    value = None if chosen else code(q.f, x, q.lower, q.upper)
    found = diagnose(NORMALIZE, replace(shape_case(value, q, chosen), again=code))

    assert found is not None
    assert key == found.key


def test_a_text_that_was_raised_is_no_exception() -> None:
    """Python's own complaint about a raised text is not taken for an exception of choice."""
    case = shape_case(None, LEVEL, "TypeError", "exceptions must derive from BaseException")
    found = diagnose(NORMALIZE, case)

    assert found is not None
    assert "text_raised" == found.key


def test_what_explains_an_answer_explains_its_twin() -> None:
    """The same answer to another curve has no explanation in terms of the first."""
    case = shape_case(3 * x, LINE)
    found = diagnose(NORMALIZE, replace(case, again=lambda f, *_: 2 * f))

    assert found is not None
    assert "unchanged" != found.key


def test_every_entry_has_its_case() -> None:
    """No entry is without a case here, but those that other tasks have as well."""
    asked = test_other_answers_tell_why_it_was_refused.pytestmark[0].args[1]
    met = {row.values[0] for row in (*TABLE, *asked)}
    shared = {one.key for one in INDEFINITE} - {"antiderivative"}

    assert {one.key for one in NORMALIZE} - shared - {"symbol_e", "quoted", "text_raised"} <= met
