"""
Wrong turns on the way to an area or a probability: each states the number that it gives.

The file is long because each wrong number is a function of its own, of two or three lines.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from autograder.judges.integrals.evaluation import is_real
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.integrals.case import (
    IntegralCase,
    at,
    has_floats,
    near,
    ratio,
    same_function,
    short,
    symbols_of,
)
from autograder.mistakes.integrals.wrong_antiderivatives import (
    Candidate,
    Test,
    lesson_integrand,
    of_exponent,
    sign_flipped,
)

NO_VALUE = sp.nan  # whatever is computed from it has no value either
CLOSE = 1e-3
EQUAL = 1e-12
CUT_OFFS = (*range(2, 101), 200, 500, *(10**k for k in range(3, 7)))


# -- numbers


def is_number(case: IntegralCase) -> bool:
    """An expression without x and without new symbols; parameters of f may stay."""
    return case.answer is not None and not symbols_of(case.answer) - case.letters


def same_number(one: Any, other: Any, case: IntegralCase, tolerance: float = 0.0) -> bool:
    """Floats compare at 1e-3, exact numbers at 1e-12, zero only below 1e-9."""
    if one is None or other is None:
        return False
    left, right = at(one, case), at(other, case)
    if left is None or right is None:
        return False
    if abs(right) < 1e-9:
        return bool(abs(left) < 1e-9)
    return near(left, right, tolerance or (CLOSE if has_floats(one) else EQUAL))


def number_is(*candidates: Candidate) -> Test:
    """Recognises a number that is one of the candidates, where that is not the right one."""

    def recognise(case: IntegralCase) -> bool:
        if not is_number(case):
            return False
        numbers = [candidate(case) for candidate in candidates]
        return any(
            same_number(case.answer, number, case) and not same_number(case.expected, number, case)
            for number in numbers
        )

    return recognise


def function_is(*candidates: Candidate) -> Test:
    """Recognises an answer that still holds x and is one of the candidates."""

    def recognise(case: IntegralCase) -> bool:
        if case.x not in symbols_of(case.answer):
            return False
        return any(same_function(case.answer, candidate(case), case) for candidate in candidates)

    return recognise


# -- areas and heights


def end(function: Any, case: IntegralCase, bound: Any) -> Any:
    """The limit of a function at a bound from inside the range; nan if it has none."""
    limit = sp.limit(function, case.x, bound, "+" if bound == case.integrand.lower else "-")
    return limit if limit.is_finite else NO_VALUE


def F_at(case: IntegralCase, bound: Any) -> Any:  # noqa: N802 -- the antiderivative's usual letter
    """F at a bound; nan if it is infinite there."""
    known = {case.integrand.lower: case.integrand.at_lower}
    known[case.integrand.upper] = case.integrand.at_upper
    return known[bound] if bound in known else end(case.F, case, bound)


def area(case: IntegralCase, lower: Any, upper: Any) -> Any:
    """The area under f between two bounds; nan if it is infinite."""
    return F_at(case, upper) - F_at(case, lower)


def area_of(case: IntegralCase, function: Any) -> Any:
    """The area under another function between the bounds that were asked for, in 15 digits."""
    if symbols_of(function) - {case.x}:
        return NO_VALUE
    return sp.Integral(function, (case.x, case.lower, case.upper)).evalf(15, maxn=60)


def F_at_upper(case: IntegralCase) -> Any:  # noqa: N802 -- the antiderivative's usual letter
    return F_at(case, case.upper)


def F_at_lower(case: IntegralCase) -> Any:  # noqa: N802 -- the antiderivative's usual letter
    return F_at(case, case.lower)


def sum_of_ends(case: IntegralCase) -> Any:
    return F_at_upper(case) + F_at_lower(case)


def f_at_lower(case: IntegralCase) -> Any:
    return end(case.f, case, case.lower)


def f_at_upper(case: IntegralCase) -> Any:
    return end(case.f, case, case.upper)


def f_at_middle(case: IntegralCase) -> Any:
    return case.f.subs(case.x, (case.lower + case.upper) / 2)


def f_at_one(case: IntegralCase) -> Any:
    return case.f.subs(case.x, 1)


def f_at_zero(case: IntegralCase) -> Any:
    return case.f.subs(case.x, 0)


def f_difference(case: IntegralCase) -> Any:
    return f_at_upper(case) - f_at_lower(case)


def height_times_width(case: IntegralCase) -> Any:
    return f_at_lower(case) * (case.upper - case.lower)


def upper_height_times_width(case: IntegralCase) -> Any:
    return f_at_upper(case) * (case.upper - case.lower)


def middle_height_times_width(case: IntegralCase) -> Any:
    middle = (case.lower + case.upper) / 2
    return case.f.subs(case.x, middle) * (case.upper - case.lower)


def trapezium(case: IntegralCase) -> Any:
    return (f_at_lower(case) + f_at_upper(case)) * (case.upper - case.lower) / 2


def width(case: IntegralCase) -> Any:
    return case.upper - case.lower


def mean_height(case: IntegralCase) -> Any:
    return case.expected / (case.upper - case.lower)


def squared_area(case: IntegralCase) -> Any:
    return case.expected**2


def reciprocal_area(case: IntegralCase) -> Any:
    return 1 / case.expected


def first_moment(case: IntegralCase) -> Any:
    return area_of(case, case.x * case.f)


def squared_integrand(case: IntegralCase) -> Any:
    return area_of(case, case.f**2)


def absolute_integrand(case: IntegralCase) -> Any:
    return area_of(case, sp.Abs(case.f))


def sign_flipped_area(case: IntegralCase) -> Any:
    flipped = sign_flipped(case)
    if flipped is None or not (case.lower.is_finite and case.upper.is_finite):
        return NO_VALUE
    return area_of(case, flipped)


def flipped_to_one(case: IntegralCase) -> Any:
    """The area under f with the exponent's sign turned, from the lower bound to 1."""
    flipped = sign_flipped(case)
    if flipped is None or case.lower != 0:
        return NO_VALUE
    return sp.Integral(flipped, (case.x, 0, 1)).evalf(15, maxn=60)


