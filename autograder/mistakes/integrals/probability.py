"""The mistakes of task 1.4, a probability as an area, in the order of diagnosis."""

from typing import Any

import sympy as sp

from autograder.judges.integrals.integrands import R, polynomial
from autograder.mistakes.catalogue import catalogue_of
from autograder.mistakes.integrals import areas as area
from autograder.mistakes.integrals import wrong_number as left
from autograder.mistakes.integrals.areas import NO_NUMBER
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.recognise import both_signs, number_is


def lesson_probability(case: IntegralCase) -> Any:
    """What the lesson's density gives, if that is not 1, as for a whole range."""
    return None if (case.lower, case.upper) == (0, sp.oo) else area.lesson_formula(case)


IS_OUTSIDE = left.real_number(lambda given, _: not 0 <= given <= 1)

PROBABILITY = (
    *NO_NUMBER,
    *catalogue_of(
        """
        bounds_exchanged: The right size with the wrong sign. Check each line where a and b come in: their order, and the sign.
        typed_in: That fits the lesson's density only. Your function receives other densities as well: work with the one it is given.
        whole_support: That is the probability of the whole range. Only the part from a to b is asked for.
        upper_bound_ignored: That is the probability of everything from a on. Where does the range end?
        complement: That is the probability of being outside. The task asks for inside.
        tail_only: That is the probability of one side outside the range: below a, or above b. Sketch the density and shade what is asked for.
        areas_added: You added the areas up to a and up to b, so the part below a counts twice. Sketch both: how do you get the strip between a and b?
        only_upper_bound: Your number is F at b alone, perhaps with a minus. Bring in F at a as well: with which sign?
        lower_bound_zero: Your number is the area from 0 to b. Where does the range begin?
        only_lower_bound: Your number is F at a alone, perhaps with a minus. Bring in F at b as well: with which sign?
        """,
        bounds_exchanged=number_is(lambda case: -case.expected),
        typed_in=number_is(lesson_probability),
        whole_support=number_is(lambda _: sp.Integer(1), lambda case: case.area(sp.S.Zero, sp.oo)),
        upper_bound_ignored=number_is(lambda case: case.above(case.lower)),
        complement=number_is(lambda case: 1 - case.expected),
        tail_only=number_is(
            lambda case: case.below(case.lower), lambda case: case.above(case.upper)
        ),
        areas_added=number_is(
            lambda case: case.below(case.lower) + case.below(case.upper),
            lambda case: case.area(sp.S.Zero, case.lower) + case.area(sp.S.Zero, case.upper),
        ),
        only_upper_bound=number_is(*both_signs(lambda case: case.F_at(case.upper))),
        lower_bound_zero=number_is(lambda case: case.area(sp.S.Zero, case.upper)),
        only_lower_bound=number_is(*both_signs(lambda case: case.F_at(case.lower))),
    ),
    *area.MISUSED,
    *catalogue_of(
        """
        quotient: You divided one height, or one area, by another. Which single area is asked for?
        conditional: You divided by the probability of being above a, or below b, as if that were given. It is not: which of your lines divides?
        product: You multiplied two probabilities, as for independent events. But the two ranges overlap: sketch both, and shade what is asked for.
        uniform: Your number is the length of the range, or its share of the whole, as if every value were equally likely. Where does the density come in?
        impossible: {value} cannot be a probability: it lies outside 0 to 1.
            | Your number cannot be a probability: it lies outside 0 to 1. | Print each part of your calculation: which one is the first outside?
        """,
        quotient=number_is(
            lambda case: case.height(case.upper) / case.height(case.lower),
            lambda case: case.height(case.lower) / case.height(case.upper),
            lambda case: case.below(case.upper) / case.below(case.lower),
        ),
        conditional=number_is(
            lambda case: case.expected / case.above(case.lower),
            lambda case: case.expected / case.area(case.lower, sp.oo),
            lambda case: case.expected / case.below(case.upper),
        ),
        product=number_is(
            lambda case: case.above(case.lower) * case.below(case.upper),
            lambda case: case.area(case.lower, sp.oo) * case.area(sp.S.Zero, case.upper),
            lambda case: case.below(case.lower) * case.below(case.upper),
        ),
        uniform=number_is(
            lambda case: case.width,
            lambda case: case.width / (case.integrand.upper - case.integrand.lower),
        ),
        impossible=lambda case: not left.constant_factor(case) and IS_OUTSIDE(case),
    ),
    *left.last_resorts(
        "probability",
        (
            left.Example("x/8 on (0, 4), from 1 to 3", polynomial((0, R(1, 8)), 0, 4), R(1), R(3)),
            left.Example("1/4 on (-1, 3), from 0 to 1", polynomial((R(1, 4),), -1, 3), R(0), R(1)),
        ),
    ),
)
