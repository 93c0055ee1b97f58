"""Wrong turns on the way to an area or a probability, each in terms of f, F and the bounds."""

from __future__ import annotations

from itertools import starmap
from typing import Any

import sympy as sp

from autograder.judges.integrals.classify import unwrap
from autograder.judges.integrals.evaluation import is_real
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.integrals.case import (
    NO_VALUE,
    IntegralCase,
    at,
    has_floats,
    ratio,
    same_function,
    same_number,
    short,
    symbols_of,
)
from autograder.mistakes.integrals.recognise import (
    Candidate,
    Recogniser,
    function_is,
    is_number,
    number_is,
)
from autograder.mistakes.integrals.wrong_antiderivatives import is_lesson, sign_flipped

CUT_OFFS = (*range(2, 101), 200, 500, *(10**k for k in range(3, 7)))
FULL = 10  # decimals: nobody types so many, so they are a float's own
CLOSE = 0.11  # a sum of few rectangles is ten percent off
FACTORS = ((2, 1), (3, 1), (4, 1), (1, 2), (1, 3), (1, 4), (3, 2), (2, 3), (-2, 1))

# -- wrong numbers


def F_at_upper(case: IntegralCase) -> Any:  # noqa: N802 -- the antiderivative's usual letter
    return case.F_at(case.upper)


def F_at_lower(case: IntegralCase) -> Any:  # noqa: N802 -- the antiderivative's usual letter
    return case.F_at(case.lower)


def f_at_middle(case: IntegralCase) -> Any:
    return case.f.subs(case.x, (case.lower + case.upper) / 2)


HEIGHTS: tuple[Candidate, ...] = (
    lambda case: case.height(case.lower),
    lambda case: case.height(case.upper),
    lambda case: case.f.subs(case.x, 1),
    lambda case: case.f.subs(case.x, 0),
)


def f_difference(case: IntegralCase) -> Any:
    return case.height(case.upper) - case.height(case.lower)


def from_zero(case: IntegralCase) -> Any:
    return case.area(sp.S.Zero, case.upper) if case.upper.is_finite else NO_VALUE


def share_of_support(case: IntegralCase) -> Any:
    return case.width / (case.integrand.upper - case.integrand.lower)


def mean_height(case: IntegralCase) -> Any:
    return case.expected / case.width


def first_moment(case: IntegralCase) -> Any:
    return case.area_of(case.x * case.f)


def lesson_formula(case: IntegralCase) -> Any:
    return sp.exp(-case.lower) - sp.exp(-case.upper)


def sign_flipped_area(case: IntegralCase) -> Any:
    is_finite = case.lower.is_finite and case.upper.is_finite
    return case.area_of(sign_flipped(case)) if is_finite else NO_VALUE


def flipped_to_one(case: IntegralCase) -> Any:
    """The area under f with the exponent's sign turned, from 0 to 1."""
    return case.area_of(sign_flipped(case), sp.S.One) if case.lower == 0 else NO_VALUE


def on_half_line(factor: Any) -> Candidate:
    """A multiple of the area between the lesson's bounds."""
    return lambda case: factor * case.expected if case.is_half_line else NO_VALUE


def sum_of_heights(case: IntegralCase, *, last: bool = True) -> Any:
    """Heights at the whole numbers from a to b, added as for a die."""
    if not (case.lower.is_integer and case.upper.is_integer and case.width < 50):
        return NO_VALUE
    places = range(int(case.lower), int(case.upper) + last)
    return sp.Add(*(case.f.subs(case.x, k) for k in places))


# -- recognisers of numbers


def typed_in(*candidates: Candidate) -> Recogniser:
    """Recognises the lesson's result where something else was asked."""
    return lambda case: not is_lesson(case) and number_is(*candidates)(case)


def finite_upper_bound(case: IntegralCase) -> Recognised:
    """A whole number stood in for infinity; a value rounded by hand shows it by its digits."""
    if case.upper is not sp.oo or not is_number(case):
        return None
    missing = at(case.expected - case.answer, case)
    if missing is None:
        return None
    slack = max(1e-9 * abs(missing), half_last_digit(case.value))
    if slack > 0.15 * abs(missing):  # so rough that neighbouring bounds fit as well
        return None
    cut_offs = (b for b in CUT_OFFS if abs(beyond(case, b) - missing) <= slack)
    return next(({"b": str(b)} for b in cut_offs), None)


def beyond(case: IntegralCase, bound: int) -> Any:
    """The area from there on: formed before it is evaluated, for it can be tiny."""
    return at(F_at_upper(case) - case.F.subs(case.x, bound), case)


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
    return is_decimal and same_number(case.answer, case.expected, case, CLOSE)


def simple_factor(case: IntegralCase) -> Recognised:
    """A small whole multiple or fraction of the right value."""
    if not is_number(case):
        return None
    fits = (
        r
        for r in starmap(sp.Rational, FACTORS)
        if same_number(case.answer, case.expected * r, case)
    )
    return next(({"r": str(r)} for r in fits), None)


def is_too_large(case: IntegralCase) -> Recognised:
    return compared(case, 1)


def is_too_small(case: IntegralCase) -> Recognised:
    return compared(case, -1)


def compared(case: IntegralCase, direction: int) -> Recognised:
    if not is_number(case):
        return None
    given, wanted = at(case.answer, case), at(case.expected, case)
    if given is None or not is_real(given) or (given - wanted).real * direction <= 0:
        return None
    return {"value": short(given)}


def is_impossible(case: IntegralCase) -> Recognised:
    """A number below 0 or above 1, which no probability is."""
    given = at(case.answer, case) if is_number(case) else None
    if given is None or not is_real(given) or 0 <= given.real <= 1:
        return None
    return {"value": short(given)}


# -- recognisers of answers that still hold a symbol


def is_antiderivative(case: IntegralCase) -> bool:
    """Its derivative is f: an antiderivative with some constant."""
    return same_function(case.slope, case.f, case)


def is_area_up_to_x(case: IntegralCase) -> bool:
    """An antiderivative that is 0 at the lower bound, where the usual one is not."""
    if not is_antiderivative(case) or same_function(case.answer, case.F, case):
        return False
    return bool(case.limit(case.answer, case.lower) == 0)


def is_multiple_of_f(case: IntegralCase) -> bool:
    """A number times f, as (upper - lower) * f is."""
    has_x = case.x in symbols_of(case.answer)
    return has_x and ratio(case.answer, case.f, case) is not None


def is_infinite_in_x(case: IntegralCase) -> bool:
    """Infinity beside an x: what held x was taken for a number of unknown sign."""
    return case.x in symbols_of(case.answer) and case.answer.has(sp.oo)


def is_width_times_f(case: IntegralCase) -> Recognised:
    """The width times f, where the width is a number."""
    is_finite = case.lower.is_finite and case.upper.is_finite
    return is_finite and function_is(lambda case: case.width * case.f)(case)


def constant_left_over(case: IntegralCase) -> bool:
    """The right value plus something that holds a new symbol only."""
    new = case.new_symbols
    if not new or case.x in symbols_of(case.answer):
        return False
    bare = (case.answer - case.expected).subs(dict.fromkeys(new, 0))
    return same_number(bare, sp.Integer(0), case)
