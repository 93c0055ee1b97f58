"""What areas, probabilities and means share: answers that are no number, and wrong turns."""

from functools import partial
from typing import Any

import sympy as sp

from autograder.judges.integrals.families import lesson
from autograder.mistakes.catalogue import catalogue_of
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals.case import IntegralCase, other_curves
from autograder.mistakes.integrals.recognise import (
    both_signs,
    function_is,
    has_symbol_named,
    held_constant,
    is_function,
    is_number,
    number_is,
    twice,
)
from autograder.mistakes.recognise import either, kind
from autograder.mistakes.symbolic.returned_kind import wrong_kinds

INFINITY_NAMES = ("oo", "inf", "infinity", "Infinity", "INF", "infty")


def f_at_middle(case: IntegralCase) -> Any:
    return case.f.subs(case.x, (case.lower + case.upper) / 2)


def slopes_apart(case: IntegralCase) -> Any:
    """The slope of the curve at the upper bound less that at the lower one."""
    slope = sp.diff(case.f, case.x)
    return case.limit(slope, case.upper) - case.limit(slope, case.lower)


def sum_of_heights(case: IntegralCase, *, last: bool = True) -> Any:
    """Heights at the whole numbers from bound to bound, added as for a die."""
    if not (case.lower.is_integer and case.upper.is_integer and case.width < 50):
        return None
    places = range(int(case.lower), int(case.upper) + last)
    return sp.Add(*(case.f.subs(case.x, k) for k in places))


def lesson_formula(case: IntegralCase) -> Any:
    """The lesson's area, where another integrand was asked for."""
    return None if anti.is_lesson(case) else sp.exp(-case.lower) - sp.exp(-case.upper)


def is_antiderivative(case: IntegralCase) -> bool:
    """Its derivative is f: an antiderivative with some constant."""
    return case.same_function(case.slope, case.f)


def is_area_up_to_x(case: IntegralCase) -> bool:
    """An antiderivative that is 0 at the lower bound, where the usual one is not."""
    if not is_antiderivative(case) or case.same_function(case.answer, case.F):
        return False
    return bool(case.limit(case.answer, case.lower) == 0)


def holds_infinite_multiple(case: IntegralCase) -> bool:
    """What held x was taken for a number of unknown sign, and multiplied by an infinite width."""
    infinite = [one for one in sp.Add.make_args(case.answer) if one.has(sp.oo)]
    return is_function(case) and bool(infinite) and all(one.is_Mul for one in infinite)


def is_infinite_area(case: IntegralCase) -> bool:
    """The area on to infinity, where that is infinite, and the lesson's area also ends there."""
    if case.finding.kind != "infinite" or case.upper is sp.oo or case.again is None:
        return False
    q = lesson()
    return all(case.again(q.f, q.x, sp.S.Zero, sp.Integer(end)) == q.area for end in (1, 2))


def stays_infinite(case: IntegralCase) -> bool:
    """Infinite between other bounds, too, for a curve whose area is finite everywhere."""
    if case.finding.kind != "infinite":
        return False
    q = other_curves()[0][0]
    answers = [case.asked(q, q.lower, end) for end in (sp.S.Zero, q.upper)]
    return all(one is not None and one.answer in {sp.oo, -sp.oo} for one in answers)


def constant_left_over(case: IntegralCase) -> bool:
    """The right value plus a multiple of one new symbol; a letter put in as a bound is no such term."""
    new = case.new_symbols
    if len(new) != 1 or is_function(case) or not sp.diff(case.answer, *new).is_number:
        return False
    bare = (case.answer - case.expected).subs(dict.fromkeys(new, 0))
    return case.same_number(bare, sp.Integer(0))


