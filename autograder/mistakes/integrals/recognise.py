"""Recognisers of exercise 1 are built here: from the kind of a finding, or from a wrong answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from autograder.judges.integrals.symbols import derivative
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.integrals.case import IntegralCase, same_function, same_number, symbols_of

Candidate = Callable[[IntegralCase], Any]
Recogniser = Callable[[IntegralCase], Recognised]


def kind(*kinds: str) -> Recogniser:
    """Recognises the finding's kind; its evidence fills the message."""

    def recognise(case: IntegralCase) -> Recognised:
        return case.finding.evidence if case.finding.kind in kinds else None

    return recognise


def either(*recognisers: Recogniser) -> Recogniser:
    """Recognises what the first of them does that recognises anything."""
    return lambda case: next((found for one in recognisers if (found := one(case))), None)


def slope_is(*candidates: Candidate) -> Recogniser:
    """Recognises an answer whose derivative is one of the candidates."""

    def recognise(case: IntegralCase) -> bool:
        if case.slope is None:
            return False
        return any(same_function(case.slope, candidate(case), case) for candidate in candidates)

    return recognise


def answer_is(*candidates: Candidate) -> Recogniser:
    """Recognises an answer that is one of the candidates up to a constant."""

    def slope_of(candidate: Candidate) -> Candidate:
        def differentiated(case: IntegralCase) -> Any:
            function = candidate(case)
            return None if function is None else sp.diff(function, case.x)

        return differentiated

    return slope_is(*map(slope_of, candidates))


def number_is(*candidates: Candidate) -> Recogniser:
    """Recognises a number that is one of the candidates, where that is not the right one."""

    def recognise(case: IntegralCase) -> bool:
        if not is_number(case):
            return False
        return any(
            same_number(case.answer, number, case) and not same_number(case.expected, number, case)
            for number in (candidate(case) for candidate in candidates)
        )

    return recognise


def function_is(*candidates: Candidate) -> Recogniser:
    """Recognises an answer that still holds x and is one of the candidates."""

    def recognise(case: IntegralCase) -> bool:
        if case.x not in symbols_of(case.answer):
            return False
        return any(same_function(case.answer, candidate(case), case) for candidate in candidates)

    return recognise


def both_signs(*candidates: Candidate) -> tuple[Candidate, ...]:
    """The candidates, each with its negative after it."""

    def negative(candidate: Candidate) -> Candidate:
        def negated(case: IntegralCase) -> Any:
            value = candidate(case)
            return None if value is None else -value

        return negated

    return tuple(one for candidate in candidates for one in (candidate, negative(candidate)))


def has_symbol_named(*names: str) -> Recogniser:
    """Recognises a symbol of the answer, other than the question's own, that has such a name."""

    def recognise(case: IntegralCase) -> Recognised:
        found = sorted(symbol.name for symbol in case.new_symbols if symbol.name in names)
        return {"name": found[0]} if found else None

    return recognise


def is_number(case: IntegralCase) -> bool:
    """An expression without x and without new symbols; parameters of f may stay."""
    return case.answer is not None and not symbols_of(case.answer) - case.letters


def held_constant(case: IntegralCase) -> bool:
    """The answer is some new symbol times f, plus what does not hold that symbol."""
    slopes = (derivative(case.answer, symbol) for symbol in case.new_symbols)
    return any(same_function(slope, case.f, case) for slope in slopes)
