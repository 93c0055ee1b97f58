"""What tasks 1.2 and 1.4 share: wrong turns in terms of f, F and the bounds, and entries."""

from __future__ import annotations

from collections.abc import Callable
from itertools import starmap
from typing import Any

import sympy as sp

from autograder.judges.integrals.evaluation import Number, apart, is_real
from autograder.mistakes.catalogue import Mistake, Recognised
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals.case import IntegralCase, has_floats, short
from autograder.mistakes.integrals.recognise import (
    Candidate,
    Recogniser,
    both_signs,
    either,
    function_is,
    has_symbol_named,
    held_constant,
    is_function,
    is_number,
    kind,
    number_is,
)
from autograder.mistakes.integrals.returned_kind import wrong_kinds

CLOSE = 0.11  # a sum of few rectangles is ten percent off
NEARLY = 1e-4  # an exact number that came from decimals, or from bounds that are a little off
FACTORS = ((2, 1), (3, 1), (4, 1), (1, 2), (1, 3), (1, 4), (3, 2), (2, 3), (-2, 1))
INFINITY_NAMES = ("oo", "inf", "infinity", "Infinity", "INF", "infty")

WRONG_SIGN = (
    "The right size with the wrong sign. How does each of the two bounds come into your "
    "calculation: in which order, and with which sign?"
)

BOUNDS_NOT_USED = (
    "That is an antiderivative: a function of x. An area is a number. "
    "What do the two bounds do to it?"
)


def f_at_middle(case: IntegralCase) -> Any:
    return case.f.subs(case.x, (case.lower + case.upper) / 2)


def lesson_formula(case: IntegralCase) -> Any:
    """The lesson's area, where another integrand was asked for."""
    return None if anti.is_lesson(case) else sp.exp(-case.lower) - sp.exp(-case.upper)


def is_close(case: IntegralCase) -> bool:
    """A decimal within eleven percent of the area, or another number that is nearly equal."""
    tolerance = CLOSE if is_number(case) and has_floats(case.answer) else NEARLY
    return is_number(case) and case.same_number(case.answer, case.expected, tolerance)


def simple_factor(case: IntegralCase) -> Recognised:
    """A small whole multiple or fraction of the right value."""
    fits = (r for r in starmap(sp.Rational, FACTORS) if number_is(multiple(r))(case))
    return next(({"r": str(r)} for r in fits), None)


def multiple(factor: Any) -> Candidate:
    return lambda case: factor * case.expected


def real_number(holds: Callable[[Number, Number], bool]) -> Recogniser:
    """Recognises a real number for which that holds, beside the right one; the message shows it."""

    def recognise(case: IntegralCase) -> Recognised:
        given, wanted = case.at(case.answer), case.at(case.expected)
        if not is_number(case) or given is None or wanted is None or not is_real(given):
            return None
        if not holds(given.real, wanted.real):
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


def constant_left_over(case: IntegralCase) -> bool:
    """The right value plus something that holds a new symbol only."""
    new = case.new_symbols
    if not new or is_function(case):
        return False
    bare = (case.answer - case.expected).subs(dict.fromkeys(new, 0))
    return case.same_number(bare, sp.Integer(0))


# -- entries

SYMBOL_E = Mistake(
    "symbol_e",
    "Your {name} is a symbol you made; SymPy does not know it is 2.718... Use sp.E or sp.exp.",
    has_symbol_named("e", "E"),
    words=("name",),
)
NO_NUMBER = (
    *wrong_kinds("number"),
    Mistake(
        "symbol_infinity",
        "You made a symbol with the name of infinity: {name}. Use sp.oo.",
        has_symbol_named(*INFINITY_NAMES),
        words=("name",),
    ),
    SYMBOL_E,
    Mistake(
        "symbol_cancels",
        "The value is right, but {names} still stands in it although it cancels.",
        lambda case: case.finding.evidence.get("cancels") and kind("symbols")(case),
        without="The value is right, but a symbol still stands in it although it cancels.",
        then="Which function of SymPy tidies an expression?",
    ),
    Mistake("bounds_not_used", BOUNDS_NOT_USED, function_is(lambda case: case.F)),
    Mistake(
        "integrand_returned",
        "That is the integrand, perhaps with another sign. Integrate it between the bounds.",
        function_is(*both_signs(lambda case: case.f)),
    ),
    Mistake(
        "upper_bound_x",
        "That is the area up to x, still a function. Go on to the upper bound that was asked for.",
        is_area_up_to_x,
    ),
    Mistake(
        "lower_bound_x",
        "That is the area from x on, still a function. Which lower bound was asked for?",
        function_is(lambda case: case.F_at(case.upper) - case.F),
    ),
    Mistake("bounds_not_used", BOUNDS_NOT_USED, is_antiderivative),
    Mistake(
        "treated_as_constant",
        anti.TREATED_AS_CONSTANT,
        either(
            function_is(lambda case: case.x * case.f, lambda case: case.width * case.f),
            held_constant,
            # What held x was taken for a number of unknown sign.
            lambda case: is_function(case) and case.answer.has(sp.oo),
        ),
    ),
    Mistake(
        "constant_in_definite",
        "No + C here: it cancels in (F(b)+C) - (F(a)+C).",
        constant_left_over,
    ),
    Mistake(
        "symbols_left",
        "{names} still stands in your answer.",
        kind("symbols"),
        without="A symbol still stands in your answer.",
        then="A result between bounds depends on the bounds alone (and on parameters of f): "
        "where did it survive?",
    ),
    Mistake(
        "nonfinite",
        "Your result is undefined. Was infinity, or a point where F has no value, put in like a "
        "number? Give the bounds to sp.integrate, or take a limit.",
        kind("not_finite"),
    ),
    Mistake(
        "diverges",
        "Your result is infinite, but this area is finite. Print each part of your "
        "calculation: which one is infinite?",
        kind("infinite"),
    ),
    Mistake(
        "zero",
        "Your result is 0, but the area asked for is not. Print each part of your calculation: "
        "where does the 0 come from?",
        lambda case: is_number(case) and case.same_number(case.answer, sp.Integer(0)),
    ),
    Mistake(
        "decimal",
        "The right value, but as a decimal number. The exact value was asked for: "
        "at which step did SymPy's numbers become decimals?",
        kind("float"),
    ),
)
"""What is no exact, finite number."""


