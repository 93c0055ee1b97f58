"""The mistakes of task 1.5, a mean, in the order of diagnosis."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

import sympy as sp

from autograder.judges.integrals.integrands import Integrand, R, moved, polynomial
from autograder.judges.integrals.moments import weighted
from autograder.judges.symbolic.evaluation import is_real
from autograder.mistakes.catalogue import Recognised, catalogue_of
from autograder.mistakes.integrals import wrong_means as wrong
from autograder.mistakes.integrals import wrong_number as left
from autograder.mistakes.integrals.areas import NO_NUMBER
from autograder.mistakes.integrals.case import NO_VALUE, IntegralCase, near, other_curves, short
from autograder.mistakes.integrals.probability_density import MOVED, PLAIN
from autograder.mistakes.integrals.recognise import (
    Recogniser,
    both_signs,
    function_is,
    is_function,
    is_number,
    number_is,
    twice,
)

SAME = 1e-9
KNOWN = MOVED[1], moved(PLAIN[0], R(1))
"""Densities that are above 0 on their ranges, which are above 0, too."""


class MeanCase(IntegralCase):
    """What a recogniser of task 1.5 sees: f is the density, and expected its mean."""

    @cached_property
    def twin(self) -> "MeanCase | None":
        """The same curve at twice the width; it is a density, too."""
        return self.asked(self.integrand.stretched(), 2 * self.lower, 2 * self.upper)

    @cached_property
    def others(self) -> "list[IntegralCase]":
        """The answers about other densities on their whole ranges, wherever they are wrong."""
        # moved, because two of them have the mean 0, which much that is wrong leads to
        curves = (moved(q, R(1, 2)) for q, _ in other_curves())
        known = (self.asked(q, q.lower, q.upper) for q in curves)
        return [one for one in known if one and not one.is_right]

    def asked(self, q: Integrand, lower: Any, upper: Any) -> "MeanCase | None":
        if self.again is None:
            return None
        value = self.again(q.f, q.x, lower, upper)
        expected = weighted(q).probability(lower, upper)
        return MeanCase(value, self.finding, q, lower, upper, expected)


def is_lesson_mean(case: IntegralCase) -> bool:
    """A 1 for every density, and for other curves."""
    is_one = case.answer == 1 and all(one and one.answer == 1 for one in (case.twin, *case.others))
    return is_one and left.is_same_for_another_curve(case)


def is_median(case: IntegralCase) -> bool:
    """A number with half of the area below it."""
    return is_number(case) and case.same_number(case.below(case.answer), sp.S.Half)


def about_known(*functions: Callable[[IntegralCase], Any]) -> Recogniser:
    """Recognises the area under one of these about each known density, on ranges above 0."""

    def recognise(case: IntegralCase) -> bool:
        asked = [case.asked(q, q.lower, q.upper) for q in KNOWN]
        return any(
            all(one and is_number(one) and one.same_number(one.answer, law(one)) for one in asked)
            for law in functions
        )

    return recognise


def ends_at_number(case: MeanCase) -> bool:
    """Nearly the mean on a range without an end, and a mean between finite bounds."""
    finite = case.asked(PLAIN[0], PLAIN[0].lower, PLAIN[0].upper)
    is_exact = finite is not None and finite.same_number(finite.answer, finite.expected)
    return not case.width.is_finite and left.is_close(case) and is_exact


def stretched(case: IntegralCase) -> Recognised:
    """Another number than twice this one where the range is twice as wide."""
    ratio = _compared(case, case.twin, lambda number, wider: wider / number)
    return {"r": short(ratio)} if ratio is not None and not near(ratio, 2, SAME) else None


def shifted(case: IntegralCase) -> Recognised:
    """Another number than this one and 1 where the curve is moved by 1."""
    q = moved(case.integrand, sp.S.One)
    gap = _compared(case, case.asked(q, q.lower, q.upper), lambda number, later: later - number)
    return {"d": short(gap)} if gap is not None and not near(gap, 1, SAME) else None


def _compared(
    case: IntegralCase, other: IntegralCase | None, law: Callable[[Any, Any], Any]
) -> Any:
    """What two answers give together, where both are real numbers without a letter."""
    if other is None or case.letters or not (is_number(case) and is_number(other)):
        return None
    number, second = case.at(case.answer), other.at(other.answer)
    if not number or second is None or not (is_real(number) and is_real(second)):
        return None
    return law(number.real, second.real)


EXPECTATION = (
    *catalogue_of(
        """
        bounds_not_used: You returned an antiderivative, a function of x. The mean is a number: now use the two bounds.
        product_returned: You returned the curve whose area is the mean. Integrate it between the two bounds.
        f_outside: Your answer is a multiple of the density, pulled out of the integral like a constant. Which variable do you integrate over, and which one does f use?
        x_outside: Your answer is x times an area or an antiderivative. The mean is a number: where must x go, and is it the given x?
        """,
        bounds_not_used=twice(lambda case: case.same_function(case.slope, wrong.moment(case).f)),
        product_returned=function_is(lambda case: wrong.moment(case).f),
        f_outside=twice(lambda case: is_function(case) and bool(case.ratio(case.answer, case.f))),
        x_outside=function_is(
            lambda case: case.x,
            lambda case: case.x * case.F,
        ),
    ),
    *catalogue_of(
        """
        divided_by_density: You divide x by the density, so unlikely values count most. Likely values must count more: which operation does that?
        """,
        divided_by_density=about_known(lambda case: case.area_of(case.x / case.f)),
    ),
    *NO_NUMBER,
    *catalogue_of(
        """
        typed_in: Your answer is 1 for every input, as for the lesson's density. Work with the density and the bounds that your function receives.
        forgot_x: Your number is 1, the whole area under the density. The mean adds up values, each weighted by its likelihood: where are the values?
        sign_turned: The right size with the wrong sign. Values below 0 pull a mean down, values above it pull it up: find the line that turns the sign.
        sizes_only: Your number takes every value as positive. Values below 0 pull the mean down: find the line that drops their sign.
        lower_bound_zero: Your area begins at 0, but this range does not. Begin at the lower bound that comes in.
        second_moment: Your number comes from the mean of the squares, or of a higher power. Print your integrand: how many factors of x does it have?
        from_lower: Your number is how far the mean lies above the lower bound. Which line subtracts the lower bound, or forgets to add it?
        spread: Your number is the variance, or its root: how far values lie from their mean. Here the mean itself is asked for.
        mode: Your number is the value at which the density is highest. Less likely values count, too: where do you add all of them up?
        median: Your number is the median, with half of the area below it. The mean also asks how far away values lie: where does x itself come in?
        middle: Your number is the middle of the range, as if all values were equally likely. Where does the density come in?
        x_alone: Your number is the area under x alone: the density is missing, or integrated apart, which gives 1. Where must it be before you integrate?
        x_added: Your number is the area under x plus the density, or minus it. Each value counts as much as it is likely: which operation does that?
        values_added: Your number adds up whole values only, as for a die. Here X takes every value between the bounds: which operation adds all of them up?
        one_term: Your number comes from one term of this density. What happens to the others: does a return end a loop too early?
        squared_density: Your number is an area with the square of the density in it. Print the integrand that you pass on: how often is the density in it?
        divided_by_width: Your number is the mean divided by the width of the range. The area under a density is 1 already: which line of yours divides?
        mean_changed: Your number is the mean squared, or 1 divided by it. Find the line that changes the mean, and return the mean itself.
        one_end: Your number is an antiderivative at one bound alone, or at both bounds added. An area is the difference: check both bounds and their signs.
        height_not_area: Your number is a height of a curve. The mean is an area: which curve do you integrate, and between which bounds?
        by_parts: Your number is x times an antiderivative, between the two bounds. By parts that is only half of the way: which area is still missing?
        parts_added: By parts you add the second area. Which sign is between the two halves of that rule?
        other_mean: Your number comes from the mean of log(x), or of 1/x. The mean weighs x itself: print the integrand that you pass on.
        end_for_infinity: Your mean is exact between finite bounds, but only close where the range has no end. What does your code use in place of infinity?
        other_curve: Your number is the area under x times the slope of the density, or times an antiderivative of it. What weight should each x get?
        whole_number: Your number is a whole number next to the mean. Find the line that rounds, or cuts the decimals off.
        """,
        typed_in=is_lesson_mean,
        forgot_x=number_is(lambda case: case.area(case.lower, case.upper)),
        sign_turned=number_is(lambda case: -case.expected, lambda case: sp.Abs(case.expected)),
        sizes_only=number_is(wrong.of_sizes),
        lower_bound_zero=number_is(
            lambda case: wrong.moment(case).area(sp.S.Zero, case.upper),
            lambda case: wrong.moment(case).area(sp.S.Zero, sp.oo),
        ),
        second_moment=number_is(
            *(partial(wrong.mean_of_power, power=power) for power in (2, 3)),
            lambda case: wrong.mean_of_power(case, 2) / 2,
            lambda case: sp.sqrt(wrong.mean_of_power(case, 2)),
            lambda case: wrong.mean_of_power(case, 2) / case.expected,
        ),
        from_lower=number_is(lambda case: case.expected - case.lower),
        values_added=number_is(wrong.values_added),
        spread=number_is(wrong.variance, lambda case: sp.sqrt(wrong.variance(case))),
        mode=lambda case: (
            number_is(wrong.highest)(case)
            and (case.again is None or about_known(wrong.highest)(case))
        ),
        median=twice(is_median),
        middle=number_is(wrong.middle),
        x_alone=number_is(
            wrong.powers_between, lambda case: wrong.powers_between(case) / case.width
        ),
        x_added=number_is(
            lambda case: wrong.powers_between(case) + 1, lambda case: wrong.powers_between(case) - 1
        ),
        one_term=number_is(*(partial(wrong.mean_of_term, k) for k in range(3))),
        squared_density=number_is(
            lambda case: case.area_of(case.x * case.f**2),
            lambda case: case.area_of(case.f**2),
            lambda case: case.area_of((case.x * case.f) ** 2),
        ),
        divided_by_width=number_is(
            lambda case: case.expected / case.width if case.width.is_finite else NO_VALUE
        ),
        mean_changed=number_is(lambda case: case.expected**2, lambda case: 1 / case.expected),
        one_end=number_is(
            *both_signs(
                lambda case: wrong.moment(case).F_at(case.upper),
                lambda case: wrong.moment(case).F_at(case.lower),
                lambda case: (
                    wrong.moment(case).F_at(case.upper) + wrong.moment(case).F_at(case.lower)
                ),
            )
        ),
        height_not_area=number_is(
            lambda case: 1 / case.width,
            *(
                height
                for place in (
                    lambda case: case.expected,
                    lambda case: case.lower,
                    lambda case: case.upper,
                    wrong.middle,
                    lambda _: sp.S.One,
                )
                for height in wrong.heights_at(place)
            ),
        ),
        by_parts=number_is(lambda case: wrong.between(case, case.x * wrong.accumulated(case))),
        parts_added=number_is(lambda case: wrong.in_halves(case, 1)),
        other_mean=about_known(
            lambda case: case.area_of(sp.log(case.x) * case.f),
            lambda case: sp.exp(case.area_of(sp.log(case.x) * case.f)),
            lambda case: case.area_of(case.f / case.x),
            lambda case: 1 / case.area_of(case.f / case.x),
        ),
        end_for_infinity=ends_at_number,
        other_curve=number_is(
            lambda case: wrong.area_under(case, case.x * sp.diff(case.f, case.x)),
            lambda case: wrong.area_under(case, case.x * wrong.accumulated(case)),
            lambda case: wrong.area_under(case, case.x * wrong.from_lower(case)),
        ),
        whole_number=number_is(
            lambda case: sp.floor(case.expected),
            lambda case: sp.floor(case.expected + sp.S.Half),
            lambda case: sp.sign(case.expected) * sp.floor(sp.Abs(case.expected)),
        ),
    ),
    *left.last_resorts(
        "mean",
        [
            left.Example(text, q, q.lower, q.upper)
            for text, q in (
                ("the density 1/2 from 1 to 3", polynomial((R(1, 2),), 1, 3)),
                ("the density x/2 from 0 to 2", polynomial((0, R(1, 2)), 0, 2)),
                ("the density x/2 - 1/2 from 1 to 3", polynomial((-R(1, 2), R(1, 2)), 1, 3)),
            )
        ],
        catalogue_of(
            """
            stretched: Stretching a density to twice the width doubles its mean, but your number is {r} times what it was.
                | Stretching a density to twice the width doubles its mean, but your number does not double. | How often do you multiply by x or by a width?
            shifted: When the curve moves to the right by 1, its mean grows by 1, and your number changes by {d}.
                | When the curve moves to the right by 1, its mean grows by 1, and your number does not. | Where do the bounds come in, and where does x itself?
            """,
            stretched=stretched,
            shifted=shifted,
        ),
    ),
)
