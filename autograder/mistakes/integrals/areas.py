"""
What the catalogues of an area and of a probability share: wrong turns, and entries.

Each wrong turn is in terms of f, F and the bounds. Entries of twins differ in nouns alone.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import starmap
from typing import Any

import sympy as sp

from autograder.judges.integrals.evaluation import Number, is_real
from autograder.judges.integrals.expressions import unwrap
from autograder.mistakes.catalogue import Mistake, Recognised
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
from autograder.mistakes.integrals.wrong_antiderivatives import is_lesson

CUT_OFFS = (*range(2, 101), 200, 500, *(10**k for k in range(3, 7)))
FULL = 10  # decimals: nobody types so many, so they are a float's own
CLOSE = 0.11  # a sum of few rectangles is ten percent off
FACTORS = ((2, 1), (3, 1), (4, 1), (1, 2), (1, 3), (1, 4), (3, 2), (2, 3), (-2, 1))
INFINITY_NAMES = ("oo", "inf", "infinity", "Infinity", "INF", "infty")

TREATED_AS_CONSTANT = (
    "The integrand was held constant: almost always two different Symbols that both print as x. "
    "Use the x that your function receives."
)
GAUSSIAN = "You integrated the bell curve exp(-x**2). Compare the exponents."

BOUNDS_NOT_USED = (
    "That is an antiderivative: a function of x. An area is a number. "
    "What do lower and upper do to it?"
)


# -- wrong numbers

HEIGHTS: tuple[Candidate, ...] = (
    lambda case: case.height(case.lower),
    lambda case: case.height(case.upper),
    lambda case: case.f.subs(case.x, 1),
    lambda case: case.f.subs(case.x, 0),
)
LOWER_END = both_signs(lambda case: case.F_at(case.lower))
DIFFERENCE_OF_HEIGHTS = both_signs(lambda case: case.height(case.upper) - case.height(case.lower))
RECTANGLES: tuple[Candidate, ...] = (
    lambda case: case.width * case.height(case.lower),
    lambda case: case.width * case.height(case.upper),
    lambda case: case.width * f_at_middle(case),
    lambda case: case.width * (case.height(case.lower) + case.height(case.upper)) / 2,
)


def f_at_middle(case: IntegralCase) -> Any:
    return case.f.subs(case.x, (case.lower + case.upper) / 2)


def lesson_formula(case: IntegralCase) -> Any:
    """The lesson's area, where another integrand was asked for."""
    return None if is_lesson(case) else sp.exp(-case.lower) - sp.exp(-case.upper)


def finite_upper_bound(case: IntegralCase) -> Recognised:
    """A whole number stood in for infinity; a value rounded by hand shows it by its digits."""
    if case.upper is not sp.oo or not is_number(case):
        return None
    missing = case.at(case.expected - case.answer)
    if missing is None:
        return None
    slack = max(1e-9 * abs(missing), half_last_digit(case.value))
    if slack > 0.15 * abs(missing):  # so rough that neighbouring bounds fit as well
        return None
    cut_offs = (b for b in CUT_OFFS if abs(beyond(case, b) - missing) <= slack)
    return next(({"b": str(b)} for b in cut_offs), None)


def beyond(case: IntegralCase, bound: int) -> Any:
    """The area from there on: formed before it is evaluated, for it can be tiny."""
    return case.at(case.F_at(case.upper) - case.F.subs(case.x, bound))


def half_last_digit(value: Any) -> float:
    """How far rounding can have moved a decimal; next to nothing for a full float."""
    value = unwrap(value)
    if type(value) is not float and not isinstance(value, sp.Float):
        return 0.0
    digits = repr(float(value)).partition(".")[2]
    return 0.5 * 10.0 ** -len(digits) if len(digits) < FULL else 1e-12


def is_close(case: IntegralCase) -> bool:
    """A decimal within eleven percent of the area."""
    is_decimal = is_number(case) and has_floats(case.answer)
    return is_decimal and case.same_number(case.answer, case.expected, CLOSE)


def simple_factor(case: IntegralCase) -> Recognised:
    """A small whole multiple or fraction of the right value."""
    factors = starmap(sp.Rational, FACTORS) if is_number(case) else ()
    fits = (r for r in factors if case.same_number(case.answer, case.expected * r))
    return next(({"r": str(r)} for r in fits), None)


def real_number(holds: Callable[[Number, Number], bool]) -> Recogniser:
    """Recognises a real number for which that holds, beside the right one; the message shows it."""

    def recognise(case: IntegralCase) -> Recognised:
        given = case.at(case.answer) if is_number(case) else None
        if given is None or not is_real(given) or not holds(given, case.at(case.expected)):
            return None
        return {"value": short(given)}

    return recognise


is_too_small = real_number(lambda given, wanted: (given - wanted).real < 0)
is_too_large = real_number(lambda given, wanted: (given - wanted).real > 0)

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
        "That is the integrand, or an antiderivative with a lost sign. "
        "Integrate between the bounds.",
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
        TREATED_AS_CONSTANT,
        either(
            function_is(lambda case: case.x * case.f),
            held_constant,
            lambda case: is_function(case) and case.ratio(case.answer, case.f) is not None,
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
        "Infinity was put in like a number, and the result is undefined. "
        "Give the bounds to sp.integrate, or take a limit.",
        kind("not_finite"),
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
