"""Wrong turns on the way to an antiderivative, each in terms of f and x."""

from collections.abc import Callable
from typing import Any

import sympy as sp

from autograder.judges.symbolic.expressions import derivative
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.integrals.case import (
    ENOUGH,
    ROUNDED,
    SAME_RATIO,
    IntegralCase,
    agree_roughly,
    near,
    other_curves,
    short,
    symbols_of,
)
from autograder.mistakes.integrals.recognise import Candidate, Recogniser, changed, is_function

NO_FACTOR = 1e-8  # of a slope to f: the answer is a constant but for rounding

TREATED_AS_CONSTANT = "That is right only for a constant, but the curve depends on x. Integrate over the x that you were given: your own Symbol is a different one."
GAUSSIAN = "You integrated a bell curve, with a square in its exponent. Compare that exponent with the one in f."

# -- what f is made of


def exponent(case: IntegralCase) -> Any:
    """The exponent of the exponential in f; None if there is none."""
    return next((power.exp for power in sorted(case.f.atoms(sp.exp), key=str)), None)


def from_exponent(change: Callable[[Any, IntegralCase], Any]) -> Candidate:
    """What `change` makes of the exponent in f; None without an exponential."""
    return changed(exponent, change)


def for_exp(change: Callable[[Any, Any], Any]) -> Candidate:
    """The integrand with change(u, x) in place of exp(u)."""
    return from_exponent(lambda _, case: case.f.replace(sp.exp, lambda u: change(u, case.x)))


def for_powers(change: Callable[[Any, Any, Any], Any]) -> Candidate:
    """A polynomial integrand with change(c, x, n) in place of each c * x**n."""

    def candidate(case: IntegralCase) -> Any:
        if not case.f.is_polynomial(case.x):
            return None
        terms = sp.Poly(case.f, case.x).terms()
        return sp.Add(*(change(c, case.x, sp.Integer(n)) for (n,), c in terms))

    return candidate


sign_flipped = for_exp(lambda u, _: sp.exp(-u))


def is_lesson(case: IntegralCase) -> bool:
    return case.same_function(case.f, sp.exp(-case.x))


def factor_by_factor(*, constants: bool) -> Candidate:
    """Each factor integrated on its own, constant ones too or not; None for a single one."""

    def candidate(case: IntegralCase) -> Any:
        parts = sp.Mul.make_args(case.f)
        kept = [part for part in parts if constants or case.x in part.free_symbols]
        return sp.Mul(*(sp.integrate(part, case.x) for part in kept)) if len(kept) > 1 else None

    return candidate


def denominator_slope(case: IntegralCase) -> Any:
    """The slope of log(denominator); None for a constant denominator."""
    below = sp.fraction(sp.together(case.f))[1]
    if case.f.has(sp.exp) or case.x not in below.free_symbols:
        return None
    return sp.diff(below, case.x) / below


def outer_rule(*, divided: bool) -> Candidate:
    """The rule for the outer function of f alone; divided: by the slope of the inner one, too."""

    def candidate(case: IntegralCase) -> Any:
        factor, outer = case.f.as_independent(case.x)
        if isinstance(outer, sp.exp):
            inner, integrated = outer.args[0], outer
        elif outer.is_Pow and case.x not in outer.exp.free_symbols and outer.exp != -1:
            inner, integrated = outer.base, outer * outer.base / (outer.exp + 1)
        else:
            return None
        return factor * integrated / (sp.diff(inner, case.x) if divided else 1)

    return candidate


# -- recognisers


def is_typed_in(case: IntegralCase) -> bool:
    """The answer of the lesson's case, given for another integrand."""
    return not is_lesson(case) and case.same_function(case.slope, sp.exp(-case.x))


def is_same_for_every_f(case: IntegralCase) -> bool:
    """A function that comes back for other integrands, too."""
    others = (case.twin, *(case.asked(q, *between) for q, between in other_curves()))
    return is_function(case) and all(one and one.answer == case.answer for one in others)


