"""The mistakes of task 1.4, a probability as an area, in the order of diagnosis."""

from functools import partial
from typing import Any

import sympy as sp

from autograder.mistakes.catalogue import catalogue_of
from autograder.mistakes.integrals import areas as area
from autograder.mistakes.integrals.areas import NO_NUMBER
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.recognise import both_signs, number_is


def sum_of_heights(case: IntegralCase, *, last: bool = True) -> Any:
    """Heights at the whole numbers from a to b, added as for a die."""
    if not (case.lower.is_integer and case.upper.is_integer and case.width < 50):
        return None
    places = range(int(case.lower), int(case.upper) + last)
    return sp.Add(*(case.f.subs(case.x, k) for k in places))


PROBABILITY = (
    *NO_NUMBER,
    *catalogue_of(
        """
        bounds_exchanged: The right size with the wrong sign. How do a and b enter your calculation: in which order, and with which sign?
        typed_in: That fits the lesson's density only. Your function receives other densities as well: work with the one that comes in.
        whole_support: That is the probability of the whole range. Only the part from a to b is asked for.
        upper_bound_ignored: That is the probability of everything from a on. Where does the range end?
        complement: That is the probability of being outside the range. Inside is asked for.
        tail_only: That is the probability of one side outside the range: below a, or above b. Sketch the density and shade what is asked for.
        areas_added: You added the areas up to a and up to b, so the part below a counts twice. How does the strip between them come out?
        only_upper_bound: Your number is F at b alone, perhaps with a minus. What does a do to it?
        lower_bound_zero: Your number is the area from 0 to b. Where does the range begin?
        only_lower_bound: Your number is F at a alone, perhaps with a minus. What does b do to it?
        """,
        bounds_exchanged=number_is(lambda case: -case.expected),
        typed_in=number_is(area.lesson_formula),
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
        heights_added: You added heights at whole numbers, as for a die. Between two of them lie more values: what replaces a sum there?
        quotient: You divided one height, or one area, by another. Which single area is asked for?
        conditional: You divided by the probability of a part of the range: that is a conditional probability. Nothing is given here.
        product: You multiplied two probabilities. Up to b and from a on are not independent: sketch both and see what they share.
        uniform: Your number is the length of the range, or its share of the whole: every value equally likely. Where does the density come in?
        impossible: {value} cannot be a probability: it lies outside 0 to 1.
            | Your number cannot be a probability: it lies outside 0 to 1. | Which step of your calculation can leave that range?
        """,
        heights_added=number_is(sum_of_heights, partial(sum_of_heights, last=False)),
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
        impossible=area.real_number(lambda given, _: not 0 <= given <= 1),
    ),
    *area.last_resorts(
        "probability",
        "Try the density (x + 1)/4 with a = 1 and b = 2, a trapezium: which number should come out, "
        "and which does?",
    ),
)
