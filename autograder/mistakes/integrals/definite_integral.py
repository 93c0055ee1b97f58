"""The mistakes of task 1.2, the area between two bounds, in the order of diagnosis."""

from itertools import pairwise
from typing import Any

import sympy as sp

from autograder.judges.integrals.integrands import R, polynomial
from autograder.judges.symbolic.expressions import unwrap
from autograder.mistakes.catalogue import Recognised, catalogue_of
from autograder.mistakes.integrals import areas as area
from autograder.mistakes.integrals import wrong_number as left
from autograder.mistakes.integrals.areas import NO_NUMBER
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.recognise import both_signs, is_number, number_is
from autograder.mistakes.integrals.wrong_antiderivatives import (
    GAUSSIAN,
    from_exponent,
    is_lesson,
    sign_flipped,
)

CUT_OFFS = (*range(2, 101), 200, 500, *(10**k for k in range(3, 7)))
FULL = 10  # decimals: nobody types so many, so they are a float's own


def finite_upper_bound(case: IntegralCase) -> Recognised:
    """A whole number stood in for infinity, here and in the twin's question."""
    if case.upper is not sp.oo:
        return None
    for bound in CUT_OFFS:
        if ends_at(case, bound) and (case.twin is None or ends_at(case.twin, bound)):
            return {"b": str(bound)}
    return None


def ends_at(case: IntegralCase, bound: int) -> bool:
    """Whether just the area beyond that bound is missing; rounding by hand shows by the digits."""
    missing = case.at(case.expected - case.answer) if is_number(case) else None
    if missing is None:
        return False
    slack = max(1e-9 * abs(missing), half_last_digit(case.value))
    if slack > 0.15 * abs(missing):  # so rough that neighbouring bounds fit as well
        return False
    # The area beyond is formed before it is evaluated, for it can be tiny.
    beyond = case.at(case.F_at(case.upper) - case.F.subs(case.x, bound))
    return beyond is not None and abs(beyond - missing) <= slack


def half_last_digit(value: Any) -> float:
    """How far rounding can have moved a decimal; next to nothing for a full float."""
    value = unwrap(value)
    if type(value) is not float and not isinstance(value, sp.Float):
        return 0.0
    digits = repr(float(value)).partition(".")[2]
    return 0.5 * 10.0 ** -len(digits) if len(digits) < FULL else 1e-12


def absolute_area(case: IntegralCase) -> Any:
    """Every part counted as positive; only a polynomial is negative in places."""
    if not case.f.is_polynomial(case.x):
        return None
    roots = [root for root in sp.real_roots(case.f, case.x) if case.lower < root < case.upper]
    ends = pairwise([case.lower, *roots, case.upper])
    return sp.Add(*(sp.Abs(case.area(a, b)) for a, b in ends))


def sign_flipped_area(case: IntegralCase) -> Any:
    is_finite = case.lower.is_finite and case.upper.is_finite
    return case.area_of(sign_flipped(case)) if is_finite else None


def flipped_to_one(case: IntegralCase) -> Any:
    """The area under f with the exponent's sign turned, from 0 to 1."""
    return case.area_of(sign_flipped(case), sp.S.One) if case.lower == 0 else None


DEFINITE = (
    *NO_NUMBER,
    *catalogue_of(
        """
        minus_lost: The right size, but this area is negative: more of it lies below the axis than above. Find the line that loses the sign.
        negative_area: The right size with the wrong sign. Check in which order, and with which sign, the two bounds enter your calculation.
        typed_in: That is an area under the lesson's curve. Your function receives other integrands and bounds as well: work with those.
        upper_bound_ignored: Your number is the area from the lower bound to infinity. End at the upper bound you are given.
        only_upper_bound: Your number is F at one bound alone: at the upper one, or at the lower one with a minus. Bring in F at the other bound as well.
        lower_bound_zero: Your number is the area from 0 to the upper bound, perhaps with a minus. Begin at the lower bound that comes in, whatever it is.
        finite_upper_bound: That is the area up to {b}.
            | That is the area up to a large number. | Infinity is not a large number: use the upper bound as it comes in, sp.oo.
        only_lower_bound: Your number is F at the lower bound alone, perhaps with a minus. Bring in F at the upper bound as well.
        absolute_integrand: Your number counts every part as positive. In an integral, parts below the axis count as negative: find the line that makes them positive.
        """,
        minus_lost=number_is(lambda case: sp.Abs(case.expected)),
        negative_area=number_is(lambda case: -case.expected),
        typed_in=number_is(lambda case: None if is_lesson(case) else sp.S.One, area.lesson_formula),
        upper_bound_ignored=number_is(lambda case: case.area(case.lower, sp.oo)),
        only_upper_bound=number_is(lambda case: case.F_at(case.upper)),
        lower_bound_zero=number_is(*both_signs(lambda case: case.area(sp.S.Zero, case.upper))),
        finite_upper_bound=finite_upper_bound,
        only_lower_bound=number_is(*both_signs(lambda case: case.F_at(case.lower))),
        absolute_integrand=number_is(absolute_area),
    ),
    *area.MISUSED,
    *catalogue_of(
        """
        upper_bound_one: Your number is the area from the lower bound to 1. End at the upper bound that comes in.
        bounds_of_lesson: Your number is the area from 0 to infinity. Use the two bounds that your function receives instead.
        exp_plus_to_one: Your number is the area from 0 to 1 with the sign of the exponent flipped. Print your integrand and your bounds.
        exponent_sign_dropped: You integrated an exponential that grows: the minus in the exponent is gone. Print the integrand that you pass on.
        gaussian: GAUSSIAN
        """.replace("GAUSSIAN", GAUSSIAN),
        upper_bound_one=number_is(lambda case: case.area(case.lower, sp.S.One)),
        bounds_of_lesson=number_is(lambda case: case.area(sp.S.Zero, sp.oo)),
        exp_plus_to_one=number_is(flipped_to_one),
        exponent_sign_dropped=number_is(sign_flipped_area),
        gaussian=number_is(
            from_exponent(lambda _, case: case.area_of(sp.exp(-(case.x**2)))),
            from_exponent(lambda *_: sp.sqrt(sp.pi)),
        ),
    ),
    *left.last_resorts(
        "area",
        (
            left.Example("f = 2*x + 1 from 1 to 3", polynomial((1, 2), 1, 3), R(1), R(3)),
            left.Example("f = x**2 from -1 to 2", polynomial((0, 0, 1), -1, 2), -R(1), R(2)),
        ),
    ),
)
