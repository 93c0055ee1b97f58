"""Slips of tasks 1.3 and 1.4: the support is wider than a to b; a density is a yes or no."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from autograder.judges.integrals.evaluation import is_real
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.integrals.case import IntegralCase, as_expression, at, near, points, short
from autograder.mistakes.integrals.wrong_antiderivatives import Test
from autograder.mistakes.integrals.wrong_areas import (
    NO_VALUE,
    area,
    f_at_lower,
    f_at_upper,
    is_number,
)


def up_to_b(case: IntegralCase) -> Any:
    return area(case, case.integrand.lower, case.upper)


def from_a_on(case: IntegralCase) -> Any:
    return area(case, case.lower, case.integrand.upper)


def up_to_a(case: IntegralCase) -> Any:
    return area(case, case.integrand.lower, case.lower)


def from_b_on(case: IntegralCase) -> Any:
    return area(case, case.upper, case.integrand.upper)


def complement(case: IntegralCase) -> Any:
    return 1 - case.expected


def given_from_a_on(case: IntegralCase) -> Any:
    return case.expected / from_a_on(case)


def given_up_to_b(case: IntegralCase) -> Any:
    return case.expected / up_to_b(case)


def height_quotient(case: IntegralCase) -> Any:
    return f_at_upper(case) / f_at_lower(case)


def inverse_height_quotient(case: IntegralCase) -> Any:
    return f_at_lower(case) / f_at_upper(case)


def sum_of_areas(case: IntegralCase) -> Any:
    return up_to_a(case) + up_to_b(case)


def area_quotient(case: IntegralCase) -> Any:
    return up_to_b(case) / up_to_a(case)


def product_of_sides(case: IntegralCase) -> Any:
    """P(X >= a) times P(X <= b)."""
    return from_a_on(case) * up_to_b(case)


def product_of_areas(case: IntegralCase) -> Any:
    """P(X <= a) times P(X <= b)."""
    return up_to_a(case) * up_to_b(case)


def share_of_support(case: IntegralCase) -> Any:
    lower, upper = case.integrand.lower, case.integrand.upper
    return (case.upper - case.lower) / (upper - lower)


def sum_of_heights_before_last(case: IntegralCase) -> Any:
    return sum_of_heights(case) - f_at_upper(case)


def sum_of_heights(case: IntegralCase) -> Any:
    """Heights at the whole numbers from a to b, added as for a die."""
    if not (case.lower.is_integer and case.upper.is_integer and case.upper - case.lower < 50):
        return NO_VALUE
    return sp.Add(*(case.f.subs(case.x, k) for k in range(int(case.lower), int(case.upper) + 1)))


def is_impossible(case: IntegralCase) -> Recognised:
    """A number below 0 or above 1."""
    if not is_number(case):
        return None
    given = at(case.answer, case)
    if given is None or not is_real(given) or 0 <= given.real <= 1:
        return None
    return {"value": short(given)}


# -- yes or no


def said(truth: bool) -> Test:
    """Recognises an answer that says so."""

    def recognise(case: IntegralCase) -> bool:
        return case.finding.kind == "differs" and said_so(case.value) is truth

    return recognise


def said_so(value: Any) -> bool | None:
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if value is True or value is sp.true:
        return True
    return False if value is False or value is sp.false else None


def said_true_despite(reason: str) -> Test:
    """Recognises a True for an f that is no density for that reason."""

    def recognise(case: IntegralCase) -> bool:
        return said(True)(case) and case.integrand.reason == reason

    return recognise


def refused_other_range(case: IntegralCase) -> bool:
    lower, upper = case.integrand.lower, case.integrand.upper
    return bool(said(False)(case) and (lower != 0 or upper is not sp.oo))


def said_true_near_one(case: IntegralCase) -> Recognised:
    """A True for an area that only a rounded comparison takes for 1."""
    gap = abs(case.integrand.area - 1)
    if not (said_true_despite("area")(case) and gap.is_number and gap < sp.Rational(1, 100)):
        return None
    return {"area": str(case.integrand.area)}


def missed_a_dip(case: IntegralCase) -> Recognised:
    """A True for an f of area 1 that is negative, but not at the ends of its range."""
    if not said_true_despite("sign")(case):
        return None
    ends = (at(f_at_lower(case), case), at(f_at_upper(case), case))
    if any(height is None or height < 0 for height in ends):
        return None
    witness = case.integrand.witness
    return {"point": str(witness), "value": short(at(case.f.subs(case.x, witness), case))}


def refused_touching(case: IntegralCase) -> Recognised:
    """A False for a density that is 0 inside its range: a square."""
    if not (said(False)(case) and case.f.is_polynomial(case.x)):
        return None
    double = [root for root, times in sp.roots(case.f, case.x).items() if times == 2]
    return {"point": str(double[0])} if double else None


def refused_high_density(case: IntegralCase) -> bool:
    """A False for a density that rises above 1."""
    if not said(False)(case):
        return False
    at_points = (at(case.f, case, point) for point in points(case))
    heights = [at(f_at_lower(case), case), *at_points]
    return any(height is not None and height > 1 for height in heights)


def is_zero_or_one(case: IntegralCase) -> bool:
    return case.finding.kind == "number_for_truth" and as_expression(case.value) in (0, 1)


def is_area(case: IntegralCase) -> bool:
    """A number other than 0 and 1, or an exact one, that is the area."""
    if case.finding.kind != "number_for_truth" or type(case.value) is int:
        return False
    given, wanted = at(case.answer, case), at(case.integrand.area, case)
    return given is not None and near(given, wanted, 1e-9)
