"""The mistakes of task 1.4, a probability as an area, in the order of diagnosis."""

from __future__ import annotations

from functools import partial
from typing import Any

import sympy as sp

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals import areas as area
from autograder.mistakes.integrals.areas import NO_NUMBER, wrong_number
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.recognise import both_signs, either, kind


def sum_of_heights(case: IntegralCase, *, last: bool = True) -> Any:
    """Heights at the whole numbers from a to b, added as for a die."""
    if not (case.lower.is_integer and case.upper.is_integer and case.width < 50):
        return None
    places = range(int(case.lower), int(case.upper) + last)
    return sp.Add(*(case.f.subs(case.x, k) for k in places))


PROBABILITY = (
    *NO_NUMBER,
    Mistake(
        "diverges",
        "A probability came out infinite. Which bounds did you integrate between, and is the "
        "exponent's sign still there?",
        kind("infinite"),
    ),
    wrong_number(
        "bounds_exchanged",
        "The right size, but negative: a and b have changed places, "
        "or F was subtracted the wrong way round.",
        lambda case: -case.expected,
    ),
    wrong_number(
        "typed_in",
        "That fits the lesson's density only. Your function receives other densities as well: "
        "work with the one that comes in.",
        area.lesson_formula,
    ),
    wrong_number(
        "whole_support",
        "1 is the probability of the whole range. Only the part from a to b is asked for.",
        lambda _: sp.Integer(1),
    ),
    wrong_number(
        "lower_bound_ignored",
        "That is the probability of everything up to b. Where does the range begin?",
        lambda case: case.below(case.upper),
    ),
    wrong_number(
        "upper_bound_ignored",
        "That is the probability of everything from a on. Where does the range end?",
        lambda case: case.above(case.lower),
    ),
    wrong_number(
        "complement",
        "That is the probability of being outside the range. Inside is asked for.",
        lambda case: 1 - case.expected,
    ),
    wrong_number(
        "tail_only",
        "That is the probability of one side outside the range: below a, or above b. "
        "Sketch the density and shade what is asked for.",
        lambda case: case.below(case.lower),
        lambda case: case.above(case.upper),
    ),
    wrong_number(
        "areas_added",
        "You added the areas up to a and up to b, so the part below a counts twice. "
        "How does the strip between them come out?",
        lambda case: case.below(case.lower) + case.below(case.upper),
    ),
    wrong_number(
        "only_upper_bound",
        "That is F at b alone. What about F at a?",
        *both_signs(lambda case: case.F_at(case.upper)),
    ),
    wrong_number(
        "only_lower_bound",
        "That is F at a alone, perhaps with a minus. What about F at b?",
        *area.LOWER_END,
    ),
    wrong_number(
        "ends_added",
        "You added F at the two ends. How does an area come from F: as a sum or as a difference?",
        *both_signs(lambda case: case.F_at(case.upper) + case.F_at(case.lower)),
    ),
    wrong_number(
        "height_not_area",
        "That is a height of the density at one point. A probability is an area: "
        "what is its width?",
        *area.HEIGHTS,
        area.f_at_middle,
    ),
    wrong_number(
        "heights_subtracted",
        "You subtracted two heights of the density. A probability is an area under it.",
        *area.DIFFERENCE_OF_HEIGHTS,
    ),
    wrong_number(
        "heights_added",
        "You added heights at whole numbers, as for a die. Between two of them lie more values: "
        "what replaces a sum there?",
        sum_of_heights,
        partial(sum_of_heights, last=False),
    ),
    wrong_number(
        "quotient",
        "You divided one height, or one area, by another. Which single area is asked for?",
        lambda case: case.height(case.upper) / case.height(case.lower),
        lambda case: case.height(case.lower) / case.height(case.upper),
        lambda case: case.below(case.upper) / case.below(case.lower),
    ),
    wrong_number(
        "conditional",
        "You divided by the probability of a part of the range: that is a conditional probability. "
        "Nothing is given here.",
        lambda case: case.expected / case.above(case.lower),
        lambda case: case.expected / case.below(case.upper),
    ),
    wrong_number(
        "product",
        "You multiplied two probabilities. Up to b and from a on are not independent: "
        "sketch both and see what they share.",
        lambda case: case.above(case.lower) * case.below(case.upper),
        lambda case: case.below(case.lower) * case.below(case.upper),
    ),
    wrong_number(
        "rectangle",
        "That is a rectangle or a trapezium: width times height. "
        "Is the density as straight as that between a and b?",
        *area.RECTANGLES,
    ),
    wrong_number(
        "uniform",
        "You took the length of the range: every value equally likely. "
        "Where does the density come in?",
        lambda case: case.width,
        lambda case: case.width / (case.integrand.upper - case.integrand.lower),
    ),
    wrong_number(
        "average_height",
        "You divided by the width: that is the average height of the density. "
        "The probability is the area itself.",
        lambda case: case.expected / case.width,
    ),
    wrong_number(
        "mean_integrand",
        "You integrated x times the density, which belongs to the mean. "
        "A probability needs the density alone.",
        lambda case: case.area_of(case.x * case.f),
    ),
    wrong_number(
        "squared_integrand",
        "You integrated the square of the density. Print the integrand that you pass on.",
        lambda case: case.area_of(case.f**2),
    ),
    wrong_number(
        "area_changed",
        "You squared the probability, or divided by it, after it was right. "
        "What is left to do once the area is there?",
        lambda case: case.expected**2,
        lambda case: 1 / case.expected,
    ),
    Mistake(
        "numeric_sum",
        "Close, so probably a sum, a simulation or a rounded value. SymPy gives it exactly.",
        either(kind("rounded"), area.is_close),
    ),
    Mistake(
        "impossible",
        "{value} cannot be a probability: it lies outside 0 to 1.",
        area.real_number(lambda given, _: not 0 <= given.real <= 1),
        without="Your number cannot be a probability: it lies outside 0 to 1.",
        then="Which step of your calculation can leave that range?",
    ),
    Mistake(
        "off_by_factor",
        "Your number is {r} times the probability.",
        area.simple_factor,
        without="Your number is a simple multiple or fraction of the probability.",
        then="Which factor was lost or gained?",
    ),
    Mistake(
        "too_small",
        "Your number {value} is too small.",
        area.is_too_small,
        without="Your number is too small.",
        then="Sketch the density and shade the part from a to b: what is missing?",
    ),
    Mistake(
        "too_large",
        "Your number {value} is too large.",
        area.is_too_large,
        without="Your number is too large.",
        then="Sketch the density and shade the part from a to b: what was counted too much?",
    ),
    Mistake(
        "wrong_answer",
        "That is not the probability of a value between a and b. "
        "Sketch the density and shade that part: which area is it?",
    ),
)
