"""What tasks 1.2 and 1.4 share: wrong turns in terms of f, F and the bounds, and entries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

import sympy as sp

from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand
from autograder.judges.symbolic.evaluation import Number, apart, is_real
from autograder.mistakes.catalogue import Mistake, Recognised, catalogue_of
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals.case import (
    DIGITS,
    IntegralCase,
    has_floats,
    other_curves,
    short,
    symbols_of,
)
from autograder.mistakes.integrals.recognise import (
    Recogniser,
    both_signs,
    function_is,
    has_symbol_named,
    held_constant,
    is_function,
    is_number,
    is_zero,
    number_is,
    twice,
)
from autograder.mistakes.recognise import either, kind
from autograder.mistakes.symbolic.returned_kind import wrong_kinds

CLOSE = 0.11  # a sum of few rectangles is ten percent off
STRIPS = 0.06  # a sum of many rectangles, or a mean of many heights, in fractions
NEARLY = 1e-3  # an exact number that came from decimals, or from bounds that are a little off
STEPS = "Print each part of your calculation: which one is not what you expect?"
INFINITY_NAMES = ("oo", "inf", "infinity", "Infinity", "INF", "infty")


def f_at_middle(case: IntegralCase) -> Any:
    return case.f.subs(case.x, (case.lower + case.upper) / 2)


def lesson_formula(case: IntegralCase) -> Any:
    """The lesson's area, where another integrand was asked for."""
    return None if anti.is_lesson(case) else sp.exp(-case.lower) - sp.exp(-case.upper)


def is_close(case: IntegralCase) -> bool:
    """A decimal within eleven percent of the area, or another number that is nearly equal."""
    tolerance = CLOSE if is_number(case) and has_floats(case.answer) else NEARLY
    return is_number(case) and case.same_number(case.answer, case.expected, tolerance)


def is_sum_of_strips(case: IntegralCase) -> bool:
    """An exact number within six percent of the right one, whatever curve comes in."""

    def is_near(one: IntegralCase | None) -> bool:
        if one is None or not is_number(one) or one.letters:
            return False
        given, wanted = one.at(one.answer), one.at(one.expected)
        if given is None or wanted is None:
            return False
        size = max(abs(wanted), abs(one.at(one.width) or 0) / 4)
        return bool(abs(given - wanted) <= STRIPS * size)

    others = (one for one in case.others if one.width.is_finite)
    return is_near(case) and is_near(case.twin) and all(map(is_near, others))


def constant_factor(case: IntegralCase) -> Recognised:
    """The same multiple of the right value whatever is asked, of other curves too."""
    ratio = case.at(case.answer / case.expected) if is_number(case) and case.twin else None
    if ratio is None or not is_real(ratio) or case.letters:  # it may be built from a letter
        return None
    known = number_is(lambda one: sp.Float(ratio.real, DIGITS) * one.expected)
    others = (case.asked(q, *between) for q, between in other_curves())
    is_known = bool(known(case)) and all(known(one) for one in others if one)
    return {"r": short(ratio)} if is_known else None


def is_same_for_another_curve(case: IntegralCase) -> bool:
    """A number that does not change with f; its bounds stay."""
    curves = (case.integrand.times(2), case.integrand.stretched())
    others = (case.asked(q, case.lower, case.upper) for q in curves)
    return is_number(case) and all(one and case.answer == one.answer for one in others)


def unused_bound(case: IntegralCase) -> Recognised:
    """A number that does not change with one of the bounds, or with neither."""
    low, high = case.lower, case.upper
    middle = next(one for one in ((low + high) / 2, low + 1, high - 1, sp.S.Zero) if one.is_finite)
    # A bound moves inside the range, and so far outside that it is no longer rounded to the same.
    lows = [(at, high) for at in (middle, low - 9) if at != low]
    highs = [(low, at) for at in (middle, high + 9) if at != high]
    is_asked = is_number(case) and low != high
    moves = {"the lower bound": lows, "the upper bound": highs} if is_asked else {}

    def stays(q: Any, bounds: Any) -> bool:
        first, moved = case.asked(q, low, high), case.asked(q, *bounds)
        return bool(first and moved and is_number(moved) and first.answer == moved.answer)

    curves = case.integrand, case.integrand.times(1000)  # so high that no rounding hides a change
    unused = [k for k, to in moves.items() if all(stays(*at) for at in product(curves, to))]
    return {"bound": unused[0] if len(unused) == 1 else "either bound"} if unused else None


def letter_lost(case: IntegralCase) -> Recognised:
    """A number without a parameter of f on which the right one depends."""
    lost = symbols_of(case.expected) - symbols_of(case.answer)
    return {"letter": min(map(str, lost))} if lost and is_number(case) else None


def number_added(case: IntegralCase) -> Recognised:
    """A number that is off by the same amount for all curves; not by what may be a letter's."""
    is_off = is_number(case) and not case.letters and case.twin and not is_close(case)
    gap = case.answer - case.expected if is_off and case.others else None

    def is_the_same(one: IntegralCase) -> bool:
        return is_number(one) and one.same_number(one.answer - one.expected, gap)

    is_known = case.at(gap) is not None and twice(is_the_same)(case)
    return {"c": short(case.at(gap))} if is_known else None


