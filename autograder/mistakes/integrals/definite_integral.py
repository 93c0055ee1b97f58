"""The mistakes of task 1.2, the area between two bounds, in the order of diagnosis."""

from __future__ import annotations

from typing import Any

import sympy as sp

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals import areas as area
from autograder.mistakes.integrals.areas import GAUSSIAN, NO_NUMBER, wrong_number
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.recognise import Candidate, both_signs, either, kind
from autograder.mistakes.integrals.wrong_antiderivatives import (
    from_exponent,
    is_lesson,
    sign_flipped,
)


def sign_flipped_area(case: IntegralCase) -> Any:
    is_finite = case.lower.is_finite and case.upper.is_finite
    return case.area_of(sign_flipped(case)) if is_finite else None


def flipped_to_one(case: IntegralCase) -> Any:
    """The area under f with the exponent's sign turned, from 0 to 1."""
    return case.area_of(sign_flipped(case), sp.S.One) if case.lower == 0 else None


def on_half_line(factor: Any) -> Candidate:
    """A multiple of the area between the lesson's bounds."""
    return lambda case: factor * case.expected if case.is_half_line else None


DEFINITE = (
    *NO_NUMBER,
    Mistake(
        "diverges",
        "The area came out infinite: the exponent lost its minus, or a bound is not the one "
        "that was asked for.",
        kind("infinite"),
    ),
    wrong_number(
        "negative_area",
        "The right size with the wrong sign. Check the order F(upper) - F(lower), "
        "and the sign of F.",
        lambda case: -case.expected,
    ),
    wrong_number(
        "typed_in",
        "That is the area of the lesson's example. Your function receives other integrands and "
        "bounds as well: work with what comes in.",
        lambda case: None if is_lesson(case) else sp.S.One,
        area.lesson_formula,
    ),
    wrong_number(
        "upper_bound_ignored",
        "The lower bound is right, but the area goes on to infinity. "
        "Which upper bound does the call give?",
        lambda case: case.area(case.lower, sp.oo),
    ),
    wrong_number(
        "lower_bound_zero",
        "The upper bound is right, but your area begins at 0. "
        "Which lower bound does the call give?",
        *both_signs(
            lambda case: case.area(sp.S.Zero, case.upper) if case.upper.is_finite else None
        ),
    ),
    wrong_number(
        "rectangle",
        "That is a rectangle or a trapezium: width times height. "
        "Is f as straight as that between the bounds?",
        *area.RECTANGLES,
    ),
    wrong_number(
        "only_upper_bound",
        "That is F at the upper bound alone. What about F at the lower bound?",
        lambda case: case.F_at(case.upper),
    ),
    Mistake(
        "finite_upper_bound",
        "That is the area up to {b}.",
        area.finite_upper_bound,
        without="That is the area up to a large number.",
        then="Infinity is not a large number: SymPy has sp.oo.",
    ),
    wrong_number(
        "only_lower_bound",
        "That is F at the lower bound alone, perhaps with a minus. "
        "What about F at the upper bound?",
        *area.LOWER_END,
    ),
    wrong_number(
        "absolute_integrand",
        "You counted every part as positive. Parts below the axis count as negative here.",
        lambda case: case.area_of(sp.Abs(case.f)),
    ),
    wrong_number(
        "ends_added",
        "You added F at the two ends. How does an area come from F: as a sum or as a difference?",
        *both_signs(lambda case: case.F_at(case.upper) + case.F_at(case.lower)),
    ),
    wrong_number(
        "upper_bound_one",
        "That is the area from the lower bound to 1. Which upper bound does the call give?",
        lambda case: case.area(case.lower, sp.S.One),
    ),
    wrong_number(
        "bounds_of_lesson",
        "That is the area from 0 to infinity. Your function receives its bounds: "
        "which ones came in here?",
        lambda case: case.area(sp.S.Zero, sp.oo),
    ),
    wrong_number(
        "lower_bound_ignored",
        "The upper bound is right, but the area begins too early: "
        "which lower bound does the call give?",
        lambda case: case.area(-sp.oo, case.upper),
    ),
    wrong_number(
        "exp_plus_to_one",
        "That is the area under exp(+x) from 0 to 1: look at the sign of the exponent and at the "
        "upper bound.",
        flipped_to_one,
        lambda _: sp.E - 1,
    ),
    wrong_number(
        "exponent_sign_dropped",
        "You integrated an exponential that grows: the minus in the exponent is gone. "
        "Print the integrand that you pass on.",
        sign_flipped_area,
    ),
    wrong_number(
        "average_height",
        "You divided by the width: that is the average height of f. "
        "The area does not need the division.",
        lambda case: case.expected / case.width,
    ),
    wrong_number(
        "both_sides",
        "That is twice the area, as under exp(-|x|) on the whole line. "
        "Where does this range begin?",
        on_half_line(2),
    ),
    wrong_number(
        "rate_two",
        "That is half the area, as under exp(-2x). Check the rate, and every factor of F.",
        on_half_line(sp.S.Half),
    ),
    wrong_number(
        "gaussian",
        GAUSSIAN,
        from_exponent(lambda *_: sp.sqrt(sp.pi) / 2),
        from_exponent(lambda *_: sp.sqrt(sp.pi)),
    ),
    wrong_number(
        "height_not_area",
        "That is a height: f at one point. An area needs two bounds.",
        *area.HEIGHTS,
    ),
    wrong_number(
        "heights_subtracted",
        "You subtracted two heights of f. The area is the difference of another function: "
        "which one?",
        *area.DIFFERENCE_OF_HEIGHTS,
    ),
    wrong_number(
        "mean_integrand",
        "You integrated x*f(x), which belongs to the mean. Here f(x) alone is asked.",
        lambda case: case.area_of(case.x * case.f),
    ),
    wrong_number(
        "squared_integrand",
        "You integrated the square of f. Print the integrand that you pass on.",
        lambda case: case.area_of(case.f**2),
    ),
    wrong_number(
        "area_changed",
        "You squared the area, or divided by it, after it was right. "
        "What is left to do once the area is there?",
        lambda case: case.expected**2,
        lambda case: 1 / case.expected,
    ),
    Mistake(
        "numeric_sum",
        "Close, so probably a sum or a quadrature with a cut-off. SymPy gives the area exactly.",
        either(kind("rounded"), area.is_close),
    ),
    Mistake(
        "off_by_factor",
        "Your number is {r} times the area.",
        area.simple_factor,
        without="Your number is a simple multiple or fraction of the area.",
        then="Which factor was lost or gained?",
    ),
    Mistake(
        "too_small",
        "Your number {value} is smaller than the area.",
        area.is_too_small,
        without="Your number is smaller than the area.",
        then="Sketch f between the two bounds: which part of the area is missing?",
    ),
    Mistake(
        "too_large",
        "Your number {value} is larger than the area.",
        area.is_too_large,
        without="Your number is larger than the area.",
        then="Sketch f between the two bounds: what was counted too much?",
    ),
    Mistake(
        "wrong_answer",
        "That is not the area between the bounds. Try it with a rectangle, a constant f: "
        "which number do you expect, and which one comes out?",
    ),
)
