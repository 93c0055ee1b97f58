"""Slips on the way to an antiderivative: each states the wrong turn in terms of f and x."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from autograder.judges.integrals.symbols import derivative
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.integrals.case import (
    ROUGH,
    IntegralCase,
    at,
    has_floats,
    near,
    points,
    ratio,
    same_function,
    short,
    symbols_of,
)

Candidate = Callable[[IntegralCase], Any]
Recogniser = Callable[[IntegralCase], Recognised]
Test = Callable[[IntegralCase], bool]


def slope(case: IntegralCase) -> Any:
    """The derivative of the answer, else None: any constant of integration is gone."""
    return case.slope


def slope_is(*candidates: Candidate) -> Test:
    """Recognises an answer whose derivative is one of the candidates."""

    def recognise(case: IntegralCase) -> bool:
        answer_slope = slope(case)
        if answer_slope is None:
            return False
        return any(same_function(answer_slope, candidate(case), case) for candidate in candidates)

    return recognise


def answer_is(*candidates: Candidate) -> Test:
    """Recognises an answer that is one of the candidates up to a constant."""
    return slope_is(*(slope_of(candidate) for candidate in candidates))


def slope_of(candidate: Candidate) -> Candidate:
    def differentiated(case: IntegralCase) -> Any:
        function = candidate(case)
        return None if function is None else sp.diff(function, case.x)

    return differentiated


def always(expression: Any) -> Candidate:
    return lambda _: expression


def either(*recognisers: Recogniser) -> Recogniser:
    def recognise(case: IntegralCase) -> Recognised:
        return next((found for one in recognisers if (found := one(case))), None)

    return recognise


# -- what f is made of


def exponent(case: IntegralCase) -> Any:
    """The exponent of the exponential in f; None if there is none."""
    return next((power.exp for power in sorted(case.f.atoms(sp.exp), key=str)), None)


def with_exponential(case: IntegralCase, change: Callable[[Any], Any]) -> Any:
    """The integrand with change(u) in place of exp(u); None without an exponential."""
    if exponent(case) is None:
        return None
    return case.f.replace(sp.exp, change)


def sign_flipped(case: IntegralCase) -> Any:
    return with_exponential(case, lambda u: sp.exp(-u))


def of_exponent(case: IntegralCase, change: Callable[[Any], Any]) -> Any:
    u = exponent(case)
    return None if u is None else change(u)


def exp_x(case: IntegralCase) -> Any:
    return sp.exp(case.x)


def lesson_integrand(case: IntegralCase) -> Any:
    return sp.exp(-case.x)


def each_factor(case: IntegralCase) -> Any:
    """Each factor integrated on its own, the constant one too."""
    factors = sp.Mul.make_args(case.f)
    return sp.Mul(*(sp.integrate(part, case.x) for part in factors)) if len(factors) > 1 else None


def factor_by_factor(case: IntegralCase) -> Any:
    """Each factor integrated on its own; None for fewer than two factors that hold x."""
    factors = [part for part in sp.Mul.make_args(case.f) if case.x in part.free_symbols]
    if len(factors) < 2:
        return None
    return sp.Mul(*(sp.integrate(part, case.x) for part in factors))


def denominator_slope(case: IntegralCase) -> Any:
    """The slope of log(denominator); None for a constant denominator."""
    below = sp.fraction(sp.together(case.f))[1]
    if case.f.has(sp.exp) or case.x not in below.free_symbols:
        return None
    return sp.diff(below, case.x) / below


def power_rule(case: IntegralCase, change: Callable[[Any, Any], Any]) -> Any:
    """A polynomial integrand with change(coefficient, n) for each coefficient * x**n."""
    if not case.f.is_polynomial(case.x):
        return None
    terms = sp.Poly(case.f, case.x).terms()
    return sp.Add(*(change(c, sp.Integer(n)) for (n,), c in terms))


# -- recognisers of their own


def is_typed_in(case: IntegralCase) -> bool:
    """The answer of the lesson's case, given for another integrand."""
    lesson = lesson_integrand(case)
    return not same_function(case.f, lesson, case) and slope_is(lesson_integrand)(case)


def is_area(case: IntegralCase) -> bool:
    """A number that is the area under f."""
    answer, area = case.answer, case.integrand.area
    return answer is not None and not symbols_of(answer) - symbols_of(area) and equal(answer, case)


