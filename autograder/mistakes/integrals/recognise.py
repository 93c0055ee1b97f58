"""Recognisers of exercise 1 are built here, from wrong answers."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from sympy import Expr, Integer, diff

from autograder.judges.symbolic.expressions import derivative
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.integrals.case import IntegralCase, symbols_of

FEW = 3  # symbols of an answer's own that are looked at one by one

Candidate = Callable[[IntegralCase], Any]  # None where the case has no such wrong answer
Recogniser = Callable[[IntegralCase], Recognised]


def twice(holds: Callable[[IntegralCase], bool]) -> Recogniser:
    """Recognises an answer for which that holds, as it does for its twin and about other curves."""
    return lambda case: holds(case) and case.confirmed(holds, name=holds)


def explained(
    holds: Callable[[Candidate, IntegralCase], bool], candidates: Iterable[Candidate]
) -> Recogniser:
    """Recognises an answer for which that holds of a candidate.

    So it must for its twin, and for the answers about other curves that have such a candidate.
    """

    def confirmed(one: Candidate, case: IntegralCase) -> bool:
        again, is_defined = partial(holds, one), lambda other: other.has_value(one(other))
        return again(case) and case.confirmed(again, is_defined, name=(holds, one))

    return lambda case: any(confirmed(one, case) for one in candidates)


def slope_is(*candidates: Candidate) -> Recogniser:
    """Recognises an answer whose derivative is one of the candidates."""
    return explained(
        lambda one, case: case.slope is not None and case.same_function(case.slope, one(case)),
        candidates,
    )


def answer_is(*candidates: Candidate) -> Recogniser:
    """Recognises an answer that is one of the candidates up to a constant."""
    return slope_is(*(changed(one, lambda F, case: diff(F, case.x)) for one in candidates))


def number_is(*candidates: Candidate) -> Recogniser:
    """Recognises a number that is one of the candidates, where that is not the right one.

    Many wrong turns lead to 0: for 0, a second answer must be a candidate, too, and another number.
    """

    def holds(one: Candidate, case: IntegralCase) -> bool:
        return case.same_number(case.answer, one(case))

    def tells(one: IntegralCase | None) -> bool:
        return one is not None and not is_zero(one) and any(holds(c, one) for c in candidates)

    known = explained(holds, candidates)
    return lambda case: (
        is_number(case)
        and not case.same_number(case.answer, case.expected)
        and known(case)
        and (not is_zero(case) or any(map(tells, (case.twin, *case.others))))
    )


def function_is(*candidates: Candidate) -> Recogniser:
    """Recognises an answer that still holds x and is one of the candidates."""
    return explained(
        lambda one, case: is_function(case) and case.same_function(case.answer, one(case)),
        candidates,
    )


def both_signs(*candidates: Candidate) -> tuple[Candidate, ...]:
    """The candidates, each with its negative after it."""
    return tuple(
        one
        for candidate in candidates
        for one in (candidate, changed(candidate, lambda value, _: -value))
    )


def changed(candidate: Candidate, change: Callable[[Any, IntegralCase], Any]) -> Candidate:
    """What becomes of a candidate; None where there is none."""
    return lambda case: None if (found := candidate(case)) is None else change(found, case)


def has_symbol_named(*names: str) -> Recogniser:
    """Recognises a symbol of the answer, other than the question's own, that has such a name."""

    def recognise(case: IntegralCase) -> Recognised:
        found = sorted(symbol.name for symbol in case.new_symbols if symbol.name in names)
        return {"name": found[0]} if found else None

    return recognise


def is_function(case: IntegralCase) -> bool:
    return case.x in symbols_of(case.answer)


def is_number(case: IntegralCase) -> bool:
    """An expression without x and without new symbols; parameters of f may stay."""
    return case.answer is not None and not symbols_of(case.answer) - case.letters


def is_zero(case: IntegralCase) -> bool:
    return is_number(case) and case.same_number(case.answer, Integer(0))


def held_constant(case: IntegralCase) -> bool:
    """A symbol that is not the question's, or half its square, times f, plus a constant."""
    given = case.value if isinstance(case.value, Expr) else Integer(0)
    own = symbols_of(given) - symbols_of(case.f) - {case.x}
    if len(own) > FEW:
        return False
    found = [(s, derivative(given, s)) for s in own if case.x not in symbols_of(given.subs(s, 0))]
    found += [(s, derivative(slope, s)) for s, slope in found if slope is not None]
    return any(case.same_function(slope, case.f) for _, slope in found)
