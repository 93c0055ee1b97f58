"""The mistakes of task 1.2, the area between two bounds, in the order of diagnosis."""

from __future__ import annotations

import sympy as sp

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals import wrong_areas as area
from autograder.mistakes.integrals.common import (
    DECIMAL,
    ENDS_ADDED,
    GAUSSIAN,
    NOT_FINITE,
    SYMBOLS_LEFT,
    Nouns,
    area_changed,
    off_by_factor,
    rectangle,
    squared_integrand,
)
from autograder.mistakes.integrals.recognise import both_signs, either, kind, number_is
from autograder.mistakes.integrals.returned_kind import wrong_kinds
from autograder.mistakes.integrals.wrong_antiderivatives import from_exponent

NOUNS = Nouns("f", "area", "the bounds")

DEFINITE = (
    *wrong_kinds("number"),
    *SYMBOLS_LEFT,
    DECIMAL,
    Mistake(
        "diverges",
        "The area came out infinite: the exponent lost its minus, or a bound is not the one "
        "that was asked for.",
        kind("infinite"),
    ),
    NOT_FINITE,
    Mistake(
        "negative_area",
        "The right size with the wrong sign. Check the order F(upper) - F(lower), "
        "and the sign of F.",
        number_is(lambda case: -case.expected),
    ),
    Mistake(
        "typed_in",
        "That is the area of the lesson's example. Your function receives other integrands and "
        "bounds as well: work with what comes in.",
        area.typed_in(lambda _: sp.Integer(1), area.lesson_formula),
    ),
    Mistake(
        "upper_bound_ignored",
        "The lower bound is right, but the area goes on to infinity. "
        "Which upper bound does the call give?",
        number_is(lambda case: case.area(case.lower, sp.oo)),
    ),
    Mistake(
        "lower_bound_zero",
        "The upper bound is right, but your area begins at 0. "
        "Which lower bound does the call give?",
        number_is(*both_signs(area.from_zero)),
    ),
    rectangle(NOUNS),
    Mistake(
        "only_upper_bound",
        "That is F at the upper bound alone. What about F at the lower bound?",
        number_is(area.F_at_upper),
    ),
    Mistake(
        "finite_upper_bound",
        "That is the area up to {b}. Infinity is not a large number: SymPy has sp.oo.",
        area.finite_upper_bound,
        without="That is the area up to a large number. Infinity is not a large number: SymPy has "
        "sp.oo.",
    ),
    Mistake(
        "only_lower_bound",
        "That is F at the lower bound alone, perhaps with a minus. "
        "What about F at the upper bound?",
        number_is(*both_signs(area.F_at_lower)),
    ),
    Mistake(
        "absolute_integrand",
        "You counted every part as positive. Parts below the axis count as negative here.",
        number_is(lambda case: case.area_of(sp.Abs(case.f))),
    ),
    ENDS_ADDED,
    Mistake(
        "upper_bound_one",
        "That is the area from the lower bound to 1. Which upper bound does the call give?",
        number_is(lambda case: case.area(case.lower, sp.S.One)),
    ),
    Mistake(
        "bounds_of_lesson",
        "That is the area from 0 to infinity. Your function receives its bounds: "
        "which ones came in here?",
        number_is(lambda case: case.area(sp.S.Zero, sp.oo)),
    ),
    Mistake(
        "lower_bound_ignored",
        "The upper bound is right, but the area begins too early: "
        "which lower bound does the call give?",
        number_is(lambda case: case.area(-sp.oo, case.upper)),
    ),
    Mistake(
        "exp_plus_to_one",
        "That is the area under exp(+x) from 0 to 1: look at the sign of the exponent and at the "
        "upper bound.",
        number_is(area.flipped_to_one, lambda _: sp.E - 1),
    ),
    Mistake(
        "exponent_sign_dropped",
        "You integrated an exponential that grows: the minus in the exponent is gone. "
        "Print the integrand that you pass on.",
        number_is(area.sign_flipped_area),
    ),
    Mistake(
        "average_height",
        "You divided by the width: that is the average height of f. "
        "The area does not need the division.",
        number_is(area.mean_height),
    ),
    Mistake(
        "both_sides",
        "That is twice the area, as under exp(-|x|) on the whole line. "
        "Where does this range begin?",
        number_is(area.on_half_line(2)),
    ),
    Mistake(
        "rate_two",
        "That is half the area, as under exp(-2x). Check the rate, and every factor of F.",
        number_is(area.on_half_line(sp.S.Half)),
    ),
    Mistake(
        "gaussian",
        GAUSSIAN,
        number_is(
            from_exponent(lambda *_: sp.sqrt(sp.pi) / 2), from_exponent(lambda *_: sp.sqrt(sp.pi))
        ),
    ),
    Mistake(
        "height_not_area",
        "That is a height: f at one point. An area needs two bounds.",
        number_is(*area.HEIGHTS),
    ),
    Mistake(
        "heights_subtracted",
        "You subtracted two heights of f. The area is the difference of another function: "
        "which one?",
        number_is(*both_signs(area.f_difference)),
    ),
    Mistake(
        "mean_integrand",
        "You integrated x*f(x), which belongs to the mean. Here f(x) alone is asked.",
        number_is(area.first_moment),
    ),
    squared_integrand(NOUNS),
    area_changed(NOUNS),
    Mistake(
        "numeric_sum",
        "Close, so probably a sum or a quadrature with a cut-off. SymPy gives the area exactly.",
        either(kind("rounded"), area.is_close),
    ),
    off_by_factor(NOUNS),
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
