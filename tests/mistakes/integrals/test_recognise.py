"""Tests of autograder/mistakes/integrals/recognise.py."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

from autograder.judges.finding import wrong
from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import decaying, polynomial
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.integrals.recognise import (
    Recogniser,
    answer_is,
    both_signs,
    function_is,
    has_symbol_named,
    held_constant,
    is_number,
    number_is,
    slope_is,
)
from autograder.mistakes.recognise import either, kind
from tests.mistakes.integrals.cases import C, antiderivative_case, area_case, e, numbered, x

a = sp.Symbol("a", positive=True)
HUMP = decaying((0, 4), sp.Integer(2))
FUNCTIONS = numbered(
    (slope_is(lambda case: case.f), 3 - sp.exp(-x), sp.exp(-x)),
    (slope_is(lambda _: None, lambda case: 2 * case.f), C - 2 * sp.exp(-x), -sp.exp(-x)),
    (answer_is(lambda case: case.f), sp.exp(-x) + 5, sp.exp(x)),
    (answer_is(lambda _: None, lambda case: case.x), x + C, C),
    (answer_is(*both_signs(lambda case: case.f)), -sp.exp(-x), 2 * sp.exp(-x)),
    (either(kind("none"), slope_is(lambda case: case.f)), -sp.exp(-x), sp.exp(-x)),
    (has_symbol_named("e", "E"), e ** (-x), C ** (-x)),
    (held_constant, C * sp.exp(-x) + 3, C * sp.exp(-x) + x),
    (is_number, sp.sqrt(2), C),
    (is_number, 0.5, x),
)
NUMBERS = numbered(
    (number_is(lambda case: case.F_at(case.lower)), -1, 1),
    (number_is(lambda _: None, lambda _: sp.Integer(4)), 4.001, 4.1),
    (number_is(*both_signs(lambda _: sp.Integer(3))), -3, C),
    (function_is(lambda case: case.f), sp.exp(-x), sp.exp(-x) + 1),
    (function_is(*both_signs(lambda case: case.f)), -sp.exp(-x), C),
)


@pytest.mark.parametrize(("recognise", "mistake", "relative"), FUNCTIONS)
def test_functions_are_recognised(recognise: Recogniser, mistake: Any, relative: Any) -> None:
    """A wrong antiderivative is recognised, and a near relative of it is not."""
    assert recognise(antiderivative_case(mistake, lesson()))
    assert not recognise(antiderivative_case(relative, lesson()))


@pytest.mark.parametrize(("recognise", "mistake", "relative"), NUMBERS)
def test_numbers_are_recognised(recognise: Recogniser, mistake: Any, relative: Any) -> None:
    """A wrong area is recognised, and a near relative of it is not."""
    assert recognise(area_case(mistake, lesson()))
    assert not recognise(area_case(relative, lesson()))


def test_the_right_number_is_never_a_wrong_one() -> None:
    """A candidate that happens to be the right value recognises nothing."""
    flat = area_case(sp.Integer(2), polynomial((1,), 0, 2))

    assert not number_is(lambda case: case.width)(flat)


def test_zero_betrays_no_wrong_turn() -> None:
    """Too many wrong turns lead to 0; none of them is told."""
    assert not number_is(lambda case: case.F_at(case.upper))(area_case(0, lesson()))


def test_parameters_of_the_question_are_no_new_symbols() -> None:
    """A number may hold the parameters of f; every other symbol is new."""
    q = decaying((1,), a)

    assert is_number(area_case(1 / a, q))
    assert not is_number(area_case(C / a, q))


def test_kind_hands_on_the_evidence() -> None:
    """The evidence of a finding fills the message, and other kinds are left alone."""
    case = IntegralCase(1, wrong("boxed", type="list"), lesson(), sp.S.Zero, sp.oo)

    assert {"type": "list"} == kind("pair", "boxed")(case)
    assert kind("pair")(case) is None


def test_the_name_of_a_symbol_is_shown() -> None:
    """The first of several such symbols, by the alphabet, is named in the message."""
    case = antiderivative_case(e * sp.Symbol("E") * x, lesson())

    assert {"name": "E"} == has_symbol_named("e", "E")(case)


def test_an_explanation_is_confirmed_once() -> None:
    """What another question has confirmed explains later answers of the function unasked."""
    asked: list[Any] = []
    sign_lost = number_is(lambda case: -case.expected)

    def again(f: Any, symbol: Any, lower: Any, upper: Any) -> Any:
        asked.append(f)
        return -sp.integrate(f, (symbol, lower, upper))

    first, second = (replace(area_case(-q.area, q), again=again) for q in (lesson(), HUMP))
    second = replace(second, known=first.known)

    assert sign_lost(first)
    assert asked
    asked.clear()
    assert sign_lost(second)
    assert [] == asked
    assert not sign_lost(replace(area_case(3, HUMP), known=first.known))


def test_what_was_not_confirmed_is_asked_again() -> None:
    """An explanation that another answer has refuted explains no later answer by itself."""
    sign_lost = number_is(lambda case: -case.expected)
    first = replace(area_case(-1, lesson()), again=lambda *_: sp.Integer(5))

    assert not sign_lost(first)
    assert set() == first.known
