"""Tests of autograder/mistakes/integrals/probability_density.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.judges.answer import Foreign
from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand, decaying, polynomial
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.integrals import probability_density as density
from autograder.mistakes.integrals.recognise import Recogniser
from tests.mistakes.integrals.cases import density_case, key_of, numbered, x

R = sp.Rational
FAST = decaying((R(1),), R(2))  # area 1/2
HIGH = decaying((R(2),), R(2))  # a density that begins at 2
FLAT = polynomial((R(1, 4),), 1, 5)
RAMP = polynomial((0, R(1, 2)), 0, 2)  # a density on (0, 2), no higher than 1
TALL = polynomial((0, R(2)), 0, 1)  # one that ends at 2
NEAR = polynomial((0, R(1001, 2000)), 0, 2)  # area 1001/1000
TOUCH = polynomial((R(3, 2), -3, R(3, 2)), 0, 2)  # 3 (x - 1)**2 / 2, a density
LOW_TOUCH = polynomial((R(3, 4), R(-3, 4), R(3, 16)), 0, 4)  # 3 (x - 2)**2 / 16, a density
INSIDE = polynomial((R(5, 2), -6, R(9, 2)), 0, 1, witness=R(2, 3))  # area 1, negative inside
DIP = polynomial((R(-1), R(4)), 0, 1, witness=R(1, 10))  # area 1, negative near 0
CUT = polynomial((0, R(1, 2)), -2, 2, witness=R(-1))
BOTH = decaying((R(-1),), R(1), witness=R(1))

RECOGNISED = numbered(
    (density.said(True), FAST, (True, np.array(True), sp.true), (False, 1)),
    (density.said(False), HIGH, (False, np.array(False), sp.false), (True, 0)),
    (density.said(True, despite="sign"), DIP, (True,), (False,)),
    (density.said(True, despite="area"), FAST, (True,), (False,)),
    (density.said(True, despite="area"), FAST, (True,), ("True",)),
    (density.refused_high_density, HIGH, (False,), (True,)),
    (density.refused_high_density, TALL, (False,), (True,)),
    (density.refused_touching, LOW_TOUCH, (False,), (True, 0)),
    (density.said_true_near_one, NEAR, (True,), (False, 1)),
    (density.missed_a_dip, INSIDE, (True,), (False, 1)),
    (density.is_area, FAST, (0.5, R(1, 2)), (0.25, True)),
    (density.is_area, lesson(), (1.0, sp.Integer(1)), (1,)),
)


@pytest.mark.parametrize(("recognise", "q", "mistakes", "relatives"), RECOGNISED)
def test_each_mistake_is_told_from_a_relative(
    recognise: Recogniser, q: Integrand, mistakes: tuple[Any, ...], relatives: tuple[Any, ...]
) -> None:
    """A wrong answer is recognised however it is written, and a near relative is not."""
    assert all(recognise(density_case(value, q)) for value in mistakes)
    assert not any(recognise(density_case(value, q)) for value in relatives)


@pytest.mark.parametrize(
    ("recognise", "q"),
    numbered(
        (density.said(True, despite="sign"), FAST),
        (density.said(True, despite="area"), DIP),
        (density.said(True, despite="area"), BOTH),
        (density.said(True), HIGH),
        (density.said_true_near_one, FAST),
        (density.missed_a_dip, DIP),
    ),
)
def test_another_reason_is_another_mistake(recognise: Recogniser, q: Integrand) -> None:
    """True is right for a density, and every other f fails for its own reason."""
    assert not recognise(density_case(True, q))


def test_a_height_of_1_is_no_area() -> None:
    """A number that is the area here, but not for another f, was not returned as the area."""
    q = lesson()
    case = density_case(sp.S.One, q)

    assert density.is_area(replace(case, again=lambda f, x, *ab: sp.integrate(f, (x, *ab))))
    assert not density.is_area(replace(case, again=lambda f, x, a, _: f.subs(x, a)))


@pytest.mark.parametrize("q", [lesson(), RAMP, LOW_TOUCH], ids=["lesson", "ramp", "square"])
def test_only_a_high_density_is_refused_for_its_height(q: Integrand) -> None:
    """A density that is nowhere higher than 1 was refused for something else."""
    assert not density.refused_high_density(density_case(False, q))


@pytest.mark.parametrize("q", [lesson(), HIGH], ids=["lesson", "high"])
def test_only_a_density_that_is_0_somewhere_touches(q: Integrand) -> None:
    """A density that is 0 nowhere was refused for something else."""
    assert not density.refused_touching(density_case(False, q))


@pytest.mark.parametrize(
    ("key", "value", "q"),
    numbered(
        ("returned_none", None, lesson()),
        ("area_returned", 0.5, FAST),
        ("zero_or_one", 1, lesson()),
        ("number_for_truth", 3, lesson()),
        ("text", "True", lesson()),
        ("undecided_relation", x > 0, lesson()),
        ("boxed", [True], lesson()),
        ("trailing_comma", (True,), lesson()),
        ("two_answers", (True, False), lesson()),
        ("array", np.array([True, False]), lesson()),
        ("function_returned", Foreign("function", "f"), lesson()),
        ("dip_missed", True, INSIDE),
        ("sign_forgotten", True, DIP),
        ("area_rounded", True, NEAR),
        ("area_forgotten", True, FAST),
        ("said_true", True, BOTH),
        ("touching_refused", False, TOUCH),
        ("height_above_one", False, HIGH),
        ("refused_on_other_range", False, FLAT),
        ("refused", False, lesson()),
        ("wrong_answer", sp.exp(-x), lesson()),
    ),
)
def test_the_first_entry_that_fits_speaks(key: str, value: Any, q: Integrand) -> None:
    """Every entry of the catalogue is reached, in the order of diagnosis."""
    assert key == key_of("1.3", value, q)


def test_every_entry_has_its_case() -> None:
    """No entry of the catalogue is without a case in this file."""
    table = test_the_first_entry_that_fits_speaks.pytestmark[0].args[1]

    asked_again = {"below_outside", "positive_part", "refused_all", "refused_curves", "typed_in"}
    assert {one.key for one in density.DENSITY} - asked_again == {row.values[0] for row in table}


Code = Callable[[Any, Any, Any, Any], bool]


def looks_everywhere(f: Any, x: Any, lower: Any, upper: Any) -> bool:
    return bool(sp.integrate(f, (x, lower, upper)) == 1 and sp.solveset(f < 0, x).is_empty)


def limits_the_height(f: Any, x: Any, lower: Any, upper: Any) -> bool:
    heights = [f.subs(x, point) for point in (lower, upper)]
    return bool(sp.integrate(f, (x, lower, upper)) == 1 and max(heights) <= 1)


def wants_more_than_zero(f: Any, x: Any, lower: Any, upper: Any) -> bool:
    return bool(sp.integrate(f, (x, lower, upper)) == 1 and f.subs(x, lower) > 0)


def measures_what_is_above(f: Any, x: Any, lower: Any, upper: Any) -> bool:
    return bool(sp.integrate(sp.Max(f, 0), (x, lower, upper)) == 1)


def wants_one_direction(f: Any, x: Any, lower: Any, upper: Any) -> bool:
    between = sp.Interval(lower, upper)
    one_way = sp.is_increasing(f, between) or sp.is_decreasing(f, between)
    return bool(sp.integrate(f, (x, lower, upper)) == 1 and one_way)


def test_what_was_left_out_below_the_axis_is_told() -> None:
    """A True for a curve of which only the part above the axis has area 1, and not for its half."""
    real = sp.Symbol("x", real=True)
    case = replace(
        density_case(True, CUT),
        again=lambda f, x, a, b: measures_what_is_above(f.subs(x, real), real, a, b),
    )
    found = diagnose(density.DENSITY, case)

    assert found is not None
    assert "positive_part" == found.key


@pytest.mark.parametrize(
    ("code", "q", "key"),
    [
        (looks_everywhere, RAMP, "below_outside"),
        (looks_everywhere, TALL, "below_outside"),
        (limits_the_height, TALL, "height_above_one"),
        (wants_more_than_zero, TALL, "touching_refused"),
        (wants_one_direction, TOUCH, "refused"),
        (lambda f, real, *_: f == sp.exp(-real), TALL, "typed_in"),
        (lambda *_: False, TALL, "refused_all"),
        (lambda f, *_: f == R(1, 4), TALL, "refused_curves"),
        (lambda f, *_: not f.has(2), TALL, "refused"),
    ],
    ids=[
        "outside",
        "outside, though it is high",
        "height",
        "zero",
        "direction",
        "lesson",
        "all",
        "curves",
        "none",
    ],
)
def test_a_cause_is_told_where_other_answers_show_it(code: Code, q: Integrand, key: str) -> None:
    """A function that refuses a density is asked about others before it is told why."""
    real = sp.Symbol("x", real=True)
    case = replace(
        density_case(False, q), again=lambda f, x, a, b: code(f.subs(x, real), real, a, b)
    )
    found = diagnose(density.DENSITY, case)

    assert found is not None
    assert key == found.key