def is_area(case: IntegralCase) -> bool:
    """A number that is the area under f."""
    if case.answer is None or symbols_of(case.answer) - symbols_of(case.integrand.area):
        return False
    given, area = case.at(case.answer), case.at(case.integrand.area)
    return given is not None and area is not None and near(given, area, 1e-9)


def integrated_over_letter(case: IntegralCase) -> Recognised:
    """The variable of integration was a parameter of f."""
    if case.answer is None:
        return None
    letters = sorted(case.letters, key=str)
    over = (s for s in letters if case.same_function(derivative(case.answer, s), case.f))
    return next(({"letter": str(letter), "x": str(case.x)} for letter in over), None)


def is_nearly(case: IntegralCase) -> bool:
    """Whether the derivative is within one percent of f: at all points, or at the one found."""
    if case.finding.kind != "disagrees":
        return False
    if case.slope is not None:
        pairs = [(case.at(case.slope, point), case.at(case.f, point)) for point in case.points()]
        return agree_roughly([(one, other) for one, other in pairs if one and other])
    slope, height = (float(case.finding.evidence[name]) for name in ("derivative", "integrand"))
    return abs(slope - height) < ROUNDED * abs(height)


def is_polynomial_for_another(case: IntegralCase) -> bool:
    """A polynomial in x, given for an f that is not one."""
    is_other = is_function(case) and not case.f.is_polynomial(case.x)
    return is_other and bool(case.answer.is_polynomial(case.x))


def is_integrated_twice(case: IntegralCase) -> bool:
    slope = None if case.slope is None else derivative(case.slope, case.x)
    return case.same_function(slope, case.f)


def is_multiple(case: IntegralCase) -> bool:
    factor = case.ratio(case.slope, case.f)
    return factor is not None and abs(factor) >= NO_FACTOR


def constant_factor(case: IntegralCase) -> Recognised:
    """F'/f is one number, free of new symbols."""
    if symbols_of(case.slope) - case.letters - {case.x}:
        return None
    factor = case.ratio(case.slope, case.f)
    if factor is None or abs(factor) < NO_FACTOR or not case.confirmed(is_multiple):
        return None
    others = {letter: 2 * letter for letter in case.letters}
    other = case.ratio(case.slope.subs(others), case.f.subs(others))
    is_number = other is not None and near(other, factor, SAME_RATIO)
    built = f"something built from {', '.join(sorted(map(str, case.letters)))}"
    return {"r": short(factor) if is_number else built}


def is_constant_multiplied(case: IntegralCase) -> bool:
    """F'/f is one number that holds a new symbol."""
    is_new = bool(case.new_symbols & symbols_of(case.slope))
    return is_new and case.ratio(case.slope, case.f) is not None


def slope_by_term(change: Callable[[Any, Any], Any]) -> Recogniser:
    """Recognises a derivative that is change(f, term) for one of several terms of f."""

    def recognise(case: IntegralCase) -> bool:
        terms = sp.Add.make_args(sp.expand(case.f))
        slopes = [change(case.f, term) for term in terms] if len(terms) > 1 else []
        return any(case.same_function(case.slope, slope) for slope in slopes)

    return recognise


def stray_term(case: IntegralCase) -> Recognised:
    """F' - f is one number: there is an extra multiple of x."""
    if case.slope is None:
        return None
    gaps = [case.at(case.slope - case.f, point) for point in case.points()]
    known = [gap for gap in gaps if gap is not None]
    if len(known) < ENOUGH or any(not near(gap, known[0], SAME_RATIO) for gap in known):
        return None
    new = ", ".join(sorted(symbol.name for symbol in case.new_symbols & symbols_of(case.slope)))
    return {"c": f"something built from {new}" if new else short(known[0])}


def scaled_variable(case: IntegralCase) -> bool:
    """The derivative is a multiple of f(2x), f(x/2), f(-x) or f(x**2)."""
    inner = (2 * case.x, case.x / 2, -case.x, case.x**2)
    return any(case.ratio(case.slope, case.f.subs(case.x, u)) is not None for u in inner)
