"""Cases of exercise 1 for the tests of its catalogues: an answer beside a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

from autograder.judges.answer import Answer, Crash
from autograder.judges.integrals.antiderivative import antiderivative
from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand
from autograder.judges.integrals.moments import mean
from autograder.judges.integrals.shapes import Shape, normalized, shape
from autograder.judges.symbolic.value import area_value, truth
from autograder.mistakes.catalogue import Mistake, diagnose
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.definite_integral import DEFINITE
from autograder.mistakes.integrals.expectation import EXPECTATION, MeanCase
from autograder.mistakes.integrals.indefinite_integral import INDEFINITE
from autograder.mistakes.integrals.normalize import NORMALIZE, NormalizeCase
from autograder.mistakes.integrals.probability import PROBABILITY
from autograder.mistakes.integrals.probability_density import DENSITY

CATALOGUES: dict[str, tuple[Mistake, ...]] = {
    "1.1": INDEFINITE,
    "1.2": DEFINITE,
    "1.3": DENSITY,
    "1.4": PROBABILITY,
    "1.5": EXPECTATION,
    "1.6": NORMALIZE,
}
x, C, e = sp.symbols("x C e")


def antiderivative_case(value: Any, q: Integrand) -> IntegralCase:
    return IntegralCase(value, antiderivative(value, q.f, q.x), q, q.lower, q.upper)


def area_case(value: Any, q: Integrand) -> IntegralCase:
    return IntegralCase(value, area_value(value, q.area), q, q.lower, q.upper, q.area)


def density_case(value: Any, q: Integrand) -> IntegralCase:
    finding = truth(value, q.is_density)
    return IntegralCase(value, finding, q, q.lower, q.upper, q.is_density)


def probability_case(
    value: Any, q: Integrand, between: tuple[Any, Any] | None = None
) -> IntegralCase:
    low = q.lower if q.lower.is_finite else sp.Integer(0)
    a, b = between or (low + sp.Rational(1, 5), low + sp.Rational(4, 5))
    expected = q.probability(a, b)
    return IntegralCase(value, area_value(value, expected), q, a, b, expected)


def mean_case(value: Any, q: Integrand) -> IntegralCase:
    """An answer about a density whose mean is known; about the lesson's, where it is not."""
    q = q if q.is_density and (q.f.has(sp.exp) or q.f.is_polynomial(q.x)) else lesson()
    expected = mean(q)
    return MeanCase(value, area_value(value, expected), q, q.lower, q.upper, expected)


def shape_case(value: Any, q: Shape, chosen: str = "", text: str = "") -> IntegralCase:
    """An answer about a shape; chosen, text: the exception that was raised on purpose instead."""
    crash = Crash(chosen, text, 3, own_raise=chosen) if chosen else None
    finding = normalized(Answer("normalize", value, crash=crash), q)
    return NormalizeCase(value, finding, q, q.lower, q.upper)


def any_shape_case(value: Any, q: Integrand) -> IntegralCase:
    return shape_case(value, shape(q, "" if q.witness is None else "sign"))


CASES: dict[str, Callable[[Any, Integrand], IntegralCase]] = {
    "1.1": antiderivative_case,
    "1.2": area_case,
    "1.3": density_case,
    "1.4": probability_case,
    "1.5": mean_case,
    "1.6": any_shape_case,
}


def key_of(task: str, value: Any, q: Integrand | None = None) -> str:
    """The key of the mistake that is recognised in an answer, by default to the lesson's case."""
    diagnosis = diagnose(CATALOGUES[task], CASES[task](value, q or lesson()))
    assert diagnosis is not None
    return diagnosis.key


def numbered(*rows: tuple[Any, ...]) -> list[Any]:
    """Rows of a table as parameters, each with its place and its first entry as id."""
    return [
        pytest.param(*row, id=f"{place}-{getattr(row[0], '__name__', row[0])}")
        for place, row in enumerate(rows)
    ]


def plus(one: Integrand, other: Integrand) -> Integrand:
    """The sum of two on the same range."""
    names = ("f", "antiderivative", "at_lower", "at_upper")
    return replace(one, **{name: getattr(one, name) + getattr(other, name) for name in names})
