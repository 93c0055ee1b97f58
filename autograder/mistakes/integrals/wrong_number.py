"""What is left to say of a wrong number, when no wrong turn explains it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

import sympy as sp

from autograder.judges.integrals.integrands import Integrand
from autograder.judges.symbolic.evaluation import Number, apart, is_real
from autograder.mistakes.catalogue import Mistake, Recognised, catalogue_of
from autograder.mistakes.integrals.case import (
    DIGITS,
    IntegralCase,
    has_floats,
    other_curves,
    short,
    symbols_of,
)
from autograder.mistakes.integrals.recognise import Recogniser, is_number, is_zero, number_is, twice
from autograder.mistakes.recognise import either, kind

CLOSE = 0.11  # a sum of few rectangles is ten percent off
STRIPS = 0.06  # a sum of many rectangles, or a mean of many heights, in fractions
NEARLY = 1e-3  # an exact number that came from decimals, or from bounds that are a little off
STEPS = "Print each part of your calculation: which one is not what you expect?"


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


@dataclass(frozen=True, slots=True)
class Example:
    """A question to work out by hand. text: its words. lower, upper: the bounds asked for."""

    text: str
    q: Integrand
    lower: Any
    upper: Any


def failed(examples: Iterable[Example]) -> Recogniser:
    """Recognises a wrong number for one of these questions, too; the message shows it."""

    def recognise(case: IntegralCase) -> Recognised:
        for example in examples if is_number(case) else ():
            one = case.asked(example.q, example.lower, example.upper)
            given = one.at(one.answer) if one and is_number(one) and not one.is_right else None
            if one and given is not None:
                right = short(one.at(one.expected))
                return {"example": example.text, "right": right, "given": short(given)}
        return None

    return recognise


HABITS = """
number_added: Your number minus the RESULT is {c}, here and for other curves.
    | Your number and the RESULT differ by the same amount for several curves. | Find the line that brings this amount in.
letter_lost: Your answer does not contain {letter}, a parameter of the curve.
    | Your answer does not contain the parameter of the curve. | Find the line that drops it, or puts a number in its place.
zero: Your result is 0, but the RESULT asked for is not. Print each part of your calculation: where does the 0 come from?
curve_unused: Your number stays the same for another curve. Which line of yours looks at all of the curve that your function receives?
bound_unused: Your number stays the same when {=bound} changes. Find where your code should use it.
numeric_sum: Close to the RESULT, but not equal to it. Look for a sum, a rounding, a decimal, or a bound that is a little off: SymPy gives the exact value.
off_by_factor: Your number is {r} times the RESULT.
    | Your number is the same multiple of the RESULT for several curves. | Find the line that loses a factor, or brings one in.
"""
SIZES = """
by_hand: For {=example} the RESULT is {=right}, and your number is {=given}. Do it by hand, line by line as your code does: where do the two first differ?
too_small: Your number {value} is smaller than the RESULT.
    | Your number is smaller than the RESULT. | STEPS
too_large: Your number {value} is larger than the RESULT.
    | Your number is larger than the RESULT. | STEPS
else wrong_answer: Your answer is not the RESULT. STEPS
"""


def last_resorts(
    result: str, examples: Iterable[Example], own: Iterable[Mistake] = ()
) -> tuple[Mistake, ...]:
    """What is left to say of a wrong number.

    result: its name. examples: cases to do by hand. own: what a task says before it falls back on
    them.
    """
    habits = catalogue_of(
        HABITS.replace("RESULT", result),
        number_added=number_added,
        letter_lost=letter_lost,
        zero=is_zero,
        curve_unused=is_same_for_another_curve,
        bound_unused=unused_bound,
        numeric_sum=either(kind("rounded"), is_close, is_sum_of_strips),
        off_by_factor=constant_factor,
    )
    sizes = catalogue_of(
        SIZES.replace("RESULT", result).replace("STEPS", STEPS),
        by_hand=failed(examples),
        too_small=real_number(lambda given, wanted: given < wanted),
        too_large=real_number(lambda given, wanted: given > wanted),
    )
    return *habits, *own, *sizes
