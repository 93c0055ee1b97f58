"""The mistakes of task 1.4, a probability as an area, in the order of diagnosis."""

from __future__ import annotations

from functools import partial
from typing import Any

import sympy as sp

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals import areas as area
from autograder.mistakes.integrals.areas import NO_NUMBER, wrong_number
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.recognise import both_signs


def sum_of_heights(case: IntegralCase, *, last: bool = True) -> Any:
    """Heights at the whole numbers from a to b, added as for a die."""
    if not (case.lower.is_integer and case.upper.is_integer and case.width < 50):
        return None
    places = range(int(case.lower), int(case.upper) + last)
    return sp.Add(*(case.f.subs(case.x, k) for k in places))


PROBABILITY = (
    *NO_NUMBER,
    wrong_number(
        "bounds_exchanged",
        area.WRONG_SIGN,
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
        lambda case: case.integrand.area,
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
        "Your number is F at b alone, perhaps with a minus, as for a range that begins at 0. "
        "What does a do to it?",
        *both_signs(lambda case: case.F_at(case.upper)),
    ),
    wrong_number(
        "lower_bound_zero",
        "Your number is the area from 0 to b. Where does the range begin?",
        lambda case: case.area(sp.S.Zero, case.upper),
    ),
    wrong_number(
        "only_lower_bound",
        "Your number is F at a alone, perhaps with a minus. What about F at b?",
        *both_signs(lambda case: case.F_at(case.lower)),
    ),
    *area.MISUSED,
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
        "uniform",
        "Your number is the length of the range, or its share of the whole: every value equally "
        "likely. Where does the density come in?",
        lambda case: case.width,
        lambda case: case.width / (case.integrand.upper - case.integrand.lower),
    ),
    Mistake(
        "impossible",
        "{value} cannot be a probability: it lies outside 0 to 1.",
        area.real_number(lambda given, _: not 0 <= given <= 1),
        without="Your number cannot be a probability: it lies outside 0 to 1.",
        then="Which step of your calculation can leave that range?",
    ),
    *area.last_resorts(
        "probability",
        "Try the density 2*x with a = 0 and b = 1, a triangle: which number should come out, "
        "and which does?",
    ),
)