def both_sides(case: IntegralCase) -> Any:
    return 2 * case.expected if case.lower == 0 and case.upper is sp.oo else NO_VALUE


def half(case: IntegralCase) -> Any:
    return case.expected / 2 if case.lower == 0 and case.upper is sp.oo else NO_VALUE


def bell(case: IntegralCase) -> Any:
    return sp.sqrt(sp.pi) / 2 if of_exponent(case, sp.exp) is not None else NO_VALUE


def whole_bell(case: IntegralCase) -> Any:
    return sp.sqrt(sp.pi) if of_exponent(case, sp.exp) is not None else NO_VALUE


# -- other bounds than those asked for


def to_one(case: IntegralCase) -> Any:
    return area(case, case.lower, sp.Integer(1))


def from_zero(case: IntegralCase) -> Any:
    return area(case, sp.Integer(0), case.upper) if case.upper.is_finite else NO_VALUE


def from_minus_infinity(case: IntegralCase) -> Any:
    return area(case, -sp.oo, case.upper)


def to_infinity(case: IntegralCase) -> Any:
    return area(case, case.lower, sp.oo)


def half_line_area(case: IntegralCase) -> Any:
    return area(case, sp.Integer(0), sp.oo)


def finite_upper_bound(case: IntegralCase) -> Recognised:
    """A whole number stood in for infinity; a value rounded by hand is told by its digits."""
    if case.upper is not sp.oo or not is_number(case):
        return None
    missing = at(case.expected - case.answer, case)
    if missing is None:
        return None
    slack = max(1e-9 * abs(missing), half_last_digit(case.value))
    if slack > 0.15 * abs(missing):
        return None
    cut_offs = (b for b in CUT_OFFS if abs(beyond(case, b) - missing) <= slack)
    return next(({"b": str(b)} for b in cut_offs), None)


def beyond(case: IntegralCase, bound: int) -> Any:
    """The area from there on: formed before it is evaluated, for it can be tiny."""
    return at(F_at_upper(case) - case.F.subs(case.x, bound), case)


def half_last_digit(value: Any) -> float:
    """How far rounding can have moved a decimal; next to nothing for a full float."""
    if isinstance(value, np.ndarray):
        value = value.item()
    if type(value) is not float and not isinstance(value, sp.Float):
        return 0.0
    digits = repr(float(value)).partition(".")[2]
    return 0.5 * 10.0 ** -len(digits) if len(digits) < 10 else 1e-12


def is_close(case: IntegralCase) -> bool:
    """A decimal within eleven percent of the area."""
    if not is_number(case) or not has_floats(case.answer):
        return False
    return same_number(case.answer, case.expected, case, 0.11)


def simple_factor(case: IntegralCase) -> Recognised:
    """A small whole multiple or fraction of the right value."""
    if not is_number(case):
        return None
    for p, q in ((2, 1), (3, 1), (4, 1), (1, 2), (1, 3), (1, 4), (3, 2), (2, 3), (-2, 1)):
        if same_number(case.answer, case.expected * sp.Rational(p, q), case):
            return {"r": str(sp.Rational(p, q))}
    return None


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


def typed_in(*candidates: Candidate) -> Test:
    """Recognises the lesson's result where something else was asked."""

    def recognise(case: IntegralCase) -> bool:
        return not is_lesson(case) and number_is(*candidates)(case)

    return recognise


def lesson_formula(case: IntegralCase) -> Any:
    return sp.exp(-case.lower) - sp.exp(-case.upper)


def is_lesson(case: IntegralCase) -> bool:
    return same_function(case.f, lesson_integrand(case), case)


# -- answers that still hold a symbol


def from_x_on(case: IntegralCase) -> Any:
    return F_at(case, case.upper) - case.F


def f_itself(case: IntegralCase) -> Any:
    return case.f


def f_negated(case: IntegralCase) -> Any:
    return -case.f


def x_times_f(case: IntegralCase) -> Any:
    return case.x * case.f


def is_area_up_to_x(case: IntegralCase) -> bool:
    """An antiderivative that is 0 at the lower bound, where the usual one is not."""
    if not is_antiderivative(case) or same_function(case.answer, case.F, case):
        return False
    return bool(end(case.answer, case, case.lower) == 0)


def is_multiple_of_f(case: IntegralCase) -> bool:
    """A number times f, as (upper - lower) * f is."""
    if case.x not in symbols_of(case.answer):
        return False
    return ratio(case.answer, case.f, case) is not None


def is_infinite_in_x(case: IntegralCase) -> bool:
    """Infinity beside an x: what held x was taken for a number of unknown sign."""
    return case.x in symbols_of(case.answer) and case.answer.has(sp.oo)


def is_antiderivative(case: IntegralCase) -> bool:
    """Its derivative is f: an antiderivative with some constant."""
    return case.slope is not None and same_function(case.slope, case.f, case)


def width_as_factor(case: IntegralCase) -> Any:
    if not (case.lower.is_finite and case.upper.is_finite):
        return NO_VALUE
    return (case.upper - case.lower) * case.f


def constant_left_over(case: IntegralCase) -> bool:
    """The right value plus something that holds a new symbol only."""
    new = case.new_symbols
    if not new or case.x in symbols_of(case.answer):
        return False
    rest = case.answer - case.expected
    bare = rest.subs(dict.fromkeys(new, 0))
    return same_number(bare, sp.Integer(0), case)