SYMBOL_E, QUOTED = catalogue_of(
    """
    symbol_e: {=name} in your answer is a Symbol; SymPy does not know that it is 2.718... Use sp.E or sp.exp.
    quoted: {=name} in your answer is only a Symbol of that name, as SymPy makes it from text. Use the {=name} that your function receives, without quotes.
    """,
    symbol_e=has_symbol_named("e", "E"),
    quoted=has_symbol_named("f", "density", "lower", "upper"),
)
NO_NUMBER = (
    *wrong_kinds("number"),
    SYMBOL_E,
    QUOTED,
    *catalogue_of(
        """
        symbol_infinity: {=name} in your answer is a Symbol with the name of infinity. Use SymPy's own infinity, sp.oo.
        symbol_cancels: The value is right, but {names} is still in it although it cancels.
            | The value is right, but a symbol is still in it although it cancels. | Tidy your result with sp.simplify.
        upper_bound_x: You returned the area up to x, still a function. Now use the upper bound you are given.
        lower_bound_x: You returned the area from x on, still a function. Begin at the lower bound you are given.
        bounds_not_used: You returned an antiderivative, a function of x. The area is a number: now use the two bounds.
        integrand_returned: You returned the curve itself, perhaps with a minus. Integrate it between the bounds.
        treated_as_constant: TREATED
        constant_in_definite: Leave out the constant: in (F(b) + C) - (F(a) + C) it cancels.
        symbols_left: Your answer still holds {names}.
            | Your answer still holds a symbol. | Only numbers and parameters of the curve may be left in it: find the line where the symbol comes in.
        nonfinite: Your result is undefined, as oo - oo is. Was infinity put in like a number, or the curve integrated beyond its bounds? Give sp.integrate exactly the two bounds.
        infinite_end: Your result is infinite, like the area from the lower bound to infinity. End at the upper bound you are given.
        infinite_everywhere: Your result is infinite for any bounds. Integrate only between the two bounds: which of your lines ignores them, or goes beyond them?
        diverges: Your result is infinite, but this area is finite. Print the integrand, the bounds and each later step: which one is not what you expect?
        decimal: The value is right, but in decimals, and the exact one is asked for. Find the step that turns numbers into decimals.
        nearly_exact: Your number is right to many digits, but it is not the exact one: it has been through decimals. Where is evalf, N, nsimplify or a decimal point in your code?
        """.replace("TREATED", anti.TREATED_AS_CONSTANT),
        symbol_infinity=has_symbol_named(*INFINITY_NAMES),
        symbol_cancels=lambda case: case.finding.evidence.get("cancels") and kind("symbols")(case),
        upper_bound_x=twice(is_area_up_to_x),
        lower_bound_x=function_is(lambda case: case.F_at(case.upper) - case.F),
        bounds_not_used=twice(is_antiderivative),
        integrand_returned=function_is(*both_signs(lambda case: case.f)),
        treated_as_constant=either(
            function_is(lambda case: case.x * case.f, lambda case: case.width * case.f),
            twice(held_constant),
            holds_infinite_multiple,
        ),
        constant_in_definite=constant_left_over,
        symbols_left=kind("symbols"),
        nonfinite=kind("not_finite"),
        infinite_end=is_infinite_area,
        infinite_everywhere=stays_infinite,
        diverges=kind("infinite"),
        decimal=kind("float"),
        nearly_exact=lambda case: (
            is_number(case)
            and case.answer.is_Rational
            and case.same_number(case.answer, case.expected)
        ),
    ),
)
"""What is no exact, finite number."""


MISUSED = catalogue_of(
    """
    ends_added: Your number is F at one bound plus F at the other, perhaps with a minus. An area is their difference: check the sign of each.
    average_height: Your number is the average height of the curve: the area divided by the width. Find the step that divides by the width.
    height_not_area: Your number is a height of the curve. An area has a width, too: integrate the curve between the two bounds.
    heights_subtracted: That is the difference of two heights of the curve. For an area, take two values of its antiderivative: find that first.
    rectangle: Your number is width times height, as for a rectangle or a trapezium. The height changes between the bounds: integrate the curve instead.
    mean_integrand: Your number is the area under x times the curve, which belongs to the mean. Print the integrand that you pass on: is it the curve alone?
    slopes_subtracted: That is the difference of two slopes: the curve was differentiated. An area needs the opposite, its antiderivative.
    integrated_twice: Your number is the area under the antiderivative. Integrate the curve itself, and only once.
    heights_added: You added heights at whole numbers, as for a die. Between two of them lie more values: what replaces a sum there?
    squared_integrand: Your number is the area under the square of the curve. Print the integrand that you pass on: is it the curve alone?
    whole_number: Your number is a whole number next to the area. Find the line that rounds, or cuts the decimals off.
    area_changed: Your number is the area squared, or 1 divided by it. Find the line that changes the area, and return the area itself.
    """,
    ends_added=number_is(*both_signs(lambda case: case.F_at(case.upper) + case.F_at(case.lower))),
    average_height=number_is(lambda case: case.expected / case.width),
    height_not_area=number_is(
        lambda case: case.height(case.lower),
        lambda case: case.height(case.upper),
        lambda case: case.f.subs(case.x, 1),
        lambda case: case.f.subs(case.x, 0),
        f_at_middle,
    ),
    heights_subtracted=number_is(
        *both_signs(lambda case: case.height(case.upper) - case.height(case.lower)),
        lambda case: sp.Abs(case.height(case.upper) - case.height(case.lower)),
    ),
    rectangle=number_is(
        lambda case: case.width * case.height(case.lower),
        lambda case: case.width * case.height(case.upper),
        lambda case: case.width * f_at_middle(case),
        lambda case: case.width * (case.height(case.lower) + case.height(case.upper)) / 2,
    ),
    mean_integrand=number_is(lambda case: case.area_of(case.x * case.f)),
    slopes_subtracted=number_is(*both_signs(slopes_apart)),
    integrated_twice=number_is(lambda case: case.area_of(case.F)),
    heights_added=number_is(sum_of_heights, partial(sum_of_heights, last=False)),
    squared_integrand=number_is(lambda case: case.area_of(case.f**2)),
    whole_number=number_is(
        lambda case: sp.floor(case.expected),
        lambda case: sp.floor(case.expected + sp.S.Half),
        lambda case: sp.sign(case.expected) * sp.floor(sp.Abs(case.expected)),
    ),
    area_changed=number_is(lambda case: case.expected**2, lambda case: 1 / case.expected),
)
"""Wrong turns of both tasks that a number betrays."""