def real_number(holds: Callable[[Number, Number], bool]) -> Recogniser:
    """Recognises a real number for which that holds, beside the right one; the message shows it."""

    def recognise(case: IntegralCase) -> Recognised:
        given, wanted = case.at(case.answer), case.at(case.expected)
        # Which of two is larger may hang on a letter.
        if not is_number(case) or case.letters or given is None or wanted is None:
            return None
        if not (is_real(given) and holds(given.real, wanted.real)):
            return None
        is_apart = short(given) != short(wanted)
        return {"value": short(given) if is_apart else apart(given, wanted)[0]}

    return recognise


# -- answers that still hold a symbol


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


def constant_left_over(case: IntegralCase) -> bool:
    """The right value plus a multiple of one new symbol; a letter put in as a bound is no such term."""
    new = case.new_symbols
    if len(new) != 1 or is_function(case) or not sp.diff(case.answer, *new).is_number:
        return False
    bare = (case.answer - case.expected).subs(dict.fromkeys(new, 0))
    return case.same_number(bare, sp.Integer(0))


# -- entries

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
        symbol_cancels: The value is right, but {names} still stands in it although it cancels.
            | The value is right, but a symbol still stands in it although it cancels. | Tidy your result with sp.simplify.
        upper_bound_x: You returned the area up to x, still a function. Go on to the upper bound that comes in.
        lower_bound_x: You returned the area from x on, still a function. Begin at the lower bound that comes in.
        bounds_not_used: You returned an antiderivative, a function of x. The area is a number: now use the two bounds.
        integrand_returned: You returned the curve itself, perhaps with a minus. Integrate it between the bounds.
        treated_as_constant: TREATED
        constant_in_definite: Leave out the constant: in (F(b) + C) - (F(a) + C) it cancels.
        symbols_left: Your answer still holds {names}.
            | Your answer still holds a symbol. | Only numbers and parameters of the curve may stand in it: find the line where the symbol comes in.
        nonfinite: Your result is undefined, as oo - oo is. Was infinity, or a point where F has no value, put in like a number? Give the bounds to sp.integrate, or take a limit.
        infinite_end: Your result is infinite, as the area from the lower bound to infinity is here. End at the upper bound that comes in.
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
    squared_integrand=number_is(lambda case: case.area_of(case.f**2)),
    whole_number=number_is(
        lambda case: sp.floor(case.expected),
        lambda case: sp.floor(case.expected + sp.S.Half),
        lambda case: sp.sign(case.expected) * sp.floor(sp.Abs(case.expected)),
    ),
    area_changed=number_is(lambda case: case.expected**2, lambda case: 1 / case.expected),
)
"""Wrong turns of both tasks that a number betrays."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question to work out by hand. text: its words. lower, upper: the bounds asked for."""

    text: str
    q: Integrand
    lower: Any
    upper: Any


def failed(trials: Iterable[Trial]) -> Recogniser:
    """Recognises a wrong number for one of these questions, too; the message shows it."""

    def recognise(case: IntegralCase) -> Recognised:
        for trial in trials if is_number(case) else ():
            one = case.asked(trial.q, trial.lower, trial.upper)
            given = one.at(one.answer) if one and is_number(one) and not one.is_right else None
            if one and given is not None:
                right = short(one.at(one.expected))
                return {"trial": trial.text, "right": right, "given": short(given)}
        return None

    return recognise


def last_resorts(
    result: str, trials: Iterable[Trial], own: Iterable[Mistake] = ()
) -> tuple[Mistake, ...]:
    """What is left to say of a wrong number.

    result: its name. trials: cases to do by hand. own: what a task says before it falls back on
    them.
    """
    habits = catalogue_of(
        """
        number_added: Your number minus the RESULT is {c}, here and for other curves.
            | Your number and the RESULT differ by the same amount for several curves. | Find the line that brings this amount in.
        letter_lost: Your answer does not contain {letter}, a parameter of the curve.
            | Your answer does not contain the parameter of the curve. | Find the line that drops it, or puts a number in its place.
        zero: Your result is 0, but the RESULT asked for is not. Print each part of your calculation: where does the 0 come from?
        curve_unused: Your number stays the same for another curve. Find the line that uses the curve your function receives, or add one.
        bound_unused: Your number stays the same when {=bound} changes. Find where your code should use it.
        numeric_sum: Close to the RESULT, but not equal to it. Look for a sum, a rounding, a decimal, or a bound that is a little off: SymPy gives the exact value.
        off_by_factor: Your number is {r} times the RESULT.
            | Your number is the same multiple of the RESULT for several curves. | Find the line that loses a factor, or brings one in.
        """.replace("RESULT", result),
        number_added=number_added,
        letter_lost=letter_lost,
        zero=is_zero,
        curve_unused=is_same_for_another_curve,
        bound_unused=unused_bound,
        numeric_sum=either(kind("rounded"), is_close, is_sum_of_strips),
        off_by_factor=constant_factor,
    )
    sizes = catalogue_of(
        """
        by_hand: For {=trial} the RESULT is {=right}, and your number is {=given}. Do it by hand, line by line as your code does: from which line on do the two differ?
        too_small: Your number {value} is smaller than the RESULT.
            | Your number is smaller than the RESULT. | STEPS
        too_large: Your number {value} is larger than the RESULT.
            | Your number is larger than the RESULT. | STEPS
        else wrong_answer: Your answer is not the RESULT. STEPS
        """.replace("RESULT", result).replace("STEPS", STEPS),
        by_hand=failed(trials),
        too_small=real_number(lambda given, wanted: given < wanted),
        too_large=real_number(lambda given, wanted: given > wanted),
    )
    return *habits, *own, *sizes