def equal(answer: Any, case: IntegralCase) -> bool:
    one, other = at(answer, case), at(case.integrand.area, case)
    return one is not None and other is not None and near(one, other, 1e-9)


def is_number(case: IntegralCase) -> bool:
    return case.answer is not None and not symbols_of(case.answer) - case.letters


def held_constant(case: IntegralCase) -> bool:
    """The answer is some symbol times f, plus what does not hold that symbol."""
    symbols = {case.x, *case.new_symbols}
    others = symbols - {case.x}
    return any(same_function(derivative(case.answer, s), case.f, case) for s in others)


def integrated_over_letter(case: IntegralCase) -> Recognised:
    """The variable of integration was a parameter of f."""
    if case.answer is None:
        return None
    letters = sorted(symbols_of(case.f) - {case.x}, key=str)
    over = (s for s in letters if same_function(derivative(case.answer, s), case.f, case))
    return next(({"letter": str(letter), "x": str(case.x)} for letter in over), None)


def is_log_of_denominator(case: IntegralCase) -> bool:
    """A number times log(denominator)."""
    answer_slope, wrong_slope = slope(case), denominator_slope(case)
    if answer_slope is None or wrong_slope is None:
        return False
    return ratio(answer_slope, wrong_slope, case) is not None


def is_polynomial_for_another(case: IntegralCase) -> bool:
    """A polynomial in x, given for an f that is none."""
    answer = case.answer
    if case.x not in symbols_of(answer) or case.f.is_polynomial(case.x):
        return False
    return bool(answer.is_polynomial(case.x))


def is_approximate(case: IntegralCase) -> bool:
    answer_slope = slope(case)
    if answer_slope is None or not has_floats(answer_slope):
        return False
    return same_function(answer_slope, case.f, case)


def is_integrated_twice(case: IntegralCase) -> bool:
    answer_slope = slope(case)
    if answer_slope is None:
        return False
    return same_function(derivative(answer_slope, case.x), case.f, case)


def constant_factor(case: IntegralCase) -> Recognised:
    """F'/f is one number, free of new symbols."""
    answer_slope = slope(case)
    if answer_slope is None or symbols_of(answer_slope) - symbols_of(case.f) - {case.x}:
        return None
    factor = ratio(answer_slope, case.f, case)
    if factor is None or abs(factor) < ROUGH * 1e-6:
        return None
    letters = symbols_of(case.f) - {case.x}
    shown = f"something built from {', '.join(sorted(map(str, letters)))}"
    return {"r": shown if letters else short(factor)}


def is_constant_multiplied(case: IntegralCase) -> bool:
    answer_slope = slope(case)
    if answer_slope is None or not case.new_symbols & symbols_of(answer_slope):
        return False
    return ratio(answer_slope, case.f, case) is not None


def has_symbol_named(*names: str) -> Recogniser:
    """A symbol of the answer, other than the question's own, that bears such a name."""

    def recognise(case: IntegralCase) -> Recognised:
        found = sorted(s.name for s in case.new_symbols if s.name in names)
        return {"name": found[0]} if found else None

    return recognise


def some_terms(case: IntegralCase) -> bool:
    """The derivative is one of several terms of f: the others were lost."""
    terms = sp.Add.make_args(sp.expand(case.f))
    return len(terms) > 1 and slope_is(*map(always, terms))(case)


def flipped_terms(case: IntegralCase) -> bool:
    """The derivative is f with the sign of one term changed."""
    terms = sp.Add.make_args(sp.expand(case.f))
    if len(terms) < 2:
        return False
    return slope_is(*(always(case.f - 2 * term) for term in terms))(case)


def stray_term(case: IntegralCase) -> Recognised:
    """F' - f is one number: a multiple of x too much."""
    answer_slope = slope(case)
    if answer_slope is None:
        return None
    gaps = [at(answer_slope - case.f, case, point) for point in points(case)]
    known = [gap for gap in gaps if gap is not None]
    if len(known) < 5 or any(not near(gap, known[0], 1e-9) for gap in known):
        return None
    return {"c": short(known[0])}


def scaled_variable(case: IntegralCase) -> bool:
    """The derivative is a multiple of f(2x), f(x/2), f(-x) or f(x**2)."""
    answer_slope = slope(case)
    if answer_slope is None:
        return False
    inner = (2 * case.x, case.x / 2, -case.x, case.x**2)
    return any(ratio(answer_slope, case.f.subs(case.x, u), case) is not None for u in inner)
