"""The mistakes of task 1.4, a probability as an area, in the order of diagnosis."""

from __future__ import annotations

from functools import partial

import sympy as sp

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals import wrong_areas as area
from autograder.mistakes.integrals.common import (
    DECIMAL,
    ENDS_ADDED,
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

NOUNS = Nouns("the density", "probability", "a and b")

PROBABILITY = (
    *wrong_kinds("number"),
    *SYMBOLS_LEFT,
    DECIMAL,
    Mistake(
        "diverges",
        "A probability came out infinite. Which bounds did you integrate between, and is the "
        "exponent's sign still there?",
        kind("infinite"),
    ),
    NOT_FINITE,
    Mistake(
        "bounds_exchanged",
        "The right size, but negative: a and b have changed places, "
        "or F was subtracted the wrong way round.",
        number_is(lambda case: -case.expected),
    ),
    Mistake(
        "typed_in",
        "That fits the lesson's density only. Your function receives other densities as well: "
        "work with the one that comes in.",
        area.typed_in(area.lesson_formula),
    ),
    Mistake(
        "whole_support",
        "1 is the probability of the whole range. Only the part from a to b is asked for.",
        number_is(lambda _: sp.Integer(1)),
    ),
    Mistake(
        "lower_bound_ignored",
        "That is the probability of everything up to b. Where does the range begin?",
        number_is(lambda case: case.below(case.upper)),
    ),
    Mistake(
        "upper_bound_ignored",
        "That is the probability of everything from a on. Where does the range end?",
        number_is(lambda case: case.above(case.lower)),
    ),
    Mistake(
        "complement",
        "That is the probability of being outside the range. Inside is asked for.",
        number_is(lambda case: 1 - case.expected),
    ),
    Mistake(
        "tail_only",
        "That is the probability of one side outside the range: below a, or above b. "
        "Sketch the density and shade what is asked for.",
        number_is(lambda case: case.below(case.lower), lambda case: case.above(case.upper)),
    ),
    Mistake(
        "areas_added",
        "You added the areas up to a and up to b, so the part below a counts twice. "
        "How does the strip between them come out?",
        number_is(lambda case: case.below(case.lower) + case.below(case.upper)),
    ),
    Mistake(
        "only_upper_bound",
        "That is F at b alone. What about F at a?",
        number_is(*both_signs(area.F_at_upper)),
    ),
    Mistake(
        "only_lower_bound",
        "That is F at a alone, perhaps with a minus. What about F at b?",
        number_is(*both_signs(area.F_at_lower)),
    ),
    ENDS_ADDED,
    Mistake(
        "height_not_area",
        "That is a height of the density at one point. A probability is an area: "
        "what is its width?",
        number_is(*area.HEIGHTS, area.f_at_middle),
    ),
    Mistake(
        "heights_subtracted",
        "You subtracted two heights of the density. A probability is an area under it.",
        number_is(*both_signs(area.f_difference)),
    ),
    Mistake(
        "heights_added",
        "You added heights at whole numbers, as for a die. Between two of them lie more values: "
        "what replaces a sum there?",
        number_is(area.sum_of_heights, partial(area.sum_of_heights, last=False)),
    ),
    Mistake(
        "quotient",
        "You divided one height, or one area, by another. Which single area is asked for?",
        number_is(
            lambda case: case.height(case.upper) / case.height(case.lower),
            lambda case: case.height(case.lower) / case.height(case.upper),
            lambda case: case.below(case.upper) / case.below(case.lower),
        ),
    ),
    Mistake(
        "conditional",
        "You divided by the probability of a part of the range: that is a conditional probability. "
        "Nothing is given here.",
        number_is(
            lambda case: case.expected / case.above(case.lower),
            lambda case: case.expected / case.below(case.upper),
        ),
    ),
    Mistake(
        "product",
        "You multiplied two probabilities. Up to b and from a on are not independent: "
        "sketch both and see what they share.",
        number_is(
            lambda case: case.above(case.lower) * case.below(case.upper),
            lambda case: case.below(case.lower) * case.below(case.upper),
        ),
    ),
    rectangle(NOUNS),
    Mistake(
        "uniform",
        "You took the length of the range: every value equally likely. "
        "Where does the density come in?",
        number_is(lambda case: case.width, area.share_of_support),
    ),
    Mistake(
        "average_height",
        "You divided by the width: that is the average height of the density. "
        "The probability is the area itself.",
        number_is(area.mean_height),
    ),
    Mistake(
        "mean_integrand",
        "You integrated x times the density, which belongs to the mean. "
        "A probability needs the density alone.",
        number_is(area.first_moment),
    ),
    squared_integrand(NOUNS),
    area_changed(NOUNS),
    Mistake(
        "numeric_sum",
        "Close, so probably a sum, a simulation or a rounded value. SymPy gives it exactly.",
        either(kind("rounded"), area.is_close),
    ),
    Mistake(
        "impossible",
        "{value} cannot be a probability: it lies outside 0 to 1.",
        area.is_impossible,
        without="Your number cannot be a probability: it lies outside 0 to 1.",
        then="Which step of your calculation can leave that range?",
    ),
    off_by_factor(NOUNS),
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