def wrong_number(key: str, message: str, *candidates: Candidate) -> Mistake:
    """The mistake behind a number that is one of the candidates."""
    return Mistake(key, message, number_is(*candidates))


MISUSED = (
    wrong_number(
        "ends_added",
        "Your number is F at one bound plus F at the other. "
        "How does an area come from F: as a sum or as a difference?",
        *both_signs(lambda case: case.F_at(case.upper) + case.F_at(case.lower)),
    ),
    wrong_number(
        "average_height",
        "Your number is the average height of the curve, the area divided by the width. "
        "Which step loses the width?",
        lambda case: case.expected / case.width,
    ),
    wrong_number(
        "height_not_area",
        "Your number is a height of the curve, or a difference of heights. "
        "An area has a width, too: between which two bounds?",
        lambda case: case.height(case.lower),
        lambda case: case.height(case.upper),
        lambda case: case.f.subs(case.x, 1),
        lambda case: case.f.subs(case.x, 0),
        f_at_middle,
    ),
    wrong_number(
        "heights_subtracted",
        "Your number is the difference of two heights of the curve. "
        "An area is the difference of another function: which one?",
        *both_signs(lambda case: case.height(case.upper) - case.height(case.lower)),
    ),
    wrong_number(
        "rectangle",
        "That is a rectangle or a trapezium: width times height. "
        "Is the curve as straight as that between the bounds?",
        lambda case: case.width * case.height(case.lower),
        lambda case: case.width * case.height(case.upper),
        lambda case: case.width * f_at_middle(case),
        lambda case: case.width * (case.height(case.lower) + case.height(case.upper)) / 2,
    ),
    wrong_number(
        "mean_integrand",
        "Your number is the area under x times the curve, which belongs to the mean. "
        "Print the integrand that you pass on: is it the curve alone?",
        lambda case: case.area_of(case.x * case.f),
    ),
    wrong_number(
        "squared_integrand",
        "Your number is the area under the square of the curve. "
        "Print the integrand that you pass on: is it the curve alone?",
        lambda case: case.area_of(case.f**2),
    ),
    wrong_number(
        "area_changed",
        "Your number is the area squared, or 1 divided by it. "
        "What is left to do once the area is there?",
        lambda case: case.expected**2,
        lambda case: 1 / case.expected,
    ),
)
"""Wrong turns of both tasks that a number betrays."""


def last_resorts(result: str, trial: str) -> tuple[Mistake, ...]:
    """What is left to say of a wrong number. result: its name. trial: a case to do by hand."""
    return (
        Mistake(
            "numeric_sum",
            f"Close to the {result}, but not equal. Is there a sum, a rounding, a decimal, or a "
            "bound that is a little off? SymPy gives it exactly.",
            either(kind("rounded"), is_close),
        ),
        Mistake(
            "off_by_factor",
            f"Your number is {{r}} times the {result}.",
            simple_factor,
            without=f"Your number is a simple multiple or fraction of the {result}.",
            then="Which factor was lost or gained?",
        ),
        Mistake(
            "too_small",
            f"Your number {{value}} is smaller than the {result}.",
            real_number(lambda given, wanted: given < wanted),
            without=f"Your number is smaller than the {result}.",
            then=trial,
        ),
        Mistake(
            "too_large",
            f"Your number {{value}} is larger than the {result}.",
            real_number(lambda given, wanted: given > wanted),
            without=f"Your number is larger than the {result}.",
            then=trial,
        ),
        Mistake("wrong_answer", f"Your answer is not the {result}. {trial}"),
    )
